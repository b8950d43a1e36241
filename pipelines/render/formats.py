"""Downloads in the formats people ask for: Excel, Stata, one zipped data package, citation files. Equal input, equal bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import polars as pl
import pyreadstat

from analysis.schemas.outputs import OUTPUT_TABLES
from analysis.schemas.registry import describe_table
from analysis.schemas.release import Release
from analysis.tables.downloads import SHEETS
from pipelines.building.excel import open_workbook

STAMP = (1980, 1, 1, 0, 0, 0)
STATA_TABLES = ("index_country_month", "index_country_year")
TITLE = "Civic space in fifteen post-Soviet states"
COUNTRY_IDS = ["country_iso3", "cow", "gleditsch_ward", "vdem"]


def add_to_zip(archive: zipfile.ZipFile, name: str, content: str | bytes) -> None:
    """Add a file under a fixed time stamp."""
    entry = zipfile.ZipInfo(name, STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def write_package(release: Release, path: Path) -> None:
    """One zip of the data package: datapackage.json, manifest.json and every table as CSV."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("datapackage.json", "manifest.json", *(f"{table}.csv" for table in OUTPUT_TABLES)):
            add_to_zip(archive, name, (release.folder / name).read_bytes())


def write_stata(release: Release, folder: Path) -> None:
    """The index tables as Stata files with COW, Gleditsch-Ward and V-Dem ids; as-of date in place of the clock."""
    as_of = dt.date.fromisoformat(release.manifest["as_of_date"])
    stamp = f"{as_of:%d %b %Y} 00:00".encode()
    for table in STATA_TABLES:
        labels = {column.name: column.meaning[:80] for column in describe_table(OUTPUT_TABLES[table])}
        frame = _with_ids(release, table)
        path = folder / f"{table}.dta"
        names: list[str | None] = [labels.get(name, f"Country id: {name}") for name in frame.columns]
        label = f"civicspace {release.manifest['version']}"
        pyreadstat.write_dta(frame, str(path), file_label=label, column_labels=names, version=14)
        written = re.sub(rb"(<timestamp>\x11).{17}(</timestamp>)", rb"\g<1>" + stamp + rb"\g<2>", path.read_bytes(), count=1)
        path.write_bytes(written)


def _with_ids(release: Release, table: str) -> pl.DataFrame:
    return release[table].join(release["core_country"].select(COUNTRY_IDS), on="country_iso3")


def write_excel(release: Release, path: Path) -> None:
    """One workbook: the yearly index with country ids, and a sheet per table of evidence and of records.

    Text is never read as a formula.
    """
    raw = io.BytesIO()
    manifest = release.manifest
    about = f"Release {manifest['version']}, records to {manifest['as_of_date']}. Licence: CC BY 4.0."
    book = open_workbook(raw, TITLE, about, dt.date.fromisoformat(manifest["as_of_date"]))
    sheets = {"index_country_year": _with_ids(release, "index_country_year")} | {
        name: release[table] for name, table in SHEETS.items()
    }
    for name, frame in (sheets | {"sources": release["core_source"]}).items():
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        for number, row in enumerate([frame.columns, *frame.iter_rows()]):
            sheet.write_row(number, 0, row)
    book.close()
    path.write_bytes(raw.getvalue())


def write_citations(release: Release, folder: Path) -> None:
    """BibTeX and RIS files of the release."""
    version, year = release.manifest["version"], release.manifest["as_of_date"][:4]
    bib = f"@misc{{civicspace{year},\n  author = {{{{civicspace contributors}}}},\n  title = {{{TITLE}}},\n  year = {{{year}}},\n"
    (folder / "civicspace.bib").write_text(bib + f"  version = {{{version}}}\n}}\n", encoding="utf-8")
    ris = ["TY  - DATA", "AU  - civicspace contributors", f"TI  - {TITLE}", f"PY  - {year}", f"ET  - {version}", "ER  - "]
    (folder / "civicspace.ris").write_text("\r\n".join(ris) + "\r\n", encoding="utf-8")


def write_formats(release: Release, folder: Path) -> None:
    """Write all of them into `folder`."""
    write_package(release, folder / "civicspace-datapackage.zip")
    write_stata(release, folder)
    write_excel(release, folder / "civicspace.xlsx")
    write_citations(release, folder)
