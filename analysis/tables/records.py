"""Tables of records on a country's page, each row with its id, its facts and its sources."""

from __future__ import annotations

import re
from typing import Any

import polars as pl

from analysis.schemas.release import Release
from analysis.site.markup import fill_markup
from analysis.site.names import RUNG_NAME
from analysis.site.places import record_address
from analysis.tables.listing import Listing, small_lines
from analysis.tables.make import anchor, link, link_country, link_record, link_sources, spell_out
from analysis.views.countries import name_country

VERIFIED = {"primary_text": "primary text", "two_sources": "two sources", "one_source": "one source"}
WHOLE = ("date", "id")
ABBREVIATED = re.compile(r"\b(ngo|lgbtiq)\b")
TOLD = ("end", "effective", "rule", "counter", "answers", "actor", "kind")


def select_records(release: Release, table: str, country: str) -> pl.DataFrame:
    """Records of one country with their source links, retracted ones left out.

    Adds `id` (permanent address) and `what` (title, note beneath) as our own escaped HTML.
    """
    records = release[table].filter((pl.col("country_iso3") == country) & (pl.col("status") != "retracted"))
    linked = link_sources(records, release["core_record_source"], release["core_source"])
    verified = pl.col("verification").replace_strict(VERIFIED, return_dtype=pl.String)
    return linked.with_columns(
        pl.col("record_id").map_elements(anchor, return_dtype=pl.String).alias("id"),
        pl.struct("title_en", "note").map_elements(lambda row: tell_title(row), return_dtype=pl.String).alias("what"),
        pl.format("{} <small>({})</small>", "sources", verified).alias("sources"),
    )


def tell_title(row: dict[str, Any], *facts: str | None) -> str:
    """Title, the facts of the record, the note, one beneath the other, all escaped."""
    return fill_markup("{}{}", row["title_en"] or "", small_lines("; ".join(filter(None, facts)), row["note"]))


def _list(records: pl.DataFrame, name: str, shown: list[Any], markup: tuple[str, ...]) -> Listing | None:
    if records.is_empty():
        return None
    return Listing(records.select(shown), name, (*markup, "id", "sources"), WHOLE, told=TOLD)


def _tell_span(first: pl.Expr, last: str) -> pl.Expr:
    """First day, and beneath it the last where there is one, as HTML."""

    def tell(span: dict[str, str | None]) -> str:
        later = small_lines(f"to {span['last']}" if span["last"] else None)
        return fill_markup('<span class="cs-whole">{}</span>{}', span["first"] or "", later)

    return pl.struct(first.alias("first"), pl.col(last).alias("last")).map_elements(tell, return_dtype=pl.String)


def table_legislation(release: Release, country: str) -> Listing | None:
    """Acts and bills of one country: direction, dates, targets, hard facts, rights, sources. None when there are none."""
    acts = select_records(release, "core_legislation", country)
    told = pl.struct(pl.all()).map_elements(lambda row: tell_title(row, *_act_facts(row)), return_dtype=pl.String)
    from_day = pl.coalesce("in_force_from", "adopted")
    lasting = _tell_span(from_day, "in_force_to")
    newest = acts.sort(from_day, "record_id", descending=[True, False])
    shown = newest.with_columns(told.alias("act"), lasting.alias("in force"))
    standing = pl.when(pl.col("status") == "active").then(pl.col("direction")).otherwise(pl.col("status"))
    return _list(
        shown,
        f"tbl-legislation-{country.lower()}",
        ["in force", "act", standing.alias("direction"), "sources", "id"],
        ("act", "in force"),
    )


def _act_facts(row: dict[str, Any]) -> list[str | None]:
    adopted = f"adopted {row['adopted']}" if row["in_force_from"] and row["adopted"] else None
    fine = f"fine up to {row['max_fine']:,.0f} {row['currency']}" if row["max_fine"] is not None else None
    prison = f"prison up to {row['max_prison_years']:g} years" if row["max_prison_years"] is not None else None
    targets = f"stigma {row['stigma']}, burden {row['administrative_burden']}, criminalisation {row['criminalisation']} of 3"
    scope = f"scope {row['scope']} of 3"
    rights = row["rights"].replace(";", ", ") if row["rights"] else None
    return [row["instrument"].replace("_", " "), adopted, targets, scope, fine, prison, rights]


def table_funding(release: Release, country: str) -> Listing | None:
    """Funding rules and cases of one country. None when there are none."""
    measures = select_records(release, "core_funding", country)
    told = pl.struct(pl.all()).map_elements(
        lambda row: tell_title(
            row,
            row["lever"].replace("_", " "),
            f"a {row['level']}",
            f"severity {row['severity']} of 3, scope {row['scope']} of 3",
        ),
        return_dtype=pl.String,
    )
    lasting = _tell_span(pl.col("start"), "end")
    shown = measures.sort("start", "record_id", descending=[True, False]).with_columns(
        told.alias("measure"), lasting.alias("lasts")
    )
    return _list(
        shown, f"tbl-funding-{country.lower()}", ["lasts", "measure", "direction", "sources", "id"], ("measure", "lasts")
    )


def table_incidents(release: Release, country: str, direction: str) -> Listing | None:
    """Incidents of one country and direction (closing, opening), persons as counts. None when there are none."""
    incidents = select_records(release, "core_incident", country).filter(pl.col("direction") == direction)
    told = pl.struct(pl.all()).map_elements(lambda row: tell_title(row, *_incident_facts(row)), return_dtype=pl.String)
    shown = incidents.sort("date", "record_id", descending=[True, False]).with_columns(told.alias("event"))
    columns: list[Any] = ["date", "event"]
    if direction == "closing":
        shown = shown.with_columns(_tell_end().alias("end"))
        columns.append("end")
    return _list(shown, f"tbl-{direction}-{country.lower()}", [*columns, "sources", "id"], ("event",))


def _incident_facts(row: dict[str, Any]) -> list[str | None]:
    """Kind, target, gravity, rung, persons, custody and sentence of an incident."""
    persons = row["persons_affected"]
    target = ABBREVIATED.sub(lambda word: word[0].upper(), row["target"].replace("_", " "))
    at_least = "at least " if row["is_minimum"] == 1 else ""
    rung = RUNG_NAME.get(row["rung"], "0 beside the ladder")[2:].lower() if row["direction"] == "closing" else None
    return [
        row["type"].replace("_", " "),
        ("against " if row["direction"] == "closing" else "") + target,
        f"severity {row['severity']} of 4",
        f"rung {row['rung']} ({rung})" if row["rung"] is not None else rung,
        f"{at_least}{persons:,.0f} {'person' if persons == 1 else 'persons'}" if persons is not None else None,
        {1: "held", 0: "not held"}.get(row["in_custody"]),
        f"sentence {row['sentence_months']:g} months" if row["sentence_months"] is not None else None,
        "by de facto authorities" if row["authority"] == "de_facto" else None,
    ]


def _tell_end() -> pl.Expr:
    """When it ended, or what is known of its end."""
    checked = (
        pl.when(pl.col("end_checked_on").is_not_null())
        .then(pl.format("goes on ({})", "end_checked_on"))
        .otherwise(pl.lit("goes on"))
    )
    status = pl.col("end_status")
    said = (
        pl.when(status == "in_force").then(checked)
        .when(status == "not_found").then(pl.lit("not found"))
        .when(status == "not_applicable").then(pl.lit("one-off"))
        .when(status == "ended").then(pl.lit("ended, day unknown"))
    )  # fmt: skip
    return pl.coalesce("end_date", said)


def table_commitments(release: Release, country: str) -> Listing | None:
    """Steps towards and away from international commitments. None when there are none."""
    steps = select_records(release, "core_commitment", country).sort("date", "record_id", descending=[True, False])
    shown: list[Any] = ["date", pl.col("what").alias("commitment"), spell_out("treaty"), spell_out("step"),
                        pl.col("effective_from").alias("effective"), "sources", "id"]  # fmt: skip
    return _list(steps, f"tbl-commitments-{country.lower()}", shown, ("commitment",))


def table_responses(release: Release, country: str) -> Listing | None:
    """Responses and the records they answer. None when there are none."""
    responses = select_records(release, "core_response", country).sort("date", "record_id", descending=[True, False])
    answers = pl.col("answers").map_elements(_answers, return_dtype=pl.String)
    shown: list[Any] = ["date", pl.col("what").alias("response"), "actor", spell_out("kind"), answers, "sources", "id"]
    return _list(responses, f"tbl-responses-{country.lower()}", shown, ("response", "answers"))


def _answers(ids: str) -> str:
    return ", ".join(link(record_id, record_address(record_id, root="")) for record_id in ids.split(";"))


def table_published_counts(release: Release, country: str) -> Listing | None:
    """What others counted in one country, counters side by side. None when there are none."""
    numbers = select_records(release, "core_count", country)
    at_least = pl.when(pl.col("is_minimum") == 1).then(pl.lit("≥ ")).otherwise(pl.lit(""))
    period = (
        pl.when(pl.col("basis") == "stock").then(pl.format("on {}", "date")).otherwise(pl.format("{} to {}", "start", "date"))
    )
    value = pl.col("value").map_elements(lambda n: f"{n:,.0f}", return_dtype=pl.String)
    shown: list[Any] = [period.alias("date"), pl.concat_str(at_least, value).alias("number"), spell_out("counted"),
                        pl.col("what").alias("count"), "counter", "rule", "sources", "id"]  # fmt: skip
    newest = numbers.sort("date", "counted", "counter", "record_id", descending=[True, False, False, False])
    return _list(newest, f"tbl-counts-{country.lower()}", shown, ("count",))


def table_fatf(release: Release, country: str | None = None) -> Listing | None:
    """Recommendation 8 ratings, of one country or of all. None when there are none."""
    ratings = pl.concat([select_records(release, "core_fatf_r8", one) for one in ([country] if country else release.names)])
    named = ratings.with_columns(name_country(release)).sort("country", "date", "record_id", descending=[False, True, False])
    place: list[Any] = [] if country else [link_country()]
    shown: list[Any] = ["date", *place, "rating", "assessor", spell_out("standard_version").alias("standard"),
                        pl.col("what").alias("report"), "sources", "id" if country else link_record().alias("id")]  # fmt: skip
    return _list(named, f"tbl-fatf-{(country or 'all').lower()}", shown, ("report", "country"))
