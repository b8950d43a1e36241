"""Tables of the method page: structure, assumptions, until when evidence reaches."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.schemas.release import Release
from analysis.tables.make import link_country, make_table, open_section
from analysis.views.structure import component_shares, evidence_ends


def table_structure(release: Release) -> GT:
    """Components with what they belong to, their weight there and their share of the composite."""
    share = pl.col("share").map_elements(lambda x: f"{100 * x:.1f} %", return_dtype=pl.String)
    weight = pl.col("weight").map_elements(lambda x: f"{x:g}", return_dtype=pl.String)
    shown = component_shares(release).select(
        pl.col("name").alias("component"), pl.col("parent").alias("part of"), weight, share.alias("of the composite"), "meaning"
    )
    return make_table(shown, "tbl-structure-all")


def table_parameters(release: Release) -> GT:
    """Assumptions with the ranges drawn from."""
    numbers = pl.col("value", "low", "high").map_elements(lambda x: f"{x:g}", return_dtype=pl.String)
    shown = release["index_parameters"].with_columns(numbers).select("name", "value", "low", "high", "unit", "meaning")
    return make_table(shown, "tbl-parameters-all")


def table_evidence(release: Release) -> GT:
    """Until when evidence reaches, and how many months of the composite are a forecast."""
    dates = [pl.col(name).dt.to_string("%Y-%m-%d") for name in ("practice", "law", "funding")]
    shown = (
        evidence_ends(release)
        .with_columns(*dates, pl.col("months_ahead").cast(pl.Int64))
        .select(
            link_country(),
            open_section("practice", "composite"),
            open_section("law"),
            open_section("funding"),
            pl.col("months_ahead").alias("months of forecast"),
        )
    )
    return make_table(shown, "tbl-evidence-ends", {}, ("country",), ("practice", "law", "funding"))
