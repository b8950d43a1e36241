"""Records of all pillars in one frame, from the one list of them, and the strongest and the latest of them."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release


def scored_records(release: Release, country: str | None = None, direction: str | None = None) -> pl.DataFrame:
    """Active records by the country's own authorities, strongest first, of equals the newest: the columns of core_record.

    `direction`: closing, opening, or None for both.
    """
    records = release["core_record"].filter(pl.col("is_scored") == 1)
    if country is not None:
        records = records.filter(pl.col("country_iso3") == country)
    if direction is not None:
        records = records.filter(pl.col("direction") == direction)
    return records.sort(-pl.col("strength"), "start_earliest", "record_id", descending=[False, True, False])


def strongest_begun(records: pl.DataFrame, every: str, by: str) -> pl.DataFrame:
    """The strongest record that began in each period `every` (1q, 1y) by column `by`: by, period, record_id, began (title)."""
    ordered = records.with_columns(pl.col("start_earliest").dt.truncate(every).alias("period"))
    first = ordered.sort(-pl.col("strength"), "record_id").unique([by, "period"], keep="first", maintain_order=True)
    return first.select(by, "period", "record_id", pl.col("title_en").alias("began"))


def recent_records(
    release: Release, most: int, months: int = 12, country: str | None = None, direction: str = "closing"
) -> pl.DataFrame:
    """The strongest records of one direction that began in the last months before the as-of date, newest first."""
    as_of = pl.lit(release.manifest["as_of_date"]).str.to_date()
    recent = scored_records(release, country, direction).filter(pl.col("start_earliest") > as_of.dt.offset_by(f"-{months}mo"))
    return recent.head(most).sort("start_earliest", "record_id", descending=[True, False])


def shown_records(release: Release, country: str) -> dict[str, str]:
    """Title by id of the records that stand on the country's page with an anchor: acts, measures and incidents."""
    mine = release["core_record"].filter((pl.col("country_iso3") == country) & (pl.col("status") != "retracted"))
    return dict(mine.select("record_id", "title_en").iter_rows())
