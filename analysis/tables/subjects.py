"""Tables of the thematic pages: ladder, defenders, commitments, responses, changes."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.schemas.release import Release
from analysis.site.places import record_href, search_href
from analysis.tables.make import (
    link_country,
    link_record,
    link_sources,
    make_table,
    open_cell,
    open_section,
    title_with_note,
)
from analysis.views import subjects as themes


def _what() -> pl.Expr:
    return pl.struct("title_en", "note").map_elements(title_with_note, return_dtype=pl.String).alias("what")


def _words(column: str) -> pl.Expr:
    return pl.col(column).str.replace_all("_", " ")


def table_order_of_rungs(release: Release) -> GT:
    """Pairs of rungs: in how many countries which came first."""
    return make_table(themes.order_of_rungs(release), "tbl-order-of-rungs")


def table_first_rungs(release: Release) -> GT:
    """First recorded use of each rung with its record."""
    steps = themes.first_rungs(release)
    shown = steps.select(link_country(), "rung_name", "year", pl.col("title").alias("first record"), link_record())
    return make_table(shown, "tbl-first-rungs", {"rung_name": "rung"}, ("country", "record"))


def table_environment(release: Release) -> GT:
    """The four behaviours of a hostile environment, as shares of the incidents recorded."""
    shares = themes.hostile_environment(release)
    texts = shares.with_columns(pl.format("{} %", flag).alias(flag) for flag in themes.FLAGS)
    numbers = ("incidents", *themes.FLAGS)
    shown = texts.select(link_country(), *(open_section(name, "incidents") for name in numbers))
    labels = {"sensitivity_climate": "'sensitive' issues", "distortive_law_use": "law distorted"}
    return make_table(shown, "tbl-environment", labels, ("country",), numbers)


def table_gravest_against_defenders(release: Release) -> GT:
    """Killings, disappearances and torture of defenders, newest first."""
    gravest = themes.defender_incidents(release).filter(
        pl.col("type").is_in(["killing", "enforced_disappearance", "torture_ill_treatment"]) & (pl.col("severity") == 4)
    )
    linked = link_sources(gravest, release["core_record_source"], release["core_source"]).with_columns(
        pl.col("country_iso3").replace_strict(release.names).alias("country"),
        pl.when(pl.col("impunity") == 1).then(pl.lit("recorded")).alias("impunity"),
    )
    shown = linked.sort("date", "record_id", descending=[True, False]).select(
        "date", link_country(), _what(), _words("type"), "impunity", link_record(), "sources"
    )
    return make_table(shown, "tbl-gravest-defenders", {}, ("country", "what", "record", "sources"))


def table_commitments_matrix(release: Release) -> GT:
    """When each country bound itself to each treaty; each date opens its record."""
    bound = themes.first_bindings(release)
    wide = bound.with_columns(open_cell("date", record_href())).pivot(
        "treaty", on_columns=list(themes.TREATIES), index=["country_iso3", "country"], values="date"
    )
    everyone = pl.DataFrame({"country_iso3": release.region()}).with_columns(
        pl.col("country_iso3").replace_strict(release.names).alias("country")
    )
    matrix = everyone.join(wide.drop("country"), on="country_iso3", how="left").sort("country")
    shown = matrix.select(link_country(), *themes.TREATIES)
    return make_table(shown, "tbl-commitments-matrix", themes.TREATIES, ("country", *themes.TREATIES))


def table_retreats(release: Release) -> GT:
    """Steps away from commitments with sources."""
    steps = link_sources(themes.retreats(release), release["core_record_source"], release["core_source"])
    shown = steps.select("date", link_country(), _words("treaty"), _words("step"), _what(), link_record(), "sources")
    return make_table(shown, "tbl-retreats", {}, ("country", "what", "record", "sources"))


def table_response_kinds(release: Release) -> GT:
    """Responses by who responded and how, with the records they answer counted."""
    active = release["core_response"].filter(pl.col("status") == "active")
    answered = release["core_response_record"].group_by(pl.col("response_id").alias("record_id")).agg(pl.len().alias("n"))
    joined = active.join(answered, on="record_id", how="left")
    grouped = joined.group_by(_words("actor_kind").alias("who"), _words("kind").alias("how")).agg(
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
        pl.col("answer_strategy").alias("strategy"), "date", link_country(), "actor", _what(), link_record(), "sources"
    )
    return make_table(shown, "tbl-own-answers", {}, ("country", "what", "record", "sources"))


def table_unanswered(release: Release) -> GT:
    """Gravest acts in force that no recorded response answers."""
    since = pl.coalesce("in_force_from", "adopted").alias("from")
    acts = themes.unanswered(release)
    shown = acts.select(link_country(), pl.col("title_en").alias("act"), since, _words("instrument"), link_record())
    return make_table(shown, "tbl-unanswered", {}, ("country", "record"))


def table_changes(release: Release) -> GT:
    """Change of each country's indices over the last twelve months with intervals."""
    change = release["index_change"].with_columns(pl.col("country_iso3").replace_strict(release.names).alias("country"))
    low, high = (pl.col(f"change_{side}_90").round(1) for side in ("lower", "upper"))
    text = change.with_columns(pl.format("{} ({} to {})", pl.col("change").round(1), low, high).alias("text"))
    wide = text.pivot("index", index=["country_iso3", "country"], values="text").sort("country")
    numbers = ("composite", "law", "funding", "practice")
    shown = wide.select(link_country(), *(open_section(name) for name in numbers))
    return make_table(shown, "tbl-changes", {}, ("country",), numbers)
