"""Where things stand on the site: addresses seen from a page at its root."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

import altair as alt
import polars as pl

# The section of a country's page that shows the records behind a number.
SECTION = {
    "composite": "score-over-time",
    "why": "why",
    "law": "rules-in-force",
    "funding": "levers-on-funding",
    "practice": "reports-read",
    "rules": "rules-in-force",
    "reports": "reports-read",
    "legislation": "laws",
    "incidents": "incidents",
    "commitments": "commitments-and-retreats",
    "fatf_r8": "levers-on-funding",
    "responses": "responses",
    "counts": "counts-published-by-others",
    "benchmarks": "other-indices-beside-ours",
    "coverage": "evidence-and-coverage",
}


def country_address(country_iso3: str, of: str = "") -> str:
    """Address of a country's page, or of the section on it that shows the records behind `of`, a key of SECTION."""
    return f"countries/{country_iso3}.html" + (f"#{SECTION[of]}" if of else "")


def record_address(record_id: str, root: str = "countries/") -> str:
    """Address of a record on its country's page; `root` leads from the page to the folder of countries."""
    return f"{root}{record_id[:3]}.html#{record_id}"


def country_href(of: str = "") -> pl.Expr:
    """Address by country_iso3; `of` as in country_address."""
    return pl.col("country_iso3").map_elements(partial(country_address, of=of), return_dtype=pl.String).alias("href")


def record_href() -> pl.Expr:
    """Address by record_id."""
    return pl.col("record_id").map_elements(record_address, return_dtype=pl.String).alias("href")


def search_href(*exact: pl.Expr | str) -> pl.Expr:
    """Address of the search for what has all of `exact` among its details: columns, or words that are the same in all rows."""

    def make(row: dict[str, str]) -> str:
        return "search.html#" + urlencode({"q": " ".join(f'"{part}"' for part in row.values())})

    parts = [pl.lit(part) if isinstance(part, str) else part for part in exact]
    named = pl.struct(part.cast(pl.String).alias(str(place)) for place, part in enumerate(parts))
    return named.map_elements(make, return_dtype=pl.String).alias("href")


def open_country(chart: alt.Chart, of: str) -> alt.Chart:
    """The chart with marks that open a section of the country's page; its rows have country_iso3, `of` as in country_address."""
    address = "'" + country_address("' + datum.country_iso3 + '", of) + "'"
    return chart.transform_calculate(href=address).encode(href="href:N")
