"""Evidence for the level: reports that were read, what they say item by item, and the rules in force."""

from __future__ import annotations

from typing import Any

import pandera.polars as pa
import polars as pl

from analysis.schemas import fields as f
from analysis.schemas import vocabulary as v
from analysis.schemas.fields import Anchor
from analysis.schemas.items import PRACTICE_ITEMS, REGIME_ITEMS
from analysis.schemas.records import Table, not_before

REPORTER = {
    "usdos": "US Department of State, Country Reports on Human Rights Practices.",
    "hrw": "Human Rights Watch, World Report.",
    "amnesty": "Amnesty International, annual report.",
    "ihf": "International Helsinki Federation, annual report.",
    "cpj": "Committee to Protect Journalists, Attacks on the Press and country pages.",
    "rsf": "Reporters Without Borders, annual country chapters.",
    "csosi": "USAID and partners, CSO (NGO) Sustainability Index, its text.",
    "cso_meter": "CSO Meter, its text.",
    "civicus": "CIVICUS Monitor, country updates.",
    "osce_odihr": "OSCE and its Office for Democratic Institutions and Human Rights.",
    "un_body": "UN treaty bodies and special procedures.",
    "ec": "European Commission, opinions, regular and progress reports.",
    "coe": "Council of Europe bodies.",
    "national_monitor": "A rights group of the country itself.",
    "other": "Another reporter.",
}
REPORT_DEPTH = {
    "full": "Every section that bears on the items was read.",
    "extract": "Some sections were read.",
    "opening": "The first page was read.",
}
BASIS = {
    "detail": "The passage describes acts, rules or numbers.",
    "summary": "Only a general sentence supports the level.",
    "enumeration": "A complete list of problems, after a statement of general respect, leaves the item out: a weak 0.",
}
REGIME_LEVEL = {"0": "Open.", "1": "Light limits.", "2": "Heavy limits.", "3": "Closed.", "unknown": "Not seen for this stretch."}
REGIME_BASIS = {
    "article": "The article of the act was read.",
    "described": "A source describes the rule.",
    "no_act_of_kind": "The searched acts of the country have none of this kind.",
}
# What any item's levels share; each item's own anchors are in `ITEMS`.
LEVELS = {
    0: Anchor("Free: the item's own anchor for 0 holds.", "Associations register by plain notice"),
    1: Anchor("Some limits: the item's own anchor for 1 holds.", "Single rallies banned"),
    2: Anchor("Heavy limits: the item's own anchor for 2 holds.", "Each foreign grant needs approval"),
    3: Anchor("Closed: the item's own anchor for 3 holds.", "No independent outlet inside the country"),
}


class Reports(Table):
    """One row per report that was read, whatever copies of it exist; its deepest reading counts."""

    report_id: str = f.pattern("Permanent id.", r"^[A-Z]{3}-P-\d{4}$", "an id like GEO-P-0007", example="GEO-P-0007", unique=True)
    country_iso3: str = f.pattern(
        "Country it is about.", f.COUNTRY_PATTERN, "a country code of data/countries.csv", example="GEO"
    )
    status: str = f.term("Standing of the record.", v.STATUS)
    reporter: str = f.term("Who wrote it.", REPORTER)
    window_from: str = f.date("First day it is about.", example="2019-01-01")
    window_to: str = f.date("Last day it is about.", example="2019-12-31")
    source_ids: str = f.ids("The report as a source.", "sources", example="GEO-S-0012")
    depth: str = f.term("How much of it was read.", REPORT_DEPTH)
    note: str = f.text("Sections left out, copies used, doubts.", nullable=True, longest=500)

    @pa.dataframe_check(error="window_to|a day on or after window_from")
    @classmethod
    def check_window(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select(not_before("window_to", "window_from"))

    @pa.dataframe_check(error="window_from|a whole day (YYYY-MM-DD), as window_to: a report says what it is about")
    @classmethod
    def check_days(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("window_from").str.len_chars() == 10) & (pl.col("window_to").str.len_chars() == 10))


class Assessments(Table):
    """One row per report and item: the level that the report states for most of its window. Silence has no row."""

    record_id: str = f.pattern("Permanent id.", r"^[A-Z]{3}-A-\d{4}$", "an id like GEO-A-0123", example="GEO-A-0123", unique=True)
    country_iso3: str = f.pattern("Country.", f.COUNTRY_PATTERN, "a country code of data/countries.csv", example="GEO")
    status: str = f.term("Standing of the record.", v.STATUS)
    report_id: str = f.ids("Report that states it.", "reports", example="GEO-P-0007")
    item: str = f.term("Item of practice.", {code: item.question for code, item in PRACTICE_ITEMS.items()})
    level: int = f.ordinal("Level by the item's written anchors.", LEVELS)
    basis: str = f.term("What supports the level.", BASIS)
    passage: str = f.text("Where in the report: section and paragraph, or lines.", example="2.b 3, 7", longest=120)
    note: str = f.text("What decided the level, in our own words.", example="Rallies banned twice, others held.", longest=300)
    coder: str = f.pattern("Who coded it.", r"^pass-\d+(-\d\d)?$", "a coder like pass-1-03", example="pass-1-03")
    coded_on: str = f.date("Day of coding.", example="2026-11-29")
    read_order: int = f.number("Place of the report in the order in which the coder read.", low=1, nullable=False, example="7")

    class Config:
        unique = ["report_id", "item"]


class Regimes(Table):
    """Spells of the rules in force: per country and item from 1991 to the as-of date, without gap or overlap."""

    record_id: str = f.pattern("Permanent id.", r"^[A-Z]{3}-G-\d{4}$", "an id like GEO-G-0012", example="GEO-G-0012", unique=True)
    country_iso3: str = f.pattern("Country.", f.COUNTRY_PATTERN, "a country code of data/countries.csv", example="GEO")
    status: str = f.term("Standing of the record.", v.STATUS)
    item: str = f.term("Item of law or funding.", {code: item.question for code, item in REGIME_ITEMS.items()})
    level: str = f.term("Level by the item's written anchors, or unknown.", REGIME_LEVEL)
    start: str = f.date("First day of the spell; 1991 where it began before.", example="2012-11-21")
    start_precision: str = f.precision("start")
    end: str = f.date("Last day of the spell; empty while it lasts.", nullable=True)
    end_precision: str = f.precision("end", nullable=True)
    opened_by: str = f.ids("Acts or judgments that opened it.", "*", nullable=True, example="RUS-L-0012")
    closed_by: str = f.ids("Acts or judgments that closed it.", "*", nullable=True, example="RUS-L-0050")
    basis: str = f.term("What supports the level; empty for unknown.", REGIME_BASIS, nullable=True, example="article")
    source_ids: str = f.ids("Sources that state the rule; empty for unknown.", "sources", nullable=True, example="RUS-S-0012")
    verification: str = f.term("How it was verified; empty for unknown.", v.VERIFICATION, nullable=True, example="primary_text")
    passage: str = f.text("Article, or section and paragraph of the source.", nullable=True, example="art. 2(6)", longest=160)
    note: str = f.text("Which rule makes the level, in our own words.", nullable=True, longest=500)

    @pa.dataframe_check(error="end|a date on or after start")
    @classmethod
    def check_end_after_start(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select(not_before("end", "start"))

    @pa.dataframe_check(error="source_ids|a source, since a level, 0 too, rests on one; or the level unknown")
    @classmethod
    def check_sourced(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("level") == "unknown") == pl.col("source_ids").is_null())

    @pa.dataframe_check(error="basis|article, described or no_act_of_kind for a level; empty for unknown")
    @classmethod
    def check_basis(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("level") == "unknown") == pl.col("basis").is_null())
