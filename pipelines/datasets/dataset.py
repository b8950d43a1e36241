"""A contributed dataset under data/contributed/<name>: their table untouched, its source card, and the mapping onto ours."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from analysis.intake.cells import read_cell, tidy_text
from analysis.intake.harm import find_harm
from analysis.schemas.contributed import Card
from analysis.schemas.registry import describe_table
from pipelines.building.problems import Notice, Problem
from pipelines.building.read import FILE, ROW
from pipelines.building.validate import validate_frame
from pipelines.datasets.folders import CARD, MAPPING, TABLE
from pipelines.datasets.mapping import DATASET_SOURCE, Mapping, read_mapping, read_yaml
from pipelines.records.base import Base
from pipelines.records.sheets import Sheet, read_sheets
from pipelines.records.submission import COLUMNS, Row

# Headers of particulars of persons, in English and Russian.
PRIVATE = re.compile(r"birth|рожд|passport|паспорт|snils|снилс|\bинн\b|address|адрес|phone|телефон|e-?mail|почта", re.I)
MOST_WARNINGS = 10
CARD_COLUMNS = describe_table(Card)


@dataclass
class Dataset:
    """What was read: rows by their key, the row of sources that stands for the dataset, and every problem."""

    folder: Path
    mapping: Mapping = field(default_factory=Mapping)
    card: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)  # by key, what names the event besides its title
    left_out: int = 0
    source: Row | None = None
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def read_dataset(folder: Path, base: Base, shown: str | None = None) -> Dataset:
    """Read table, card and mapping and map the rows. Rows are mapped only when all three can be used."""
    shown = shown or folder.as_posix()
    dataset = Dataset(folder)
    contents: dict[str, bytes] = {}
    for name in (CARD, MAPPING):
        try:
            contents[name] = (folder / name).read_bytes()
        except OSError as error:
            expected = f"this file; `civicspace map TABLE --name {folder.name}` drafts it"
            dataset.problems.append(Problem(f"{shown}/{name}", None, None, error.strerror, expected))
    tables = sorted(folder.glob(f"{TABLE}.*"))
    if len(tables) != 1:
        expected = "their table as table.csv, table.xlsx or table.json"
        dataset.problems.append(Problem(shown, None, None, f"{len(tables)} files named table", expected))
    if dataset.problems:
        return dataset
    content = tables[0].read_bytes()
    dataset.card, found = read_card(contents[CARD], f"{shown}/{CARD}", content)
    dataset.mapping, wrong = read_mapping(contents[MAPPING], f"{shown}/{MAPPING}")
    sheet, unread = read_table(content, f"{shown}/{tables[0].name}", dataset.mapping.sheet)
    dataset.problems += found + wrong + unread
    dataset.notices += tell_private(sheet) if sheet else []
    if sheet and not dataset.problems:
        _map_rows(dataset, sheet, base, f"{shown}/{MAPPING}")
        dataset.source = _make_source(dataset.card, f"{shown}/{CARD}")
    return dataset


def read_card(content: bytes, shown: str, table: bytes) -> tuple[dict[str, str], list[Problem]]:
    """The source card, and what is wrong with it; the table must be the one that it was written for."""
    found, problems = read_yaml(content, shown)
    if problems:
        return {}, problems
    names = [column.name for column in CARD_COLUMNS]
    problems += [
        Problem(shown, None, str(name), None, "no such entry: " + ", ".join(names)) for name in found.keys() - set(names)
    ]
    card = {name: tidy_text(found[name]) for name in names if isinstance(found.get(name), str)}
    cells = [card.get(name) or None for name in names]
    told = {column.name: column.expected for column in CARD_COLUMNS}
    todo = [name for name, cell in zip(names, cells, strict=True) if cell in (None, "TODO")]
    if todo:
        return card, problems + [Problem(shown, None, name, card.get(name), told[name]) for name in todo]
    frame = pl.DataFrame([(*cells, shown, 1)], schema=dict.fromkeys([*names, FILE], pl.String) | {ROW: pl.Int64}, orient="row")
    problems += [Problem(shown, None, p.column, p.value, p.expected) for p in validate_frame(frame, Card)[1]]
    if not problems and card["sha256"] != hashlib.sha256(table).hexdigest():
        expected = "their table untouched, as the card's sha256 says; a new edition of it is a dataset under another name"
        problems.append(Problem(shown, None, "sha256", card["sha256"], expected))
    return card, problems


def read_table(content: bytes, shown: str, title: str = "") -> tuple[Sheet | None, list[Problem]]:
    """The sheet of a table in CSV, Excel or JSON (a list of flat objects): the named one, or the first with rows."""
    if shown.lower().endswith(".json"):
        return _read_json(content, shown)
    sheets, problems = read_sheets(content, shown)
    filled = [sheet for sheet in sheets if len(sheet.rows) > 1 and title in ("", sheet.title)]
    if problems or filled:
        return (filled[0] if filled and not problems else None), problems
    return None, [Problem(shown, None, None, title or None, "a sheet with a header and rows below it")]


def tell_private(sheet: Sheet) -> list[Notice]:
    """Columns and cells that may hold what no public file should: the table is kept, and published, as it is."""
    headers, rows = split_table(sheet)
    told = "of persons must not become public: hand in the table without it (the mapping does not take it out of the file)"
    first = sheet.rows[0][0]
    found = [Notice(sheet.shown, first, header, f"such columns {told}") for header in headers if PRIVATE.search(header)]
    for number, cells in rows:
        harm = next(iter(find_harm({"note": "; ".join(cells.values())})), None)
        if harm and len(found) < MOST_WARNINGS:
            found.append(Notice(sheet.shown, number, None, f'"{harm[1]}": such particulars {told}'))
    return found


def _read_json(content: bytes, shown: str) -> tuple[Sheet | None, list[Problem]]:
    expected = "a list of objects that hold names and plain values"
    try:
        entries = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return None, [Problem(shown, getattr(error, "lineno", None), None, str(error)[:100], expected)]
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        return None, [Problem(shown, None, None, None, expected)]
    names = list(dict.fromkeys(str(name) for entry in entries for name in entry))
    rows = [(1, names)]
    for number, entry in enumerate(entries, start=2):
        if any(isinstance(value, dict | list) for value in entry.values()):
            return None, [Problem(shown, number, None, "lists within an object", expected)]
        rows.append((number, ["" if entry.get(name) is None else str(entry[name]) for name in names]))
    return Sheet(shown, "", rows), []


def split_table(sheet: Sheet) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Headers, and rows as cells by header; the header is the first row, and empty rows are passed over."""
    headers = [tidy_text(cell) for cell in sheet.rows[0][1]]
    rows = []
    for number, cells in sheet.rows[1:]:
        if any(tidy_text(cell) for cell in cells):
            rows.append((number, {h: tidy_text(c) for h, c in zip(headers, cells, strict=False) if h}))
    return headers, rows


def _map_rows(dataset: Dataset, sheet: Sheet, base: Base, shown: str) -> None:
    mapping = dataset.mapping
    headers, rows = split_table(sheet)
    named = {"key": [mapping.key] if mapping.key else [], "skip": list(mapping.skip), "match": mapping.match}
    named |= {name: rule.headers for name, rule in mapping.rules.items()}
    expected = "a header of their table: " + ", ".join(filter(None, headers))
    absent = [Problem(shown, None, name, one, expected) for name, ones in named.items() for one in ones if one not in headers]
    doubled = {header for header in headers if header and headers.count(header) > 1} & {
        one for ones in named.values() for one in ones
    }
    dataset.problems += absent + [Problem(sheet.shown, sheet.rows[0][0], name, name, "each header once") for name in doubled]
    if dataset.problems:
        return
    for number, cells in rows:
        if mapping.skips(cells):
            dataset.left_out += 1
            continue
        key = cells.get(mapping.key, "")[:80] if mapping.key else str(number)
        row = Row(mapping.table, sheet.shown, number, {}, sheet.rows[0][0])
        if not key or key in dataset.rows:
            dataset.problems.append(row.problem(mapping.key, key or None, "a key of its own for each row"))
            continue
        _map_row(dataset, row, cells, base)
        dataset.rows[key] = row
        dataset.words[key] = " ".join(cells.get(header, "") for header in mapping.match)


def _map_row(dataset: Dataset, row: Row, cells: dict[str, str], base: Base) -> None:
    for name, rule in dataset.mapping.rules.items():
        value = rule.apply(cells)
        if value is None:
            found, row.cells[name] = cells.get(rule.column or "", ""), None
            expected = f"a category that {MAPPING} knows: add it under values of {name}"
            dataset.problems.append(row.problem(rule.column, found, expected))
            continue
        reading = read_cell(value, COLUMNS[row.table][name], base.countries, dataset.mapping.dates)
        row.cells[name] = reading.value
        if reading.problem:
            option, part = "add --dates dmy (day first) or --dates mdy (month first) to the command", "dates: dmy or dates: mdy"
            expected = reading.problem.replace(option, f"write {part} into {MAPPING}")
            dataset.problems.append(row.problem(name, reading.value, expected))


def _make_source(card: dict[str, str], shown: str) -> Row:
    kept = ("url", "publisher_kind", "title", "language", "accessed_on")
    cells: dict[str, str | None] = {name: card[name] for name in kept}
    return Row("sources", shown, 1, cells | {"source_id": DATASET_SOURCE, "publisher": card["producer"]})
