"""What a contributor hands in: rows of our tables out of files, folders or standard input, cell by cell read with care."""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from analysis.intake.cells import read_cell, tidy_text
from analysis.intake.headers import Header, find_header, recognise_columns, suggest_name
from analysis.schemas.registry import INPUT_TABLES, RECORD_LETTER, Column, describe_table, key_of
from pipelines.building.problems import Notice, Problem
from pipelines.records.sheets import Sheet, read_sheets

COLUMNS: dict[str, dict[str, Column]] = {t: {c.name: c for c in describe_table(m)} for t, m in INPUT_TABLES.items()}
KEYS = {table: key_of(model)[0] for table, model in INPUT_TABLES.items()}
NAMES = {table: list(columns) for table, columns in COLUMNS.items()}
KNOWN = {name for columns in COLUMNS.values() for name in columns}
OURS = {"help", "lists", "anchors"}  # sheets of our own workbooks that hold no rows
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")


@dataclass
class Row:
    """One row of a table: where it stands, and its cells by column. Columns that the header lacks have no cell."""

    table: str
    file: str
    number: int
    cells: dict[str, str | None]
    header: int = 1

    def problem(self, column: str | None, value: str | None, expected: str) -> Problem:
        return Problem(self.file, self.number, column, value, expected)

    def notice(self, column: str | None, text: str, level: str = "warning") -> Notice:
        return Notice(self.file, self.number, column, text, level)


@dataclass
class Submission:
    """All rows handed in, by file how many, what is wrong with them and what the contributor should know."""

    rows: list[Row] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def list_inputs(paths: list[Path]) -> list[Path]:
    """Files among paths, folders opened up; hidden files and the lock files of spreadsheets are passed over."""
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in ENDINGS and p.is_file())
        found += [p for p in inside if not any(part.startswith((".", "~$")) for part in p.relative_to(path).parts)]
    return list(dict.fromkeys(found))


def read_submission(paths: list[Path], countries: dict[str, str], order: str | None = None) -> Submission:
    """Read everything handed in; `-` is standard input. See `read_cell` for `countries` and `order`."""
    submission = Submission()
    for path in paths:
        shown = "standard input" if str(path) == "-" else str(path)
        try:
            content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        except FileNotFoundError:
            submission.problems.append(Problem(shown, None, None, "no such file", "a CSV or Excel file (.xlsx) that exists"))
            continue
        except (OSError, ValueError) as error:
            submission.problems.append(Problem(shown, None, None, str(error), "a file that can be read"))
            continue
        read_content(content, shown, submission, countries, order)
    return submission


def read_content(content: bytes, shown: str, submission: Submission, countries: dict[str, str], order: str | None = None) -> None:
    """Read the bytes of one file into a submission."""
    sheets, problems = read_sheets(content, shown)
    submission.problems += problems
    read = 0
    for sheet in sheets:
        if not sheet.rows or sheet.title.strip().lower() in OURS:
            continue
        header = find_header([cells for _, cells in sheet.rows], KNOWN)
        table = _recognise(sheet, header)
        if table is None:
            if sheet.title:
                note = "not read: the sheet has the header of none of our tables"
                submission.notices.append(Notice(sheet.shown, None, None, note, "warning"))
            continue
        read += 1
        _read_table(sheet, table, header, submission, countries, order)
    if not read and not problems:
        submission.problems.append(_unrecognised(shown))


def _recognise(sheet: Sheet, header: Header) -> str | None:
    title = sheet.title.strip().lower().replace(" ", "_")
    if title in NAMES and header.known and len(set(header.names) & set(NAMES[title])) >= 2:
        return title
    if (table := _table_of_ids(sheet, header)) is not None:
        return table
    return recognise_columns({name for name in header.names if name}, NAMES, KEYS)


def _table_of_ids(sheet: Sheet, header: Header) -> str | None:
    """Table whose letter stands in every id of the sheet: a list of revisions may have few columns."""
    if "record_id" not in header.names or header.known < 2:
        return None
    place = header.names.index("record_id")
    ids = {tidy_text(cells[place])[:40].upper() for _, cells in sheet.rows[header.last + 1 :] if place < len(cells)}
    letters = {match[1] for key in ids if (match := re.fullmatch(r"[A-Z]{3}-([A-Z]\d?)-\d{4}", key))}
    tables = [table for table, letter in RECORD_LETTER.items() if letters == {letter}]
    return tables[0] if tables and len(set(header.names) & set(NAMES[tables[0]])) >= 2 else None


def _unrecognised(shown: str) -> Problem:
    expected = (
        "the header of one of our tables; `civicspace template legislation` prints one (tables: " + ", ".join(INPUT_TABLES) + ")"
    )
    return Problem(shown, 1, None, None, expected)


def _read_table(
    sheet: Sheet, table: str, header: Header, submission: Submission, countries: dict[str, str], order: str | None
) -> None:
    number = sheet.rows[header.last][0]
    body = sheet.rows[header.last + 1 :]
    places, problems = _place_columns(sheet, table, header, number, [cells for _, cells in body])
    submission.problems += problems
    submission.counts.setdefault(sheet.shown, 0)
    changed: Counter[str] = Counter()
    if header.last:
        above = f"rows above row {number}, where the names of columns stand, are not read as records"
        submission.notices.append(Notice(sheet.shown, None, None, above, "note"))
    for row_number, cells in body:
        if not any(tidy_text(cell) for cell in cells) or _repeats(cells, places):
            continue
        if len(cells) > len(header.names) and any(tidy_text(cell) for cell in cells[len(header.names) :]):
            found = f"{len(cells)} cells"
            expected = f"{len(header.names)} cells, as in the header; put quotes around a cell that holds the separator"
            submission.problems.append(Problem(sheet.shown, row_number, None, found, expected))
            continue
        row = Row(table, sheet.shown, row_number, {}, number)
        for name, place in places.items():
            reading = read_cell(cells[place] if place < len(cells) else "", COLUMNS[table][name], countries, order)
            row.cells[name] = reading.value
            if reading.problem:
                submission.problems.append(row.problem(name, reading.value, reading.problem))
            changed[reading.note] += bool(reading.note)
        if _is_example(row):
            submission.notices.append(
                row.notice(None, "the example of the template, not read; delete it or write over it", "note")
            )
            continue
        submission.rows.append(row)
        submission.counts[sheet.shown] += 1
    for note, count in changed.items():
        if count:
            submission.notices.append(Notice(sheet.shown, None, None, f"{note} ({count} cell{'s' if count > 1 else ''})", "note"))


def _place_columns(
    sheet: Sheet, table: str, header: Header, number: int, body: list[list[str]]
) -> tuple[dict[str, int], list[Problem]]:
    """Where each column of the table stands; names that are unknown or doubled are told, unless nothing stands below."""
    places: dict[str, int] = {}
    problems = []
    for place, name in enumerate(header.names):
        if name in NAMES[table] and name not in places:
            places[name] = place
        elif not any(place < len(cells) and cells[place].strip() for cells in body):
            continue
        elif name in places:
            problems.append(Problem(sheet.shown, number, name, name, "each column once"))
        elif not name:
            problems.append(
                Problem(sheet.shown, number, None, f"no name over column {place + 1}", "a name over each filled column")
            )
        else:
            problems.append(Problem(sheet.shown, number, name, name, suggest_name(name, NAMES[table])))
    return places, problems


def _repeats(cells: list[str], places: dict[str, int]) -> bool:
    """Whether a row is the header once more, as where two tables were pasted below each other."""
    named = {name: tidy_text(cells[place]).lower() for name, place in places.items() if place < len(cells) and cells[place]}
    return len(named) >= 2 and all(name == cell for name, cell in named.items())


def _is_example(row: Row) -> bool:
    """Whether a row is the example that our templates carry, word for word."""
    columns = COLUMNS[row.table]
    said = {name: value for name, value in row.cells.items() if value}
    example = {name: columns[name].example for name in row.cells if columns[name].example}
    return bool(example) and said == example
