"""Tables of incidents against defenders."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.schemas.release import Release
from analysis.schemas.vocabulary import INCIDENT_TYPE
from analysis.tables.make import (
    link_country,
    link_record,
    link_sources,
    make_table,
    open_section,
    show_title,
    spell_out,
)
from analysis.views.countries import name_country
from analysis.views.defenders import FLAGS, defender_incidents, hostile_environment

GRAVEST = ("killing", "enforced_disappearance", "torture_ill_treatment")


def table_environment(release: Release) -> GT:
    """The four behaviours of a hostile environment, as shares of the closings for which they are coded."""
    texts = hostile_environment(release).with_columns(pl.format("{} %", flag).alias(flag) for flag in FLAGS)
    numbers = ("incidents", "coded", *FLAGS)
    shown = texts.select(link_country(), *(open_section(name, "incidents") for name in numbers))
    labels = {"sensitivity_climate": "'sensitive' issues", "distortive_law_use": "law distorted", "incidents": "closings"}
    return make_table(shown, "tbl-environment", labels, ("country",), numbers)


def table_gravest_against_defenders(release: Release) -> GT:
    """Killings, disappearances and torture of defenders, newest first."""
    gravest = defender_incidents(release).filter(pl.col("type").is_in(GRAVEST) & (pl.col("severity") == 4))
    linked = link_sources(gravest, release["core_record_source"], release["core_source"]).with_columns(
        name_country(release),
        pl.when(pl.col("impunity") == 1).then(pl.lit("recorded")).alias("impunity"),
    )
    shown = linked.sort("date", "record_id", descending=[True, False]).select(
        "date", link_country(), show_title(), spell_out("type"), "impunity", link_record(), "sources"
    )
    return make_table(shown, "tbl-gravest-defenders", {}, ("country", "what", "record", "sources"))


def table_openings(release: Release) -> GT:
    """Openings for defenders by type: meaning, number, countries, and the latest."""
    openings = defender_incidents(release, "opening").with_columns(name_country(release))
    counted = openings.group_by("type").agg(pl.len().cast(pl.Int64).alias("n"), pl.col("country").n_unique().alias("countries"))
    latest = openings.sort("date", "record_id", descending=[True, False]).unique("type", keep="first", maintain_order=True)
    joined = counted.join(latest.select("type", "country_iso3", "country", "date", "title_en", "note", "record_id"), on="type")
    meaning = pl.col("type").replace_strict(INCIDENT_TYPE, default=None, return_dtype=pl.String).str.strip_suffix(".")
    shown = joined.sort(-pl.col("n"), "type").select(
        pl.coalesce(meaning, spell_out("type")).alias("what"),
        pl.col("n").alias("openings"),
        pl.col("countries").cast(pl.Int64),
        pl.col("date").alias("latest"),
        link_country(),
        pl.col("title_en").alias("the latest"),
        link_record(),
    )
    return make_table(shown, "tbl-openings-defenders", {}, ("country", "record"))
