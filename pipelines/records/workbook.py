"""The Excel template of a table: drop-downs, help on each column, coding anchors and an example, out of the schema."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from analysis.intake.cells import neutralise_text
from analysis.schemas.registry import INPUT_TABLES, RECORD_LETTER, Column, describe_table
from pipelines.records.fill import is_filled

ROWS = 500
STAMP = dt.datetime(1980, 1, 1)
REQUIRED, OPTIONAL, FILLED = (PatternFill("solid", fgColor=colour) for colour in ("FFF2CC", "E7EEF7", "E5E5E5"))
FIXED = {"precision": "day,month,year", "flag": "0,1"}
INTRODUCTION = [
    "Write one record per row, from row 2 on; row 2 holds an example: write over it or delete it.",
    "Yellow columns must be filled, blue ones may be, grey ones are filled by `civicspace add`: leave them empty.",
    "Point at a column's name to read what belongs there. Dates: 2024, 2024-05 or 2024-05-28, as exactly as you know them.",
    "Sources: on the sheet `sources`, one page per row, NEW-1, NEW-2 … as source_id; cite them as NEW-1;NEW-2 in source_ids.",
    "Then: civicspace check FILE, civicspace impact FILE, civicspace add FILE.",
]


def write_workbook(table: str, countries: list[str]) -> bytes:
    """The workbook of a table as bytes, always the same for the same schema. `countries`: codes for the drop-down."""
    book = Workbook()
    book.remove(book.active)
    tables = [table] if table == "sources" or table not in RECORD_LETTER else [table, "sources"]
    lists = book.create_sheet("lists")
    for place, name in enumerate(tables):
        _write_table(book.create_sheet(name.replace("/", "_"), place), name, lists, countries, example=name == table)
    _write_help(book.create_sheet("help", len(tables)), tables)
    lists.sheet_state = "hidden"
    book.active = 0
    return _pack(book)


def _pack(book: Workbook) -> bytes:
    """Save under fixed time stamps: equal schemas give equal bytes."""
    raw, packed = io.BytesIO(), io.BytesIO()
    book.properties.created = STAMP
    book.save(raw)
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in made.namelist():
            content = made.read(name)
            if name == "docProps/core.xml":
                content = content.replace(
                    str(book.properties.modified.strftime("%Y-%m-%dT%H:%M:%SZ")).encode(), b"1980-01-01T00:00:00Z"
                )
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()


def _write_table(sheet: Any, table: str, lists: Any, countries: list[str], example: bool) -> None:
    for place, column in enumerate(describe_table(INPUT_TABLES[table]), start=1):
        letter = get_column_letter(place)
        head = sheet.cell(1, place, column.name)
        head.font = Font(bold=True)
        head.fill = FILLED if is_filled(column) else OPTIONAL if column.nullable else REQUIRED
        head.comment = Comment(_explain(column), "civicspace", width=420, height=260)
        sheet.column_dimensions[letter].width = min(max(len(column.name) + 2, 14 if column.dtype.is_numeric() else 22), 40)
        if not column.dtype.is_numeric():
            for row in range(2, ROWS + 2):
                sheet.cell(row, place).number_format = "@"  # text: a spreadsheet turns no date or id into something else
        if example and column.example:
            _write_text(sheet.cell(2, place), column.example, column).font = Font(italic=True, color="777777")
        if choices := _choices(column, countries):
            _add_choices(sheet, letter, column, choices, lists)
    sheet.freeze_panes = "C2"


def _choices(column: Column, countries: list[str]) -> list[str]:
    if column.name == "country_iso3":
        return countries
    if column.precision_of:
        return FIXED["precision"].split(",")
    if "(yes)" in column.expected:
        return FIXED["flag"].split(",")
    return [str(choice) for choice in (column.anchors or column.vocabulary)]


def _add_choices(sheet: Any, letter: str, column: Column, choices: list[str], lists: Any) -> None:
    """A drop-down over a column; several terms in one cell stay possible where the schema allows a list."""
    place = (lists.max_column + 1) if lists.cell(1, 1).value else 1
    for row, choice in enumerate([f"{sheet.title}.{column.name}", *choices], start=1):
        _write_text(lists.cell(row, place), choice, column if row > 1 else None)
    held = get_column_letter(place)
    rule = DataValidation("list", formula1=f"lists!${held}$2:${held}${len(choices) + 1}", allow_blank=True)
    rule.showErrorMessage = not column.is_list
    rule.errorTitle, rule.error = column.name, column.expected[:220]
    rule.showInputMessage = True
    rule.promptTitle, rule.prompt = column.name[:32], column.meaning[:250]
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{ROWS + 1}")


def _explain(column: Column) -> str:
    filled = "Filled by civicspace add; leave empty.\n" if is_filled(column) else ""
    need = "" if filled else ("May be empty.\n" if column.nullable else "Must be filled.\n")
    levels = "".join(f"\n{level}: {anchor['meaning']}" for level, anchor in column.anchors.items())
    terms = "".join(f"\n{term}: {meaning}" for term, meaning in column.vocabulary.items() if meaning)
    return f"{column.meaning}\n{filled}{need}Expected: {column.expected}\n{levels}{terms}"[:2000]


def _write_text(cell: Any, text: str, column: Column | None) -> Any:
    """Write a number as a number and everything else as text, never as a formula."""
    if column is not None and column.dtype.is_numeric() and text.lstrip("-").isdigit():
        cell.value = int(text)
    else:
        cell.value = neutralise_text(text)
        cell.data_type = "s"
    return cell


def _write_help(sheet: Any, tables: list[str]) -> None:
    for line in INTRODUCTION:
        sheet.append([line])
    for table in tables:
        sheet.append([])
        sheet.append([table, (INPUT_TABLES[table].__doc__ or "").strip()])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True, size=13)
        sheet.append(["column", "fill in?", "meaning", "allowed", "example"])
        for cell in sheet[sheet.max_row]:
            cell.font = Font(bold=True)
        for column in describe_table(INPUT_TABLES[table]):
            need = "no: filled by add" if is_filled(column) else "if known" if column.nullable else "yes"
            _append(sheet, [column.name, need, column.meaning, column.expected, column.example])
            for level, anchor in column.anchors.items():
                _append(sheet, ["", "", f"{column.name} = {level}", anchor["meaning"], anchor["example"]])
            for term, meaning in column.vocabulary.items():
                if meaning:
                    _append(sheet, ["", "", f"{column.name} = {term}", meaning, ""])
    for letter, width in zip("ABCDE", (26, 16, 46, 80, 50), strict=True):
        sheet.column_dimensions[letter].width = width


def _append(sheet: Any, texts: list[str]) -> None:
    row = sheet.max_row + 1
    for place, text in enumerate(texts, start=1):
        _write_text(sheet.cell(row, place), text, None).alignment = Alignment(wrap_text=True, vertical="top")
