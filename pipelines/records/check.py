"""Check what a contributor hands in against schemas, conventions and the records that are there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from analysis.intake.duplicates import DATES, find_near_duplicates
from analysis.schemas.registry import INPUT_TABLES
from pipelines.building.conventions import Tables, check_conventions
from pipelines.building.problems import Notice, Problem
from pipelines.building.read import FILE, ROW
from pipelines.building.validate import validate_frame
from pipelines.records.base import Base, read_base
from pipelines.records.fill import Filled, fill_rows
from pipelines.records.submission import KEYS, NAMES, Row, Submission, list_inputs, read_submission

MOST_LIKE = 3  # near-duplicates told per record


@dataclass
class Checked:
    """What came of a check: the rows sorted out, rows by file, problems, and notices that stop nothing."""

    base: Base
    filled: Filled
    counts: dict[str, int]
    problems: list[Problem]
    notices: list[Notice]
    frames: Tables = field(default_factory=dict)  # data/ with these rows in it


def check_paths(root: Path, paths: list[Path], order: str | None = None) -> Checked:
    """Check files, folders and standard input (`-`) as contributions to the project folder `root`."""
    base = read_base(root)
    return check_submission(base, read_submission(list_inputs(paths), base.countries, order))


def check_submission(base: Base, submission: Submission) -> Checked:
    """Check a submission; everything found is told, nothing is raised."""
    filled = fill_rows(submission.rows, base)
    told = {(p.file, p.row, p.column) for p in submission.problems + filled.problems}
    rows = filled.new + filled.revised
    frames, problems = validate_rows(base, rows)
    absent = {(p.file, p.column) for p in filled.problems if p.expected.startswith("this column, which is missing")}
    problems = [p for p in problems if (p.file, p.row, p.column) not in told and (p.file, p.column) not in absent]
    return Checked(
        base,
        filled,
        submission.counts,
        sorted(set(submission.problems + filled.problems + problems), key=_order),
        sorted({*submission.notices, *filled.notices, *tell_near_duplicates(base, filled.new)}, key=_order),
        frames,
    )


def _order(found: Problem | Notice) -> tuple:
    return found.file, found.row or 0, found.column or "", found.text


def validate_rows(base: Base, rows: list[Row]) -> tuple[Tables, list[Problem]]:
    """The tables of data/ with these rows in place of those of the same id, and the problems of these rows alone."""
    frames = dict(base.frames)
    if not rows:
        return frames, []
    shown = {name: f"row/{number}" for number, name in enumerate(dict.fromkeys(row.file for row in rows))}
    names = {label: name for name, label in shown.items()}  # a file's own name must not be taken for that of a country
    problems: list[Problem] = []
    for table, model in INPUT_TABLES.items():
        mine = [row for row in rows if row.table == table]
        if not mine:
            continue
        schema = dict.fromkeys(NAMES[table], pl.String) | {FILE: pl.String, ROW: pl.Int64}
        cells = [(*(row.cells.get(name) for name in NAMES[table]), shown[row.file], row.number) for row in mine]
        typed, found = validate_frame(pl.DataFrame(cells, schema=schema, orient="row"), model)
        problems += found
        key = KEYS[table]
        kept = base.frames[table].filter(~pl.col(key).is_in(typed[key].drop_nulls().implode()))
        frames[table] = pl.concat([kept, typed])
    problems += [problem for problem in check_conventions(frames, base.broken) if problem.file in names]
    return frames, [Problem(names[p.file], p.row, p.column, p.value, p.expected) for p in problems]


def tell_near_duplicates(base: Base, rows: Iterable[Row]) -> Iterable[Notice]:
    """A warning for each new record that may be there already under another id, or twice in these files."""
    for table in DATES:
        mine = {row.cells[KEYS[table]] or "": row for row in rows if row.table == table}
        known = base.rows[table] if mine else {}
        told: dict[str, int] = {}
        new = [(key, row.cells) for key, row in mine.items()]
        for key, other in find_near_duplicates(new, known.items(), table):
            told[key] = told.get(key, 0) + 1
            if told[key] > MOST_LIKE:
                continue
            if other in mine:
                place, cells = f"row {mine[other].number}", mine[other].cells
            else:
                place, cells = other, known[other]
            date = next((cells[name] for name in DATES[table][0] if cells.get(name)), None)
            text = f'may be the same as {place}, "{cells["title_en"]}"' + (f" ({date})" if date else "")
            yield mine[key].notice("title_en", text + "; if it is, leave this row out or correct that record")
