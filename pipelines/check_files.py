"""Check files that a contributor points at, wherever they lie."""

from __future__ import annotations

import csv
from pathlib import Path

from analysis.schemas.registry import INPUT_TABLES, describe_table, key_of
from pipelines.problems import DataError, Problem
from pipelines.read import FILE, list_files
from pipelines.validate import load_tables, validate_tables


def check_all(root: Path) -> dict[str, int]:
    """Validate everything under data/. Returns rows by table; raises DataError."""
    return {table: frame.height for table, frame in load_tables(root / "data").items()}


def check_files(root: Path, files: list[Path]) -> dict[str, int]:
    """Validate single files against their schema, with references looked up in data/ and in the files themselves.

    Returns rows by file. Raises DataError with the problems of these files only.
    """
    data = root / "data"
    wanted = {path.resolve(): str(path) for path in files}
    given: dict[str, list[Path]] = {table: [] for table in INPUT_TABLES}
    problems: list[Problem] = []
    for path, name in wanted.items():
        table = recognise_table(path, data)
        if table is None:
            problems.append(_unrecognised(path, name))
        else:
            given[table].append(path)
    for table, paths in given.items():
        paths += [path for path in list_files(data, table) if path.resolve() not in wanted]
    shown = {path: wanted.get(path, str(path)) for paths in given.values() for path in paths}
    frames, found = validate_tables(given, shown)
    problems += [problem for problem in found if problem.file in wanted.values()]
    if problems:
        raise DataError(problems)
    rows = dict.fromkeys(wanted.values(), 0)
    for frame in frames.values():
        rows |= {name: count for name, count in frame[FILE].value_counts().iter_rows() if name in rows}
    return rows


def recognise_table(path: Path, data: Path) -> str | None:
    """Table of a file: by its place under data/, else by the header that shares most columns with a model."""
    if path.is_relative_to(data.resolve()):
        inside = path.relative_to(data.resolve())
        for name in (inside.with_suffix("").as_posix(), inside.parent.as_posix()):
            if name in INPUT_TABLES:
                return name
    try:
        with path.open(encoding="utf-8-sig", newline="", errors="replace") as file:
            header = set(next(csv.reader([file.readline(100_000)]), []))
    except (OSError, csv.Error):
        return None
    shared = {
        table: len(header & {c.name for c in describe_table(model)}) + (key_of(model)[0] in header)
        for table, model in INPUT_TABLES.items()
    }
    best = max(shared, key=lambda table: shared[table])
    return best if shared[best] >= 3 else None


def _unrecognised(path: Path, shown: str) -> Problem:
    if not path.is_file():
        return Problem(shown, None, None, "no such file", "a CSV file that exists")
    expected = (
        "the header of one of our tables; `civicspace template legislation` prints one (tables: " + ", ".join(INPUT_TABLES) + ")"
    )
    return Problem(shown, 1, None, None, expected)
