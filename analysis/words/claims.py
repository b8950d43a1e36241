"""Claims tested, in words: the ladder's order, law and practice, early warning. Computed, whatever comes out. Pure."""

from __future__ import annotations

import polars as pl

from analysis.findings import claims
from analysis.schemas.release import Release
from analysis.words.grammar import begin, count, join_words

SURE = 0.05
OWN = ["Composite (ours)", "Practice (ours)"]  # what they rest on tells of the incidents too


def fixed(value: float) -> str:
    """A number with two decimals and a true minus sign."""
    return f"{value:.2f}".replace("-", "−")


def describe_order_test(release: Release) -> str:
    """Whether the ladder is climbed in order more than shuffled rungs would be."""
    sentences = []
    for row in claims.compare_order(release).iter_rows(named=True):
        beyond = "more often than by chance" if row["p_value"] < SURE else "no more often than chance may bring"
        units = count(row["n_units"], row["unit"], {"country": "countries"}.get(row["unit"], row["unit"] + "s"))
        spread = f"{row['expected_lower_90']:.0%} and {row['expected_upper_90']:.0%}"
        sentences.append(
            f"Within {units} the lower of two rungs came first in {row['lower_first_share']:.0%} of {row['n_pairs']} pairs, "
            f"{beyond} (shuffled rungs give {row['expected_share']:.0%}, nine shuffles in ten between {spread}; "
            f"p = {row['p_value']:.3f})."
        )
    return " ".join(sentences) or "No country has two rungs on record."


def describe_law_practice(lags: pl.DataFrame) -> str:
    """Whether falls of the law score come before or after incidents."""
    at_once = lags.filter(pl.col("lag") == 0)
    if at_once.is_empty():
        return "Too few years to compare falls of the law score with incidents."
    same = at_once.row(0, named=True)
    together = "come in the same years as" if same["spearman_lower_90"] > 0 else "have no clear link in the same year with"
    interval = f"{fixed(same['spearman_lower_90'])} to {fixed(same['spearman_upper_90'])}"
    text = f"Falls of the law score {together} incidents ({fixed(same['spearman'])}, 90 % interval {interval})."
    apart = lags.filter((pl.col("lag") != 0) & ((pl.col("spearman_lower_90") > 0) | (pl.col("spearman_upper_90") < 0)))
    if apart.is_empty():
        return (
            f"{text} At no lag of one to three years, in either direction, does the interval exclude zero: the records do not "
            "show that law comes before practice, nor that practice comes before law."
        )
    for row in apart.iter_rows(named=True):
        order = "Incidents come before falls of law" if row["lag"] < 0 else "Falls of law come before incidents"
        way = "more" if row["spearman"] > 0 else "fewer"
        years = count(abs(row["lag"]), "year")
        text += f" {order} by {years}: {way} than usual ({fixed(row['spearman'])}, the interval excludes zero)."
    return text


def describe_warning(effects: pl.DataFrame) -> str:
    """The early-warning claim: how many tests show a fall, beside chance, for which outcomes, and whether the reverse is seen."""
    if effects.is_empty():
        return "Too few years to test the claim."
    forward = effects.filter((pl.col("direction") == "forward") & ~pl.col("outcome").is_in(OWN))
    worse, better = (_sure(forward, sign) for sign in (-1, 1))
    chance = SURE / 2 * forward.height
    shown = "shows" if worse.height <= 1 else "show"
    tests = (
        f"Of {count(forward.height, 'test')} on outcomes that incidents are no part of (law and other indices, one to three "
        f"years ahead), {worse.height or 'none'} {shown} a fall at p < {SURE}, where chance alone would give some {chance:.1f}"
    )
    rises = f"; {better.height or 'none'} {'shows' if better.height <= 1 else 'show'} a rise."
    if worse.height <= chance:
        verdict = "**No: in these data the targeting of defenders does not foretell decline.**"
    else:
        verdict = "**In part.**"
        rises += f" The falls: {_name(worse)}. Tests overlap (parts of one index, years ahead), so they are fewer than they seem."
    return "\n\n".join([f"{verdict} {tests}{rises}", _describe_reverse(effects), _describe_own(effects)]).strip()


def _sure(effects: pl.DataFrame, sign: int) -> pl.DataFrame:
    return effects.filter((pl.col("p_value") < SURE) & (pl.col("estimate") * sign > 0))


def _describe_own(effects: pl.DataFrame) -> str:
    own = effects.filter((pl.col("direction") == "forward") & (pl.col("outcome") == OWN[0]) & (pl.col("horizon") == 1))
    if own.is_empty():
        return ""
    row = own.row(0, named=True)
    moved = f"{fixed(row['estimate'])} points in the following year (p = {row['p_value']:.3f})"
    return (
        f"Our composite itself moves by {moved}; the reports behind it tell of the same incidents, some of which begin late in a "
        "year and weigh on the next, so that would be no warning of anything else."
    )


def _describe_reverse(effects: pl.DataFrame) -> str:
    back = effects.filter((pl.col("direction") == "backward") & ~pl.col("outcome").is_in(OWN))
    first = _sure(back, -1)
    if first.height <= SURE / 2 * back.height:
        return "Nor does a lower rating come before more targeting more often than chance would have it."
    text = f"The reverse is seen as well: in {first.height} of {count(back.height, 'test')} a lower rating comes before more "
    text += f"targeting on record. {begin(_name(first))}."
    warned = _sure(effects.filter((pl.col("direction") == "forward") & ~pl.col("outcome").is_in(OWN)), -1).height
    return text + (" Targeting follows decline at least as often as it comes before it." if first.height >= warned else "")


def _name(rows: pl.DataFrame) -> str:
    """Outcomes with the years ahead at which they are seen: 'X 1 and 2 years ahead; Y 1 year ahead'."""
    seen = rows.sort("outcome", "horizon").group_by("outcome", maintain_order=True).agg(pl.col("horizon"))
    parts = []
    for outcome, years in seen.iter_rows():
        ahead = "1 year" if years == [1] else f"{join_words([str(year) for year in years])} years"
        parts.append(f"{outcome} {ahead} ahead")
    return "; ".join(parts)
