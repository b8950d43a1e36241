"""Scores by month, quarter and year, with names."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.records import grade_records, gravest_begun

INTERVALS = ["score", "lower_50", "upper_50", "lower_90", "upper_90"]


def current_scores(release: Release) -> pl.DataFrame:
    """Latest month of the composite for all countries with change over twelve months; region first, by score."""
    monthly = release["index_country_month"].filter(pl.col("index") == "composite")
    latest = monthly.filter(pl.col("month") == monthly["month"].max())
    change = release["index_change"].filter((pl.col("index") == "composite") & (pl.col("months") == 36)).drop("index", "month")
    named = latest.join(change, on="country_iso3").join(
        release["core_country"].select("country_iso3", "name_en", "role"), on="country_iso3"
    )
    return named.rename({"name_en": "country"}).sort("role", "score", descending=True)


def yearly_scores(release: Release, index: str = "composite") -> pl.DataFrame:
    """Yearly scores of one index with country names."""
    years = release["index_country_year"].filter(pl.col("index") == index)
    return years.with_columns(pl.col("country_iso3").replace_strict(release.names).alias("country")).sort("country", "year")


def yearly_moves(release: Release) -> pl.DataFrame:
    """Yearly composite with column `began`: the gravest record of any kind that began in the year."""
    begun = gravest_begun(grade_records(release), "1y", "country_iso3")
    titles = begun.select("country_iso3", pl.col("period").dt.year().alias("year"), "began")
    return yearly_scores(release).join(titles, on=["country_iso3", "year"], how="left", maintain_order="left")


def monthly_scores(release: Release, country: str, indices: list[str]) -> pl.DataFrame:
    """Monthly scores of one country."""
    mine = (pl.col("country_iso3") == country) & pl.col("index").is_in(indices)
    return release["index_country_month"].filter(mine).with_columns(pl.col(INTERVALS).round(1))


def pillar_steps(release: Release, country: str) -> pl.DataFrame:
    """Scores of the three pillars at the end of each quarter: index, month, intervals, began (gravest record begun), href."""
    scores = monthly_scores(release, country, ["law", "funding", "practice"])
    quarters = scores.filter(pl.col("month").dt.month() % 3 == 0).with_columns(pl.col("month").dt.truncate("1q").alias("period"))
    begun = gravest_begun(grade_records(release).filter(pl.col("country_iso3") == country), "1q", "kind")
    both = quarters.join(begun, left_on=["index", "period"], right_on=["kind", "period"], how="left", maintain_order="left")
    return both.select("index", "month", pl.col(INTERVALS).round(1), "began", pl.format("#{}", "record_id").alias("href"))


def pillar_years(release: Release, country: str) -> pl.DataFrame:
    """Yearly pillar scores of one country, a column per pillar."""
    years = release["index_country_year"].filter(
        (pl.col("country_iso3") == country) & pl.col("index").is_in(["law", "funding", "practice"])
    )
    return years.pivot("index", index="year", values="score").sort("year")


def moving_records(release: Release, country: str, most: int = 14) -> pl.DataFrame:
    """Records to mark on the trajectory: the gravest acts, measures and incidents, with the month's score.

    Only records dated to the month or day, as a mark needs a place. Columns month, score, record_id, title, kind, href.
    """
    picked = (
        grade_records(release)
        .filter(
            (pl.col("country_iso3") == country)
            & (pl.col("start_earliest").dt.truncate("1mo") == pl.col("start_latest").dt.truncate("1mo"))
        )
        .with_columns(pl.col("start_earliest").dt.truncate("1mo").alias("month"))
    )
    gravest = [-pl.col("gravity"), pl.col("record_id")]
    kinds = [picked.filter(pl.col("kind") == kind).sort(gravest).head(most // 2) for kind in ("law", "practice", "funding")]
    top = pl.concat(kinds).sort(gravest).head(most)
    scores = monthly_scores(release, country, ["composite"]).select("month", "score")
    return (
        top.join(scores, on="month", how="inner")
        .select(
            "month", "score", "record_id", pl.col("title_en").alias("title"), "kind", pl.format("#{}", "record_id").alias("href")
        )
        .sort("month", "record_id")
    )
