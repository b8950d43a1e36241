"""How deep was searched."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release


def coverage_depth(release: Release) -> pl.DataFrame:
    """Mean depth of search by country, five-year period and dataset."""
    coverage = release["core_coverage"].filter(pl.col("dataset").is_in(["legislation", "funding", "incidents"]))
    return (
        coverage.group_by("country_iso3", "dataset", pl.format("{}–{}", "period_from", "period_to").alias("period"))
        .agg(pl.col("depth").mean().round(3))
        .with_columns(pl.col("country_iso3").replace_strict(release.names).alias("country"))
        .sort("dataset", "country", "period")
    )
