"""Our yearly scores beside figures of other published indices, pair by pair; `benchmarks` makes the table of validity of them."""

from __future__ import annotations

import dataclasses

import polars as pl

from analysis.findings.benchmarks import rate_figures
from analysis.findings.correlation import correlate_blocks
from analysis.schemas.release import Release

OURS = ("composite", "law", "funding", "practice")
KEYS = ["country_iso3", "year"]


def our_years(release: Release) -> pl.DataFrame:
    """Yearly scores of the fifteen: series, country_iso3, year, value."""
    scores = release["index_country_year"].filter(pl.col("country_iso3").is_in(release.region()) & pl.col("score").is_not_null())
    return scores.select(pl.col("index").alias("series"), *KEYS, pl.col("score").alias("value"))


def benchmark_years(release: Release) -> pl.DataFrame:
    """Figures of other indices for the fifteen with more meaning more open: series, index_name, country_iso3, year, value."""
    rated = rate_figures(release["core_benchmark"]).filter(pl.col("country_iso3").is_in(release.region()))
    return rated.select("series", "index_name", *KEYS, "value")


def align_changes(one: pl.DataFrame, other: pl.DataFrame, lag: int = 0) -> pl.DataFrame:
    """Changes of two series (country_iso3, year, value) on the year before, those of `other` `lag` years later.

    Both years must be known in both. Columns country_iso3, x, y.
    """
    left, right = (frame.select(*KEYS, pl.col("value").alias(name)) for frame, name in ((one, "x"), (other, "y")))
    later = _changes(right, "y").with_columns(pl.col("year") - lag)
    return _changes(left, "x").join(later, on=KEYS).drop_nulls().sort(KEYS).select("country_iso3", "x", "y")


def _changes(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    before = frame.with_columns(pl.col("year") + 1).rename({name: "before"})
    return frame.join(before, on=KEYS).select(*KEYS, (pl.col(name) - pl.col("before")).round(9).alias(name))


def compare_lags(release: Release, other: str, most: int = 2) -> pl.DataFrame:
    """Correlation of our yearly changes with those of one other series that come `lag` years later (negative: earlier)."""
    ours, theirs = our_years(release), benchmark_years(release).filter(pl.col("series") == other)
    rows = []
    for name in OURS:
        for lag in range(-most, most + 1):
            shared = align_changes(ours.filter(pl.col("series") == name), theirs, lag)
            found = correlate_blocks(shared["x"].to_numpy(), shared["y"].to_numpy(), shared["country_iso3"].to_numpy())
            if found is not None:
                rows.append({"series": name, "lag": lag} | dataclasses.asdict(found))
    return pl.DataFrame(rows, schema_overrides={"series": pl.String, "lag": pl.Int64})
