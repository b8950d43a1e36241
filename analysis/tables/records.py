"""Tables of records, each row with its id, its facts and its sources."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.schemas.release import Release
from analysis.schemas.vocabulary import RUNG
from analysis.site.places import record_address
from analysis.tables.make import anchor, link, link_country, link_record, link_sources, make_table, show_title, spell_out

MARKUP = ("id", "sources")
VERIFIED = {"primary_text": "primary text", "two_sources": "two sources", "one_source": "one source"}


def select_records(release: Release, table: str, country: str) -> pl.DataFrame:
    """Records of one country with their source links, retracted ones left out.

    Adds `id` (permanent address) and `what` (title, note beneath) as our own escaped HTML.
    """
    records = release[table].filter((pl.col("country_iso3") == country) & (pl.col("status") != "retracted"))
    linked = link_sources(records, release["core_record_source"], release["core_source"])
    return linked.with_columns(
        pl.col("record_id").map_elements(anchor, return_dtype=pl.String).alias("id"),
        show_title(),
        pl.format("{} <small>({})</small>", "sources", pl.col("verification").replace_strict(VERIFIED)).alias("sources"),
    )


def table_legislation(release: Release, country: str) -> GT | None:
    """Acts and bills of one country: targets, scope, dates, hard facts, rights, sources. None when there are none."""
    acts = select_records(release, "core_legislation", country)
    if acts.is_empty():
        return None
    shown = acts.sort(pl.coalesce("in_force_from", "adopted"), "record_id", descending=[True, False]).select(
        "id",
        pl.col("what").alias("act"),
        spell_out("instrument"),
        pl.when(pl.col("status") == "active").then(pl.col("direction")).otherwise(pl.col("status")).alias("direction"),
        "adopted",
        "in_force_from",
        "in_force_to",
        pl.format("{} / {} / {}", "stigma", "administrative_burden", "criminalisation").alias("targets"),
        "scope",
        _sanctions(),
        pl.col("rights").str.replace_all(";", ", "),
        "sources",
    )
    labels = {"targets": "stigma / burden / criminal.", "in_force_from": "in force from", "in_force_to": "in force to"}
    return make_table(shown, f"tbl-legislation-{country.lower()}", labels, (*MARKUP, "act"))


def _sanctions() -> pl.Expr:
    amount = pl.col("max_fine").map_elements(lambda fine: f"{fine:,.0f}", return_dtype=pl.String)
    fine = pl.when(pl.col("max_fine").is_not_null()).then(pl.format("fine up to {} {}", amount, "currency"))
    years = pl.col("max_prison_years").map_elements(lambda years: f"prison up to {years:g} years", return_dtype=pl.String)
    return pl.concat_str(fine, years, separator="; ", ignore_nulls=True).replace("", None).alias("sanctions")


def table_funding(release: Release, country: str) -> GT | None:
    """Funding rules and cases of one country. None when there are none."""
    measures = select_records(release, "core_funding", country)
    if measures.is_empty():
        return None
    shown = measures.sort("start", "record_id", descending=[True, False]).select(
        "id",
        pl.col("what").alias("measure"),
        spell_out("lever"),
        "level",
        "direction",
        "start",
        "end",
        "severity",
        "scope",
        "sources",
    )
    return make_table(shown, f"tbl-funding-{country.lower()}", {}, (*MARKUP, "measure"))


def table_incidents(release: Release, country: str) -> GT | None:
    """Incidents of one country, persons as counts. None when there are none."""
    incidents = select_records(release, "core_incident", country)
    if incidents.is_empty():
        return None
    rungs = {level: f"{level} {name}" for level, name in RUNG.items()}
    at_least = pl.when(pl.col("is_minimum") == 1).then(pl.lit("≥ ")).otherwise(pl.lit(""))
    shown = incidents.sort("date", "record_id", descending=[True, False]).select(
        "id",
        pl.col("what").alias("event"),
        spell_out("type"),
        spell_out("target"),
        "date",
        "end_date",
        "severity",
        pl.col("rung").replace_strict(rungs, default="beside the ladder", return_dtype=pl.String),
        pl.concat_str(at_least, pl.col("persons_affected").cast(pl.Int64)).alias("persons"),
        "sources",
    )
    return make_table(shown, f"tbl-incidents-{country.lower()}", {"end_date": "ended"}, (*MARKUP, "event"))


def table_commitments(release: Release, country: str) -> GT | None:
    """Steps towards and away from international commitments. None when there are none."""
    steps = select_records(release, "core_commitment", country)
    if steps.is_empty():
        return None
    shown = steps.sort("date", "record_id").select(
        "id", pl.col("what").alias("commitment"), spell_out("treaty"), spell_out("step"), "date", "effective_from", "sources"
    )
    return make_table(shown, f"tbl-commitments-{country.lower()}", {"effective_from": "effective"}, (*MARKUP, "commitment"))


def table_fatf(release: Release, country: str | None = None) -> GT | None:
    """Recommendation 8 ratings, of one country or of all. None when there are none."""
    ratings = pl.concat([select_records(release, "core_fatf_r8", c) for c in ([country] if country else release.names)])
    if ratings.is_empty():
        return None
    names = pl.col("country_iso3").replace_strict(release.names).alias("country")
    shown = (
        ratings.with_columns(names)
        .sort("country", "date", "record_id")
        .select(
            *([] if country else [link_country()]),
            "id" if country else link_record().alias("id"),
            "rating",
            "assessor",
            "date",
            spell_out("standard_version").alias("standard"),
            pl.col("what").alias("report"),
            "sources",
        )
    )
    markup = (*MARKUP, "report") if country else (*MARKUP, "report", "country")
    return make_table(shown, f"tbl-fatf-{(country or 'all').lower()}", {}, markup)


def table_responses(release: Release, country: str) -> GT | None:
    """Responses and the records they answer. None when there are none."""
    responses = select_records(release, "core_response", country)
    if responses.is_empty():
        return None
    shown = responses.sort("date", "record_id", descending=[True, False]).select(
        "id",
        pl.col("what").alias("response"),
        "actor",
        spell_out("kind"),
        "date",
        pl.col("answers").map_elements(_answers, return_dtype=pl.String),
        "sources",
    )
    return make_table(shown, f"tbl-responses-{country.lower()}", {}, (*MARKUP, "response", "answers"))


def _answers(ids: str) -> str:
    return ", ".join(link(record_id, record_address(record_id, root="")) for record_id in ids.split(";"))


def table_published_counts(release: Release, country: str) -> GT | None:
    """What others counted in one country, counters side by side. None when there are none."""
    numbers = select_records(release, "core_count", country)
    if numbers.is_empty():
        return None
    at_least = pl.when(pl.col("is_minimum") == 1).then(pl.lit("≥ ")).otherwise(pl.lit(""))
    period = (
        pl.when(pl.col("basis") == "stock").then(pl.format("on {}", "date")).otherwise(pl.format("{} to {}", "start", "date"))
    )
    shown = numbers.sort("counted", "date", "counter", "record_id").select(
        "id",
        spell_out("counted"),
        period.alias("when"),
        pl.concat_str(at_least, pl.col("value").map_elements(lambda n: f"{n:,.0f}", return_dtype=pl.String)).alias("number"),
        "counter",
        "rule",
        pl.col("what").alias("count"),
        "sources",
    )
    return make_table(shown, f"tbl-counts-{country.lower()}", {}, (*MARKUP, "count"))
