"""Frames that pages show: release tables picked, joined and named for people. Pure."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.schemas.vocabulary import LEVER
from analysis.site.places import SECTION, record_href, search_href
from analysis.site.theme import RUNG_NAME

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
    years = release["index_country_year"].filter((pl.col("country_iso3") == country) & (pl.col("index") != "composite"))
    return years.pivot("index", index="year", values="score").sort("year")


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
    ours = yearly_scores(release).filter(pl.col("country_iso3") == country)
    mine = ours.select(
        "year",
        pl.lit("our composite").alias("source"),
        pl.col("score").alias("share"),
        pl.lit(True).alias("is_ours"),
        pl.lit(f"#{SECTION['composite']}").alias("href"),
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
