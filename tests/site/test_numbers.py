"""Every number that opens the search finds exactly the records it counts."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import polars as pl
import pytest

from analysis.schemas.release import Release, load_release
from analysis.site.places import SECTION
from analysis.views.defenders import insecurity_years
from analysis.views.search import search_records
from analysis.views.toolkits import lever_counts


def find(index: list[list[str]], address: str) -> int:
    """Number of entries that the page's script lists for an address whose query is all in quotes."""
    query = parse_qs(urlsplit(address).fragment)["q"][0]
    exact = [part.lower() for part in re.findall(r'"([^"]+)"', query)]
    assert exact and not re.sub(r'"[^"]+"', "", query).strip()
    return sum(all(part in detail.lower().split(", ") for part in exact) for _, detail, _ in index)


@pytest.fixture(scope="module")
def release(site: Path) -> Release:
    return load_release(site.parent / "release")


@pytest.fixture(scope="module")
def index(site: Path) -> list[list[str]]:
    text = (site / "assets" / "search-index.js").read_text(encoding="utf-8")
    return json.loads(text.removeprefix("window.csSearchIndex=").removesuffix(";\n"))


def test_marks_of_charts_find_what_they_count(release: Release, index: list[list[str]]) -> None:
    for marks, count in ((lever_counts(release), "n_records"), (insecurity_years(release), "n_incidents")):
        assert marks.height > 20
        assert [find(index, address) for address in marks["href"]] == marks[count].to_list()


@pytest.mark.parametrize("page", ["responses", "quality"])
def test_cells_of_tables_find_what_they_count(page: str, site: Path, index: list[list[str]]) -> None:
    text = (site / f"{page}.html").read_text(encoding="utf-8")
    cells = re.findall(r'<a href="(search\.html#q=[^"]+)">([\d.]+)</a>', text)
    counted = [(find(index, unescape(address)), int(number)) for address, number in cells[:: 2 if page == "responses" else 1]]
    assert len(counted) > 10 and all(found == number for found, number in counted)


def test_details_hold_no_comma_of_their_own(release: Release) -> None:
    assert search_records(release).filter(pl.col("detail").str.contains(",[^ ]")).is_empty()


def test_every_section_that_marks_and_cells_open_is_on_every_country_page(site: Path) -> None:
    for page in (site / "countries").glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert [place for place in SECTION.values() if f'id="{place}"' not in text] == []
