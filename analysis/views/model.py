"""The latent model beside the composite. Frames in, frames out."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release

KEYS = ["country_iso3", "year"]


def model_gaps(release: Release) -> pl.DataFrame:
    """Model beside composite by country and year: score, composite, ranks of both, gap, detection, density, incidents."""
    composite = release["index_country_year"].filter(pl.col("index") == "composite")
    beside = composite.select(
        *KEYS,
        pl.col("score").alias("composite"),
        pl.col("rank").alias("composite_rank"),
    )
    joined = release["index_latent_year"].join(beside, on=KEYS)
    return joined.with_columns(
        (pl.col("score") - pl.col("composite")).alias("gap"),
        (pl.col("rank") - pl.col("composite_rank")).alias("rank_gap"),
        pl.col("country_iso3").replace_strict(release.names).alias("country"),
    ).sort("country", "year")


def largest_gaps(release: Release, most: int = 8) -> pl.DataFrame:
    """Country-years at which the ranks of model and composite are furthest apart, one per country."""
    gaps = model_gaps(release).filter(pl.col("rank_gap") != 0)
    return (
        gaps.sort(-pl.col("rank_gap").abs(), -pl.col("gap").abs(), *KEYS)
        .unique("country", keep="first", maintain_order=True)
        .head(most)
    )
