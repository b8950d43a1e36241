"""Validate the tables under data/ against their models and against each other."""

from __future__ import annotations

import json
from pathlib import Path

import pandera.errors
import polars as pl

from analysis.schemas.fields import date_bounds
from analysis.schemas.records import Table
from analysis.schemas.registry import INPUT_TABLES, RECORD_LETTER, describe_table, key_of
from pipelines.problems import DataError, Problem
from pipelines.read import FILE, ROW, cast_columns, list_files, read_records

Tables = dict[str, pl.DataFrame]


def load_tables(data: Path) -> Tables:
    """Read and validate every table under `data`.

    Returns typed frames by dataset name, sorted by key. Raises DataError with every problem found.
    """
    frames: Tables = {}
    problems: list[Problem] = []
    for table, model in INPUT_TABLES.items():
        files = list_files(data, table)
        if not files:
            problems.append(Problem(f"data/{table}.csv", None, None, None, f"this file, or CSV files in data/{table}/"))
        shown = [f"data/{path.relative_to(data).as_posix()}" for path in files]
        frames[table], found = validate_files(files, shown, model)
        problems += found
    problems += check_references(frames)
    problems += check_conventions(frames)
    if problems:
        raise DataError(problems)
    return {table: frame.drop(FILE, ROW).sort(key_of(INPUT_TABLES[table])) for table, frame in frames.items()}


def validate_files(files: list[Path], shown: list[str], model: type[Table]) -> tuple[pl.DataFrame, list[Problem]]:
    """Read the files of one table and check them against its model."""
    parts = [read_records(path, model, name) for path, name in zip(files, shown, strict=True)]
    problems = [problem for _, found in parts for problem in found]
    columns = describe_table(model)
    empty = pl.DataFrame(schema={column.name: pl.String for column in columns} | {FILE: pl.String, ROW: pl.Int64})
    raw = pl.concat([empty, *(frame for frame, _ in parts)])
    typed, found = cast_columns(raw, columns)
    badly_typed = {(p.file, p.row, p.column) for p in found}
    problems += found
    problems += [p for p in _check_model(typed, model) if (p.file, p.row, p.column) not in badly_typed]
    return typed, problems


def _check_model(frame: pl.DataFrame, model: type[Table]) -> list[Problem]:
    try:
        model.validate(frame.drop(FILE, ROW), lazy=True)
    except pandera.errors.SchemaErrors as errors:
        columns = {column.name: column for column in describe_table(model)}
        places = frame.select(FILE, ROW).rows()
        problems = []
        for case in errors.failure_cases.iter_rows(named=True):
            file, row = places[case["index"]] if case["index"] is not None else (frame[FILE][0], None)
            name, value, expected = case["column"], case["failure_case"], case["check"]
            if name in columns:
                column = columns[name]
                if case["check"] == "not_nullable":
                    value, expected = "an empty cell", column.expected
                elif case["check"] == "field_uniqueness":
                    expected = "a value that no other row has"
                else:
                    expected = column.expected
            else:  # a check across columns: "column|what would be right"
                name, _, expected = expected.partition("|")
                value = json.loads(value).get(name) if value else None
            problems.append(Problem(file, row, name, None if value is None else str(value), expected))
        return problems
    return []


def check_references(frames: Tables) -> list[Problem]:
    """Every id that a record names must exist in the table it points to."""
    ids = {table: set(frame[key_of(INPUT_TABLES[table])[0]].drop_nulls()) for table, frame in frames.items()}
    ids["*"] = set().union(*(ids[table] for table in RECORD_LETTER if table not in ("sources", "coverage")))
    problems = []
    for table, frame in frames.items():
        for column in describe_table(INPUT_TABLES[table]):
            if column.references is None:
                continue
            for file, row, value in frame.select(FILE, ROW, column.name).drop_nulls().iter_rows():
                missing = [one for one in value.split(";") if one not in ids[column.references]]
                problems += [
                    Problem(
                        file,
                        row,
                        column.name,
                        one,
                        "the id of an existing record" + ("" if column.references == "*" else f" of {column.references}"),
                    )
                    for one in missing
                ]
    return problems


def check_conventions(frames: Tables) -> list[Problem]:
    """Rules that join columns and tables: ids, countries, verification, the as-of date."""
    problems: list[Problem] = []
    countries = set(frames["countries"]["country_iso3"]) | {"INT"}
    publishers = dict(frames["sources"].select("source_id", pl.struct("publisher", "publisher_kind")).iter_rows())
    as_of = dict(frames["release"].select("name", "value").iter_rows()).get("as_of_date", "")
    if date_bounds(as_of) is None or len(as_of) != 10:
        problems.append(Problem("data/release.csv", None, "value", as_of, "a row as_of_date with a day, YYYY-MM-DD"))
    for table, letter in RECORD_LETTER.items():
        for row in frames[table].iter_rows(named=True):
            problems += _check_identity(row, table, letter, countries)
            if "verification" in row:
                problems += _check_verification(row, publishers)
            for name in ("date", "adopted", "start"):
                if (row.get(name) or "") > as_of:
                    problems.append(Problem(row[FILE], row[ROW], name, row[name], f"a date not after the as-of date {as_of}"))
    return problems


def _check_identity(row: dict, table: str, letter: str, countries: set[str]) -> list[Problem]:
    key = row.get("record_id") or row.get("source_id") or ""
    country, stem = key[:3], Path(row[FILE]).stem
    problems = []
    if key and f"-{letter}-" not in key:
        problems.append(Problem(row[FILE], row[ROW], "record_id", key, f"an id with -{letter}- in {table}"))
    if row.get("country_iso3") not in (*countries, None) or (key and country not in countries):
        problems.append(
            Problem(
                row[FILE], row[ROW], "country_iso3", row.get("country_iso3", country), "a country of data/countries.csv, or INT"
            )
        )
    elif row.get("country_iso3", country) != country:
        problems.append(Problem(row[FILE], row[ROW], "country_iso3", row["country_iso3"], f"{country}, as in the record's id"))
    if len(stem) == 3 and stem.isupper() and key and stem != country:
        problems.append(Problem(row[FILE], row[ROW], "record_id", key, f"an id that starts with {stem}, as the file does"))
    return problems


def _check_verification(row: dict, publishers: dict[str, dict]) -> list[Problem]:
    sources = [publishers[one] for one in (row["source_ids"] or "").split(";") if one in publishers]
    problems = []
    if sources and all(source["publisher_kind"] == "state_media" for source in sources):
        problems.append(Problem(row[FILE], row[ROW], "source_ids", row["source_ids"], "a source besides state media"))
    if row["verification"] == "two_sources" and len({source["publisher"] for source in sources}) < 2:
        problems.append(Problem(row[FILE], row[ROW], "verification", "two_sources", "one_source, or sources of two publishers"))
    return problems
