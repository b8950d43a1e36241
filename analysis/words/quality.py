"""What was read, how far coders agree, and what is not known, in words, computed. Pure."""

from __future__ import annotations

import polars as pl

from analysis.evidence.second_readings import (
    BLIND,
    MASKED,
    count_conflicts,
    measure_levels,
    measure_reputation,
    pair_levels,
    settle_conflicts,
)
from analysis.schemas.evidence import REGIME_BASIS
from analysis.schemas.release import Release
from analysis.views.quality import FEW_TEXTS, TURN, reports_by_reporter, reports_read, rules_known, spell_days
from analysis.words.grammar import begin, count, join_words, percent, signed

GOOD_ALPHA = 0.8  # from which Krippendorff calls codings reliable; above 0.667 they allow tentative conclusions
FAIR_ALPHA = 0.667


def describe_reports(release: Release) -> str:
    """How many reports and levels there are, by whom, and how many early ones were read beyond the first page."""
    reports = reports_read(release)
    if reports.is_empty():
        return "No report has been read."
    by = reports_by_reporter(release)
    first = by.row(0, named=True)
    text = (
        f"{begin(count(int(reports['n_codes'].sum()), 'level'))} of items were coded from {count(reports.height, 'report')} by "
        f"{count(by.height, 'reporter or kind of reporter', 'reporters or kinds of reporters')}, most from one of them "
        f"({first['reporter']}, {first['n_reports']:,})."
    )
    early, late = reports.filter(pl.col("year") < FEW_TEXTS), reports.filter(pl.col("year") >= FEW_TEXTS)
    parts = [
        f"{_full(part)} of {count(part.height, 'report')} on years {when} {FEW_TEXTS}"
        for part, when in ((early, "before"), (late, "from"))
        if part.height
    ]
    return f"{text} Read in full were {' and '.join(parts)}; of the rest parts or the first page."


def _full(reports: pl.DataFrame) -> str:
    return f"{percent(reports.filter(pl.col('depth') == 'full').height / reports.height)}"


def describe_coders(release: Release) -> str:
    """How far the blind second coder agrees with the first, and by which items least."""
    told = [text for part in ("practice", "rules") if (text := _describe_part(release, part))]
    if not told:
        return "No second coding of levels is on record yet: how far coders agree on them is not known."
    return " ".join([*told, *_describe_third(release)])


def _describe_third(release: Release) -> list[str]:
    counts = count_conflicts(release)
    if not counts["n"]:
        return []
    reasons = settle_conflicts(release).drop_nulls("reason")["reason"].value_counts()
    named = [f"{reason} {n}" for reason, n in reasons.sort(-pl.col("count").cast(pl.Int64), "reason").iter_rows()]
    why = f" Why they differed, as the third reader names it: {join_words(named)}." if named else ""
    return [
        f"A third reading of {count(counts['n'], 'disagreement')} gave the first coder's level {_times(counts['first'])}, the "
        f"second's {_times(counts['second'])} and neither {_times(counts['neither'])}; its level is the published one.{why}"
    ]


def _times(n: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(n, f"{n} times")


def _describe_part(release: Release, part: str) -> str:
    found = measure_levels(pair_levels(release, BLIND)).filter(pl.col("of") == part)
    if found.is_empty():
        return ""
    whole, items = found.filter(pl.col("item").is_null()).row(0, named=True), found.drop_nulls("item")
    if not whole["n"]:
        return ""
    graded = items.filter(pl.col("n") >= 10).drop_nulls("alpha").sort("alpha", "item")
    text = (
        f"Of {count(whole['n'], 'level')} of {part} that both coders gave, {percent(whole['agreement'])} are equal and "
        f"{percent(whole['within_one'])} at most one apart"
    )
    if whole["alpha"] is not None:
        text += f"; Krippendorff's alpha is {whole['alpha']:.2f}"
    silent = whole["n_either"] - whole["n"]
    text += f". {begin(count(silent, 'further level'))} {'was' if silent == 1 else 'were'} given by one of them only."
    if graded.height > 1:
        low, high = graded.row(0, named=True), graded.row(-1, named=True)
        weak = graded.filter(pl.col("alpha") < FAIR_ALPHA).height
        text += (
            f" By item alpha runs from {low['alpha']:.2f} ({low['item'].replace('_', ' ')}) to {high['alpha']:.2f} "
            f"({high['item'].replace('_', ' ')}); {weak or 'none'} of {graded.height} {'lies' if weak <= 1 else 'lie'} below "
            f"{FAIR_ALPHA}, under which codings allow no conclusions."
        )
    return text


def describe_reputation(release: Release) -> str:
    """Whether coders who knew country and year saw more closure than one who did not."""
    gaps = {row["of"]: row for row in measure_reputation(pair_levels(release, MASKED)).iter_rows(named=True)}
    if "all" not in gaps:
        return "No text has been read with country and year hidden yet: how much a country's name sways coders is not known."
    whole = gaps["all"]
    text = (
        f"In {count(whole['n_reports'], 'text')} the country, names and years were hidden from a coder. Levels by the first "
        f"coder, who knew them, less that coder's are {signed(whole['gap'], 2)} on average ({_range(whole)}; "
        f"{count(whole['n'], 'level')}): {_verdict(whole)}."
    )
    parts = [f"{signed(row['gap'], 2)} ({_range(row)}) in the {name}" for name, row in gaps.items() if name != "all"]
    return text + (f" By halves of the countries: {join_words(parts)}." if len(parts) > 1 else "")


def _range(row: dict) -> str:
    return f"90 % interval {signed(row['lower_90'], 2)} to {signed(row['upper_90'], 2)}"


def _verdict(row: dict) -> str:
    if row["lower_90"] > 0:
        return "with the country known levels are more closed"
    if row["upper_90"] < 0:
        return "with the country known levels are more open"
    return "no clear effect of knowing the country"


def describe_rules(release: Release) -> str:
    """Share of the rules' time that is unknown before and since 2000, how levels are known, and which items least."""
    days = spell_days(release)
    if days.is_empty():
        return "No rule in force has been coded."
    shares = [_unknown(days, span) for span in ("before", "since")]
    told = [
        f"{percent(share)} {when} {TURN}" for share, when in zip(shares, ("before", "from"), strict=True) if share is not None
    ]
    items = rules_known(release, "item").drop_nulls("unknown_since").sort(-pl.col("unknown_since"), "item")
    text = (
        f"{begin(count(days.height, 'spell'))} of {count(days['item'].n_unique(), 'item')} in "
        f"{count(days['country_iso3'].n_unique(), 'country', 'countries')} are on record. Of all time the level is unknown in "
        f"{join_words(told)}."
    )
    if items.height > 1 and items["unknown_since"][0]:
        worst = [f"{row['item'].lower()} ({percent(row['unknown_since'])})" for row in items.head(2).iter_rows(named=True)]
        text += f" Least is known since then of {join_words(worst)}."
    return f"{text} {_describe_basis(release)}"


def _unknown(days: pl.DataFrame, span: str) -> float | None:
    total, unknown = int(days[span].sum()), int(days.filter(~pl.col("known"))[span].sum())
    return unknown / total if total else None


def _describe_basis(release: Release) -> str:
    known = release["core_regime"].filter((pl.col("status") == "active") & pl.col("basis").is_not_null())
    if known.is_empty():
        return "No level is known."
    counts = dict(known["basis"].value_counts().iter_rows())
    meanings = {"article": "rest on an article that was read", "described": "on a source that describes the rule",
                "no_act_of_kind": "on a searched list of acts without one of the kind"}  # fmt: skip
    parts = [f"{percent(counts.get(basis, 0) / known.height)} {meanings[basis]}" for basis in REGIME_BASIS]
    return f"Of the {count(known.height, 'spell')} with a level, {join_words(parts)}."
