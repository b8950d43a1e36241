"""The Excel template of a table: drop-downs, help on each column, coding anchors and an example, out of the schema."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field

from analysis.intake.cells import neutralise_text
from analysis.schemas.registry import INPUT_TABLES, RECORD_LETTER, Column, describe_table
from pipelines.building.excel import Format, Workbook, Worksheet, name_column, open_workbook
from pipelines.records.fill import is_filled

ROWS = 500
STAMP = dt.date(1980, 1, 1)
REQUIRED, OPTIONAL, FILLED = "#FFF2CC", "#E7EEF7", "#E5E5E5"
FIXED = {"precision": "day,month,year", "flag": "0,1"}
INTRODUCTION = [
    "Write one record per row, from row 2 on; row 2 holds an example: write over it or delete it.",
    "Yellow columns must be filled, blue ones may be, grey ones are filled by `civicspace add`: leave them empty.",
    "Point at a column's name to read what belongs there. Dates: 2024, 2024-05 or 2024-05-28, as exactly as you know them.",
    "Sources: on the sheet `sources`, one page per row, NEW-1, NEW-2 … as source_id; cite them as NEW-1;NEW-2 in source_ids.",
    "Then: civicspace check FILE, civicspace impact FILE, civicspace add FILE.",
]


@dataclass
class _Book:
    """A workbook on its way: its sheet of choices, how many lists stand in it, and the formats in use."""

    book: Workbook
    lists: Worksheet
    n_lists: int = 0
    formats: dict[str, Format] = field(default_factory=dict)

    def format(self, **properties: object) -> Format:
        """The format with these properties, made once."""
        name = repr(properties)
        if name not in self.formats:
            self.formats[name] = self.book.add_format(properties)
        return self.formats[name]


def write_workbook(table: str, countries: list[str]) -> bytes:
    """The workbook of a table as bytes, always the same for the same schema. `countries`: codes for the drop-down."""
    raw = io.BytesIO()
    book = open_workbook(raw, f"Template: {table}", "Fill it in, then: civicspace check FILE", STAMP)
    tables = [table] if table == "sources" or table not in RECORD_LETTER else [table, "sources"]
    sheets = [book.add_worksheet(name.replace("/", "_")) for name in tables]
    explained, lists = book.add_worksheet("help"), book.add_worksheet("lists")
    made = _Book(book, lists)
    for sheet, name in zip(sheets, tables, strict=True):
        _write_table(made, sheet, name, countries, example=name == table)
    _write_help(made, explained, tables)
    lists.hide()
    book.close()
    return raw.getvalue()


def _write_table(made: _Book, sheet: Worksheet, table: str, countries: list[str], example: bool) -> None:
    for place, column in enumerate(describe_table(INPUT_TABLES[table])):
        is_number = column.dtype.is_numeric()
        colour = FILLED if is_filled(column) else OPTIONAL if column.nullable else REQUIRED
        # Text: a spreadsheet turns no date or id into something else.
        form = None if is_number else made.format(num_format="@")
        sheet.set_column(place, place, min(max(len(column.name) + 2, 14 if is_number else 22), 40), form)
        sheet.write_string(0, place, column.name, made.format(bold=True, bg_color=colour))
        size = {"width": 420, "height": 260}
        sheet.write_comment(0, place, _explain(column), size | {"author": "civicspace"})
        if example and column.example:
            shown = {"italic": True, "font_color": "#777777"} | ({} if is_number else {"num_format": "@"})
            _write_text(sheet, 1, place, column.example, column, made.format(**shown))
        if choices := _choices(column, countries):
            _add_choices(made, sheet, place, column, choices)
    sheet.freeze_panes(1, 2)


def _choices(column: Column, countries: list[str]) -> list[str]:
    if column.name == "country_iso3":
        return countries
    if column.precision_of:
        return FIXED["precision"].split(",")
    if "(yes)" in column.expected:
        return FIXED["flag"].split(",")
    return [str(choice) for choice in (column.anchors or column.vocabulary)]


def _add_choices(made: _Book, sheet: Worksheet, place: int, column: Column, choices: list[str]) -> None:
    """A drop-down over a column; several terms in one cell stay possible where the schema allows a list."""
    held, made.n_lists = made.n_lists, made.n_lists + 1
    made.lists.write_string(0, held, f"{sheet.get_name()}.{column.name}")
    for row, choice in enumerate(choices, start=1):
        _write_text(made.lists, row, held, choice, column)
    letter = name_column(held)
    sheet.data_validation(
        1,
        place,
        ROWS,
        place,
        {
            "validate": "list",
            "source": f"=lists!${letter}$2:${letter}${len(choices) + 1}",
            "show_error": not column.is_list,
            "error_title": column.name[:32],
            "error_message": column.expected[:220],
            "input_title": column.name[:32],
            "input_message": column.meaning[:250],
        },
    )


def _explain(column: Column) -> str:
    filled = "Filled by civicspace add; leave empty.\n" if is_filled(column) else ""
    need = "" if filled else ("May be empty.\n" if column.nullable else "Must be filled.\n")
    levels = "".join(f"\n{level}: {anchor['meaning']}" for level, anchor in column.anchors.items())
    terms = "".join(f"\n{term}: {meaning}" for term, meaning in column.vocabulary.items() if meaning)
    return f"{column.meaning}\n{filled}{need}Expected: {column.expected}\n{levels}{terms}"[:2000]


def _write_text(sheet: Worksheet, row: int, place: int, text: str, column: Column | None, form: Format | None = None) -> None:
    """Write a number as a number and everything else as text, never as a formula."""
    if column is not None and column.dtype.is_numeric() and text.lstrip("-").isdigit():
        sheet.write_number(row, place, int(text), form)
    elif text:
        sheet.write_string(row, place, neutralise_text(text), form)


def _write_help(made: _Book, sheet: Worksheet, tables: list[str]) -> None:
    wrapped = made.format(text_wrap=True, valign="top")
    for place, width in enumerate((26, 16, 46, 80, 50)):
        sheet.set_column(place, place, width)
    rows: list[tuple[list[str], Format | None]] = [([line], None) for line in INTRODUCTION]
    for table in tables:
        rows += [([], None), ([table], made.format(bold=True, font_size=13))]
        rows.append(([(INPUT_TABLES[table].__doc__ or "").strip()], None))
        rows.append((["column", "fill in?", "meaning", "allowed", "example"], made.format(bold=True)))
        rows += [(texts, wrapped) for column in describe_table(INPUT_TABLES[table]) for texts in _tell_column(column)]
    for number, (texts, form) in enumerate(rows):
        for place, text in enumerate(texts):
            _write_text(
                sheet, number, place, text, None, None if form is made.format(bold=True, font_size=13) and place else form
            )


def _tell_column(column: Column) -> list[list[str]]:
    """Rows of the help: the column, then its levels and its terms."""
    need = "no: filled by add" if is_filled(column) else "if known" if column.nullable else "yes"
    rows = [[column.name, need, column.meaning, column.expected, column.example]]
    rows += [["", "", f"{column.name} = {level}", one["meaning"], one["example"]] for level, one in column.anchors.items()]
    return rows + [["", "", f"{column.name} = {term}", meaning] for term, meaning in column.vocabulary.items() if meaning]
