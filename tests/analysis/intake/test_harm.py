"""Do no harm: what the check stops, and what it lets through."""

from __future__ import annotations

import pytest

from analysis.intake.harm import find_harm
from tests.project_folder import Project


def found(text: str, **cells: object) -> list[str]:
    row = {"title_en": text, "person_publication": "not_named", "persons_affected": 1} | cells
    return [words for _, words, _ in find_harm(row)]


@pytest.mark.parametrize(
    "text",
    [
        "Activist born in 1980 detained",
        "Head of a foundation, INN 7701234567, listed",
        "Passport number of the editor printed",
        "Letters to someone@example.org read",
        "Calls to +7 701 123 45 67 recorded",
        "Searched at ul. Lenina 5",
        "Student aged 19 held",
        "A 34-year-old blogger held",
        "Pregnant reporter held",
        "Blogger Ivan Ivanov held",
        "Ivan Ivanov of a Foundation held",
        "Blogger Aigul B. Karimova held",
    ],
)
def test_text_that_could_harm_is_found(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chair of Viasna sentenced to ten years",
        "Adil Soz counts 48 journalists held",
        "At least 300 held in Minsk on 25 March 2017",
        "International Memorial liquidated",
        "Andrei Sakharov Foundation declared undesirable",
        "Fine of 1,200,000 roubles; register of 2012",
    ],
)
def test_roles_counts_and_organisations_pass(text: str) -> None:
    assert found(text) == []


def test_public_figures_may_be_named_and_large_groups_described() -> None:
    assert found("Blogger Ivan Ivanov held", person_publication="named_public_figure") == []
    assert found("Twelve students aged 19 held", persons_affected=12) == []
    assert found("Four students aged 19 held", persons_affected=4) == ["aged 19"]
    assert found("Students aged 19 held", persons_affected=None) == ["aged 19"]


def test_check_names_file_row_column_and_words(project: Project) -> None:
    project.change("incidents/GEO", note="Daughter of Ivan Ivanov")
    (problem,) = project.problems()
    assert (problem.file, problem.row, problem.column, problem.value) == ("data/incidents/GEO.csv", 2, "note", "Ivan Ivanov")
