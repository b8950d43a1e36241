"""What can be searched: records with their place on the site."""

from __future__ import annotations

import polars as pl

from analysis.schemas.items import REGIME_ITEMS
from analysis.schemas.outputs import SCORED_TABLES
from analysis.schemas.release import Release
from analysis.schemas.vocabulary import DEFENDERS
from analysis.site.names import DEPTH_NAME, LEVEL_NAME, REPORTER_NAME, RUNG_NAME
from analysis.site.places import record_href
from analysis.views.countries import name_country
from analysis.views.reports import window_name

# Tables searched: what a record is called, its date, and the columns whose words can be sought.
PLACES = {
    "core_legislation": ("act", pl.coalesce("adopted", "in_force_from"), ["instrument", "direction"]),
    "core_funding": ("funding measure", pl.col("start"), ["lever", "direction"]),
    "core_incident": ("incident", pl.col("date"), ["type", "target", "insecurity_kind", "direction"]),
    "core_commitment": ("commitment", pl.col("date"), ["treaty", "step"]),
    "core_response": ("response", pl.col("date"), ["kind", "actor_kind"]),
    "core_count": ("published count", pl.col("date"), ["counted"]),
    "core_fatf_r8": ("Recommendation 8 rating", pl.col("date"), ["rating"]),
    "core_organisation": ("organisation", pl.lit(None, pl.String), ["kind"]),
}


def search_records(release: Release) -> pl.DataFrame:
    """Every record, report and rule that stands on a page, for the search: title, detail, href."""
    counted = release["core_record"].filter(pl.col("is_scored") == 1)["record_id"]
    parts = [_list_reports(release), _list_rules(release)]
    for table, (kind, date, named) in PLACES.items():
        frame = release[table].filter((pl.col("status") != "retracted") & pl.col("country_iso3").is_in(list(release.names)))
        href = pl.format("organisations.html#{}", "record_id") if table == "core_organisation" else record_href()
        words = [pl.col(name).str.replace_all("_", " ") for name in named]
        detail = _join(name_country(release), pl.lit(kind), *words, *_marks(table, release.region(), counted), date, "record_id")
        parts.append(frame.select("record_id", pl.col("title_en").alias("title"), detail, href.alias("href")))
    return pl.concat(parts).sort("record_id").drop("record_id")


def _join(*parts: pl.Expr | str) -> pl.Expr:
    return pl.concat_str(*parts, separator=", ", ignore_nulls=True).alias("detail")


def _list_reports(release: Release) -> pl.DataFrame:
    """Reports that were read, with coded levels: they stand on the country's page."""
    reports = release["core_report"].filter((pl.col("status") == "active") & (pl.col("n_codes") > 0))
    name = pl.col("reporter").replace_strict(REPORTER_NAME, return_dtype=pl.String).alias("name")
    named = reports.with_columns(name, window_name(), name_country(release), pl.col("report_id").alias("record_id"))
    title = pl.format("{} on {} {}", "name", "country", "window").alias("title")
    detail = _join("country", pl.lit("report read"), pl.col("depth").replace_strict(DEPTH_NAME), "window_to", "record_id")
    return named.select("record_id", title, detail, record_href())


def _list_rules(release: Release) -> pl.DataFrame:
    """Known spells of the rules in force."""
    spells = release["core_regime"].filter((pl.col("status") == "active") & (pl.col("level") != "unknown"))
    names = {code: item.name for code, item in REGIME_ITEMS.items()}
    level = pl.col("level").replace_strict({str(n): name for n, name in enumerate(LEVEL_NAME)}, return_dtype=pl.String)
    named = spells.with_columns(pl.col("item").replace_strict(names, return_dtype=pl.String), name_country(release), level)
    title = pl.format("{}: {} in {}", "item", "level", "country").alias("title")
    lasts = pl.when(pl.col("end").is_null()).then(pl.lit("in force now"))
    return named.select("record_id", title, _join("country", pl.lit("rule in force"), lasts, "start", "record_id"), record_href())


def _marks(table: str, region: list[str], counted: pl.Series) -> list[pl.Expr]:
    """Further words: whether a record counts; the rung and year of an incident, and whether against defenders."""
    if table not in SCORED_TABLES:
        return []
    marks: list[pl.Expr] = [pl.when(pl.col("record_id").is_in(counted.implode())).then(pl.lit("in the score"))]
    if table == "core_incident":
        theirs = pl.col("target").is_in(DEFENDERS) & pl.col("country_iso3").is_in(region)
        marks += [pl.col("rung").replace_strict(RUNG_NAME, default=None, return_dtype=pl.String)]
        marks += [pl.col("start_earliest").dt.year().cast(pl.String), pl.when(theirs).then(pl.lit("against defenders"))]
    return marks
