"""The downloads of the site: every file of the release, and the rows of each country as one archive."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import polars as pl

from analysis.schemas.outputs import OUTPUT_TABLES
from analysis.schemas.registry import INPUT_TABLES, describe_table
from analysis.schemas.release import Release
from pipelines.building.generate import write_template
from pipelines.records.workbook import write_workbook
from pipelines.render.formats import add_to_zip, write_formats

TEMPLATES = (
    "reports",
    "assessments",
    "regimes",
    "legislation",
    "funding",
    "incidents",
    "sources",
    "organisations",
    "responses",
)
LARGEST = {"civicspace.duckdb"}  # stays in build/release: the site offers the same tables as Parquet and CSV


def write_downloads(release: Release, folder: Path) -> None:
    """Copy the release's files and write `<country>.zip` with the rows of each country as CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(release.folder.iterdir()):
        if path.name not in LARGEST:
            shutil.copyfile(path, folder / path.name)
    write_formats(release, folder)
    write_templates([*release.names, "INT"], folder / "templates")
    for country in release.names:
        write_country(release, country, folder / f"{country}.zip")


def write_templates(countries: list[str], folder: Path) -> None:
    """Write the CSV and Excel templates of the tables that contributors fill in."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in TEMPLATES:
        (folder / f"{table}.csv").write_text(write_template(describe_table(INPUT_TABLES[table])), encoding="utf-8", newline="\n")
        (folder / f"{table}.xlsx").write_bytes(write_workbook(table, countries))


def write_country(release: Release, country: str, path: Path) -> None:
    """Write the rows of one country from every table that has countries, with fixed time stamps."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in OUTPUT_TABLES:
            frame = release[table]
            if "country_iso3" in frame.columns:
                rows = frame.filter(pl.col("country_iso3") == country)
            elif table == "core_source":
                rows = frame.filter(pl.col("source_id").str.starts_with(country))
            else:
                continue
            add_to_zip(archive, f"{table}.csv", rows.write_csv(line_terminator="\n"))
