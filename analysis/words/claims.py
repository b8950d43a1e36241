"""Claims tested, in words: the ladder's order, law and practice, early warning. Computed, whatever comes out. Pure."""

from __future__ import annotations

import polars as pl

from analysis.findings import claims
from analysis.schemas.release import Release
from analysis.words.grammar import count, join_words

SURE = 0.05
OWN = ["composite", "practice"]  # what they rest on tells of the incidents too


def signed(value: float) -> str:
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
    interval = f"{signed(same['spearman_lower_90'])} to {signed(same['spearman_upper_90'])}"
    text = f"Falls of the law score {together} incidents ({signed(same['spearman'])}, 90 % interval {interval})."
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
        text += f" {order} by {years}: {way} than usual ({signed(row['spearman'])}, the interval excludes zero)."
    return text


def describe_warning(effects: pl.DataFrame) -> str:
    """The early-warning claim: what is estimated, how surely, and a plain answer."""
    if effects.is_empty():
        return "Too few years to test the claim."
    forward = effects.filter((pl.col("direction") == "forward") & ~pl.col("outcome").is_in(OWN))
    clear = forward.filter(pl.col("p_value") < SURE)
    worse, better = (clear.filter(side) for side in (pl.col("estimate") < 0, pl.col("estimate") > 0))
    outcomes = "outcomes that incidents are no part of (law and other indices, one to three years ahead)"
    tests = f"Of {count(forward.height, 'test')} on {outcomes}"
    chance = f"chance alone would give some {SURE * forward.height:.1f} below p = {SURE}"
    if worse.is_empty():
        answer = (
            "**No: in these data the targeting of defenders does not foretell decline.** "
            f"{tests}, none shows a clear fall at p < {SURE}; {chance}."
        )
    else:
        answer = f"**In part.** {tests}, {worse.height} show a fall at p < {SURE}: {_name(worse)}; {chance}."
    if better.height:
        answer += f" {count(better.height, 'test')} {'shows' if better.height == 1 else 'show'} a rise instead: {_name(better)}."
    return f"{answer} {_describe_own(effects)} {_describe_reverse(effects)}"


def _describe_own(effects: pl.DataFrame) -> str:
    own = effects.filter((pl.col("direction") == "forward") & (pl.col("outcome") == "composite") & (pl.col("horizon") == 1))
    if own.is_empty():
        return ""
    row = own.row(0, named=True)
    moved = f"{signed(row['estimate'])} points in the following year (p = {row['p_value']:.3f})"
    return (
        f"Our composite itself moves by {moved}, but the reports behind it tell of the same incidents, some of which "
        "begin late in a year and weigh on the next: that is no warning of anything else."
    )


def _describe_reverse(effects: pl.DataFrame) -> str:
    back = effects.filter((pl.col("direction") == "backward") & ~pl.col("outcome").is_in(OWN))
    first = back.filter((pl.col("p_value") < SURE) & (pl.col("estimate") < 0))
    if first.is_empty():
        return "Nor does a lower rating come before more targeting."
    return f"The reverse is seen: a lower rating comes before more targeting on record, for {_name(first)}."


def _name(rows: pl.DataFrame) -> str:
    return join_words(
        [
            f"{r['outcome']} {count(r['horizon'], 'year')} ahead ({signed(r['estimate'])}, p = {r['p_value']:.3f})"
            for r in rows.iter_rows(named=True)
        ]
    )
