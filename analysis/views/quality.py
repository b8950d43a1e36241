"""What was read and what is known: reports, codes, spells of rules."""

from __future__ import annotations

import polars as pl

from analysis.schemas.items import ITEMS, PRACTICE_ITEMS, REGIME_ITEMS, RIGHTS
from analysis.schemas.release import Release
from analysis.site.names import INDEX_NAME, REPORTER_NAME
from analysis.views.countries import name_country
from analysis.views.model import reporter_name

TURN = 2000  # rules are told apart before and since
FEW_TEXTS = 2005  # before it mostly first pages could be read
FIRST_DAY = "1991-01-01"


def reports_read(release: Release) -> pl.DataFrame:
    """Reports that were read: country_iso3, country, reporter (name), year (middle of the window), decade, depth, n_codes."""
    days = [pl.col(name).str.to_date() for name in ("window_from", "window_to")]
    year = (days[0] + (days[1] - days[0]) / 2).dt.year().cast(pl.Int64)
    reports = release["core_report"].filter((pl.col("status") == "active") & pl.col("country_iso3").is_in(list(release.names)))
    return reports.select(
        "report_id",
        "country_iso3",
        name_country(release),
        pl.col("reporter").map_elements(reporter_name, return_dtype=pl.String),
        year.alias("year"),
        pl.format("{}s", year // 10 * 10).alias("decade"),
        "depth",
        "n_codes",
    ).sort("country", "year", "report_id")


def reports_by_reporter(release: Release) -> pl.DataFrame:
    """Per reporter: n_reports, n_full, n_extract, n_opening, n_codes, n_countries, first and last year; most first."""
    depths = [(pl.col("depth") == depth).sum().cast(pl.Int64).alias(f"n_{depth}") for depth in ("full", "extract", "opening")]
    counted = (
        reports_read(release)
        .group_by("reporter")
        .agg(
            pl.len().cast(pl.Int64).alias("n_reports"),
            *depths,
            pl.col("n_codes").sum(),
            pl.col("country_iso3").n_unique().cast(pl.Int64).alias("n_countries"),
            pl.col("year").min().alias("first"),
            pl.col("year").max().alias("last"),
        )
    )
    return counted.sort(-pl.col("n_reports"), "reporter")


def reports_by_period(release: Release) -> pl.DataFrame:
    """Per country and five-year period: country_iso3, country, period, n_reports, n_codes, full_share."""
    last_year = int(release.manifest["as_of_date"][:4])
    first = pl.col("year") - (pl.col("year") - 1) % 5
    last = pl.min_horizontal(first + 4, pl.lit(last_year))
    period = pl.when(first == last).then(first.cast(pl.String)).otherwise(pl.format("{}–{}", first, last)).alias("period")
    counted = (
        reports_read(release)
        .group_by("country_iso3", "country", period)
        .agg(
            pl.len().cast(pl.Int64).alias("n_reports"),
            pl.col("n_codes").sum(),
            (pl.col("depth") == "full").mean().alias("full_share"),
        )
    )
    return counted.sort("country", "period")


def reports_by_decade(release: Release) -> pl.DataFrame:
    """Per decade: n_reports, codes a report, shares read in full and by the opening alone."""
    depths = [(pl.col("depth") == depth).mean().alias(f"{depth}_share") for depth in ("full", "opening")]
    counted = (
        reports_read(release)
        .group_by("decade")
        .agg(pl.len().cast(pl.Int64).alias("n_reports"), pl.col("n_codes").mean().alias("codes_each"), *depths)
    )
    return counted.sort("decade")


def codes_by_item(release: Release) -> pl.DataFrame:
    """Per item of practice: right, item (name), n_codes, share of each level, share of each basis; items never coded have 0."""
    codes = release["core_assessment"].filter(pl.col("status") == "active")
    levels = [(pl.col("level") == level).mean().alias(f"level_{level}") for level in range(4)]
    bases = [(pl.col("basis") == basis).mean().alias(basis) for basis in ("detail", "summary", "enumeration")]
    counted = codes.group_by("item").agg(pl.len().cast(pl.Int64).alias("n_codes"), *levels, *bases)
    items = pl.DataFrame({"item": list(PRACTICE_ITEMS)})
    named = items.join(counted, on="item", how="left", maintain_order="left").with_columns(pl.col("n_codes").fill_null(0))
    right = {code: RIGHTS[item.part] for code, item in PRACTICE_ITEMS.items()}
    name = {code: item.name for code, item in PRACTICE_ITEMS.items()}
    told = named.with_columns(pl.col("item").replace_strict(right).alias("right"), pl.col("item").replace_strict(name))
    return told.select("right", "item", pl.exclude("right", "item"))


def spell_days(release: Release) -> pl.DataFrame:
    """Days of every active spell before and since `TURN`: country_iso3, item, known, article, before, since."""
    as_of = pl.lit(release.manifest["as_of_date"]).str.to_date()
    turn, first = pl.date(TURN, 1, 1), pl.lit(FIRST_DAY).str.to_date()
    start, end = pl.max_horizontal("start_earliest", first), pl.min_horizontal(pl.col("end_latest").fill_null(as_of), as_of)
    before = (pl.min_horizontal(end, turn) - start).dt.total_days().clip(0)
    since = (end - pl.max_horizontal(start, turn)).dt.total_days().clip(0)
    spells = release["core_regime"].filter((pl.col("status") == "active") & pl.col("country_iso3").is_in(list(release.names)))
    return spells.select(
        "country_iso3",
        "item",
        (pl.col("level") != "unknown").alias("known"),
        (pl.col("basis") == "article").fill_null(False).alias("article"),
        before.alias("before"),
        since.alias("since"),
    )


def rules_known(release: Release, by: str) -> pl.DataFrame:
    """Per country (`by` country_iso3) or item: n_spells, share of time unknown before and since `TURN`, article_share of what is
    known. Nulls where no spell lies in the stretch.
    """
    days = spell_days(release)
    unknown = [
        (pl.col(span).filter(~pl.col("known")).sum() / pl.col(span).sum()).fill_nan(None).alias(f"unknown_{span}")
        for span in ("before", "since")
    ]
    total = pl.col("before") + pl.col("since")
    article = (total.filter(pl.col("article")).sum() / total.filter(pl.col("known")).sum()).fill_nan(None).alias("article_share")
    counted = days.group_by(by).agg(pl.len().cast(pl.Int64).alias("n_spells"), *unknown, article)
    if by == "country_iso3":
        return counted.with_columns(name_country(release)).sort("country")
    names = {code: item.name for code, item in REGIME_ITEMS.items()}
    pillars = {code: INDEX_NAME[item.part] for code, item in REGIME_ITEMS.items()}
    order = pl.col("item").replace_strict({code: place for place, code in enumerate(ITEMS)})
    return counted.sort(order).select(
        pl.col("item").replace_strict(pillars).alias("pillar"), pl.col("item").replace_strict(names), pl.exclude("item")
    )


def not_found(release: Release) -> pl.DataFrame:
    """Reports and rules looked for and not found, or in part: country_iso3, country, dataset, topic, result, note, years."""
    rows = release["core_coverage"].filter(
        pl.col("dataset").is_in(["reports", "regimes"])
        & pl.col("result").is_in(["none_found", "partly"])
        & pl.col("country_iso3").is_in(list(release.names))
    )
    one = pl.col("period_from") == pl.col("period_to")
    years = pl.when(one).then(pl.col("period_from").cast(pl.String)).otherwise(pl.format("{}–{}", "period_from", "period_to"))
    names = {code: reporter_name(code) for code in REPORTER_NAME} | {code: item.name for code, item in REGIME_ITEMS.items()}
    told = rows.sort("period_from", "period_to").with_columns(
        name_country(release), pl.col("topic").replace(names).str.replace_all("_", " "), years.alias("years")
    )
    keys = ["country_iso3", "country", "dataset", "topic", "result", "note"]
    return (
        told.group_by(keys, maintain_order=True).agg(pl.col("years").str.join(", ")).sort("country", "dataset", "topic", "result")
    )
