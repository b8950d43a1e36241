"""Organisations, commitments, Recommendation 8 ratings, responses, published counts and other indices' figures."""

from __future__ import annotations

from typing import Any

import pandera.polars as pa
import polars as pl

from analysis.schemas import fields as f
from analysis.schemas import vocabulary_context as v
from analysis.schemas.records import Record, not_before


class Organisations(Record):
    """Organisations that records touch. `title_en` is the name in English. No persons, no addresses."""

    name_original: str = f.text("Name in the original language.", nullable=True, example="Мемориал")
    kind: str = f.term("What it is.", v.ORGANISATION_KIND)
    founded: str = f.date("Founded.", nullable=True, example="1989")
    closed: str = f.date("Dissolved or stopped work.", nullable=True)


class Commitments(Record):
    """One row per step towards or away from an international commitment."""

    treaty: str = f.term("The commitment.", v.TREATY)
    step: str = f.term("The step.", v.STEP)
    date: str = f.date("Day of the step.", example="1994-05-03")
    date_precision: str = f.precision("date")
    effective_from: str = f.date("When it took effect.", nullable=True)


class FatfR8(Record):
    """FATF Recommendation 8 ratings: one row per report that rates."""

    rating: str = f.term("Rating.", v.FATF_RATING)
    report_kind: str = f.term("Kind of report.", v.FATF_REPORT)
    assessor: str = f.text("Body that assessed.", example="MONEYVAL", longest=60)
    date: str = f.date("Date of the report (adoption; else publication, said in the note).", example="2020-09-16")
    date_precision: str = f.precision("date")
    standard_version: str = f.term("Version of the standard it was assessed against.", v.FATF_STANDARD, example="R8_2016")


class Responses(Record):
    """What courts, institutions, states and organisations answered."""

    date: str = f.date("Day of the response.", example="2022-06-14")
    date_precision: str = f.precision("date")
    kind: str = f.term("Kind of response.", v.RESPONSE_KIND)
    actor_kind: str = f.term("Who responds.", v.ACTOR_KIND)
    actor: str = f.text("Name of the body.", example="European Court of Human Rights", longest=160)
    answer_strategy: str = f.term("For organisations' own answers: which.", v.STRATEGY, nullable=True)
    answers: str = f.ids("Records it answers.", "*", nullable=True, example="RUS-L-0012;RUS-I-0003")
    reference: str = f.text("Application, document or opinion number.", nullable=True, longest=160, example="CDL-AD(2014)025")


class Counts(Record):
    """What others counted: one row per counter, thing counted and day. Counters that disagree stand side by side."""

    counter: str = f.text("Who counted.", example="Viasna", longest=160)
    counted: str = f.term("What was counted.", v.COUNTED)
    basis: str = f.term("Stock on a day, or flow over a period.", v.COUNT_BASIS)
    date: str = f.date("Day of the stock, or end of the period.", example="2024-12-31")
    date_precision: str = f.precision("date")
    start: str = f.date("Begin of the period of a flow.", nullable=True, example="")
    value: float = f.number("The number as published.", example="1265", nullable=False)
    is_minimum: int = f.flag("The number is a stated minimum ('at least', 'more than').")
    rule: str = f.text("By which rule the counter counts, as far as a source tells.", nullable=True, longest=500)

    @pa.dataframe_check(error="start|the begin of the period for a flow, on or before date; empty for a stock")
    @classmethod
    def check_basis(cls, data: Any) -> pl.LazyFrame:
        flow = (pl.col("basis") == "flow") == pl.col("start").is_not_null()
        return data.lazyframe.select(flow & not_before("date", "start"))


class Benchmarks(Record):
    """Published country-year figures of other indices; compared with ours, never an input."""

    index_name: str = f.term("The other index.", v.EXTERNAL_INDEX)
    component: str = f.term("Which of its figures.", v.BENCHMARK_COMPONENT)
    year: int = f.number("Year that the figure covers.", low=1972, high=2030, example="2024", nullable=False)
    edition: int = f.number("Year of the edition that published it.", low=1972, high=2030, example="2025", nullable=True)
    value: float = f.number("The figure as published.", low=-1000, example="55", nullable=False)
    value_text: str = f.text("The verbal category, where there is one.", nullable=True, longest=60, example="Partly Free")
    scale_low: float = f.number(
        "Least open end of the scale (7 for Freedom House ratings; empty for ranks).", low=-1000, example="0"
    )
    scale_high: float = f.number("Most open end of the scale.", low=-1000, example="100")

    @pa.dataframe_check(error="value|a figure between scale_low and scale_high")
    @classmethod
    def check_on_scale(cls, data: Any) -> pl.LazyFrame:
        low, high = pl.min_horizontal("scale_low", "scale_high"), pl.max_horizontal("scale_low", "scale_high")
        return data.lazyframe.select(pl.col("value").is_between(low, high).fill_null(True))

    @pa.dataframe_check(error="edition|the year covered or a later one")
    @classmethod
    def check_edition(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("edition") >= pl.col("year")).fill_null(True))
