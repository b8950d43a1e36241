"""Validation across files and tables: ids, references, countries, verification, the as-of date."""

from __future__ import annotations

import pytest

from pipelines.building.problems import Problem
from tests.project_folder import Project

GEO_INCIDENTS = "data/incidents/GEO.csv"


def only_problem(project: Project) -> Problem:
    problems = project.problems()
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


def test_duplicate_id_in_one_file_is_told_for_both_rows(project: Project) -> None:
    project.append("incidents/GEO", record_id="GEO-I-0001")
    expected = "a value that no other row has"
    assert project.problems() == [Problem(GEO_INCIDENTS, row, "record_id", "GEO-I-0001", expected) for row in (2, 4)]


def test_duplicate_id_across_two_files_is_told_for_both(project: Project) -> None:
    project.append("sources/extra", source_id="GEO-S-0002")
    places = [(p.file, p.row, p.column, p.value) for p in project.problems()]
    assert places == [
        ("data/sources/GEO.csv", 3, "source_id", "GEO-S-0002"),
        ("data/sources/extra.csv", 2, "source_id", "GEO-S-0002"),
    ]


def test_value_that_a_second_coder_gives_twice(project: Project) -> None:
    project.append("second_coding", value=2)
    places = [(p.file, p.row) for p in project.problems()]
    assert ("data/second_coding.csv", 3) in places
    assert {file for file, _ in places} == {"data/second_coding.csv"}


REFERENCES = [
    ("second_coding", {"record_id": "GEO-L-0404"}, "record_id", "GEO-L-0404", ""),
    ("incidents/GEO", {"record_id": "GEO-I-0009", "source_ids": "GEO-S-0404"}, "source_ids", "GEO-S-0404", " of sources"),
    ("incidents/GEO", {"record_id": "GEO-I-0009", "legal_basis": "GEO-L-0404"}, "legal_basis", "GEO-L-0404", " of legislation"),
    ("incidents/GEO", {"record_id": "GEO-I-0009", "legal_basis": "GEO-F-0001"}, "legal_basis", "GEO-F-0001", " of legislation"),
    (
        "incidents/GEO",
        {"record_id": "GEO-I-0009", "organisation_ids": "GEO-O-0001;GEO-O-0404"},
        "organisation_ids",
        "GEO-O-0404",
        " of organisations",
    ),
    ("funding/GEO", {"record_id": "GEO-F-0009", "legal_basis": "GEO-L-0404"}, "legal_basis", "GEO-L-0404", " of legislation"),
    ("legislation/GEO", {"record_id": "GEO-L-0009", "amends": "GEO-L-0404"}, "amends", "GEO-L-0404", " of legislation"),
    ("responses/GEO", {"record_id": "GEO-R-0009", "answers": "GEO-I-0404"}, "answers", "GEO-I-0404", ""),
    ("responses/GEO", {"record_id": "GEO-R-0009", "answers": "GEO-S-0001"}, "answers", "GEO-S-0001", ""),
    ("coverage/leads/GEO", {"lead_id": "G-2", "record_ids": "GEO-L-0404"}, "record_ids", "GEO-L-0404", ""),
]


@pytest.mark.parametrize(("file", "cells", "column", "value", "of"), REFERENCES)
def test_dangling_reference(project: Project, file: str, cells: dict, column: str, value: str, of: str) -> None:
    project.append(file, **cells)
    row = len(project.rows(file)) + 1
    assert only_problem(project) == Problem(f"data/{file}.csv", row, column, value, "the id of an existing record" + of)


def test_every_dangling_id_of_a_cell_is_told(project: Project) -> None:
    project.change("incidents/GEO", source_ids="GEO-S-0403;GEO-S-0001;GEO-S-0404")
    assert [problem.value for problem in project.problems()] == ["GEO-S-0403", "GEO-S-0404"]


IDENTITIES = [
    (
        "id of another country than its file",
        "incidents/HUN",
        {"country_iso3": "GEO"},
        "record_id",
        "GEO-I-0009",
        "starts with HUN",
    ),
    ("letter of another table", "incidents/GEO", {"record_id": "GEO-L-0009"}, "record_id", "GEO-L-0009", "-I- in incidents"),
    (
        "letter of ratings for responses",
        "responses/GEO",
        {"record_id": "GEO-R8-0009"},
        "record_id",
        "GEO-R8-0009",
        "-R- in responses",
    ),
    ("country of another id", "incidents/GEO", {"country_iso3": "HUN"}, "country_iso3", "HUN", "GEO, as in the record's id"),
    ("country that is not ours", "incidents/GEO", {"country_iso3": "USA"}, "country_iso3", "USA", "data/countries.csv"),
    (
        "coverage of another country",
        "coverage/GEO",
        {"record_id": "HUN-V-0009", "country_iso3": "HUN"},
        "record_id",
        "HUN-V-0009",
        "GEO",
    ),
    ("source of another country", "sources/GEO", {"source_id": "HUN-S-0009"}, "source_id", "HUN-S-0009", "starts with GEO"),
    (
        "lead of a country that is not ours",
        "coverage/leads/GEO",
        {"lead_id": "G-2", "country_iso3": "USA"},
        "country_iso3",
        "USA",
        "GEO",
    ),
]


@pytest.mark.parametrize(
    ("case", "file", "cells", "column", "value", "expected"), IDENTITIES, ids=[case[0] for case in IDENTITIES]
)
def test_identity(project: Project, case: str, file: str, cells: dict, column: str, value: str, expected: str) -> None:
    defaults = {"record_id": "GEO-I-0009"} if file.startswith("incidents") else {}
    project.append(file, **(defaults | cells))
    problem = only_problem(project)
    assert (problem.file, problem.column, problem.value) == (f"data/{file}.csv", column, value), case
    assert problem.row == len(project.rows(file)) + 1
    assert expected in problem.expected or case.startswith("lead")


def test_id_of_a_country_that_is_not_ours_blames_the_id_and_not_the_country(project: Project) -> None:
    project.append("incidents/GEO", record_id="USA-I-0009", country_iso3="GEO")
    problems = project.problems()
    assert {(problem.row, problem.column, problem.value) for problem in problems} == {(4, "record_id", "USA-I-0009")}


def test_record_of_no_single_country_is_accepted(project: Project) -> None:
    project.append("responses/INT", record_id="INT-R-0001", country_iso3="INT")
    assert project.problems() == []


AS_OF = [
    ("incidents/GEO", {"record_id": "GEO-I-0009", "date": "2001-01-01"}, "date", "2001-01-01"),
    ("incidents/GEO", {"record_id": "GEO-I-0009", "date": "2001"}, "date", "2001"),
    ("funding/GEO", {"record_id": "GEO-F-0009", "start": "2001-01"}, "start", "2001-01"),
    (
        "legislation/GEO",
        {"record_id": "GEO-L-0009", "adopted": "2001-02-03"},
        "adopted",
        "2001-02-03",
    ),
    ("commitments/GEO", {"record_id": "GEO-C-0009", "date": "2001-01-01"}, "date", "2001-01-01"),
    ("fatf_r8/GEO", {"record_id": "GEO-R8-0009", "date": "2001-01"}, "date", "2001-01"),
    ("responses/GEO", {"record_id": "GEO-R-0009", "date": "2001-01-01"}, "date", "2001-01-01"),
]


@pytest.mark.parametrize(("file", "cells", "column", "value"), AS_OF)
def test_date_after_the_as_of_date(project: Project, file: str, cells: dict, column: str, value: str) -> None:
    project.append(file, **({"in_force_from": "2001-03-01"} if "adopted" in cells else {}), **cells)
    problem = only_problem(project)
    assert (problem.column, problem.value) == (column, value)
    assert problem.expected == "a date not after the as-of date 2000-12-31"


@pytest.mark.parametrize(("date", "precision"), [("2000-12-31", "day"), ("2000-12", "month"), ("2000", "year")])
def test_last_dates_before_the_as_of_date(project: Project, date: str, precision: str) -> None:
    project.append("incidents/GEO", record_id="GEO-I-0009", date=date, date_precision=precision)
    assert project.problems() == []


def test_date_of_a_wrong_form_is_not_called_late_as_well(project: Project) -> None:
    project.change("incidents/GEO", date="28.05.1999")
    problem = only_problem(project)
    assert (problem.column, problem.value) == ("date", "28.05.1999")
    assert "YYYY-MM-DD" in problem.expected


def test_two_sources_of_one_publisher_are_one_source(project: Project) -> None:
    project.append("sources/GEO", source_id="GEO-S-0003", url="https://example.org/four", publisher="Gazette")
    project.change("incidents/GEO", source_ids="GEO-S-0001;GEO-S-0003", verification="two_sources")
    assert only_problem(project) == Problem(
        GEO_INCIDENTS, 2, "verification", "two_sources", "one_source, or sources of two publishers"
    )


def test_two_sources_of_two_publishers(project: Project) -> None:
    project.change("incidents/GEO", source_ids="GEO-S-0001;GEO-S-0002", verification="two_sources")
    assert project.problems() == []


def test_state_media_alone_verify_nothing(project: Project) -> None:
    project.change("sources/GEO", row=1, publisher_kind="state_media")
    project.change("incidents/GEO", source_ids="GEO-S-0002")
    assert only_problem(project) == Problem(GEO_INCIDENTS, 2, "source_ids", "GEO-S-0002", "a source besides state media")


def test_state_media_beside_another_source(project: Project) -> None:
    project.change("sources/GEO", row=1, publisher_kind="state_media")
    project.change("incidents/GEO", source_ids="GEO-S-0001;GEO-S-0002")
    assert project.problems() == []


@pytest.mark.parametrize("file", ["funding/GEO", "release", "index/parameters", "countries"])
def test_missing_table_is_one_problem(project: Project, file: str) -> None:
    project.path(file).unlink()
    table = file.removesuffix("/GEO")
    expected = f"this file, or CSV files in data/{table}/"
    assert only_problem(project) == Problem(f"data/{table}.csv", None, None, None, expected)


@pytest.mark.parametrize("name", ["as_of_date", "first_month", "version", "title"])
def test_missing_setting_is_one_problem(project: Project, name: str) -> None:
    project.write("release", [row for row in project.rows("release") if row["name"] != name])
    problem = only_problem(project)
    assert problem.file == "data/release.csv"
    assert name in problem.expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("as_of_date", ""),
        ("as_of_date", "2000-12"),
        ("as_of_date", "2000-02-30"),
        ("as_of_date", "today"),
        ("first_month", "1999"),
        ("first_month", "soon"),
        ("first_month", "2001-01"),
        ("first_month", "1999-07"),
    ],
)
def test_wrong_setting_is_told_in_its_file_alone(project: Project, name: str, value: str) -> None:
    row = [row["name"] for row in project.rows("release")].index(name)
    project.change("release", row, value=value)
    problems = project.problems()
    assert {problem.file for problem in problems} == {"data/release.csv"}
    assert any(problem.column == "value" for problem in problems)


def test_unreadable_file_is_not_followed_by_complaints_about_what_refers_to_it(project: Project) -> None:
    content = project.path("sources/GEO").read_bytes()
    project.path("sources/GEO").write_bytes(b"\xef\xbb\xbf" + content)
    problem = only_problem(project)
    assert (problem.file, problem.value) == ("data/sources/GEO.csv", "a byte order mark (BOM)")


def test_folder_named_like_a_file(project: Project) -> None:
    project.path("legislation/ZZZ").mkdir()
    problem = only_problem(project)
    assert (problem.file, problem.expected) == ("data/legislation/ZZZ.csv", "a file that can be read")


def test_all_problems_of_all_files_at_once_and_sorted(project: Project) -> None:
    project.change("incidents/GEO", row=1, severity=9, type="arrest")
    project.change("incidents/GEO", row=0, date="1999-02-30")
    project.change("funding/GEO", source_ids="GEO-S-0404")
    project.path("benchmarks/GEO").write_text("record_id;value\n", encoding="utf-8")
    project.path("fatf_r8/GEO").write_bytes(project.path("fatf_r8/GEO").read_bytes() + "Закон".encode("cp1251"))
    project.append("coverage/GEO", record_id="MDA-V-0009")
    told = [(problem.file, problem.row, problem.column) for problem in project.problems()]
    expected = [
        ("data/benchmarks/GEO.csv", 1, None),
        ("data/coverage/GEO.csv", 5, "country_iso3"),
        ("data/coverage/GEO.csv", 5, "record_id"),
        ("data/fatf_r8/GEO.csv", 3, None),
        ("data/funding/GEO.csv", 2, "source_ids"),
        (GEO_INCIDENTS, 2, "date"),
        (GEO_INCIDENTS, 3, "severity"),
        (GEO_INCIDENTS, 3, "type"),
    ]
    assert set(expected) <= set(told)
    assert told == sorted(told, key=lambda place: (place[0], place[1] or 0, place[2] or ""))


ASSUMPTIONS = [
    ("index/parameters", 0, {"value": 0.5}, "value", "0.5", "a value within low and high, 0.02 to 0.12"),
    ("index/parameters", 0, {"low": 0.1}, "value", "0.06", "a value within low and high, 0.1 to 0.12"),
    ("index/structure", 1, {"parent": "whole"}, "parent", "whole", "another component: composite, law, funding, practice"),
    ("index/structure", 1, {"level": 4}, "level", "4", "a level below that of composite, which is 4"),
    ("index/structure", 1, {"direction": 0}, "direction", "0", "1 (more is more open) or -1"),
]


@pytest.mark.parametrize(("table", "row", "cells", "column", "value", "expected"), ASSUMPTIONS)
def test_assumption_that_no_index_can_be_made_from(
    project: Project, table: str, row: int, cells: dict, column: str, value: str, expected: str
) -> None:
    project.change(table, row, **cells)
    problem = next(problem for problem in project.problems() if problem.column == column)
    assert (problem.file, problem.row, problem.value) == (f"data/{table}.csv", row + 2, value)
    assert expected in problem.expected


def test_component_without_parts_and_parts_without_weight(project: Project) -> None:
    rows = project.rows("index/structure")
    lonely = rows[1] | {"code": "lonely", "level": "2"}
    project.write("index/structure", [{**row, "weight": "0"} if row["parent"] else row for row in rows] + [lonely])
    told = [(problem.column, problem.expected) for problem in project.problems()]
    assert ("code", "level 1, or a component that has this one as its parent") in told
    assert ("weight", "a weight above 0 for one of the components of composite") not in told  # lonely has a weight
    project.write("index/structure", [{**row, "weight": "0"} if row["parent"] else row for row in rows])
    told = {problem.expected for problem in project.problems()}
    assert "a weight above 0 for one of the components of composite" in told
