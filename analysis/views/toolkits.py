"""Acts of the first toolkit and levers on funding, from the one list of records."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.schemas.vocabulary import LEVER
from analysis.site.places import record_href, search_href
from analysis.views.countries import name_country
from analysis.views.records import scored_records

FIRST_TOOLKIT = ("foreign_agent", "undesirable_organisation")
BILL = "draft or withdrawn bill"


def toolkit_acts(release: Release) -> pl.DataFrame:
    """Acts and bills of the first toolkit (foreign agents, undesirable organisations) in all countries, dated as known.

    Columns country, country_iso3, date, title, kind (closing, opening, draft or withdrawn bill), record_id, href.
    """
    acts = release["core_record"].filter(
        (pl.col("kind") == "law")
        & pl.col("sort").is_in(FIRST_TOOLKIT)
        & (pl.col("status") != "retracted")
        & (pl.col("authority") == "state")
        & pl.col("country_iso3").is_in(list(release.names))
    )
    kind = pl.when(pl.col("is_scored") == 1).then(pl.col("direction")).otherwise(pl.lit(BILL))
    return acts.select(
        name_country(release),
        "country_iso3",
        pl.col("start_earliest").alias("date"),
        pl.col("title_en").alias("title"),
        kind.alias("kind"),
        "record_id",
        record_href(),
    ).sort("country", "date", "record_id")


def funding_measures(release: Release, direction: str = "closing") -> pl.DataFrame:
    """Scored funding measures of one direction, strongest first: columns of core_record, with `country`."""
    measures = scored_records(release, direction=direction).filter(pl.col("kind") == "funding")
    return measures.with_columns(name_country(release))


def lever_counts(release: Release) -> pl.DataFrame:
    """Closing funding measures by country and lever: country_iso3, country, lever, n_records, href (search for them)."""
    counts = (
        funding_measures(release)
        .group_by("country_iso3", "country", pl.col("sort").alias("lever"))
        .agg(pl.len().alias("n_records"))
    )
    words = {lever: lever.replace("_", " ") for lever in LEVER}
    named = counts.with_columns(pl.col("lever").replace_strict(words))
    behind = search_href(pl.col("country"), "funding measure", pl.col("lever"), "restrictive", "in the score")
    return named.with_columns(behind).sort("lever", "country")
