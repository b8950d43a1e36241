"""Incidents against defenders in the wide sense, from the one list of records."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.schemas.vocabulary import DEFENDERS, HOSTILE
from analysis.site.places import search_href
from analysis.views.countries import name_country

FLAGS = list(HOSTILE)


def defender_incidents(release: Release, direction: str = "closing") -> pl.DataFrame:
    """Scored incidents of one direction that touch defenders in the wide sense (organisations, journalists, lawyers …)."""
    counted = release["core_record"].filter((pl.col("is_scored") == 1) & (pl.col("direction") == direction))
    return release["core_incident"].filter(
        pl.col("record_id").is_in(counted["record_id"].implode())
        & pl.col("target").is_in(DEFENDERS)
        & pl.col("country_iso3").is_in(release.region())
    )


def insecurity_years(release: Release) -> pl.DataFrame:
    """Closings that touch defenders by year of beginning and kind of insecurity: year, kind, n_incidents, href."""
    incidents = defender_incidents(release)
    kind = pl.col("insecurity_kind").str.replace_all("_", " ").alias("kind")
    year = pl.col("start_earliest").dt.year().alias("year")
    counts = incidents.group_by(year, kind).agg(pl.len().alias("n_incidents")).filter(pl.col("year") >= 1991)
    behind = search_href("incident", pl.col("kind"), pl.col("year"), "in the score", "against defenders")
    return counts.with_columns(behind).sort("year", "kind")


def hostile_environment(release: Release) -> pl.DataFrame:
    """Share of closings against defenders in which each hostile behaviour is recorded, per cent, by country.

    Columns country_iso3, country, incidents (all), coded (those whose flags are coded), and the flags.
    """
    incidents = defender_incidents(release)
    shares = [(100 * pl.col(flag).mean()).round(0).cast(pl.Int64).alias(flag) for flag in FLAGS]
    coded = pl.any_horizontal(pl.col(FLAGS).is_not_null()).sum().cast(pl.Int64).alias("coded")
    grouped = incidents.group_by("country_iso3").agg(pl.len().cast(pl.Int64).alias("incidents"), coded, *shares)
    return grouped.with_columns(name_country(release)).sort("country")
