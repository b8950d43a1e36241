"""Tables of the start page and of the comparison: where countries stand, what is recent, selected years."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.schemas.release import Release
from analysis.site.names import KIND_NAME
from analysis.tables.listing import Listing
from analysis.tables.make import link_country, link_record, link_sources, make_table, open_section
from analysis.views.countries import name_country
from analysis.views.records import recent_records
from analysis.views.scores import band_countries, standings, yearly_scores
from analysis.words.direction import name_direction

YEARS = [1991, 1995, 2000, 2005, 2010, 2015, 2020]


def table_standing(release: Release) -> GT:
    """Composite of every country at its last evidence, in bands: score, interval, direction over three years, as of when."""
    standing = standings(release)
    bands = band_countries(standing).select("country_iso3", "band")
    way = ["change", "fall_probability", "rise_probability"]
    shown = standing.join(bands, on="country_iso3", how="left", maintain_order="left").select(
        link_country(),
        pl.col("band").cast(pl.String),
        open_section("score", "composite"),
        _range("lower_90", "upper_90").alias("90 % interval"),
        pl.struct(way).map_elements(name_direction, return_dtype=pl.String).alias("over three years"),
        pl.col("evidence_to").dt.strftime("%b %Y").alias("evidence to"),
        pl.format("{} ({})", pl.col("now_score").round(0).cast(pl.Int64), _range("now_lower_90", "now_upper_90")).alias(
            "forecast"
        ),
    )
    label = {"forecast": f"forecast for {standing['now_month'][0]:%b %Y}"}
    return make_table(shown, "tbl-countries-now", label, ("country",), ("score",))


def _range(low: str, high: str) -> pl.Expr:
    return pl.format("{} to {}", *(pl.col(name).round(0).cast(pl.Int64) for name in (low, high)))


def table_recent(release: Release, direction: str, most: int) -> Listing | None:
    """The strongest records of one direction of the last twelve months, newest first. None when there are none."""
    recent = recent_records(release, most, direction=direction)
    if recent.is_empty():
        return None
    linked = link_sources(recent, release["core_record_source"], release["core_source"])
    shown = linked.with_columns(name_country(release)).select(
        pl.col("dated").alias("date"),
        link_country(),
        pl.col("title_en").alias("what"),
        pl.col("kind").replace_strict(KIND_NAME).alias("kind"),
        "sources",
        link_record().alias("id"),
    )
    return Listing(shown, f"tbl-recent-{direction}", ("country", "sources", "id"), ("date", "id"), shown=most)


def table_years(release: Release) -> GT:
    """Composite of selected years, a row per country; the last year is a forecast where evidence ends before it."""
    years = yearly_scores(release)
    last = years["year"].max()
    picked = years.filter(pl.col("year").is_in([*YEARS, last]))
    wide = picked.pivot("year", index=["country_iso3", "country"], values="score", sort_columns=True).sort("country")
    numbers = tuple(wide.columns[2:])
    shown = wide.select(link_country(), *(open_section(name, "composite") for name in numbers))
    return make_table(shown, "tbl-years", {}, ("country",), numbers)
