"""The tree of components as the method page shows it, and until when evidence reaches."""

from __future__ import annotations

import polars as pl

from analysis.engine.structure import make_structure
from analysis.engine.weights import effective_weights
from analysis.schemas.release import Release
from analysis.views.countries import name_country


def component_shares(release: Release) -> pl.DataFrame:
    """Components, each before its own parts, heaviest first: code, name, parent (name), level, weight, share (of the composite),
    meaning.
    """
    table = release["index_structure"]
    structure = make_structure(table)
    share = dict(zip(structure.codes, effective_weights(structure).tolist(), strict=True))
    names = dict(table.select("code", "name_en").iter_rows())
    shown = table.with_columns(
        pl.col("name_en").alias("name"),
        pl.col("parent").replace(names),
        pl.col("code").replace_strict(share, return_dtype=pl.Float64).alias("share"),
    )
    order = _walk(table.sort(-pl.col("weight"), maintain_order=True), None)
    place = pl.col("code").replace_strict({code: n for n, code in enumerate(order)}, return_dtype=pl.Int64)
    return shown.sort(place).select("code", "name", "parent", "level", "weight", "share", "meaning")


def _walk(table: pl.DataFrame, parent: str | None) -> list[str]:
    """Codes below `parent`, each followed by its own."""
    below = table.filter(pl.col("parent").is_null() if parent is None else pl.col("parent") == parent)["code"]
    return [code for child in below for code in (child, *_walk(table, child))]


def evidence_ends(release: Release) -> pl.DataFrame:
    """Until when evidence reaches: country_iso3, country, a date per pillar, months of forecast of practice at the as-of date."""
    wide = release["panel_evidence"].pivot(
        "index", on_columns=["practice", "law", "funding"], index="country_iso3", values="evidence_to"
    )
    months = release["index_country_month"].filter(pl.col("index") == "composite")
    ahead = months.group_by("country_iso3").agg(pl.col("is_forecast").sum().alias("months_ahead"))
    named = wide.join(ahead, on="country_iso3", how="left").with_columns(name_country(release))
    return named.sort("country")
