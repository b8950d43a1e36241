"""The source card of a contributed dataset, and the decisions on its overlaps with records that are there."""

from __future__ import annotations

from typing import Any

import pandera.polars as pa
import polars as pl

from analysis.schemas import fields as f
from analysis.schemas import vocabulary as v
from analysis.schemas.records import Table

DECISION = {
    "same": "Both are one event: the row becomes no record of its own.",
    "new": "They are different events: with every line of the row so decided, the row is imported.",
    "skip": "The row is not imported, for a reason outside of this table.",
}


class Card(Table):
    """Source card of a contributed dataset: one row, written as `card.yml`."""

    title: str = f.text("What the table is, in English.", example="Register of foreign agents")
    producer: str = f.text("Who made it.", example="Ministry of Justice", longest=160)
    publisher_kind: str = f.term("Kind of producer.", v.PUBLISHER_KIND)
    url: str = f.url("Page where it is published or described.")
    licence: str = f.text("Licence, or the terms under which it may be used and republished.", example="CC BY 4.0")
    contact: str = f.text("Contact route: a page or an office, no person's address.", example="contact form of the website")
    period_from: str = f.date("Begin of the period that it covers.", example="2012")
    period_to: str = f.date("End of that period.", example="2024-02-02")
    counting_rule: str = f.text("What makes one row, and what is left out.", longest=1000, example="One row per listing decision")
    language: str = f.pattern("Language, ISO 639-1.", r"^[a-z]{2}$", "two small letters, ISO 639-1", example="ru")
    accessed_on: str = f.date("Day it was received or downloaded.", example="2024-02-02")
    sha256: str = f.pattern("SHA-256 of the table as handed in.", r"^[0-9a-f]{64}$", "64 digits from 0 to f", example="0" * 64)

    @pa.dataframe_check(error="period_to|the same or a later date than period_from")
    @classmethod
    def check_period(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("period_to") >= pl.col("period_from").str.head(4))


class Matches(Table):
    """Rows of a contributed dataset beside records that may be the same event, for a person's decision: `matches.csv`."""

    row: str = f.text("Their row: its key, or its number.", example="17", longest=80)
    title: str = f.text("Its title.", nullable=True, longest=5000)
    date: str = f.date("Its date.", nullable=True)
    record_id: str = f.pattern(
        "Our record, or an earlier row of theirs; empty where nothing is alike.",
        r"^([A-Z]{3}-[A-Z]\d?-\d{4}|row .+)$",
        "an id like GEO-I-0007, or row and the key of a row",
        example="GEO-I-0007",
        nullable=True,
    )
    record_title: str = f.text("Its title.", nullable=True, longest=5000)
    record_date: str = f.date("Its date.", nullable=True)
    probability: float = f.number("Probability that both are one event.", high=1, example="0.93")
    decision: str = f.term("What a person decided; empty until then.", DECISION, nullable=True)
    imported_as: str = f.pattern(
        "Record that the row became; filled by the import.",
        r"^[A-Z]{3}-[A-Z]\d?-\d{4}$",
        "an id like GEO-I-0007",
        example="",
        nullable=True,
    )
