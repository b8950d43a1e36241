"""The escalation ladder: rungs in use, and which came first."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.site.names import RUNG_NAME
from analysis.site.places import record_href, search_href
from analysis.views.countries import name_country


def ladder_years(release: Release, country: str) -> pl.DataFrame:
    """Most records in effect on each rung in each year: year, rung_name, n_records (only where any), href (search)."""
    ladder = release["ladder_country_month"].filter(pl.col("country_iso3") == country)
    counts = ladder.unpivot([f"n_rung_{k}" for k in RUNG_NAME], index="month", variable_name="rung", value_name="n_records")
    years = counts.group_by(pl.col("month").dt.year().alias("year"), "rung").agg(pl.col("n_records").max())
    names = {f"n_rung_{k}": name for k, name in RUNG_NAME.items()}
    named = years.with_columns(pl.col("rung").replace_strict(names).alias("rung_name"))
    behind = pl.lit("../") + search_href(release.names[country], "incident", pl.col("rung_name"))
    used = named.filter(pl.col("n_records") > 0).with_columns(behind.alias("href"))
    return used.select("year", "rung_name", "n_records", "href").sort("rung_name", "year")


def first_rungs(release: Release) -> pl.DataFrame:
    """First recorded use of each rung: country, rung, rung_name, year, record_id, title, href."""
    titles = release["core_incident"].select("record_id", pl.col("title_en").alias("title"))
    steps = release["ladder_step"].filter(pl.col("country_iso3").is_in(release.region())).join(titles, on="record_id")
    return steps.select(
        name_country(release),
        "country_iso3",
        "rung",
        pl.col("rung").replace_strict(RUNG_NAME, return_dtype=pl.String).alias("rung_name"),
        pl.col("first_date").dt.year().alias("year"),
        "record_id",
        "title",
        record_href(),
    ).sort("country", "rung")


def order_of_rungs(release: Release) -> pl.DataFrame:
    """For each pair of rungs: in how many countries the lower came first, the higher came first, or both in one year."""
    steps = first_rungs(release).select("country", "rung", "year")
    pairs = steps.join(steps, on="country", suffix="_high").filter(pl.col("rung") < pl.col("rung_high"))
    return (
        pairs.group_by("rung", "rung_high")
        .agg(
            (pl.col("year") < pl.col("year_high")).sum().alias("lower_first"),
            (pl.col("year") > pl.col("year_high")).sum().alias("higher_first"),
            (pl.col("year") == pl.col("year_high")).sum().alias("same_year"),
        )
        .with_columns(
            pl.col("rung").replace_strict(RUNG_NAME, return_dtype=pl.String).alias("lower_rung"),
            pl.col("rung_high").replace_strict(RUNG_NAME, return_dtype=pl.String).alias("higher_rung"),
        )
        .sort("rung", "rung_high")
        .select("lower_rung", "higher_rung", "lower_first", "higher_first", "same_year")
    )
