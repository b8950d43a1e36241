"""Counts that others publish (political prisoners, detentions …): logarithms, each series with its own level.

A series is one counter's count of one thing in one country, so its level takes in the country's population, which the
logarithm per million people would only shift by a constant.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from analysis.engine.draws import Array

FOLLOWED = (
    "political_prisoners",
    "detentions_protest",
    "detentions_political",
    "organisations_dissolved",
    "journalists_imprisoned",
    "websites_blocked",
    "attacks_journalists",
)
SHORTEST = 3  # a series with fewer figures tells its own level only
TAIL = 4  # degrees of freedom of the error of a figure


@dataclass(frozen=True)
class Counts:
    """Figures of series with at least three: `value` = log(1 + count per year, or stock)."""

    series: list[str]
    series_kind: Array
    country: Array
    month: Array
    of_series: Array
    value: Array


def collect_counts(counts: pl.DataFrame, countries: list[str], first_year: int, n_months: int) -> Counts:
    """Active counts of `countries`; a flow is turned into a yearly rate and stands in the middle of its period."""
    kept = counts.filter(
        (pl.col("status") == "active") & pl.col("country_iso3").is_in(countries) & pl.col("counted").is_in(FOLLOWED)
    )
    end = _day(pl.col("date"), last=True)
    start = pl.coalesce(_day(pl.col("start"), last=False), end)
    is_flow = pl.col("basis") == "flow"
    days = (end - start).dt.total_days() + 1
    kept = kept.with_columns(
        pl.when(is_flow).then(start + (end - start) / 2).otherwise(end).alias("day"),
        pl.when(is_flow).then(pl.col("value") * 365.25 / pl.max_horizontal(days, 30)).otherwise(pl.col("value")).alias("rate"),
        pl.format("{}|{}|{}|{}", "country_iso3", "counter", "counted", "basis").alias("series"),
    ).with_columns(((pl.col("day").dt.year() - first_year) * 12 + pl.col("day").dt.month().cast(pl.Int32) - 1).alias("month"))
    kept = kept.filter(pl.col("month").is_between(0, n_months - 1))
    kept = kept.filter(pl.len().over("series") >= SHORTEST).sort("series", "month", "record_id")
    series = kept["series"].unique().sort().to_list()
    kinds = {name: FOLLOWED.index(name.split("|")[2]) for name in series}
    return Counts(
        series=series,
        series_kind=np.array([kinds[name] for name in series], int),
        country=np.array([countries.index(one) for one in kept["country_iso3"]], int),
        month=kept["month"].to_numpy().astype(int),
        of_series=np.array([series.index(one) for one in kept["series"]], int),
        value=np.log1p(kept["rate"].to_numpy().astype(float)),
    )


def _day(date: pl.Expr, *, last: bool) -> pl.Expr:
    """First or last day of a date of reduced precision."""
    year = date.str.slice(0, 4) + ("-12" if last else "-01")
    month = pl.when(date.str.len_chars() == 4).then(year).otherwise(date.str.slice(0, 7)) + "-01"
    first = month.str.to_date()
    whole = pl.when(date.str.len_chars() == 10).then(date).otherwise(None).str.to_date()
    return pl.coalesce(whole, first.dt.month_end() if last else first)
