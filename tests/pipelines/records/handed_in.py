"""Files that a contributor hands in, written in every way that spreadsheets know."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.project_folder import make_row

LEFT_OUT = ("record_id", "source_id", "status", "first_published", "last_revised", "expert_review")


def contribution(table: str, **changes: Any) -> dict[str, str]:
    """A valid row as a contributor writes it: without what `add` fills."""
    row = make_row(table, **changes)
    return {name: value for name, value in row.items() if name in changes or (name not in LEFT_OUT and "precision" not in name)}


def incident(**changes: Any) -> dict[str, str]:
    return contribution(
        "incidents", **({"country_iso3": "GEO", "title_en": "Office of a group searched", "date": "2000-03-14"} | changes)
    )


def write_csv(path: Path, rows: list[dict[str, str]], separator: str = ",", end: str = "\n", encoding: str = "utf-8") -> Path:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows[0]), delimiter=separator, lineterminator=end)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(buffer.getvalue().encode(encoding))
    return path


def write_xlsx(path: Path, sheets: dict[str, list[list[Any]]], merged: dict[str, list[str]] | None = None) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for area in (merged or {}).get(name, []):
            sheet.merge_cells(area)
    book.save(path)
    return path


def grid(rows: list[dict[str, Any]]) -> list[list[Any]]:
    """Header and rows as lists."""
    return [list(rows[0]), *(list(row.values()) for row in rows)]
