"""Tables of responses."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.schemas.release import Release
from analysis.site.places import search_href
from analysis.tables.make import (
    link_country,
    link_record,
    link_sources,
    make_table,
    open_cell,
    show_title,
    spell_out,
)
from analysis.views.responses import unanswered


def table_response_kinds(release: Release) -> GT:
    """Responses by who responded and how, with the records they answer counted."""
    active = release["core_response"].filter(pl.col("status") == "active")
    answered = release["core_response_record"].group_by(pl.col("response_id").alias("record_id")).agg(pl.len().alias("n"))
    joined = active.join(answered, on="record_id", how="left")
    grouped = joined.group_by(spell_out("actor_kind").alias("who"), spell_out("kind").alias("how")).agg(
        pl.len().alias("responses"), pl.col("n").sum().alias("records answered"), pl.col("date").max().alias("latest")
    )
    sought = grouped.sort(-pl.col("responses").cast(pl.Int64), "who", "how")
    numbers = ("responses", "records answered")
    behind = search_href("response", pl.col("who"), pl.col("how"))
    return make_table(sought.with_columns(open_cell(name, behind) for name in numbers), "tbl-response-kinds", opened=numbers)


def table_own_answers(release: Release) -> GT:
    """What organisations themselves did: resist, preserve, support, connect."""
    own = release["core_response"].filter(pl.col("answer_strategy").is_not_null() & (pl.col("status") == "active"))
    linked = link_sources(own, release["core_record_source"], release["core_source"])
    named = linked.with_columns(pl.col("country_iso3").replace_strict(release.names).alias("country"))
    shown = named.sort("answer_strategy", "date", "record_id").select(
        pl.col("answer_strategy").alias("strategy"), "date", link_country(), "actor", show_title(), link_record(), "sources"
    )
    return make_table(shown, "tbl-own-answers", {}, ("country", "what", "record", "sources"))


def table_unanswered(release: Release) -> GT:
    """Strongest closing acts in force that no recorded response answers."""
    acts = unanswered(release)
    shown = acts.select(
        link_country(),
        pl.col("title_en").alias("act"),
        pl.col("dated").alias("from"),
        spell_out("sort").alias("instrument"),
        pl.col("strength").map_elements(lambda x: f"{x:.2f}", return_dtype=pl.String),
        link_record(),
    )
    return make_table(shown, "tbl-unanswered", {}, ("country", "record"))
