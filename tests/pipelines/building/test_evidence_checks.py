"""Rules of the evidence for the level: each passes what is right and names what is wrong."""

from __future__ import annotations

import pytest

from pipelines.building.evidence_checks import CHECKS
from tests.project_folder import Project


def spells(project: Project, *rows: tuple[str, str | None]) -> list[str]:
    for number, (start, end) in enumerate(rows, start=1):
        cells = {"start": start, "end": end}
        if number == 1:
            project.path("regimes/GEO").unlink()
        project.append("regimes/GEO", record_id=f"GEO-G-000{number}", **cells)
    return [f"{problem.column}: {problem.expected}" for problem in project.problems()]


@pytest.mark.parametrize(
    "rows",
    [
        [("1991", None)],
        [("1991", "1995-05-31"), ("1995-06-01", None)],
        [("1991", "1995"), ("1995", None)],
        [("1991", "1995-05"), ("1995-06", None)],
        [("1991", "1995"), ("1996-01-01", None)],
    ],
)
def test_spells_that_follow_one_another(project: Project, rows: list) -> None:
    assert spells(project, *rows) == []


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("1993", None)], "start: 1991, where spells of registration begin"),
        ([("1991", None), ("1995", None)], "end: an end, the day before the next spell"),
        ([("1991", "1995-05-31"), ("1995-07-01", None)], "start: the day after 1995-05-31"),
        ([("1991", "1995-05-31"), ("1994-07-01", None)], "start: the day after 1995-05-31"),
    ],
)
def test_gaps_and_overlaps_are_named(project: Project, rows: list, told: str) -> None:
    [problem] = spells(project, *rows)
    assert problem.startswith(told)


def test_a_level_belongs_to_the_country_of_its_report(project: Project) -> None:
    project.append("assessments/MDA", record_id="MDA-A-0001", report_id="GEO-P-0001", item="media")
    assert [problem.expected for problem in project.problems()] == ["GEO, as the report GEO-P-0001 is about"]


def test_every_check_has_an_id_and_says_what_it_holds() -> None:
    assert all(name == name.lower() and (check.__doc__ or "").strip() for name, check in CHECKS.items())
