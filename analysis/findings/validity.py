"""Validity: our scores beside other published indices, which are never inputs. Frames in, frames out."""

from __future__ import annotations

import dataclasses

import polars as pl

from analysis.findings.benchmarks import rate_figures
from analysis.findings.correlation import correlate_blocks
from analysis.schemas.release import Release

OURS = ("composite", "law", "funding", "practice")
# Indices of something narrower than civic space: texts of laws on associations, bodily integrity alone.
NARROW = ("chaudhry_ngo_law", "christensen_weinstein_ngo_law", "political_terror_scale", "fariss_protection")
FEWEST_YEARS = 3
KEYS = ["country_iso3", "year"]


def our_years(release: Release) -> pl.DataFrame:
    """Yearly scores of the fifteen: series, country_iso3, year, value."""
    scores = release["index_country_year"].filter(pl.col("country_iso3").is_in(release.region()) & pl.col("score").is_not_null())
    return scores.select(pl.col("index").alias("series"), *KEYS, pl.col("score").alias("value"))


def benchmark_years(release: Release) -> pl.DataFrame:
    """Figures of other indices for the fifteen with more meaning more open: series, index_name, country_iso3, year, value."""
    rated = rate_figures(release["core_benchmark"]).filter(pl.col("country_iso3").is_in(release.region()))
    return rated.select("series", "index_name", *KEYS, "value")


def align_pairs(one: pl.DataFrame, other: pl.DataFrame, kind: str, lag: int = 0) -> pl.DataFrame:
    """Pairs of two series (country_iso3, year, value), columns country_iso3, x, y.

    pooled: as they are. within: less the country's mean over the shared years, countries with at least three. change: on
    the year before, both known; with `lag` the change of `other` that many years later.
    """
    left, right = (frame.select(*KEYS, pl.col("value").alias(name)) for frame, name in ((one, "x"), (other, "y")))
    if kind == "change":
        left, right = _changes(left, "x"), _changes(right, "y")
    shared = left.join(right.with_columns(pl.col("year") - lag), on=KEYS).drop_nulls().sort(KEYS)
    if kind == "within":
        enough = shared.filter(pl.len().over("country_iso3") >= FEWEST_YEARS)
        shared = enough.with_columns((pl.col("x", "y") - pl.col("x", "y").mean().over("country_iso3")).round(9))
    return shared.select("country_iso3", "x", "y")


def _changes(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    before = frame.with_columns(pl.col("year") + 1).rename({name: "before"})
    return frame.join(before, on=KEYS).select(*KEYS, (pl.col(name) - pl.col("before")).round(9).alias(name))


def compare_benchmarks(release: Release) -> pl.DataFrame:
    """Correlation of each of our series with each series of another index, of all three kinds, where n suffices."""
    return _read_table(release, "ours").filter(pl.col("series").is_in(OURS))


def compare_among_benchmarks(release: Release) -> pl.DataFrame:
    """Correlation of series of different published indices with each other, where n suffices."""
    return _read_table(release, "others")


def _read_table(release: Release, comparison: str) -> pl.DataFrame:
    """Rows of the table `validity` over the whole period, with `kind` and `other` for its view and benchmark."""
    kinds = {"pooled": "pooled", "within": "within", "change_1": "change"}
    chosen = release["validity"].filter(
        (pl.col("comparison") == comparison) & (pl.col("period") == "whole") & pl.col("view").is_in(kinds)
    )
    numbers = [f"{name}{end}" for name in ("spearman", "pearson") for end in ("", "_lower_90", "_upper_90")]
    kind = pl.col("view").replace_strict(kinds).alias("kind")
    return chosen.select("series", pl.col("benchmark").alias("other"), kind, "n", "n_countries", *numbers)


def compare_lags(release: Release, other: str, most: int = 2) -> pl.DataFrame:
    """Correlation of our yearly changes with those of one other series that come `lag` years later (negative: earlier)."""
    ours, theirs = our_years(release), benchmark_years(release).filter(pl.col("series") == other)
    rows = []
    for name in OURS:
        for lag in range(-most, most + 1):
            shared = align_pairs(ours.filter(pl.col("series") == name), theirs, "change", lag)
            found = correlate_blocks(shared["x"].to_numpy(), shared["y"].to_numpy(), shared["country_iso3"].to_numpy())
            if found is not None:
                rows.append({"series": name, "lag": lag} | dataclasses.asdict(found))
    return pl.DataFrame(rows, schema_overrides={"series": pl.String, "lag": pl.Int64})


def find_disagreements(release: Release, series: str = "composite", most: int = 12) -> pl.DataFrame:
    """Country-years where ours stands furthest from the other indices, one per country: by percentile, averaged over series.

    Percentiles are taken within the country-years that both cover. Columns country_iso3, year, ours, theirs, gap (ours
    less theirs, in percentage points), others (the series), scores of pillars and rights, n_reports.
    """
    ours, theirs = our_years(release).filter(pl.col("series") == series), benchmark_years(release)
    rated = ~pl.col("series").str.ends_with("rank") & ~pl.col("index_name").is_in(NARROW)
    usable = theirs.filter((pl.len().over("series") >= 30) & rated)
    joined = usable.join(ours.select(*KEYS, pl.col("value").alias("our_value")), on=KEYS)
    percentile = [
        (100 * (pl.col(name).rank("average") - 0.5) / pl.len()).over("series").alias(to)
        for name, to in (("our_value", "ours"), ("value", "theirs"))
    ]
    gaps = (
        joined.with_columns(percentile)
        .group_by(KEYS)
        .agg(
            pl.col("ours", "theirs").mean().round(1),
            pl.col("series").unique().sort().str.join("; ").alias("others"),
            pl.len().alias("n_series"),
        )
    )
    gaps = gaps.with_columns((pl.col("ours") - pl.col("theirs")).round(1).alias("gap"))
    first = gaps.sort(-pl.col("gap").abs(), *KEYS).unique("country_iso3", keep="first", maintain_order=True).head(most)
    scores = release["index_country_year"]
    pillars = scores.filter(pl.col("index") != "composite").pivot("index", index=KEYS, values="score")
    evidence = scores.filter(pl.col("index") == "composite").select(*KEYS, "n_reports")
    return first.join(pillars, on=KEYS, how="left").join(evidence, on=KEYS, how="left")


def opposite_trends(release: Release) -> pl.DataFrame:
    """Countries that another index sees opening while our composite falls over the same years, or the reverse.

    Series on a scale with at least five shared years; a trend counts when the rank correlation with the year is beyond
    0.3 either way. Columns country_iso3, series, first_year, last_year, ours, theirs (change from the first to the last
    year, in per cent of the scale), n_restrictive (restrictive acts and funding rules that began in those years).
    """
    ours = our_years(release).filter(pl.col("series") == "composite").select(*KEYS, pl.col("value").alias("x"))
    comparable = ~pl.col("series").str.ends_with("rank") & ~pl.col("index_name").is_in(NARROW)
    rated = benchmark_years(release).filter(comparable)
    shared = rated.join(ours, on=KEYS).sort("series", *KEYS)
    trends = shared.group_by("series", "country_iso3", maintain_order=True).agg(
        pl.len().alias("n"),
        pl.corr("year", "x", method="spearman").alias("our_trend"),
        pl.corr("year", "value", method="spearman").alias("their_trend"),
        pl.col("year").min().alias("first_year"),
        pl.col("year").max().alias("last_year"),
        (pl.col("x").last() - pl.col("x").first()).alias("ours"),
        (pl.col("value").last() - pl.col("value").first()).alias("theirs"),
    )
    apart = (pl.col("our_trend") * pl.col("their_trend") < 0) & (
        pl.min_horizontal(pl.col("our_trend", "their_trend").abs()) > 0.3
    )
    chosen = trends.filter((pl.col("n") >= 5) & apart).sort(pl.col("theirs") - pl.col("ours"), descending=True)
    begun = _restrictive_years(release)
    counts = chosen.join(begun, on="country_iso3", how="left").filter(pl.col("year").is_between("first_year", "last_year"))
    numbers = counts.group_by("series", "country_iso3").agg(pl.len().cast(pl.Int64).alias("n_restrictive"))
    joined = chosen.join(numbers, on=["series", "country_iso3"], how="left", maintain_order="left")
    return joined.select(
        "country_iso3", "series", "first_year", "last_year", "ours", "theirs", pl.col("n_restrictive").fill_null(0)
    )


def _restrictive_years(release: Release) -> pl.DataFrame:
    """Country and year of beginning of every restrictive act and funding rule that is scored."""
    scored = (pl.col("status") == "active") & (pl.col("authority") == "state") & (pl.col("direction") == "restrictive")
    frames = [release["core_legislation"].filter(scored), release["core_funding"].filter(scored & (pl.col("level") == "rule"))]
    return pl.concat(
        [frame.select("country_iso3", pl.col("start_earliest").dt.year().cast(pl.Int64).alias("year")) for frame in frames]
    )


def gravest_records(release: Release, country: str, year: int, pillar: str | None = None, most: int = 3) -> pl.DataFrame:
    """Records in effect in a year that weigh most by their codes, of all pillars or one.

    Columns record_id, title, pillar, gravity (share of the gravest). An incident counts in its year and the next.
    """
    level = pl.max_horizontal("stigma", "administrative_burden", "criminalisation")
    weights = {
        "law": ("core_legislation", level * pl.col("scope") / 9),
        "funding": ("core_funding", pl.col("severity") * pl.col("scope") / 9),
        "practice": ("core_incident", pl.col("severity") / 4),
    }
    frames = []
    for name, (table, gravity) in weights.items():
        if pillar not in (None, name):
            continue
        ends = pl.col("end_latest").dt.year().fill_null(9999) >= year
        recent = (pl.col("start_earliest").dt.year() >= year - 1) if name == "practice" else pl.lit(True)
        restrictive = (pl.col("direction") == "restrictive") if name != "practice" else pl.lit(True)
        counted = (pl.col("country_iso3") == country) & (pl.col("status") == "active") & (pl.col("authority") == "state")
        rows = release[table].filter(counted & ends & recent & restrictive & (pl.col("start_latest").dt.year() <= year))
        frames.append(
            rows.select(
                "record_id",
                pl.col("title_en").alias("title"),
                pl.lit(name).alias("pillar"),
                gravity.cast(pl.Float64).alias("gravity"),
                "start_earliest",
            )
        )
    return (
        pl.concat(frames)
        .sort(-pl.col("gravity"), -pl.col("start_earliest").dt.year(), "record_id")
        .head(most)
        .drop("start_earliest")
    )
