"""Validate the tables under data/ against their models and against each other."""

from __future__ import annotations

import json
from pathlib import Path

import pandera.errors
import polars as pl

from analysis.schemas.records import Table, agree
from analysis.schemas.registry import INPUT_TABLES, Column, describe_table, key_of
from pipelines.building.conventions import Tables, check_conventions
from pipelines.building.evidence_checks import check_evidence
from pipelines.building.problems import DataError, Problem
from pipelines.building.read import FILE, ROW, cast_columns, list_files, read_records


def load_tables(data: Path) -> Tables:
    """Read and validate every table under `data`.

    Returns typed frames by dataset name, sorted by key. Raises DataError with every problem found.
    """
    files = {table: list_files(data, table) for table in INPUT_TABLES}
    shown = {path: f"data/{path.relative_to(data).as_posix()}" for paths in files.values() for path in paths}
    frames, problems = validate_tables(files, shown)
    if problems:
        raise DataError(problems)
    return {table: frame.drop(FILE, ROW).sort(key_of(INPUT_TABLES[table])) for table, frame in frames.items()}


def validate_tables(files: dict[str, list[Path]], shown: dict[Path, str]) -> tuple[Tables, list[Problem]]:
    """Read the files of all tables, check each against its model and all against each other."""
    frames, problems, broken = read_tables(files, shown)
    return frames, problems + check_conventions(frames, broken) + check_evidence(frames, broken)


def read_tables(files: dict[str, list[Path]], shown: dict[Path, str]) -> tuple[Tables, list[Problem], set[str]]:
    """Read the files of all tables and check each against its model; also tell which could not be read whole."""
    frames: Tables = {}
    problems: list[Problem] = []
    broken: set[str] = set()
    for table, model in INPUT_TABLES.items():
        if not files[table]:
            broken.add(table)
            problems.append(Problem(f"data/{table}.csv", None, None, None, f"this file, or CSV files in data/{table}/"))
        frames[table], found = validate_files(files[table], [shown[path] for path in files[table]], model)
        if any(problem.row in (None, 1) or problem.column is None for problem in found):
            broken.add(table)
        problems += found
    return frames, problems, broken


def validate_files(files: list[Path], shown: list[str], model: type[Table]) -> tuple[pl.DataFrame, list[Problem]]:
    """Read the files of one table and check them against its model."""
    parts = [read_records(path, model, name) for path, name in zip(files, shown, strict=True)]
    problems = [problem for _, found in parts for problem in found]
    columns = describe_table(model)
    empty = pl.DataFrame(schema={column.name: pl.String for column in columns} | {FILE: pl.String, ROW: pl.Int64})
    typed, found = validate_frame(pl.concat([empty, *(frame for frame, _ in parts)]), model)
    return typed, problems + found


def validate_frame(raw: pl.DataFrame, model: type[Table]) -> tuple[pl.DataFrame, list[Problem]]:
    """Give a frame of text cells (with `__file` and `__row`) its types and check it against its model."""
    columns = describe_table(model)
    typed, found = cast_columns(raw, columns)
    badly_typed = {(p.file, p.row, p.column) for p in found}
    problems = found + _check_model(typed, model, badly_typed) + _check_precisions(typed, columns)
    wrong = {(p.file, p.row, p.column) for p in problems}
    dates = {column.name: column.precision_of for column in columns if column.precision_of}
    # A wrong date is told once, not again for its precision.
    return typed, [p for p in problems if p.column not in dates or (p.file, p.row, dates[p.column]) not in wrong]


def _check_precisions(frame: pl.DataFrame, columns: list[Column]) -> list[Problem]:
    """Every precision column says how exactly its date is written."""
    problems = []
    for column in columns:
        if column.precision_of is None:
            continue
        wrong = frame.filter(~agree(column.precision_of, column.name))
        expected = f"day, month or year, as {column.precision_of} is written"
        places = wrong.select(FILE, ROW, column.name).rows()
        problems += [Problem(file, row, column.name, value, expected) for file, row, value in places]
    return problems


def _check_model(frame: pl.DataFrame, model: type[Table], badly_typed: set[tuple]) -> list[Problem]:
    """Problems of typed rows; cells that had no fitting type, and rules across their row, are not judged again."""
    try:
        model.validate(frame.drop(FILE, ROW), lazy=True)
    except pandera.errors.SchemaErrors as errors:
        columns = {column.name: column for column in describe_table(model)}
        bad_rows = {(file, row) for file, row, _ in badly_typed}
        places = frame.select(FILE, ROW).rows()
        problems = []
        for case in errors.failure_cases.iter_rows(named=True):
            file, row = places[case["index"]] if case["index"] is not None else (frame[FILE][0], None)
            problem = _tell(case, file, row, columns)
            across = case["column"] not in columns
            if (file, row) not in bad_rows if across else (file, row, problem.column) not in badly_typed:
                problems.append(problem)
        return problems
    return []


def _tell(case: dict, file: str, row: int | None, columns: dict[str, Column]) -> Problem:
    """One failure case of Pandera as a problem."""
    name, value, check = case["column"], case["failure_case"], case["check"]
    if check == "multiple_fields_uniqueness":
        return Problem(file, row, None, None, "one row only for the same record, coder and variable")
    if name not in columns:  # a check across columns: "column|what would be right"
        name, _, expected = check.partition("|")
        value = json.loads(value).get(name) if value else None
        return Problem(file, row, name, None if value is None else str(value), expected)
    if check == "not_nullable":
        return Problem(file, row, name, "an empty cell", columns[name].expected)
    expected = "a value that no other row has" if check == "field_uniqueness" else columns[name].expected
    return Problem(file, row, name, None if value is None else str(value), expected)
