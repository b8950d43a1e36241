"""Sheets of a CSV or Excel file as rows of text, numbered as the person sees them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import warnings
import zipfile
from dataclasses import dataclass, field
from typing import Any

from pipelines.building.problems import Problem

LARGEST = 64 * 1024 * 1024
LARGEST_XML = 24 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 20_000, 400
MOST_TAGS, MOST_OTHER_TAGS = 900_000, 60_000  # of XML in sheets, and in everything else of a workbook
EXCEL_MAGIC = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
DAMAGED = "an Excel workbook (.xlsx) that opens; save it again, or save the sheet as 'CSV UTF-8'"


@dataclass
class Sheet:
    """One sheet: its name in messages, its title in the workbook ("" for CSV), and rows (row number, cells)."""

    shown: str
    title: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


def read_sheets(content: bytes, shown: str) -> tuple[list[Sheet], list[Problem]]:
    """Sheets of a file's bytes, and what could not be read. Never raises for what is in the bytes."""
    if len(content) > LARGEST:
        return [], [Problem(shown, None, None, f"{len(content):,} bytes", f"a file of at most {LARGEST:,} bytes")]
    if content.startswith(EXCEL_MAGIC):
        return _read_workbook(content, shown)
    if content.startswith(OLD_EXCEL):
        return [], [Problem(shown, None, None, "an old or protected Excel file", "a workbook without password, saved as .xlsx")]
    return _read_csv(content, shown)


def _read_csv(content: bytes, shown: str) -> tuple[list[Sheet], list[Problem]]:
    text, problems = _decode(content, shown)
    if problems:
        return [], problems
    sheet = Sheet(shown, "")
    first, _, rest = text.partition("\n")
    if match := re.fullmatch(r"sep=(.)\r?", first):  # a hint to Excel, which does not show it as a row
        text, separator = rest, match[1]
    else:
        separator = _guess_separator(text)
    csv.field_size_limit(LARGEST)
    number = 0
    lines = io.StringIO(re.sub(r"\r\n?", "\n", text), newline="")
    try:
        for number, cells in enumerate(csv.reader(lines, delimiter=separator, strict=True), start=1):
            if number > MOST_ROWS or len(cells) > MOST_COLUMNS:
                return [], [_too_large(shown)]
            if cells:
                sheet.rows.append((number, cells))
    except csv.Error as error:
        expected = "quotes closed, and doubled inside quoted cells; save the file again from the spreadsheet as 'CSV UTF-8'"
        problems.append(Problem(shown, number + 1, None, str(error), expected))
    return [sheet], problems


def _decode(content: bytes, shown: str) -> tuple[str, list[Problem]]:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{content[error.start]:02x}" if error.start < len(content) else "half a character"
        return "", [Problem(shown, row, None, found, "UTF-8 text: save the file as 'CSV UTF-8', or as .xlsx")]
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        return "", [Problem(shown, row, None, "a zero byte", "text; save the file again as 'CSV UTF-8', or as .xlsx")]
    return text, []


def _guess_separator(text: str) -> str:
    """The separator found most often in the first line with any: names of columns hold none of them."""
    for line in text[:100_000].split("\n")[:10]:
        counts = {mark: line.count(mark) for mark in ",;\t"}
        if max(counts.values()) >= 2:
            return max(counts, key=lambda mark: counts[mark])
    return ","


def _too_large(shown: str) -> Problem:
    expected = f"at most {MOST_ROWS:,} rows, {MOST_COLUMNS} columns and, in a workbook, some 150,000 cells; split the file"
    return Problem(shown, None, None, "a larger table", expected)


def _read_workbook(content: bytes, shown: str) -> tuple[list[Sheet], list[Problem]]:
    from openpyxl import load_workbook  # slow to import, and only workbooks need it

    try:
        if _is_bomb(content):
            return [], [_too_large(shown)]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on styles and extensions that openpyxl leaves out
            # Streamed: a sheet that merges or links a million cells costs nothing.
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            sheets, problems = [], []
            for page in book.worksheets:
                if page.sheet_state == "visible":
                    sheet, found = _read_page(page, _find_merged(content, page._worksheet_path), shown)
                    sheets.append(sheet)
                    problems += found
    except (MemoryError, RecursionError):
        return [], [_too_large(shown)]
    except Exception as error:  # a damaged workbook can fail anywhere in zip, XML or openpyxl
        return [], [Problem(shown, None, None, f"{type(error).__name__}: {str(error)[:100]}", DAMAGED)]
    return sheets, problems


def _is_bomb(content: bytes) -> bool:
    """Whether a workbook would take more time or memory than a contributor's table can need. Sizes are counted, not believed.

    UTF-16 and document types in XML are refused: no spreadsheet writes them, and they would hide what is counted.
    """
    total = tags = other = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            if not entry.filename.endswith((".xml", ".rels")):
                continue  # pictures and macros are never opened
            with archive.open(entry) as stream:
                text = stream.read(LARGEST_XML - total + 1)
            total += len(text)
            if total > LARGEST_XML or b"\0" in text or b"<!DOCTYPE" in text:
                return True
            if entry.filename.startswith(("xl/worksheets/", "xl/sharedStrings")):
                tags += text.count(b"<")
            elif not entry.filename.startswith(("xl/comments", "xl/drawings", "xl/charts", "customXml")):
                other += text.count(b"<")
            if tags > MOST_TAGS or other > MOST_OTHER_TAGS:
                return True
    return False


def _read_page(page: Any, merged: list[tuple[int, int, int]], shown: str) -> tuple[Sheet, list[Problem]]:
    """One worksheet; `merged` are ranges over rows of one column, whose value stands in each of their rows."""
    sheet = Sheet(f"{shown}, sheet {page.title}", page.title)
    problems = []
    for number, cells in enumerate(page.iter_rows(max_col=MOST_COLUMNS + 1, max_row=MOST_ROWS + 1), start=1):
        texts = []
        for place, cell in enumerate(cells, start=1):
            if cell.value is not None and cell.data_type == "f":
                expected = "its value: copy the column and paste it as values"
                problems.append(Problem(sheet.shown, number, _letter(place), "a formula", expected))
            texts.append("" if cell.value is None or cell.data_type == "f" else _text(cell))
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            if number > MOST_ROWS or len(texts) > MOST_COLUMNS:
                return sheet, [*problems, _too_large(sheet.shown)]
            sheet.rows.append((number, texts))
    _spread_merged(sheet, merged)
    return sheet, problems


def _find_merged(content: bytes, path: str) -> list[tuple[int, int, int]]:
    """Ranges merged over rows of one column: (column, first row, last row). A table inside the zip, read as text."""
    from openpyxl.utils import column_index_from_string

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read(path.lstrip("/"))
    found = re.findall(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"', text)
    return [
        (column_index_from_string(left.decode()), int(top), int(bottom)) for left, top, right, bottom in found if left == right
    ]


def _spread_merged(sheet: Sheet, merged: list[tuple[int, int, int]]) -> None:
    rows = dict(sheet.rows)
    left = 10 * MOST_ROWS  # a bound on the work that a hostile list of ranges can ask for
    for column, top, bottom in merged:
        left -= max(bottom - top, 1)
        if left < 0:
            return
        first = rows.get(top, [])
        if column <= len(first) and bottom <= MOST_ROWS:
            for number in range(top + 1, bottom + 1):
                if number in rows:
                    cells = rows[number]
                    cells += [""] * (column - len(cells))
                    cells[column - 1] = cells[column - 1] or first[column - 1]


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))


def _text(cell: Any) -> str:
    """A cell as it is seen: a date with the precision that its format shows, a whole number without decimals."""
    value = cell.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime | dt.date):
        shown = re.sub(r"\[[^\]]*\]|\"[^\"]*\"", "", str(cell.number_format)).lower()
        day = value.date() if isinstance(value, dt.datetime) else value
        if "d" not in shown:
            return f"{day:%Y-%m}" if "m" in shown else f"{day:%Y}"
        return day.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)
