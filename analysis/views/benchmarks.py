"""Other published indices beside ours."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.site.places import SECTION
from analysis.views.scores import yearly_scores


def benchmark_shares(release: Release, country: str) -> pl.DataFrame:
    """Headline figures of other indices on 0 to 100, beside our yearly composite: year, source, share, is_ours, href."""
    figures = release["core_benchmark"].filter(
        (pl.col("country_iso3") == country)
        & (pl.col("status") == "active")
        & pl.col("component").is_in(["total_score", "combined_rating", "status"])
        & pl.col("scale_low").is_not_null()
        & pl.col("scale_high").is_not_null()
    )
    share = 100 * (pl.col("value") - pl.col("scale_low")) / (pl.col("scale_high") - pl.col("scale_low"))
    cited = release["core_record_source"].join(release["core_source"], on="source_id").sort("record_id", "source_id")
    pages = cited.unique("record_id", keep="first", maintain_order=True).select("record_id", pl.col("url").alias("href"))
    others = figures.join(pages, on="record_id", how="left").select(
        "year",
        pl.col("index_name").str.replace_all("_", " ").alias("source"),
        share.alias("share"),
        pl.lit(False).alias("is_ours"),
        "href",
    )
    ours = yearly_scores(release).filter((pl.col("country_iso3") == country) & (pl.col("is_forecast") == 0))
    mine = ours.select(
        "year",
        pl.lit("our composite").alias("source"),
        pl.col("score").alias("share"),
        pl.lit(True).alias("is_ours"),
        pl.lit(f"#{SECTION['composite']}").alias("href"),
    )
    return pl.concat([mine, others.sort("source", "year")])
