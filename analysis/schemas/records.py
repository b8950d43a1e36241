"""What every record carries, and the checks that hold for every record table."""

from __future__ import annotations

from typing import Any

import pandera.polars as pa
import polars as pl

from analysis.schemas import fields as f
from analysis.schemas import vocabulary as v


def _is_date(value: str) -> bool:
    return f.date_bounds(value) is not None


class Table(pa.DataFrameModel):
    """A table whose dates are ISO dates of reduced precision and whose `*_precision` columns say so."""

    class Config:
        strict = True
        ordered = False

    @pa.check(
        "^(date|end_date|adopted|in_force_from|in_force_to|start|end|.*_on|effective_from|founded|closed)$",
        regex=True,
        name="real_date",
    )
    @classmethod
    def check_real_date(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col(data.key).map_elements(_is_date, return_dtype=pl.Boolean))


class Record(Table):
    """The columns of every record."""

    record_id: str = f.pattern(
        "Permanent id: country, letter of the dataset, number. Never changed, never used again.",
        r"^[A-Z]{3}-[A-Z]\d?-\d{4}$",
        "an id like GEO-L-0007",
        example="GEO-L-0007",
        unique=True,
    )
    country_iso3: str = f.pattern(
        "Country, ISO 3166-1 alpha-3 (INT for what belongs to no single country).",
        f.COUNTRY_PATTERN,
        "a country code of data/countries.csv",
        example="GEO",
    )
    status: str = f.term("Standing of the record.", v.STATUS)
    title_en: str = f.text("What it is, in our own words, in English.", example="Law on Transparency of Foreign Influence")
    source_ids: str = f.ids("Sources that state the facts of this record.", "sources", example="GEO-S-0001;GEO-S-0002")
    verification: str = f.term("How the facts were verified.", v.VERIFICATION)
    note: str = f.text(
        "Own words, short: what the columns cannot say, and where sources disagree.",
        nullable=True,
        longest=1000,
        example="Third reading 14 May 2024; veto overridden 28 May.",
    )
    expert_review: str = f.text("Organisation and date of an outside expert's sign-off; empty until then.", nullable=True)
    first_published: str = f.text("Release that first had the record; filled by the release step.", nullable=True, longest=20)
    last_revised: str = f.text("Release that last changed the record; filled by the release step.", nullable=True, longest=20)


class Scored(Record):
    """Records that the index is made of."""

    authority: str = f.term("Whose act it is.", v.AUTHORITY)


def agree(date: str, precision: str) -> pl.Expr:
    """Whether a reduced-precision date and its precision column say the same."""
    length = pl.col(precision).replace_strict({"day": 10, "month": 7, "year": 4}, default=None, return_dtype=pl.UInt32)
    both = pl.col(date).is_null() & pl.col(precision).is_null()
    return both | (pl.col(date).str.len_chars() == length).fill_null(False)


def not_before(end: str, start: str) -> pl.Expr:
    """Whether `end` can lie on or after `start`, comparing only the digits both give."""
    shorter = pl.min_horizontal(pl.col(end).str.len_chars(), pl.col(start).str.len_chars())
    later = pl.col(end).str.slice(0, shorter) >= pl.col(start).str.slice(0, shorter)
    return later.fill_null(True)
