"""Briefs and downloads of the site."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import polars as pl
import pyreadstat
import pytest
import typst

from analysis.schemas.release import load_release
from analysis.words.brief import describe_brief
from pipelines.render.briefs import render_brief
from pipelines.render.formats import write_excel

TEMPLATE = Path(__file__).parents[2] / "reports" / "briefs" / "brief.typ"
CODES = [line[:3] for line in (Path(__file__).parents[2] / "data" / "countries.csv").read_text("utf-8").splitlines()[1:]]


@pytest.mark.parametrize("country", CODES)
def test_brief_has_two_pages(country: str, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release = load_release(site.parent / "release")
    assert (site / "briefs" / f"{country}.pdf").read_bytes().startswith(b"%PDF")
    compile_pdf = typst.compile
    monkeypatch.setattr(typst, "compile", lambda *args, **kw: compile_pdf(*args, **(kw | {"format": "svg"})))
    pages = render_brief(release, country, TEMPLATE)
    assert isinstance(pages, list) and len(pages) == 2


def test_brief_is_the_same_twice_and_cites_sources_it_lists(site: Path) -> None:
    release = load_release(site.parent / "release")
    assert render_brief(release, "GEO", TEMPLATE) == (site / "briefs" / "GEO.pdf").read_bytes()
    content = describe_brief(release, "GEO")
    cited = {
        n for part in ("drivers", "recent", "openings", "strongest", "responses") for row in content[part] for n in row["cites"]
    }
    assert cited == set(range(1, len(content["sources"]) + 1))
    urls = set(release["core_source"]["url"])
    assert all(source["url"] in urls for source in content["sources"])


def test_stata_file_has_the_scores_and_country_ids(site: Path) -> None:
    release = load_release(site.parent / "release")
    frame, _ = pyreadstat.read_dta(str(site / "downloads" / "index_country_year.dta"), output_format="polars")
    wanted = release["index_country_year"].join(release["core_country"].select("country_iso3", "cow"), on="country_iso3")
    assert frame["score"].to_list() == wanted["score"].to_list() and frame["cow"].to_list() == wanted["cow"].to_list()


def test_workbook_has_every_record_and_no_formula(site: Path, tmp_path: Path) -> None:
    release = load_release(site.parent / "release")
    book = openpyxl.load_workbook(site / "downloads" / "civicspace.xlsx", read_only=True)
    assert sum(1 for _ in book["incidents"].iter_rows()) == release["core_incident"].height + 1
    release._frames["core_source"] = release["core_source"].with_columns(pl.lit("=1+1").alias("title"))
    write_excel(release, tmp_path / "hostile.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "hostile.xlsx", read_only=True)["sources"]
    cell = next(sheet.iter_rows(min_row=2, min_col=6, max_col=6))[0]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_workbook_tells_its_release_and_not_the_clock(site: Path, tmp_path: Path) -> None:
    release = load_release(site.parent / "release")
    write_excel(release, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == (site / "downloads" / "civicspace.xlsx").read_bytes()
    told = openpyxl.load_workbook(tmp_path / "again.xlsx", read_only=True).properties
    assert release.manifest["version"] in told.description
    as_of = release.manifest["as_of_date"]
    assert [f"{date:%Y-%m-%d}" for date in (told.created, told.modified)] == [as_of, as_of]


def test_zipped_package_holds_what_its_description_names(site: Path) -> None:
    with zipfile.ZipFile(site / "downloads" / "civicspace-datapackage.zip") as archive:
        release = load_release(site.parent / "release")
        for name in archive.namelist():
            assert archive.read(name) == (release.folder / name).read_bytes()
        assert "index_country_month.csv" in archive.namelist() and "datapackage.json" in archive.namelist()
