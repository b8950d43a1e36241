"""Records of all pillars in one frame, and the gravest and the latest of them."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release


def grade_records(release: Release) -> pl.DataFrame:
    """Active acts, funding measures and incidents in one frame, with a gravity from 0 to 1 by their coded levels.

    Columns record_id, country_iso3, title_en, authority, direction, start_earliest, start_latest, dated (as recorded), kind
    (law, funding, practice), gravity. Incidents are restrictive.
    """
    level = pl.max_horizontal("stigma", "administrative_burden", "criminalisation")
    parts = [
        ("core_legislation", "law", level * pl.col("scope") / 9, pl.coalesce("in_force_from", "adopted"), pl.col("direction")),
        ("core_funding", "funding", pl.col("severity") * pl.col("scope") / 9, pl.col("start"), pl.col("direction")),
        ("core_incident", "practice", pl.col("severity") / 4, pl.col("date"), pl.lit("restrictive")),
    ]
    return pl.concat(
        release[table]
        .filter(pl.col("status") == "active")
        .select(
            "record_id",
            "country_iso3",
            "title_en",
            "authority",
            direction.alias("direction"),
            "start_earliest",
            "start_latest",
            dated.alias("dated"),
            pl.lit(kind).alias("kind"),
            gravity.alias("gravity"),
        )
        for table, kind, gravity, dated, direction in parts
    )


def gravest_begun(records: pl.DataFrame, every: str, by: str) -> pl.DataFrame:
    """The gravest record that began in each period `every` (1q, 1y) by column `by`: by, period, record_id, began (title)."""
    period = pl.col("start_earliest").dt.truncate(every).alias("period")
    ordered = records.with_columns(period).sort(-pl.col("gravity"), "record_id")
    first = ordered.unique([by, "period"], keep="first", maintain_order=True)
    return first.select(by, "period", "record_id", pl.col("title_en").alias("began"))


def recent_records(release: Release, most: int, months: int = 12, country: str | None = None) -> pl.DataFrame:
    """The gravest restrictive records by own authorities that began in the last months, newest first, as grade_records."""
    as_of = pl.lit(release.manifest["as_of_date"]).str.to_date()
    countries = [country] if country else list(release.names)
    recent = grade_records(release).filter(
        (pl.col("authority") == "state")
        & (pl.col("direction") == "restrictive")
        & (pl.col("start_earliest") > as_of.dt.offset_by(f"-{months}mo"))
        & pl.col("country_iso3").is_in(countries)
    )
    top = recent.sort(-pl.col("gravity"), "record_id").head(most)
    return top.sort("start_earliest", "record_id", descending=[True, False])
