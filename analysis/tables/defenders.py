"""Tables of incidents against defenders."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.schemas.release import Release
from analysis.tables.make import (
    link_country,
    link_record,
    link_sources,
    make_table,
    open_section,
    show_title,
    spell_out,
)
from analysis.views.defenders import FLAGS, defender_incidents, hostile_environment


def table_environment(release: Release) -> GT:
    """The four behaviours of a hostile environment, as shares of the incidents recorded."""
    shares = hostile_environment(release)
    texts = shares.with_columns(pl.format("{} %", flag).alias(flag) for flag in FLAGS)
    numbers = ("incidents", *FLAGS)
    shown = texts.select(link_country(), *(open_section(name, "incidents") for name in numbers))
    labels = {"sensitivity_climate": "'sensitive' issues", "distortive_law_use": "law distorted"}
    return make_table(shown, "tbl-environment", labels, ("country",), numbers)


def table_gravest_against_defenders(release: Release) -> GT:
    """Killings, disappearances and torture of defenders, newest first."""
    gravest = defender_incidents(release).filter(
        pl.col("type").is_in(["killing", "enforced_disappearance", "torture_ill_treatment"]) & (pl.col("severity") == 4)
    )
    linked = link_sources(gravest, release["core_record_source"], release["core_source"]).with_columns(
        pl.col("country_iso3").replace_strict(release.names).alias("country"),
        pl.when(pl.col("impunity") == 1).then(pl.lit("recorded")).alias("impunity"),
    )
    shown = linked.sort("date", "record_id", descending=[True, False]).select(
        "date", link_country(), show_title(), spell_out("type"), "impunity", link_record(), "sources"
    )
    return make_table(shown, "tbl-gravest-defenders", {}, ("country", "what", "record", "sources"))
