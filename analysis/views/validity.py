"""Our scores beside other published indices, which are never inputs: frames for the page of validity."""

from __future__ import annotations

import re

import polars as pl

from analysis.findings.benchmarks import rate_figures
from analysis.schemas.release import Release
from analysis.schemas.vocabulary_context import EXTERNAL_INDEX
from analysis.views.countries import name_country

VIEWS = ("pooled", "within", "change_1", "change_3")
PERIODS = ("before_2004", "2004_2015", "2016_2023")
# Indices of civil liberties or democracy as a whole; the rest measure laws on associations or physical integrity alone.
WIDE = ("freedom_in_the_world", "nations_in_transit", "eiu_democracy", "bti", "wgi", "rsf_press_freedom", "civicus_monitor")
SHORT = {
    "eiu_democracy": "EIU Democracy Index",
    "rsf_press_freedom": "RSF Press Freedom Index",
    "bti": "Transformation Index",
    "wgi": "Governance Indicators",
    "fariss_protection": "Fariss, protection",
    "chaudhry_ngo_law": "Chaudhry",
    "christensen_weinstein_ngo_law": "Christensen–Weinstein",
}
FEWEST_FIGURES, FEWEST_YEARS, LEAST_MOVE = 30, 8, 5.0
KEYS = ["country_iso3", "year"]


def name_benchmark(series: str) -> str:
    """'Freedom in the World: civil liberties (scale of 60)': what readers call a published series."""
    index, _, rest = series.partition(": ")
    code = index.replace(" ", "_")
    name = SHORT.get(code, EXTERNAL_INDEX.get(code, index[:1].upper() + index[1:])).rstrip(".").removeprefix("Freedom House, ")
    return f"{name}: {rest.removeprefix('law ')}" if rest else name


def shorten_name(name: str) -> str:
    """The published name as it fits beside a chart: 'FitW: civil liberties /60'."""
    return re.sub(r" \(scale of (\d+)\)$", r" /\1", name).replace("Freedom in the World", "FitW")


def is_wide(series: str) -> bool:
    """Whether a series is a wide index's, on a scale."""
    index, _, rest = series.partition(": ")
    return index.replace(" ", "_") in WIDE and rest != "rank"


def agreements(release: Release, view: str, series: str = "composite") -> pl.DataFrame:
    """One of our indices beside each published series in one view, most figures first.

    Columns benchmark (named), code, is_wide, n, n_countries, spearman and its ends, others (median of what wide series of other
    published indices reach with the same one), n_others, means (what a constant for each country reaches; levels alone), and the
    areas of detection.
    """
    rows = release["validity"].filter((pl.col("view") == view) & (pl.col("period") == "whole"))
    ours = rows.filter((pl.col("comparison") == "ours") & (pl.col("series") == series))
    means = rows.filter(pl.col("comparison") == "country_means").select("benchmark", pl.col("spearman").alias("means"))
    joined = ours.join(_others(rows), on="benchmark", how="left").join(means, on="benchmark", how="left")
    named = joined.with_columns(
        pl.col("benchmark").alias("code"),
        pl.col("benchmark").map_elements(is_wide, return_dtype=pl.Boolean).alias("is_wide"),
        pl.col("benchmark").map_elements(name_benchmark, return_dtype=pl.String),
    )
    ends = ["spearman", "spearman_lower_90", "spearman_upper_90", "others", "n_others", "means"]
    areas = [f"{name}{end}" for name in ("auc_opening", "auc_closing") for end in ("", "_lower_90", "_upper_90")]
    shown = named.select("benchmark", "code", "is_wide", "n", "n_countries", *ends, "n_openings", "n_closings", *areas)
    return shown.sort(-pl.col("n"), "benchmark")


def _others(rows: pl.DataFrame) -> pl.DataFrame:
    """Median of the correlations of wide series of other indices with each series: benchmark, others, n_others."""
    pairs = rows.filter(pl.col("comparison") == "others")
    sides = [
        pairs.select(pl.col(one).alias("benchmark"), pl.col(other).alias("with"), "spearman")
        for one, other in (("series", "benchmark"), ("benchmark", "series"))
    ]
    wide = pl.concat(sides).filter(pl.col("with").map_elements(is_wide, return_dtype=pl.Boolean))
    grouped = wide.group_by("benchmark")
    return grouped.agg(pl.col("spearman").median().alias("others"), pl.len().cast(pl.Int64).alias("n_others"))


def series_medians(release: Release) -> pl.DataFrame:
    """Median correlation of each of our indices with all published series: series, and per view its median and n_<view>."""
    rows = release["validity"].filter((pl.col("comparison") == "ours") & (pl.col("period") == "whole"))
    parts = [
        part
        for view in VIEWS
        for part in (
            pl.col("spearman").filter(pl.col("view") == view).median().alias(view),
            (pl.col("view") == view).sum().cast(pl.Int64).alias(f"n_{view}"),
        )
    ]
    return rows.group_by("series").agg(parts).sort("series")


def period_medians(release: Release) -> pl.DataFrame:
    """Median correlation of the composite with the series that have figures in all periods: view, n_series, and per period."""
    rows = release["validity"].filter(
        (pl.col("comparison") == "ours") & (pl.col("series") == "composite") & pl.col("period").is_in(PERIODS)
    )
    everywhere = rows.filter(pl.col("period").n_unique().over("view", "benchmark") == len(PERIODS))
    medians = [pl.col("spearman").filter(pl.col("period") == period).median().alias(period) for period in PERIODS]
    grouped = everywhere.group_by("view").agg(pl.col("benchmark").n_unique().cast(pl.Int64).alias("n_series"), *medians)
    order = pl.col("view").replace_strict({view: place for place, view in enumerate(VIEWS)}, return_dtype=pl.Int64)
    return grouped.sort(order)


def rule_codings(release: Release) -> pl.DataFrame:
    """Items of our rules beside codings of laws on the same question: series (item), benchmark (named), view, n, spearman."""
    rows = release["validity"].filter(pl.col("comparison") == "rules")
    ends = ["spearman", "spearman_lower_90", "spearman_upper_90"]
    named = rows.with_columns(pl.col("benchmark").map_elements(name_benchmark, return_dtype=pl.String))
    return named.select("series", "benchmark", "view", "n", *ends).sort("series", "benchmark", "view")


def wide_figures(release: Release) -> pl.DataFrame:
    """Figures of the wide indices with a scale, the fifteen: series (named), index_name, country_iso3, year, value (0 to 100)."""
    rated = rate_figures(release["core_benchmark"]).filter(
        pl.col("country_iso3").is_in(release.region()) & pl.col("index_name").is_in(WIDE) & ~pl.col("is_rank")
    )
    named = rated.with_columns(pl.col("series").map_elements(name_benchmark, return_dtype=pl.String))
    return named.filter(pl.len().over("series") >= FEWEST_FIGURES).select("series", "index_name", *KEYS, "value")


def our_scores(release: Release) -> pl.DataFrame:
    """Measured yearly composite of the fifteen: country_iso3, year, score, lower_90, upper_90, n_reports."""
    rows = release["index_country_year"].filter(
        (pl.col("index") == "composite") & (pl.col("is_forecast") == 0) & pl.col("country_iso3").is_in(release.region())
    )
    return rows.select(*KEYS, "score", "lower_90", "upper_90", "n_reports")


def largest_gaps(release: Release, most: int = 12) -> pl.DataFrame:
    """Country-years at which the composite stands furthest from the wide indices, one per country.

    By percentile within the country-years that both cover, averaged over series. Columns country_iso3, country, year, ours,
    theirs, gap, n_series, score, lower_90, upper_90, n_reports.
    """
    joined = wide_figures(release).join(our_scores(release), on=KEYS)
    percentile = [
        (100 * (pl.col(name).rank("average") - 0.5) / pl.len()).over("series").alias(to)
        for name, to in (("score", "ours"), ("value", "theirs"))
    ]
    gaps = (
        joined.with_columns(percentile)
        .group_by(*KEYS, "score", "lower_90", "upper_90", "n_reports")
        .agg(pl.col("ours", "theirs").mean(), pl.len().cast(pl.Int64).alias("n_series"))
        .with_columns((pl.col("ours") - pl.col("theirs")).alias("gap"), name_country(release))
    )
    return gaps.sort(-pl.col("gap").abs(), *KEYS).unique("country_iso3", keep="first", maintain_order=True).head(most)


def opposite_moves(release: Release) -> pl.DataFrame:
    """Countries that a wide index saw moving the other way than our composite between its first and last shared year.

    Both by `LEAST_MOVE` per cent of the scale or more, ours by more than the intervals of both years allow for; eight shared
    years at least. Columns country_iso3, country, series, first_year, last_year, ours, theirs.
    """
    half = ((pl.col("upper_90") - pl.col("lower_90")) / 2).alias("half")
    shared = wide_figures(release).join(our_scores(release).with_columns(half), on=KEYS).sort("series", *KEYS)
    ends = shared.group_by("series", "country_iso3", maintain_order=True).agg(
        pl.len().alias("n"),
        pl.col("year").first().alias("first_year"),
        pl.col("year").last().alias("last_year"),
        (pl.col("score").last() - pl.col("score").first()).alias("ours"),
        (pl.col("value").last() - pl.col("value").first()).alias("theirs"),
        (pl.col("half").first() ** 2 + pl.col("half").last() ** 2).sqrt().alias("margin"),
    )
    apart = (
        (pl.col("ours") * pl.col("theirs") < 0)
        & (pl.col("theirs").abs() >= LEAST_MOVE)
        & (pl.col("ours").abs() >= LEAST_MOVE)
        & (pl.col("ours").abs() > pl.col("margin"))
        & (pl.col("n") >= FEWEST_YEARS)
    )
    columns = ["country_iso3", "country", "series", "first_year", "last_year", "ours", "theirs"]
    return ends.filter(apart).with_columns(name_country(release)).select(columns).sort("country", "series")


def stated_items(release: Release, country: str, year: int) -> pl.DataFrame:
    """What reports on a year say: report_id, reporter, item, level of every code from reports whose window's middle is in it."""
    from analysis.views.quality import reports_read

    mine = reports_read(release).filter((pl.col("country_iso3") == country) & (pl.col("year") == year))
    codes = release["core_assessment"].filter(pl.col("status") == "active").select("report_id", "item", "level")
    return mine.select("report_id", "reporter").join(codes, on="report_id").sort("report_id", "item")
