"""Names of countries."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release


def name_country(release: Release) -> pl.Expr:
    """Column `country`: the name by country_iso3."""
    return pl.col("country_iso3").replace_strict(release.names).alias("country")
