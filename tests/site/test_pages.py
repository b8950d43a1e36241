"""The site as files: links resolve, nothing third-party, sizes, escaping, numbering."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import polars as pl

from analysis.schemas.release import load_release

SOURCES = [path for path in (Path(__file__).parents[2] / "reports").glob("*.qmd") if not path.name.startswith("_")]


class Links(HTMLParser):
    """Collects ids, links to follow, and addresses that a page loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a" and "href" in values:
            self.hrefs.append(values["href"])
        if tag == "link" or "src" in values:
            self.loaded.append(values.get("href") or values.get("src", ""))


def read_links(path: Path) -> Links:
    links = Links()
    links.feed(path.read_text(encoding="utf-8"))
    return links


def test_every_internal_link_and_anchor_resolves(site: Path) -> None:
    pages = {path: read_links(path) for path in site.rglob("*.html")}
    assert len(pages) == len(SOURCES) + load_release(site.parent / "release")["core_country"].height
    broken = []
    for path, links in pages.items():
        for href in links.hrefs:
            parts = urlsplit(href)
            if parts.scheme:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if parts.path.endswith("search.html") and parts.fragment.startswith("q="):
                continue  # a question, answered in test_numbers.py
            if not target.exists() or (parts.fragment and target in pages and parts.fragment not in pages[target].ids):
                broken.append(f"{path.name}: {href}")
    assert broken == []


def test_pages_load_nothing_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        loaded = read_links(path).loaded
        assert [address for address in loaded if "//" in address] == [], path.name
    styles = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert "url(" not in styles and "@import" not in styles


def test_ids_are_unique_on_each_page(site: Path) -> None:
    for path in site.rglob("*.html"):
        ids = read_links(path).ids
        assert sorted({one for one in ids if ids.count(one) > 1}) == [], path.name


def test_pages_stay_under_one_and_a_half_megabytes(site: Path) -> None:
    assert {p.name: p.stat().st_size for p in site.rglob("*.html") if p.stat().st_size > 1_500_000} == {}


def test_every_score_on_the_start_page_is_that_of_the_release(site: Path) -> None:
    """The composite in the month up to which its change is published: the last with evidence of practice."""
    release = load_release(site.parent / "release")
    monthly = release["index_country_month"].filter(pl.col("index") == "composite")
    ends = release["index_change"].filter((pl.col("index") == "composite") & (pl.col("months") == 36))
    latest = monthly.join(ends.select("country_iso3", "month"), on=["country_iso3", "month"])
    assert latest.height == release["core_country"].height
    text = (site / "index.html").read_text(encoding="utf-8")
    table = text[text.index('id="tbl-now"') :]
    for row in latest.iter_rows(named=True):
        cell = re.search(rf'countries/{row["country_iso3"]}\.html#score-over-time">([\d.]+)</a>', table, re.S)
        assert cell and float(cell.group(1)) == round(row["score"], 1), row["country_iso3"]


def test_every_report_level_and_rule_of_a_country_is_on_its_page(site: Path) -> None:
    release = load_release(site.parent / "release")
    links = read_links(site / "countries" / "MDA.html")
    mine = (pl.col("country_iso3") == "MDA") & (pl.col("status") == "active")
    reports = release["core_report"].filter(mine & (pl.col("n_codes") > 0))["report_id"].to_list()
    rules = release["core_regime"].filter(mine)["record_id"].to_list()
    assert len(reports) > 20 and len(rules) > 20 and {*reports, *rules} <= set(links.ids)
    text = html.unescape((site / "countries" / "MDA.html").read_text(encoding="utf-8"))
    notes = release["core_assessment"].filter(mine)["note"].to_list()
    assert [note for note in notes if note not in text] == []


def test_every_record_of_a_country_is_on_its_page_with_its_sources(site: Path) -> None:
    release = load_release(site.parent / "release")
    sources = dict(release["core_source"].select("source_id", "url").iter_rows())
    links = read_links(site / "countries" / "MDA.html")
    for table in ("core_legislation", "core_funding", "core_incident", "core_commitment", "core_response"):
        for row in release[table].filter(pl.col("country_iso3") == "MDA").iter_rows(named=True):
            if row["status"] != "retracted":
                assert row["record_id"] in links.ids
                assert all(sources[one] in links.hrefs for one in row["source_ids"].split(";")), row["record_id"]


def test_figures_and_tables_are_numbered_and_described(site: Path) -> None:
    text = (site / "countries" / "RUS.html").read_text(encoding="utf-8")
    assert re.findall(r"<figcaption>\s*Figure\s(\d):", text) == ["1", "2", "3", "4", "5"]
    assert text.count('class="cs-chart"') == text.count('role="img"') == text.count('class="cs-source"')


def test_metadata_of_the_dataset_is_in_every_head(site: Path) -> None:
    for path in site.rglob("*.html"):
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', path.read_text(encoding="utf-8"), re.S)
        assert found and json.loads(found.group(1))["@type"] == "Dataset"


def test_downloads_hold_the_release(site: Path) -> None:
    release = load_release(site.parent / "release")
    for name in release.manifest["files"]:
        if name != "civicspace.duckdb":
            assert (site / "downloads" / name).read_bytes() == (release.folder / name).read_bytes()
