"""The validity of the scores, as a table: our indices beside figures of other published indices, which never enter them.

Series are matrices of countries by years (NaN where there is no figure), all with more meaning more open. Four views: `pooled`
levels; `within`, less the country's mean over the shared years; changes over one and over three years. Beside each of ours stand
what published indices reach with each other, and what a constant for each country, its mean in ours, reaches with levels.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np
import polars as pl

from analysis.findings.correlation import Array, correlate_blocks, detect_events
from analysis.schemas.validity import PERIOD, VIEW

FEWEST_YEARS = 3
N_RESAMPLES = 200
LEAST_STEP = 5.0  # hundredths of its scale by which an index must move, if its own steps are smaller
BACK = {"change_1": 1, "change_3": 3}
DETECTED = "change_3"
PARTS = ("composite", "law", "funding", "practice")  # compared in every period; rights over the whole
# Items of our rules beside codings of laws on the same question.
SAME_QUESTION = {
    "chaudhry_ngo_law:law_entry": ("registration", "refusal"),
    "chaudhry_ngo_law:law_funding": ("foreign_funding",),
    "chaudhry_ngo_law:law_advocacy": ("political_activity",),
    "christensen_weinstein_ngo_law:law_entry": ("registration", "refusal"),
    "christensen_weinstein_ngo_law:law_funding": ("foreign_funding",),
}
WORST = 3
ENDS = ("", "_lower_90", "_upper_90")


@dataclass(frozen=True)
class Series:
    """Yearly figures of one series, `values` (countries, years); `source` is the index it belongs to, `step` its least step."""

    name: str
    source: str
    values: Array
    step: float | None = None


@dataclass(frozen=True)
class Grid:
    """Countries and years that matrices have."""

    countries: list[str]
    years: list[int]

    def spread(self, frame: pl.DataFrame) -> Array:
        """Matrix (countries, years) of a frame with country_iso3, year, value; what lies outside is left out."""
        values = np.full((len(self.countries), len(self.years)), np.nan)
        inside = frame.filter(pl.col("country_iso3").is_in(self.countries) & pl.col("year").is_in(self.years))
        for country, year, value in inside.select("country_iso3", "year", "value").iter_rows():
            if value is not None:
                values[self.countries.index(country), self.years.index(year)] = value
        return values


def rate_figures(benchmarks: pl.DataFrame) -> pl.DataFrame:
    """Figures of other indices with more meaning more open: series, index_name, component, country_iso3, year, value, is_rank.

    On a scale a value is its share, 0 to 100, of the way from the least to the most open end; a rank counts negatively. Where an
    index changed the length of its scale, each scale is a series of its own, since their changes do not compare.
    """
    figures = benchmarks.filter(pl.col("status") == "active")
    is_rank = pl.col("component") == "rank"
    width = (pl.col("scale_high") - pl.col("scale_low")).abs()
    rated = figures.filter(pl.col("scale_low").is_not_null() | is_rank).with_columns(
        width.alias("width"), is_rank.alias("is_rank")
    )
    n_scales = pl.col("width").n_unique().over("index_name", "component")
    name = pl.format("{}: {}", pl.col("index_name").str.replace_all("_", " "), pl.col("component").str.replace_all("_", " "))
    scaled = pl.format("{} (scale of {})", name, pl.col("width").cast(pl.Int64))
    share = 100 * (pl.col("value") - pl.col("scale_low")) / (pl.col("scale_high") - pl.col("scale_low"))
    keys = ["series", "index_name", "component", "country_iso3", "year", "is_rank"]
    chosen = rated.with_columns(
        pl.when(n_scales > 1).then(scaled).otherwise(name).alias("series"),
        pl.when(is_rank).then(-pl.col("value")).otherwise(share).alias("value"),
    )
    return chosen.group_by(keys).agg(pl.col("value").mean()).sort("series", "country_iso3", "year")


def collect_benchmarks(benchmarks: pl.DataFrame, grid: Grid) -> list[Series]:
    """A series for each scale of each component of another index; `source` is index:component."""
    found = []
    for (name,), rows in rate_figures(benchmarks).group_by("series", maintain_order=True):
        first = rows.row(0, named=True)
        values = grid.spread(rows)
        step = None if first["is_rank"] else find_step(values)
        found.append(Series(str(name), f"{first['index_name']}:{first['component']}", values, step))
    return found


def find_step(values: Array) -> float:
    """Least change that counts as an opening or a closing: the smallest distance between figures, `LEAST_STEP` at least."""
    distances = np.diff(np.unique(values[~np.isnan(values)].round(6)))
    return float(max(distances.min(initial=np.inf) if len(distances) else 0, LEAST_STEP))


def collect_ours(yearly: pl.DataFrame, grid: Grid) -> list[Series]:
    """Our indices from index_country_year."""
    rows = yearly.select(pl.col("index").alias("series"), "country_iso3", "year", pl.col("score").alias("value"))
    return [Series(str(name), "ours", grid.spread(one)) for (name,), one in rows.group_by("series", maintain_order=True)]


def collect_rules(regimes: pl.DataFrame, grid: Grid) -> list[Series]:
    """Openness of each item of the rules, 0 to 100, in July of each year, from core_regime; unknown spells are left out."""
    known = regimes.filter((pl.col("status") == "active") & (pl.col("level") != "unknown"))
    years = pl.DataFrame({"year": grid.years}).with_columns(pl.date("year", 7, 1).alias("day"))
    lasts = pl.col("end_latest").is_null() | (pl.col("end_latest") >= pl.col("day"))
    held = known.join(years, how="cross").filter((pl.col("start_earliest") <= pl.col("day")) & lasts).sort("start_earliest")
    value = 100 * (1 - pl.col("level").cast(pl.Float64) / WORST)
    rows = held.group_by("item", "country_iso3", "year").agg(value.last().alias("value")).sort("item")
    items = rows.group_by("item", maintain_order=True)
    return [Series(str(name), "rules", grid.spread(one)) for (name,), one in items]


def align(x: Array, y: Array, view: str, years: Array) -> tuple[Array, Array, Array]:
    """Pairs of two series in a view, from matrices (countries, years); `years` (years,) marks those of the period.

    Returns x, y and the place of the country, each (pairs,). A change belongs to the year in which it ends.
    """
    if view in BACK:
        back = BACK[view]
        before = [np.concatenate([np.full((len(v), back), np.nan), v], axis=1)[:, : v.shape[1]] for v in (x, y)]
        x, y = x - before[0], y - before[1]
    both = ~np.isnan(x) & ~np.isnan(y) & years
    if view == "within":
        both &= both.sum(axis=1, keepdims=True) >= FEWEST_YEARS
        n = np.maximum(both.sum(axis=1, keepdims=True), 1)
        x, y = (v - np.where(both, v, 0).sum(axis=1, keepdims=True) / n for v in (x, y))
    return x[both].round(9), y[both].round(9), np.nonzero(both)[0]


def compare_series(one: Series, other: Series, view: str, years: Array) -> dict[str, float | None] | None:
    """Correlations of two series in a view, and for changes over three years how well the first detects turns of the other.

    A turn is a change of `other` by a step or more; the score is our change, turned for closings. None where pairs are too few.
    """
    x, y, place = align(one.values, other.values, view, years)
    found = correlate_blocks(x, y, place, N_RESAMPLES)
    if found is None:
        return None
    told: dict[str, float | None] = dataclasses.asdict(found)
    if view == DETECTED and other.step is not None:
        for turn, sign in (("opening", 1), ("closing", -1)):
            detected = detect_events(sign * x, sign * y >= other.step - 1e-6, place, N_RESAMPLES)
            if detected is not None:
                told |= {f"n_{turn}s": detected.n_events, f"auc_{turn}": detected.auc}
                told |= {f"auc_{turn}_{end}_90": getattr(detected, f"auc_{end}_90") for end in ("lower", "upper")}
    return told


def pair_series(ours: list[Series], theirs: list[Series], rules: list[Series]) -> Iterator[tuple[str, Series, Series, str, str]]:
    """What is compared: comparison, series, benchmark, view, period."""
    for other in theirs:
        for view, period in product(VIEW, PERIOD):
            told = [one for one in ours if period == "whole" or one.name in PARTS]
            yield from (("ours", one, other, view, period) for one in told)
        for item in (rule for rule in rules if rule.name in SAME_QUESTION.get(other.source, ())):
            yield from (("rules", item, other, view, "whole") for view in VIEW)
    for one, other in combinations(theirs, 2):
        if one.source.split(":")[0] != other.source.split(":")[0]:
            yield from (("others", one, other, view, "whole") for view in VIEW)


def measure_validity(yearly: pl.DataFrame, benchmarks: pl.DataFrame, regimes: pl.DataFrame, countries: list[str]) -> pl.DataFrame:
    """Table `validity`: every comparison that has figures enough, from index_country_year, core_benchmark and core_regime.

    Of `countries` alone. Columns as in `schemas.validity`.
    """
    grid = Grid(countries, sorted(yearly["year"].unique()))
    ours, theirs = collect_ours(yearly, grid), collect_benchmarks(benchmarks, grid)
    marks = {name: np.array([first <= year <= last for year in grid.years]) for name, (first, last) in PERIOD.items()}
    pairs = list(pair_series(ours, theirs, collect_rules(regimes, grid)))
    composite = next(one for one in ours if one.name == "composite")
    pairs += [("country_means", composite, other, "pooled", period) for other in theirs for period in PERIOD]
    rows = []
    for comparison, one, other, view, period in pairs:
        if comparison == "country_means":
            one = flatten(one, other, marks[period])
        found = compare_series(one, other, view, marks[period])
        if found is not None:
            keys = {"comparison": comparison, "series": one.name, "benchmark": other.name, "view": view, "period": period}
            rows.append(keys | found)
    numbers = [f"{name}{end}" for name in ("spearman", "pearson", "auc_opening", "auc_closing") for end in ENDS]
    schema: dict[str, Any] = dict.fromkeys(("comparison", "series", "benchmark", "view", "period"), pl.String)
    schema |= dict.fromkeys(("n", "n_countries", "n_openings", "n_closings"), pl.Int64) | dict.fromkeys(numbers, pl.Float64)
    frame = pl.DataFrame(rows, schema=schema)
    return frame.with_columns(pl.col(numbers).fill_nan(None).round(4)).sort("comparison", "series", "benchmark", "view", "period")


def flatten(one: Series, other: Series, years: Array) -> Series:
    """The series with each country's mean, over the years it shares with another in a period, in place of its figures."""
    both = ~np.isnan(one.values) & ~np.isnan(other.values) & years
    total = np.where(both, one.values, 0).sum(axis=1, keepdims=True)
    return Series("country means", one.source, np.where(both, total / np.maximum(both.sum(axis=1, keepdims=True), 1), np.nan))
