"""Sources, coverage and leads: where records come from, and what was looked for."""

from __future__ import annotations

from typing import Any

import pandera.polars as pa
import polars as pl

from analysis.schemas import fields as f
from analysis.schemas import vocabulary as v
from analysis.schemas.fields import Anchor
from analysis.schemas.items import ITEMS
from analysis.schemas.records import Table

CODED = dict.fromkeys(
    (
        "stigma",
        "administrative_burden",
        "criminalisation",
        "scope",
        "entry",
        "funding",
        "advocacy",
        "severity",
        "rung",
        "sensitivity_climate",
        "opacity",
        "distortive_law_use",
        "impunity",
        *ITEMS,
    ),
    "",
)

DEPTH = {
    0: Anchor("Not searched.", "A period left for later"),
    1: Anchor("One or two queries in one language.", "One English query for a law's title"),
    2: Anchor("Several phrasings, English and Russian or the country's language.", "A law by title, number and news"),
    3: Anchor("As 2, and the official register or gazette, or a monitor's full list.", "All entries of a state register"),
}


class Sources(Table):
    """One row per page or document cited."""

    source_id: str = f.pattern("Permanent id.", r"^[A-Z]{3}-S-\d{4}$", "an id like GEO-S-0012", example="GEO-S-0012", unique=True)
    url: str = f.url("Address of the page.")
    archive_url: str = f.url("Address of an archived copy.", nullable=True)
    publisher: str = f.text("Who published it (the original publisher, not the mirror).", example="Civil.ge", longest=160)
    publisher_kind: str = f.term("Kind of publisher.", v.PUBLISHER_KIND)
    title: str = f.text("What the page is, in our own words.", example="Report on the veto override", longest=300)
    language: str = f.pattern("Language, ISO 639-1.", r"^[a-z]{2}$", "two small letters, ISO 639-1", example="en")
    published_on: str = f.date("Day of publication, where known.", nullable=True)
    accessed_on: str = f.date("Day it was last seen, where known.", nullable=True)


class Coverage(Table):
    """What was searched: country, dataset, topic and period, how deeply, and with what result."""

    record_id: str = f.pattern("Permanent id.", r"^[A-Z]{3}-V-\d{4}$", "an id like GEO-V-0003", example="GEO-V-0003", unique=True)
    country_iso3: str = f.pattern(
        "Country, ISO 3166-1 alpha-3.", f.COUNTRY_PATTERN, "a country code of data/countries.csv", example="GEO"
    )
    dataset: str = f.term("Dataset searched for.", v.DATASET)
    topic: str = f.text(
        "Instrument, lever, incident type or other theme; 'all' for the whole dataset.", example="foreign_agent", longest=80
    )
    period_from: int = f.number("First year searched.", low=1900, high=2099, example="1991", nullable=False)
    period_to: int = f.number("Last year searched.", low=1900, high=2099, example="1995", nullable=False)
    depth: int = f.ordinal("How deeply.", DEPTH)
    languages: str = f.pattern(
        "Languages searched in.", r"^[a-z]{2}(;[a-z]{2})*$", "language codes joined by ';'", example="en;ru", nullable=True
    )
    searched_on: str = f.date("When.", nullable=True)
    result: str = f.term("With what result.", v.COVERAGE_RESULT)
    note: str = f.text(
        "What was not found, what remains open.",
        nullable=True,
        longest=1000,
        example="No text of the act found; only later reports.",
    )

    @pa.dataframe_check(error="period_to|the first year searched or a later one")
    @classmethod
    def check_period(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("period_to") >= pl.col("period_from"))

    @pa.dataframe_check(error="depth|0 exactly when the result is not_searched")
    @classmethod
    def check_depth(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("depth") == 0) == (pl.col("result") == "not_searched"))


class Leads(Table):
    """What became of each dated fact found in desk research."""

    lead_id: str = f.pattern(
        "Id of the lead.", r"^[A-Z0-9]+(-[A-Z0-9]+)*$", "capital letters, digits and hyphens", example="G1-044", unique=True
    )
    country_iso3: str = f.pattern(
        "Country, ISO 3166-1 alpha-3.", f.COUNTRY_PATTERN, "a country code of data/countries.csv", example="GEO"
    )
    dataset: str = f.term("Dataset it belongs to.", v.DATASET)
    outcome: str = f.term("What became of it.", v.LEAD_OUTCOME)
    record_ids: str = f.ids("Records that carry it.", "*", nullable=True, example="GEO-L-0001")
    reason: str = f.text("Why it is no record, or how it was merged or corrected.", nullable=True, longest=500)

    @pa.dataframe_check(error="record_ids|the records that carry the lead, unless it is not_recorded")
    @classmethod
    def check_recorded(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("outcome") == "not_recorded") == pl.col("record_ids").is_null())

    @pa.dataframe_check(error="reason|a reason, because the lead is not_recorded")
    @classmethod
    def check_reason(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("outcome") != "not_recorded") | pl.col("reason").is_not_null())


class SecondCoding(Table):
    """A second coder's values for a stratified tenth of the records, coded from the sources alone and blind to the first."""

    record_id: str = f.ids("Record that was coded again.", "*", example="GEO-L-0007")
    coder: str = f.pattern(
        "Coder.", r"^(pass|masked)-\d+$", "pass-2, a later pass, or masked-1 where country and year were hidden", example="pass-2"
    )
    variable: str = f.term("Variable coded.", CODED)
    value: int = f.number("Value the second coder gave; 0 for a rung beside the ladder.", high=4, nullable=False, example="2")
    note: str = f.text("Where the anchor was hard to apply.", nullable=True, longest=500)

    class Config:
        unique = ["record_id", "coder", "variable"]
