"""Tables of records, each row with its id, its facts and its sources."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.load import Release
from analysis.schemas.vocabulary import RUNG
from analysis.tables.build import anchor, link_sources, make_table

VERIFIED = {"primary_text": "primary text", "two_sources": "two sources", "one_source": "one source"}


def select_records(release: Release, table: str, country: str) -> pl.DataFrame:
    """Records of one country with their source links, newest first, retracted ones left out."""
    records = release[table].filter((pl.col("country_iso3") == country) & (pl.col("status") != "retracted"))
    linked = link_sources(records, release["core_record_source"], release["core_source"])
    return linked.with_columns(
        pl.col("record_id").map_elements(anchor, return_dtype=pl.String).alias("id"),
        pl.col("verification").replace_strict(VERIFIED),
        pl.col("note").fill_null(""),
    )


def _words(column: str) -> pl.Expr:
    return pl.col(column).str.replace_all("_", " ")


def table_legislation(release: Release, country: str) -> GT | None:
    """Acts and bills of one country: targets, scope, dates, hard facts, rights, sources. None when there are none."""
    acts = select_records(release, "core_legislation", country)
    if acts.is_empty():
        return None
    prison = pl.when(pl.col("max_prison_years").is_not_null()).then(
        pl.format("up to {} years", pl.col("max_prison_years").round(1))
    )
    fine = pl.when(pl.col("max_fine").is_not_null()).then(
        pl.format("fine to {} {}", pl.col("max_fine").cast(pl.Int64), "currency")
    )
    shown = acts.select(
        "id",
        pl.col("title_en").alias("act"),
        _words("instrument"),
        pl.when(pl.col("status") == "active").then(pl.col("direction")).otherwise(pl.col("status")).alias("direction"),
        "adopted",
        "in_force_from",
        "in_force_to",
        pl.format("{}/{}/{}", "stigma", "administrative_burden", "criminalisation").alias("targets"),
        "scope",
        pl.concat_str(fine, prison, separator="; ", ignore_nulls=True).alias("sanctions"),
        pl.col("rights").str.replace_all(";", ", "),
        "verification",
        "note",
        "sources",
    ).sort(pl.coalesce("in_force_from", "adopted"), "id", descending=[True, False])
    labels = {"targets": "stigma / burden / criminalisation", "in_force_from": "in force from", "in_force_to": "in force to"}
    return make_table(shown, f"tbl-legislation-{country.lower()}", labels, ("id", "sources"))


def table_funding(release: Release, country: str) -> GT | None:
    """Funding rules and cases of one country. None when there are none."""
    measures = select_records(release, "core_funding", country)
    if measures.is_empty():
        return None
    shown = measures.select(
        "id", pl.col("title_en").alias("measure"), _words("lever"), "level", "direction", "start", "end", "severity", "scope",
        "verification", "note", "sources",
    ).sort("start", "id", descending=[True, False])  # fmt: skip
    return make_table(shown, f"tbl-funding-{country.lower()}", {}, ("id", "sources"))


def table_incidents(release: Release, country: str) -> GT | None:
    """Incidents of one country, persons as counts. None when there are none."""
    incidents = select_records(release, "core_incident", country)
    if incidents.is_empty():
        return None
    rungs = {k: f"{k} {name}" for k, name in RUNG.items()}
    shown = incidents.select(
        "id",
        pl.col("title_en").alias("event"),
        _words("type"),
        _words("target"),
        pl.col("date"),
        pl.col("end_date"),
        "severity",
        pl.col("rung").replace_strict(rungs, default="beside the ladder", return_dtype=pl.String),
        pl.when(pl.col("persons_affected").is_not_null())
        .then(
            pl.concat_str(
                pl.when(pl.col("is_minimum") == 1).then(pl.lit("≥ ")).otherwise(pl.lit("")),
                pl.col("persons_affected").cast(pl.Int64),
            )
        )
        .alias("persons"),
        "verification",
        "note",
        "sources",
    ).sort("date", "id", descending=[True, False])
    return make_table(shown, f"tbl-incidents-{country.lower()}", {"end_date": "ended"}, ("id", "sources"))


def table_commitments(release: Release, country: str) -> GT | None:
    """Steps towards and away from international commitments. None when there are none."""
    steps = select_records(release, "core_commitment", country)
    if steps.is_empty():
        return None
    shown = steps.select(
        "id",
        pl.col("title_en").alias("commitment"),
        _words("treaty"),
        _words("step"),
        "date",
        "effective_from",
        "note",
        "sources",
    )
    return make_table(
        shown.sort("date", "id"), f"tbl-commitments-{country.lower()}", {"effective_from": "effective"}, ("id", "sources")
    )


def table_fatf(release: Release, country: str | None = None) -> GT | None:
    """Recommendation 8 ratings, of one country or of all. None when there are none."""
    parts = [select_records(release, "core_fatf_r8", c) for c in ([country] if country else release.names)]
    ratings = pl.concat(parts)
    if ratings.is_empty():
        return None
    names = pl.col("country_iso3").replace_strict(release.names).alias("country")
    shown = ratings.select(
        names, "rating", _words("report_kind"), "assessor", "date", _words("standard_version"), "note", "sources"
    )
    return make_table(shown.sort("country", "date"), f"tbl-fatf-{(country or 'all').lower()}", {}, ("sources",))


def table_responses(release: Release, country: str) -> GT | None:
    """Responses and the records they answer. None when there are none."""
    responses = select_records(release, "core_response", country)
    if responses.is_empty():
        return None
    shown = responses.select(
        "id",
        pl.col("title_en").alias("response"),
        "actor",
        _words("kind"),
        "date",
        pl.col("answers").str.replace_all(";", ", "),
        "note",
        "sources",
    )
    return make_table(
        shown.sort("date", "id", descending=[True, False]), f"tbl-responses-{country.lower()}", {}, ("id", "sources")
    )
