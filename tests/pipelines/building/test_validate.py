"""Validation of single cells and rows: one problem per defect, with row, column, value and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.schemas.registry import INPUT_TABLES, describe_table, key_of
from pipelines.building.generate import write_template
from pipelines.building.problems import DataError, Problem
from pipelines.building.validate import validate_files
from tests.project_folder import Project, make_row, to_csv

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x.org")']
# Escape, NUL, delete, next line, line separator, zero width space, right-to-left override and isolate, marks, BOM.
HIDDEN = ["\x1b", "\x00", "\x7f", "\x85", "\u2028", "\u200b", "\u202e", "\u2066", "\u200f", "\ufeff"]


def check_row(folder: Path, table: str, **cells: object) -> list[Problem]:
    """Problems of a file of one table that holds a default row and then one with these cells."""
    key = key_of(INPUT_TABLES[table])[0]
    good = make_row(table)
    return check_rows(folder, table, [good, make_row(table, **({key: good[key][:-1] + "2"} | cells))])


def check_rows(folder: Path, table: str, rows: list[dict[str, str]]) -> list[Problem]:
    path = folder / "GEO.csv"
    path.write_text(to_csv(rows), encoding="utf-8", newline="")
    return DataError(validate_files([path], ["GEO.csv"], INPUT_TABLES[table])[1]).problems


def one_problem(folder: Path, table: str, **cells: object) -> Problem:
    problems = check_row(folder, table, **cells)
    assert len(problems) == 1, problems
    assert (problems[0].file, problems[0].row) == ("GEO.csv", 3)
    return problems[0]


@pytest.mark.parametrize("table", list(INPUT_TABLES))
def test_default_rows_are_valid(tmp_path: Path, table: str) -> None:
    assert check_rows(tmp_path, table, [make_row(table)]) == []


CELLS = [
    ("impossible day", "incidents", "date", "1999-02-30", "a real date"),
    ("no leap year", "incidents", "date", "1999-02-29", "a real date"),
    ("impossible month", "legislation", "in_force_from", "1999-13-01", "a real date"),
    ("dotted date", "incidents", "date", "28.05.1999", "YYYY-MM-DD"),
    ("year out of reach", "funding", "start", "0999-01-01", "between 1900 and 2099"),
    ("date with a time", "sources", "accessed_on", "1999-05-28T10:00", "YYYY-MM-DD"),
    ("not a term", "incidents", "type", "arrest", "one of: arrest_detention"),
    ("term in capitals", "incidents", "status", "Active", "one of: active"),
    ("not a right", "legislation", "rights", "ICCPR22;ICCPR99", "joined by ';'"),
    ("rights by commas", "legislation", "rights", "ICCPR22,ICCPR21", "joined by ';'"),
    ("above the ordinal", "incidents", "severity", "5", "a whole number 1 to 4"),
    ("below the ordinal", "incidents", "severity", "0", "a whole number 1 to 4"),
    ("scope of nobody", "legislation", "scope", "0", "a whole number 1 to 3"),
    ("flag of two", "legislation", "entry", "2", "1 (yes) or 0 (no)"),
    ("text for a number", "incidents", "persons_affected", "several", "a number of at least 0"),
    ("text for an ordinal", "legislation", "stigma", "high", "a whole number 0 to 3"),
    ("not a number", "incidents", "persons_affected", "NaN", "a number of at least 0"),
    ("infinite", "benchmarks", "value", "inf", "a number of at least -1000"),
    ("minus infinite", "benchmarks", "value", "-inf", "a number of at least -1000"),
    ("negative count", "incidents", "organisations_affected", "-1", "a number of at least 0"),
    ("share above all", "legislation", "funding_threshold_pct", "101", "a number from 0 to 100"),
    ("half a year", "benchmarks", "year", "1999.5", "a number from 1972 to 2030"),
    ("id of another form", "incidents", "record_id", "GEO-I-12", "an id like GEO-L-0007"),
    ("id in small letters", "sources", "source_id", "geo-s-0002", "an id like GEO-S-0012"),
    ("ids by comma", "incidents", "source_ids", "GEO-S-0001,GEO-S-0002", "joined by ';'"),
    ("ids with a blank", "incidents", "source_ids", "GEO-S-0001; GEO-S-0002", "joined by ';'"),
    ("ids with a loose end", "incidents", "source_ids", "GEO-S-0001;", "joined by ';'"),
    ("address without scheme", "sources", "url", "example.org/page", "starting with http:// or https://"),
    ("script for an address", "sources", "url", "javascript:alert(1)", "starting with http:// or https://"),
    ("language in words", "sources", "language", "english", "two small letters"),
    ("leading blank", "incidents", "title_en", " An incident", "does not start with = + - @ or a space"),
    ("two lines", "incidents", "note", "one\ntwo", "one line of text"),
    ("too long", "incidents", "title_en", "x" * 301, "at most 300 characters"),
]


@pytest.mark.parametrize(("case", "table", "column", "value", "expected"), CELLS, ids=[cell[0] for cell in CELLS])
def test_bad_cell(tmp_path: Path, case: str, table: str, column: str, value: str, expected: str) -> None:
    problem = one_problem(tmp_path, table, **{column: value})
    assert problem.column == column, case
    # a number may be told as it was read: -1 as -1.0
    assert problem.value == value or float(problem.value or "nan") == float(value)
    assert expected in problem.expected


@pytest.mark.parametrize("value", FORMULAS)
@pytest.mark.parametrize("column", ["title_en", "note", "act_reference"])
def test_cell_that_a_spreadsheet_would_run(tmp_path: Path, column: str, value: str) -> None:
    problem = one_problem(tmp_path, "legislation", **{column: value})
    assert (problem.column, problem.value) == (column, value)
    assert "does not start with = + - @" in problem.expected


@pytest.mark.parametrize("place", ["{}first", "with{}in", "last{}"])
@pytest.mark.parametrize("character", HIDDEN, ids=ascii)
def test_hidden_character_in_text(tmp_path: Path, character: str, place: str) -> None:
    problem = one_problem(tmp_path, "incidents", title_en=place.format(character))
    assert (problem.column, problem.value) == ("title_en", place.format(character))
    assert "no control characters" in problem.expected
    assert str(problem).isprintable()


@pytest.mark.parametrize("character", ["\x1b", "\u202e", "\u200b"], ids=ascii)
def test_hidden_character_in_an_address(tmp_path: Path, character: str) -> None:
    problem = one_problem(tmp_path, "sources", url=f"https://example.org/{character}gro.live")
    assert problem.column == "url"
    assert str(problem).isprintable()


def test_ten_megabytes_in_a_cell_give_a_short_message(tmp_path: Path) -> None:
    problem = one_problem(tmp_path, "incidents", note="x" * 10_000_000)
    assert "(10,000,000 characters)" in str(problem)
    assert len(str(problem)) < 400


REQUIRED = [
    (table, c.name)
    for table in ("incidents", "legislation", "sources")
    for c in describe_table(INPUT_TABLES[table])
    if not c.nullable
]


@pytest.mark.parametrize(("table", "column"), REQUIRED)
def test_empty_cell_of_a_required_column(tmp_path: Path, table: str, column: str) -> None:
    problems = [p for p in check_row(tmp_path, table, **{column: ""}) if p.column == column]
    assert (3, "an empty cell") in [(p.row, p.value) for p in problems]
    assert all(problem.expected for problem in problems)


ROWS = [
    ("day for a month", "incidents", {"date": "1999-05", "date_precision": "day"}, "date_precision", "day", "as date is written"),
    ("year for a day", "legislation", {"in_force_from_precision": "year"}, "in_force_from_precision", "year", "as in_force_from"),
    ("precision without date", "funding", {"end_precision": "day"}, "end_precision", "day", "as end is written"),
    ("date without precision", "funding", {"end": "1999-07", "end_precision": ""}, "end_precision", None, "as end is written"),
    (
        "end before start",
        "incidents",
        {"end_date": "1999-09-19"},
        "end_date",
        "1999-09-19",
        "on or after date",
    ),
    ("end year before start", "funding", {"end": "1998"}, "end", "1998", "on or after start"),
    (
        "out of force before in force",
        "legislation",
        {"in_force_to": "1999-02", "end_reason": "repealed"},
        "in_force_to",
        "1999-02",
        "on or after in_force_from",
    ),
    (
        "end without reason",
        "legislation",
        {"in_force_to": "1999-04"},
        "end_reason",
        None,
        "a reason when in_force_to is given",
    ),
    ("reason without end", "legislation", {"end_reason": "repealed"}, "end_reason", "repealed", "none without it"),
    ("act without a date", "legislation", {"in_force_from": "", "in_force_from_precision": ""}, "adopted", None, "at least one"),
    ("fine without currency", "legislation", {"max_fine": "100"}, "currency", None, "the currency of max_fine"),
    ("currency without amount", "funding", {"currency": "USD"}, "currency", "USD", "the currency of amount"),
    ("figure off its scale", "benchmarks", {"value": "101"}, "value", "101.0", "between scale_low and scale_high"),
    ("edition before the year", "benchmarks", {"edition": "1998"}, "edition", "1998", "the year covered or a later one"),
    ("searched backwards", "coverage", {"period_to": "1998"}, "period_to", "1998", "the first year searched or a later one"),
    ("found without searching", "coverage", {"depth": "0"}, "depth", "0", "0 exactly when"),
    ("recorded nowhere", "coverage/leads", {"record_ids": ""}, "record_ids", None, "the records that carry the lead"),
    (
        "dropped without reason",
        "coverage/leads",
        {"outcome": "not_recorded", "record_ids": ""},
        "reason",
        None,
        "because the lead is not_recorded",
    ),
]


@pytest.mark.parametrize(("case", "table", "cells", "column", "value", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_cells_that_contradict_each_other(
    tmp_path: Path, case: str, table: str, cells: dict, column: str, value: str | None, expected: str
) -> None:
    problem = one_problem(tmp_path, table, **cells)
    assert (problem.column, problem.value) == (column, value), case
    assert expected in problem.expected


def test_end_in_the_same_year_as_the_start_is_no_contradiction(tmp_path: Path) -> None:
    assert check_row(tmp_path, "incidents", end_date="1999") == []


def test_bad_number_brings_no_second_problem_about_its_currency(tmp_path: Path) -> None:
    problem = one_problem(tmp_path, "funding", amount="many", currency="USD")
    assert (problem.column, problem.value) == ("amount", "many")


@pytest.mark.parametrize("table", list(INPUT_TABLES))
def test_template_row_is_valid(tmp_path: Path, table: str) -> None:
    """The example row that contributors start from keeps every rule of its own table."""
    path = tmp_path / "template.csv"
    path.write_text(write_template(describe_table(INPUT_TABLES[table])), encoding="utf-8")
    assert validate_files([path], ["template.csv"], INPUT_TABLES[table])[1] == []


def test_tiny_project_is_valid(project: Project) -> None:
    assert project.problems() == []
    tables = project.load()
    assert list(tables) == list(INPUT_TABLES)
    assert tables["incidents"]["record_id"].to_list() == ["GEO-I-0001", "GEO-I-0002"]
