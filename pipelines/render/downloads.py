"""The downloads of the site: every file of the release, and the rows of each country as one archive."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import polars as pl

from analysis.load import Release
from analysis.schemas.outputs import OUTPUT_TABLES
from pipelines.render.formats import add_to_zip, write_formats

LARGEST = {"civicspace.duckdb"}  # stays in build/release: the site offers the same tables as Parquet and CSV


def write_downloads(release: Release, folder: Path) -> None:
    """Copy the release's files and write `<country>.zip` with the rows of each country as CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(release.folder.iterdir()):
        if path.name not in LARGEST:
            shutil.copyfile(path, folder / path.name)
    write_formats(release, folder)
    for country in release.names:
        write_country(release, country, folder / f"{country}.zip")


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
