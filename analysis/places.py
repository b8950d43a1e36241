"""Where things stand on the site: addresses seen from a page at its root."""

from __future__ import annotations

from urllib.parse import urlencode

import altair as alt

# The section of a country's page that shows the records behind a number.
SECTION = {
    "composite": "score-over-time",
    "law": "laws",
    "funding": "levers-on-funding",
    "practice": "incidents",
    "legislation": "laws",
    "incidents": "incidents",
    "commitments": "commitments-and-retreats",
    "fatf_r8": "levers-on-funding",
    "responses": "responses",
    "counts": "counts-published-by-others",
    "benchmarks": "other-indices-beside-ours",
    "coverage": "evidence-and-coverage",
}


def country_address(country_iso3: str, section: str = "") -> str:
    """Address of a country's page, or of a section on it."""
    return f"countries/{country_iso3}.html" + (f"#{section}" if section else "")


def record_address(record_id: str, root: str = "countries/") -> str:
    """Address of a record on its country's page; `root` leads from the page to the folder of countries."""
    return f"{root}{record_id[:3]}.html#{record_id}"


def search_address(*exact: str) -> str:
    """Address of the search for what has all of `exact` among its details."""
    return "search.html#" + urlencode({"q": " ".join(f'"{part}"' for part in exact)})


def open_country(chart: alt.Chart, section: str) -> alt.Chart:
    """The chart with marks that open a section of the country's page; its rows have country_iso3."""
    address = f"'countries/' + datum.country_iso3 + '.html#{section}'"
    return chart.transform_calculate(href=address).encode(href="href:N")
