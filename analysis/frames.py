"""Frames that pages show: release tables picked, joined and named for people. Pure."""

from __future__ import annotations

import polars as pl

from analysis.load import Release
from analysis.schemas.vocabulary import LEVER
from analysis.theme import RUNG_NAME

INTERVALS = ["score", "lower_50", "upper_50", "lower_90", "upper_90"]


def current_scores(release: Release) -> pl.DataFrame:
    """Latest month of the composite for all countries with change over twelve months; region first, by score."""
    monthly = release["index_country_month"].filter(pl.col("index") == "composite")
    latest = monthly.filter(pl.col("month") == monthly["month"].max())
    change = release["index_change"].filter(pl.col("index") == "composite").drop("index")
    named = latest.join(change, on="country_iso3").join(
        release["core_country"].select("country_iso3", "name_en", "role"), on="country_iso3"
    )
    return named.rename({"name_en": "country"}).sort("role", "score", descending=True)


def yearly_scores(release: Release, index: str = "composite") -> pl.DataFrame:
    """Yearly scores of one index with country names."""
    years = release["index_country_year"].filter(pl.col("index") == index)
    return years.with_columns(pl.col("country_iso3").replace_strict(release.names).alias("country")).sort("country", "year")


def monthly_scores(release: Release, country: str, indices: list[str]) -> pl.DataFrame:
    """Monthly scores of one country."""
    mine = (pl.col("country_iso3") == country) & pl.col("index").is_in(indices)
    return release["index_country_month"].filter(mine).with_columns(pl.col(INTERVALS).round(1))


def pillar_steps(release: Release, country: str) -> pl.DataFrame:
    """Scores of the three pillars at the end of each quarter: index, month and interval columns."""
    scores = monthly_scores(release, country, ["law", "funding", "practice"])
    return scores.filter(pl.col("month").dt.month() % 3 == 0).select("index", "month", pl.col(INTERVALS).round(1))


def pillar_years(release: Release, country: str) -> pl.DataFrame:
    """Yearly pillar scores of one country, a column per pillar."""
    years = release["index_country_year"].filter((pl.col("country_iso3") == country) & (pl.col("index") != "composite"))
    return years.pivot("index", index="year", values="score").sort("year")


def moving_records(release: Release, country: str, most: int = 14) -> pl.DataFrame:
    """Records to mark on the trajectory: the gravest acts, measures and incidents, with the month's score.

    Only records dated to the month or day, as a mark needs a place. Columns month, score, record_id, title, kind, href.
    """
    gravity = pl.max_horizontal("stigma", "administrative_burden", "criminalisation") * 10 + pl.col("scope")
    law = release["core_legislation"].with_columns(gravity.alias("gravity"), pl.lit("law").alias("kind"))
    funding = release["core_funding"].with_columns(
        (pl.col("severity") * 10 + pl.col("scope")).alias("gravity"), pl.lit("funding").alias("kind")
    )
    practice = release["core_incident"].with_columns((pl.col("severity") * 8).alias("gravity"), pl.lit("practice").alias("kind"))
    shared = ["record_id", "country_iso3", "status", "title_en", "kind", "gravity", "start_earliest", "start_latest"]
    records = pl.concat([frame.select(shared) for frame in (law, funding, practice)])
    picked = records.filter(
        (pl.col("country_iso3") == country)
        & (pl.col("status") == "active")
        & (pl.col("start_earliest").dt.truncate("1mo") == pl.col("start_latest").dt.truncate("1mo"))
    ).with_columns(pl.col("start_earliest").dt.truncate("1mo").alias("month"))
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


def ladder_years(release: Release, country: str) -> pl.DataFrame:
    """Most records in effect on each rung in each year: year, rung_name, n_records (only where any)."""
    ladder = release["ladder_country_month"].filter(pl.col("country_iso3") == country)
    counts = ladder.unpivot([f"n_rung_{k}" for k in RUNG_NAME], index="month", variable_name="rung", value_name="n_records")
    years = counts.group_by(pl.col("month").dt.year().alias("year"), "rung").agg(pl.col("n_records").max())
    names = {f"n_rung_{k}": name for k, name in RUNG_NAME.items()}
    named = years.with_columns(pl.col("rung").replace_strict(names).alias("rung_name"))
    return named.filter(pl.col("n_records") > 0).select("year", "rung_name", "n_records").sort("rung_name", "year")


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
        pl.format("countries/{}.html#{}", "country_iso3", "record_id").alias("href"),
    ).sort("country", "date", "record_id")


def lever_counts(release: Release) -> pl.DataFrame:
    """Restrictive funding measures by country and lever."""
    counted = (pl.col("status") == "active") & (pl.col("authority") == "state") & (pl.col("direction") == "restrictive")
    measures = release["core_funding"].filter(counted)
    counts = measures.group_by("country_iso3", "lever").agg(pl.len().alias("n_records"))
    words = {lever: lever.replace("_", " ") for lever in LEVER}
    return counts.with_columns(
        pl.col("country_iso3").replace_strict(release.names).alias("country"), pl.col("lever").replace_strict(words)
    ).sort("lever", "country")


def benchmark_shares(release: Release, country: str) -> pl.DataFrame:
    """Headline figures of other indices on 0 to 100, beside our yearly composite: year, source, share, is_ours."""
    figures = release["core_benchmark"].filter(
        (pl.col("country_iso3") == country)
        & (pl.col("status") == "active")
        & pl.col("component").is_in(["total_score", "combined_rating", "status"])
        & pl.col("scale_low").is_not_null()
        & pl.col("scale_high").is_not_null()
    )
    share = 100 * (pl.col("value") - pl.col("scale_low")) / (pl.col("scale_high") - pl.col("scale_low"))
    others = figures.select(
        "year",
        pl.col("index_name").str.replace_all("_", " ").alias("source"),
        share.alias("share"),
        pl.lit(False).alias("is_ours"),
    )
    ours = yearly_scores(release).filter(pl.col("country_iso3") == country)
    mine = ours.select(
        "year", pl.lit("our composite").alias("source"), pl.col("score").alias("share"), pl.lit(True).alias("is_ours")
    )
    return pl.concat([mine, others.sort("source", "year")])


def coverage_depth(release: Release) -> pl.DataFrame:
    """Mean depth of search by country, five-year period and dataset."""
    coverage = release["core_coverage"].filter(pl.col("dataset").is_in(["legislation", "funding", "incidents"]))
    return (
        coverage.group_by("country_iso3", "dataset", pl.format("{}–{}", "period_from", "period_to").alias("period"))
        .agg(pl.col("depth").mean().round(3))
        .with_columns(pl.col("country_iso3").replace_strict(release.names).alias("country"))
        .sort("dataset", "country", "period")
    )
