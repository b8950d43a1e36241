"""What can be searched: records with their place on the site."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.schemas.vocabulary import DEFENDERS
from analysis.site.names import RUNG_NAME
from analysis.site.places import record_href

# Tables searched: what a record is called, its date, and the columns whose words can be sought.
PLACES = {
    "core_legislation": ("act", pl.coalesce("adopted", "in_force_from"), ["instrument", "direction"]),
    "core_funding": ("funding measure", pl.col("start"), ["lever", "direction"]),
    "core_incident": ("incident", pl.col("date"), ["type", "target", "insecurity_kind"]),
    "core_commitment": ("commitment", pl.col("date"), ["treaty", "step"]),
    "core_response": ("response", pl.col("date"), ["kind", "actor_kind"]),
    "core_count": ("published count", pl.col("date"), ["counted"]),
    "core_fatf_r8": ("Recommendation 8 rating", pl.col("date"), ["rating"]),
    "core_organisation": ("organisation", pl.lit(None, pl.String), ["kind"]),
}


def search_records(release: Release) -> pl.DataFrame:
    """Every record that stands on a page, for the search: title, detail, href."""
    parts = []
    for table, (kind, date, named) in PLACES.items():
        frame = release[table].filter((pl.col("status") != "retracted") & pl.col("country_iso3").is_in(list(release.names)))
        href = pl.format("organisations.html#{}", "record_id") if table == "core_organisation" else record_href()
        country = pl.col("country_iso3").replace_strict(release.names, return_dtype=pl.String)
        words = [pl.col(name).str.replace_all("_", " ") for name in named]
        detail = pl.concat_str(
            country, pl.lit(kind), *words, *_marks(table, release.region()), date, "record_id", separator=", ", ignore_nulls=True
        )
        parts.append(frame.select("record_id", pl.col("title_en").alias("title"), detail.alias("detail"), href.alias("href")))
    return pl.concat(parts).sort("record_id").drop("record_id")


def _marks(table: str, region: list[str]) -> list[pl.Expr]:
    """Further words: whether a record counts in the score; the rung and year of an incident, and whether against defenders."""
    if table not in ("core_legislation", "core_funding", "core_incident"):
        return []
    scored = (pl.col("status") == "active") & (pl.col("authority") == "state")
    marks: list[pl.Expr] = [pl.when(scored).then(pl.lit("in the score"))]
    if table == "core_incident":
        theirs = pl.col("target").is_in(DEFENDERS) & pl.col("country_iso3").is_in(region)
        marks += [pl.col("rung").replace_strict(RUNG_NAME, default=None, return_dtype=pl.String)]
        marks += [pl.col("start_earliest").dt.year().cast(pl.String), pl.when(theirs).then(pl.lit("against defenders"))]
    return marks
