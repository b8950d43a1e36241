"""Add records: into the right files, in sorted order, all or nothing; changed ones with a line in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.intake.ledger import Line, hash_record, latest_lines, revise_record
from analysis.schemas.registry import RECORD_LETTER
from pipelines.building.journal import write_files
from pipelines.building.ledger_file import NAME, format_ledger, read_ledger
from pipelines.building.problems import DataError, WrongUse
from pipelines.records.base import Base, Cells, text_rows
from pipelines.records.check import Checked, check_paths
from pipelines.records.lines import find_file, place_rows
from pipelines.records.submission import KEYS, NAMES

LONGEST_REASON = 400


@dataclass
class Added:
    """What was written: (id, file) of new and of revised records, ids that were there already, and notices."""

    new: list[tuple[str, str]]
    revised: list[tuple[str, str]]
    known: list[str]
    checked: Checked


def add_records(root: Path, paths: list[Path], order: str | None = None, reason: str | None = None) -> Added:
    """File the rows of `paths` into data/. Raises DataError with every problem; nothing is written then.

    `reason` is the revision note of rows that change published records.
    """
    checked = check_paths(root, paths, order)
    base, filled = checked.base, checked.filled
    foreign = [
        row.problem(None, row.table, "a table of records; maintainers change this one")
        for row in filled.new
        if row.table not in RECORD_LETTER
    ]
    lines = read_ledger(base.data)
    published = latest_lines(lines)
    if reason is None:
        expected = 'a reason, because the record was published: civicspace add FILE --reason "…"'
        keyed = [(row, row.cells[KEYS[row.table]] or "") for row in filled.revised]
        foreign += [row.problem(KEYS[row.table], key, expected) for row, key in keyed if key in published]
    if checked.problems or foreign:
        raise DataError(checked.problems + foreign)
    rows = {table: typed_cells(checked, table) for table in RECORD_LETTER}
    changes = {table: cells for table, cells in rows.items() if cells}
    revised = {row.cells[KEYS[row.table]] or "" for row in filled.revised}
    for table, cells in changes.items():
        for key in cells.keys() & revised & published.keys():
            lines = revise_record(lines, key, hash_record(table, cells[key]), "revised", check_reason(reason or ""))
    files = write_changes(base, changes, lines)
    told = [(key, files[key]) for cells in changes.values() for key in cells]
    return Added(
        [(key, file) for key, file in told if key not in revised],
        [(key, file) for key, file in told if key in revised],
        [key for _, key in filled.known],
        checked,
    )


def typed_cells(checked: Checked, table: str) -> dict[str, Cells]:
    """Cells of a table's new and revised rows as the typed frame writes them: 03 is 3."""
    keys = {row.cells[KEYS[table]] for row in checked.filled.new + checked.filled.revised if row.table == table}
    if not keys:
        return {}
    return {cells[KEYS[table]] or "": cells for cells in text_rows(checked.frames[table], table) if cells[KEYS[table]] in keys}


def write_changes(
    base: Base,
    changes: dict[str, dict[str, Cells]],
    lines: list[Line],
    also: dict[Path, tuple[bytes, bytes | None]] | None = None,
) -> dict[str, str]:
    """Write rows by table and key, and the ledger, as one change. Returns the file of each key, as shown.

    `also` are further files under data/: their new content and what they held.

    Raises DataError when a file that would be changed has problems of its own.
    """
    grouped: dict[Path, tuple[str, dict[str, Cells]]] = {}
    for table, cells in changes.items():
        for key in sorted(cells):
            grouped.setdefault(find_file(base.data, table, key), (table, {}))[1][key] = cells[key]
    shown = {path: f"data/{path.relative_to(base.data).as_posix()}" for path in grouped}
    if bad := [problem for problem in base.problems if problem.file in shown.values()]:
        raise DataError(bad)
    read: dict[Path, bytes | None] = {path: path.read_bytes() if path.exists() else None for path in grouped}
    contents = {path: place_rows(read[path], NAMES[t], KEYS[t], rows) for path, (t, rows) in grouped.items()}
    ledger = base.data / NAME
    if ledger.exists() and lines != read_ledger(base.data):
        read[ledger] = ledger.read_bytes()
        contents[ledger] = format_ledger(lines)
    for path, (content, before) in (also or {}).items():
        contents[path], read[path] = content, before
    contents = {path: content for path, content in contents.items() if content != read[path]}
    if contents:
        write_files(base.data, contents, read)
    return {key: shown[path] for path, (_, rows) in grouped.items() for key in rows}


def check_reason(reason: str) -> str:
    """A reason as one short line. Raises WrongUse when there is none, or it is too long."""
    text = " ".join(reason.split())
    if len(text) < 5 or not text.isprintable() or text[0] in "=+-@":
        raise WrongUse('--reason must say in a few words why, such as --reason "the court annulled the act"')
    if len(text) > LONGEST_REASON:
        raise WrongUse(f"--reason has {len(text)} characters; at most {LONGEST_REASON}")
    return text
