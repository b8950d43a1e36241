"""What can be searched: records with their place on the site, and the box in which the reader searches."""

from __future__ import annotations

import polars as pl

from analysis.load import Release
from analysis.prose import count

PLACES = {
    "core_legislation": ("act", pl.coalesce("adopted", "in_force_from")),
    "core_funding": ("funding measure", pl.col("start")),
    "core_incident": ("incident", pl.col("date")),
    "core_commitment": ("commitment", pl.col("date")),
    "core_response": ("response", pl.col("date")),
    "core_count": ("published count", pl.col("date")),
    "core_fatf_r8": ("Recommendation 8 rating", pl.col("date")),
    "core_organisation": ("organisation", pl.lit(None, pl.String)),
}


def search_records(release: Release) -> pl.DataFrame:
    """Every record that stands on a page, for the search: title, detail, href."""
    parts = []
    for table, (kind, date) in PLACES.items():
        frame = release[table].filter((pl.col("status") != "retracted") & pl.col("country_iso3").is_in(list(release.names)))
        page = pl.lit("organisations.html#") if table == "core_organisation" else pl.format("countries/{}.html#", "country_iso3")
        country = pl.col("country_iso3").replace_strict(release.names, return_dtype=pl.String)
        detail = pl.concat_str(country, pl.lit(kind), date, "record_id", separator=", ", ignore_nulls=True)
        parts.append(
            frame.select(
                "record_id", pl.col("title_en").alias("title"), detail.alias("detail"), (page + pl.col("record_id")).alias("href")
            )
        )
    return pl.concat(parts).sort("record_id").drop("record_id")


def search_box(release: Release) -> str:
    """The search box as HTML; without scripts it says where the same records can be found."""
    n = count(search_records(release).height, "record")
    return (
        f'<div class="cs-search"><noscript><p>The search needs scripts. All {n} are in the tables of the country pages and '
        'in the <a href="data.html">downloads</a>.</p></noscript>'
        '<form role="search" hidden><label for="cs-query">Words</label> '
        '<input id="cs-query" type="search" name="q" autocomplete="off" spellcheck="false"></form>'
        f'<p class="cs-said" aria-live="polite">{n} and all pages can be searched.</p><ol></ol></div>'
    )
