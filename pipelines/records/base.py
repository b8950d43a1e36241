"""What is there already: the rows under data/, and every id that was ever given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from analysis.schemas.registry import INPUT_TABLES, RECORD_LETTER
from pipelines.building.problems import Problem
from pipelines.building.read import FILE, ROW, list_files
from pipelines.building.validate import Tables, read_tables
from pipelines.records.submission import COLUMNS, KEYS, NAMES

Cells = dict[str, str | None]
STAMPED = ("first_published", "last_revised")  # filled by the release step, so no part of what a contributor says


@dataclass(frozen=True)
class Base:
    """The tables under data/, typed, with `__file__` and `__row__` columns, and which of them could not be read whole."""

    data: Path
    frames: Tables
    broken: set[str]
    problems: list[Problem]

    @cached_property
    def countries(self) -> dict[str, str]:
        """Names and codes in small letters, to codes."""
        found = {"int": "INT"}
        for code, *names in self.frames["countries"].select("country_iso3", "name_en", "name_russian").iter_rows():
            found |= {name.lower(): code for name in (code, *names) if name}
        return found

    @cached_property
    def rows(self) -> dict[str, dict[str, Cells]]:
        """Cells of every record as text, by table and key."""
        return {table: {row[KEYS[table]] or "": row for row in text_rows(self.frames[table], table)} for table in RECORD_LETTER}

    @cached_property
    def contents(self) -> dict[str, dict[tuple, str]]:
        """Key of every record by its content, by table."""
        return {
            table: {content_of(cells, table): key for key, cells in reversed(rows.items())} for table, rows in self.rows.items()
        }

    @cached_property
    def sources(self) -> dict[str, str]:
        """Id of a source by its address."""
        return {plain_url(cells["url"] or ""): key for key, cells in reversed(self.rows["sources"].items())}

    @cached_property
    def ids(self) -> set[str]:
        """Every id in use or ever published: none is given twice."""
        published = re.findall(r"^[A-Z]{3}-[A-Z]\d?-\d{4}", _text(self.data / "ledger.csv"), re.M)
        return set(published).union(*(rows.keys() for rows in self.rows.values()))


def read_base(root: Path) -> Base:
    """Read what lies under data/. Problems there are kept aside: they are not the contributor's."""
    data = root / "data"
    files = {table: list_files(data, table) for table in INPUT_TABLES}
    shown = {path: f"data/{path.relative_to(data).as_posix()}" for paths in files.values() for path in paths}
    frames, problems, broken = read_tables(files, shown)
    return Base(data, frames, broken, problems)


def text_rows(frame: pl.DataFrame, table: str) -> list[Cells]:
    """Rows of a typed frame as the text that a CSV file holds."""
    floats = [pl.col(name).map_elements(plain_number, return_dtype=pl.String) for name in _floats(table)]
    return frame.drop(FILE, ROW, strict=False).with_columns(floats).cast(pl.String).to_dicts()


def _floats(table: str) -> list[str]:
    return [name for name in NAMES[table] if COLUMNS[table][name].dtype.is_float()]


def plain_number(value: float) -> str:
    """A number as short as it can be written: 3.0 is 3."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def content_of(cells: Cells, table: str) -> tuple:
    """What a row says, without its id and the stamps of the release step: equal for equal rows."""
    return tuple(_plain(cells.get(name), table, name) for name in NAMES[table] if name not in (KEYS[table], *STAMPED))


def _plain(value: str | None, table: str, name: str) -> str | None:
    if value and COLUMNS[table][name].dtype.is_float():
        try:
            return plain_number(float(value))
        except (ValueError, OverflowError):
            return value
    return value


def plain_url(url: str) -> str:
    """An address without what does not tell pages apart: scheme, www and a slash at the end."""
    return re.sub(r"^https?://(www\.)?", "", url.strip()).rstrip("/")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
