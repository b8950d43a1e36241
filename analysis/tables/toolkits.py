"""Tables of the two toolkits: acts with their targets, the strongest measures on funding."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.schemas.release import Release
from analysis.tables.make import link_country, link_record, link_sources, make_table, spell_out
from analysis.views.countries import name_country
from analysis.views.toolkits import BILL, funding_measures, toolkit_acts

MOST = 40
RATINGS = {"C": "compliant", "LC": "largely", "PC": "partially", "NC": "not compliant"}
TARGETS = ("stigma", "administrative_burden", "criminalisation")


def table_targets(release: Release) -> GT:
    """Acts of the first toolkit with targets, scope and dates."""
    acts = toolkit_acts(release).filter(pl.col("kind") != BILL)
    coded = release["core_legislation"].select(
        "record_id",
        pl.coalesce("in_force_from", "adopted").alias("from"),
        pl.col("in_force_to").alias("to"),
        *TARGETS,
        "scope",
    )
    shown = acts.join(coded, on="record_id", how="left").select(
        link_country(),
        pl.col("title").alias("act"),
        "kind",
        "from",
        "to",
        "stigma",
        pl.col("administrative_burden").alias("burden"),
        "criminalisation",
        "scope",
        link_record(),
    )
    return make_table(shown.sort("country", "from"), "tbl-toolkit-targets", {}, ("country", "record"))


def table_strongest_funding(release: Release, direction: str = "closing", most: int = MOST) -> GT:
    """The strongest measures on funding of one direction, newest first, with sources."""
    measures = funding_measures(release, direction).head(most)
    levels = release["core_funding"].select("record_id", "level", "end", "scope")
    linked = link_sources(measures, release["core_record_source"], release["core_source"]).join(levels, on="record_id")
    ordered = linked.sort("start_earliest", "record_id", descending=[True, False])
    shown = ordered.select(
        link_country(),
        pl.col("title_en").alias("measure"),
        spell_out("sort").alias("lever"),
        "level",
        pl.col("dated").alias("start"),
        "end",
        pl.col("strength").map_elements(lambda x: f"{x:.2f}", return_dtype=pl.String),
        link_record(),
        "sources",
    )
    return make_table(shown, f"tbl-strongest-funding-{direction}", {}, ("country", "record", "sources"))


def table_ratings(release: Release) -> GT | None:
    """Ratings against FATF Recommendation 8 of all countries, newest first within each. None when there are none."""
    rated = release["core_fatf_r8"].filter((pl.col("status") == "active") & pl.col("country_iso3").is_in(list(release.names)))
    if rated.is_empty():
        return None
    linked = link_sources(rated, release["core_record_source"], release["core_source"]).with_columns(name_country(release))
    shown = linked.sort("country", "date", "record_id", descending=[False, True, False]).select(
        link_country(),
        "date",
        pl.format("{} ({})", "rating", pl.col("rating").replace_strict(RATINGS, default="other")).alias("rating"),
        "assessor",
        spell_out("standard_version").alias("standard"),
        pl.col("title_en").alias("report"),
        link_record(),
        "sources",
    )
    return make_table(shown, "tbl-ratings-all", {}, ("country", "record", "sources"))
