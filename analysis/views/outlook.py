"""What may come next, and what came after like steps elsewhere and before."""

from __future__ import annotations

import datetime as dt

import polars as pl

from analysis.schemas.release import Release
from analysis.views.countries import name_country
from analysis.views.scores import headline

RECENT_MONTHS = 36
SPANS = (12, 24)
ENDS = ("fall", "rise")


def outlook_of(release: Release, country: str) -> dict | None:
    """The forecast of one country: month, fall_probability, rise_probability. None when there is none."""
    mine = release["index_outlook"].filter(pl.col("country_iso3") == country)
    return None if mine.is_empty() else mine.row(0, named=True)


def backtest(release: Release) -> dict[str, dict[str, float]]:
    """For falls and rises: n forecasts of the fifteen, how many happened, squared error of the forecast and of the base rate."""
    rows = release["index_outlook_backtest"].filter(pl.col("country_iso3").is_in(release.region()))
    if rows.is_empty():
        return {}
    told = {}
    for end in ENDS:
        told[end] = {
            "n": rows.height,
            "happened": int(rows[f"{end}_happened"].sum()),
            "brier": float(rows.select(pl.col(f"{end}_brier").mean()).item()),
            "base": float(rows.select(pl.col(f"{end}_base_brier").mean()).item()),
        }
    return told


def recent_steps(release: Release, country: str) -> pl.DataFrame:
    """Steps that a country took in the three years up to its last evidence or since, and what followed the same step elsewhere.

    Columns kind, step, record_id, month, others (countries where it followed up to twelve months at least), and for 12 and 24
    months: n_<span> (times it can be seen), median_<span>, fell_<span> (times the fall is sure), rose_<span>. Newest first.
    """
    since = headline(release, country)["month"]
    first = dt.date(since.year - RECENT_MONTHS // 12, since.month, 1)
    steps = release["index_followed"]
    here = steps.filter((pl.col("country_iso3") == country) & (pl.col("month") > first))
    elsewhere = steps.filter(~pl.col("record_id").is_in(here["record_id"].implode()))
    followed = []
    for span in SPANS:
        change, low, high = (pl.col(f"change_{span}{end}") for end in ("", "_lower_90", "_upper_90"))
        followed += [
            change.count().alias(f"n_{span}"),
            change.median().alias(f"median_{span}"),
            (high < 0).sum().alias(f"fell_{span}"),
            (low > 0).sum().alias(f"rose_{span}"),
        ]
    others = pl.col("country_iso3").filter(pl.col("change_12").is_not_null()).n_unique().alias("others")
    seen = elsewhere.group_by("step").agg(others, *followed)
    joined = here.select("kind", "step", "record_id", "month").join(seen, on="step", how="left")
    return joined.sort("month", "step", descending=[True, False])


def episodes(release: Release, country: str) -> pl.DataFrame:
    """Falls and rises of five points or more of one country, first to last: kind, start_month, end_month, points."""
    return release["index_episode"].filter(pl.col("country_iso3") == country).sort("start_month")


def region_outlook(release: Release) -> pl.DataFrame:
    """Forecasts of the fifteen with names, most likely to fall first."""
    mine = release["index_outlook"].filter(pl.col("country_iso3").is_in(release.region()))
    return mine.with_columns(name_country(release)).sort(-pl.col("fall_probability"), "country")
