"""Acts of the first toolkit and levers on funding."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.schemas.vocabulary import LEVER
from analysis.site.places import record_href, search_href


def toolkit_acts(release: Release) -> pl.DataFrame:
    """Acts and bills of the first toolkit (foreign agents, undesirable organisations) in all countries, dated as known."""
    acts = release["core_legislation"].filter(
        pl.col("instrument").is_in(["foreign_agent", "undesirable_organisation"])
        & (pl.col("status") != "retracted")
        & (pl.col("authority") == "state")
    )
    kind = pl.when(pl.col("status") == "active").then(pl.col("direction")).otherwise(pl.lit("draft or withdrawn bill"))
    return acts.select(
        pl.col("country_iso3").replace_strict(release.names).alias("country"),
        "country_iso3",
        pl.col("start_earliest").alias("date"),
        pl.col("title_en").alias("title"),
        kind.alias("kind"),
        "record_id",
        record_href(),
    ).sort("country", "date", "record_id")


def lever_counts(release: Release) -> pl.DataFrame:
    """Restrictive funding measures by country and lever: country, lever, n_records, href (search for them)."""
    counted = (pl.col("status") == "active") & (pl.col("authority") == "state") & (pl.col("direction") == "restrictive")
    measures = release["core_funding"].filter(counted)
    counts = measures.group_by("country_iso3", "lever").agg(pl.len().alias("n_records"))
    words = {lever: lever.replace("_", " ") for lever in LEVER}
    named = counts.with_columns(
        pl.col("country_iso3").replace_strict(release.names).alias("country"), pl.col("lever").replace_strict(words)
    )
    behind = search_href(pl.col("country"), "funding measure", pl.col("lever"), "restrictive", "in the score")
    return named.with_columns(behind).sort("lever", "country")
