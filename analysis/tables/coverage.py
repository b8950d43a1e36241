"""How deeply was searched, of one country."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.schemas.release import Release
from analysis.tables.make import make_table


def table_country_coverage(release: Release, country: str) -> GT:
    """Mean depth of search by dataset and five-year period of one country."""
    coverage = release["core_coverage"].filter(pl.col("country_iso3") == country)
    depth = coverage.group_by("dataset", pl.format("{}–{}", "period_from", "period_to").alias("period")).agg(
        pl.col("depth").mean()
    )
    wide = depth.sort("period").pivot("period", index="dataset", values="depth").sort("dataset")
    return make_table(wide, f"tbl-coverage-{country.lower()}")
