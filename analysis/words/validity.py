"""Validity in words, computed: what agrees, what does not, and beside what. Pure."""

from __future__ import annotations

import polars as pl

from analysis.findings.robustness import real_changes, year_changes
from analysis.schemas.release import Release
from analysis.views.validity import (
    PERIODS,
    VIEWS,
    agreements,
    name_benchmark,
    opposite_moves,
    period_medians,
    rule_codings,
    wide_figures,
)
from analysis.words.grammar import begin, count, join_words, percent

VIEW_NAME = {
    "pooled": "Levels",
    "within": "Within countries",
    "change_1": "One-year changes",
    "change_3": "Three-year changes",
}
PERIOD_NAME = {"before_2004": "1992–2003", "2004_2015": "2004–2015", "2016_2023": "2016–2023"}
NEAR = 0.05  # by which ours must beat a constant for each country before levels prove anything
EVEN = 0.5  # area under the curve of a coin


def _fixed(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def describe_agreement(release: Release) -> str:
    """For each view: median of our correlations with wide indices, of what these reach with each other, and what is narrower."""
    lines = []
    for view in VIEWS:
        every = agreements(release, view)
        rows, narrow = every.filter("is_wide"), every.filter(~pl.col("is_wide"))
        if rows.is_empty():
            lines.append(f"- **{VIEW_NAME[view]}**: too few figures.")
            continue
        sure = rows.filter(pl.col("spearman_lower_90") > 0).height
        text = (
            f"- **{VIEW_NAME[view]}**: median {_fixed(_median(rows, 'spearman'))} over {count(rows.height, 'series', 'series')}; "
            f"the 90 % interval lies above zero for {sure or 'none'} of them"
        )
        beyond = f". With narrower ones and ranks the median is {_fixed(_median(narrow, 'spearman'))}" if narrow.height else ""
        lines.append(f"{text}{_beside(rows)}{_constant(rows)}{beyond}.")
    return "\n".join(lines)


def _median(rows: pl.DataFrame, column: str) -> float:
    return float(rows.select(pl.col(column).median()).item())


def _beside(rows: pl.DataFrame) -> str:
    both = rows.drop_nulls("others")
    if both.is_empty():
        return ""
    better = both.filter(pl.col("spearman") >= pl.col("others")).height
    return (
        f". Such series of different indices reach a median of {_fixed(_median(both, 'others'))} with each other; with "
        f"{better or 'none'} of {both.height} ours agrees at least as well as the median other does"
    )


def _constant(rows: pl.DataFrame) -> str:
    both = rows.drop_nulls("means")
    if both.is_empty():
        return ""
    ours, constant = _median(both, "spearman"), _median(both, "means")
    told = f". A constant for each country, its mean in our composite, reaches {_fixed(constant)}"
    return told + (": levels alone prove little" if ours - constant < NEAR else "")


def alt_agreement(release: Release) -> str:
    """Text alternative of the figure: medians over wide indices in the four views."""
    told = []
    for view in VIEWS:
        rows = agreements(release, view).filter("is_wide")
        if rows.height:
            others = rows.drop_nulls("others")
            beside = f", others {_fixed(_median(others, 'others'))}" if others.height else ""
            told.append(f"{VIEW_NAME[view].lower()} ours {_fixed(_median(rows, 'spearman'))}{beside}")
    return f"Median correlations with wide published indices: {'; '.join(told)}." if told else "Too few figures to compare."


def describe_detection(release: Release) -> str:
    """How well three-year changes tell openings and closings of other indices from other years."""
    rows = agreements(release, "change_3")
    told = []
    for name in ("opening", "closing"):
        known = rows.drop_nulls(f"auc_{name}")
        if known.height:
            sure = known.filter(pl.col(f"auc_{name}_lower_90") > EVEN).height
            told.append(
                f"{name}s {_fixed(_median(known, f'auc_{name}'))} at the median of {count(known.height, 'series', 'series')} "
                f"(above a coin beyond doubt in {sure or 'none'})"
            )
    if not told:
        return "Too few openings and closings to tell how well ours shows them."
    return (
        "The chance that our change over three years is higher where another index opened, or lower where it closed, than in "
        f"other years: {'; '.join(told)}. A coin gives 0.50."
    )


def describe_periods(release: Release) -> str:
    """Whether agreement differs between the early and the late years."""
    rows = period_medians(release)
    if rows.is_empty():
        return "Too few series have figures in all periods."
    told = [
        f"{VIEW_NAME[row['view']].lower()} {', '.join(_fixed(row[period]) for period in PERIODS)} ({row['n_series']} series)"
        for row in rows.iter_rows(named=True)
    ]
    spans = join_words([PERIOD_NAME[period] for period in PERIODS])
    return f"Medians for {spans}, over series that have figures in each: {'; '.join(told)}."


def describe_rule_codings(release: Release) -> str:
    """How our items of law agree with codings of laws on the same question, beside those codings with each other."""
    rows = rule_codings(release)
    levels = rows.filter(pl.col("view") == "pooled")
    if levels.is_empty():
        return "No coding of laws on the same question has figures enough."
    low, high = levels.sort("spearman").row(0, named=True), levels.sort("spearman").row(-1, named=True)
    within = rows.filter(pl.col("view") == "within")
    sure = within.filter(pl.col("spearman_lower_90") > 0).height
    text = (
        f"In levels our items correlate with the codings of NGO laws on the same question between {_fixed(low['spearman'])} and "
        f"{_fixed(high['spearman'])}; within countries the interval lies above zero for {sure or 'none'} of "
        f"{count(within.height, 'pair')}."
    )
    return text + _describe_coders(release)


def _describe_coders(release: Release) -> str:
    """What the codings of laws reach with each other on one question."""
    rows = release["validity"].filter(
        (pl.col("comparison") == "others")
        & pl.col("series").str.contains("ngo law")
        & pl.col("benchmark").str.contains("ngo law")
        & (pl.col("view") == "pooled")
    )
    same = rows.filter(pl.col("series").str.extract(": (.*)$", 1) == pl.col("benchmark").str.extract(": (.*)$", 1))
    if same.is_empty():
        return ""
    told = [f"{row['series'].split(': ')[1]} {_fixed(row['spearman'])}" for row in same.sort("series").iter_rows(named=True)]
    return f" Those codings reach with each other, on one question: {join_words(told)}."


def describe_reasons(release: Release) -> str:
    """Why yearly changes agree less: others stand still in most years, ours are seldom sure."""
    every, real = year_changes(release, 1).height, real_changes(release, 1).height
    text = ""
    if every:
        are = "is" if real == 1 else "are"
        text = f"Of our {count(every, 'change')} over one year, {real or 'none'} ({percent(real / every)}) {are} sure. "
    steps = _steps(release)
    if steps is not None:
        name, still, n = steps
        text += (
            f"Others rate by steps: {name}, the one with the most figures, stands still in {percent(still)} of its {n} years. "
        )
    apart = opposite_moves(release)
    if apart.is_empty():
        return text + "No country was seen moving surely in opposite directions over eight shared years or more."
    places = join_words(apart["country"].unique().sort().to_list())
    return f"{text}{begin(count(apart.height, 'case'))} of opposite moves over eight shared years or more: {places}."


def _steps(release: Release) -> tuple[str, float, int] | None:
    """The wide series with the most figures, the share of its yearly changes that are none, and their number."""
    figures = wide_figures(release)
    if figures.is_empty():
        return None
    name = figures["series"].value_counts().sort(-pl.col("count").cast(pl.Int64), "series")["series"][0]
    mine = figures.filter(pl.col("series") == name).sort("country_iso3", "year")
    following = pl.col("year").diff().over("country_iso3") == 1
    steps = mine.filter(following.fill_null(False))
    moved = mine.with_columns(pl.col("value").diff().over("country_iso3").alias("d")).filter(following.fill_null(False))
    return (name, moved.filter(pl.col("d").abs() < 1e-9).height / steps.height, steps.height) if steps.height else None


def best_known(release: Release) -> str:
    """The series of a wide index with the most figures, by its name in the release: changes are compared with it by lag."""
    rows = agreements(release, "change_1")
    wide = set(wide_figures(release)["series"])
    known = rows.filter(pl.col("benchmark").is_in(list(wide)))
    return known["code"][0] if known.height else ""


def name_best_known(release: Release) -> str:
    """Its published name."""
    return name_benchmark(best_known(release))
