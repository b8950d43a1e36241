"""Load a published release: frames by table name, and nothing else."""

from __future__ import annotations

import json
import os
from functools import cached_property
from pathlib import Path

import polars as pl

from analysis.schemas.outputs import OUTPUT_TABLES


class Release:
    """A published release in a folder; `release["core_legislation"]` is a frame, read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._frames: dict[str, pl.DataFrame] = {}

    def __getitem__(self, table: str) -> pl.DataFrame:
        if table not in OUTPUT_TABLES:
            raise KeyError(f"no table {table}; there are {', '.join(OUTPUT_TABLES)}")
        if table not in self._frames:
            self._frames[table] = pl.read_parquet(self.folder / f"{table}.parquet")
        return self._frames[table]

    @cached_property
    def manifest(self) -> dict:
        """Version, commit, as-of date, and hashes of every file."""
        return json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))

    @cached_property
    def names(self) -> dict[str, str]:
        """Country names by ISO 3166-1 alpha-3 code."""
        return dict(self["core_country"].select("country_iso3", "name_en").iter_rows())

    def region(self) -> list[str]:
        """Codes of the fifteen, without comparators, by name."""
        countries = self["core_country"].filter(pl.col("role") == "region").sort("name_en")
        return countries["country_iso3"].to_list()


def load_release(folder: str | Path | None = None) -> Release:
    """Load the release in `folder`, by default the one in $CIVICSPACE_RELEASE or build/release.

    Raises FileNotFoundError when there is none.
    """
    place = Path(folder or os.environ.get("CIVICSPACE_RELEASE", "build/release"))
    if not (place / "manifest.json").exists():
        raise FileNotFoundError(f"no release in {place}; run `civicspace build` first")
    return Release(place)
