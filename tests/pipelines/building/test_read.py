"""Reading CSV files: each defect of a file gives one problem with its place and what would be right."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis.schemas.context import Organisations
from analysis.schemas.measures import Funding
from analysis.schemas.provenance import Sources
from analysis.schemas.registry import describe_table
from pipelines.building.problems import DataError, Problem
from pipelines.building.read import FILE, ROW, cast_columns, list_files, read_records
from tests.project_folder import make_row, to_csv

HEADER = "source_id,url,archive_url,publisher,publisher_kind,title,language,published_on,accessed_on\n"
GOOD = "GEO-S-0001,https://example.org/,,Gazette,official_text,A page,en,,\n"
SHOWN = "data/sources/GEO.csv"


def read_bytes(folder: Path, content: bytes) -> tuple[pl.DataFrame, list[Problem]]:
    path = folder / "GEO.csv"
    path.write_bytes(content)
    return read_records(path, Sources, SHOWN)


def one_problem(folder: Path, content: str | bytes) -> Problem:
    content = content.encode() if isinstance(content, str) else content
    _, problems = read_bytes(folder, content)
    assert len(problems) == 1, problems
    assert problems[0].file == SHOWN
    return problems[0]


def test_good_file_is_read_as_text_with_file_and_row(tmp_path: Path) -> None:
    frame, problems = read_bytes(tmp_path, (HEADER + GOOD + "\n" + GOOD.replace("0001", "0002")).encode())
    assert problems == []
    assert frame["source_id"].to_list() == ["GEO-S-0001", "GEO-S-0002"]
    assert frame[ROW].to_list() == [2, 4]  # the blank third line counts as a row, as an editor numbers it
    assert frame[FILE].to_list() == [SHOWN, SHOWN]
    assert frame["archive_url"].to_list() == [None, None]
    assert set(frame.drop(ROW).dtypes) == {pl.String}


def test_columns_in_another_order_are_put_right(tmp_path: Path) -> None:
    row = make_row("sources")
    frame, problems = read_bytes(tmp_path, to_csv([dict(reversed(row.items()))]).encode())
    assert problems == []
    assert frame["source_id"].item() == row["source_id"]
    assert frame.columns == [*row, FILE, ROW]


def test_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    frame, problems = read_bytes(tmp_path, (HEADER + GOOD).replace("\n", "\r\n").encode())
    assert problems == []
    assert frame.height == 1


@pytest.mark.parametrize(
    ("case", "body", "row", "expected"),
    [
        (
            "unclosed quote",
            GOOD + 'GEO-S-0002,https://example.org/,,"Gazette,official_text,A page,en,,\n' + GOOD,
            3,
            "well-formed",
        ),
        ("stray quote", GOOD + GOOD + 'GEO-S-0002,https://example.org/,,"Ga"zette,official_text,A,en,,\n', 4, "well-formed"),
        ("too few cells", GOOD + "GEO-S-0002,https://example.org/\n", 3, "9 cells, as in the header"),
        ("too many cells", GOOD.replace("\n", ",more\n"), 2, "9 cells, as in the header"),
    ],
)
def test_malformed_row(tmp_path: Path, case: str, body: str, row: int, expected: str) -> None:
    problem = one_problem(tmp_path, HEADER + body)
    assert (problem.row, expected in problem.expected) == (row, True), case
    assert problem.value


def test_rows_beside_a_bad_one_are_kept(tmp_path: Path) -> None:
    frame, problems = read_bytes(tmp_path, (HEADER + "GEO-S-0009\n" + GOOD + "a,b\n").encode())
    assert [problem.row for problem in problems] == [2, 4]
    assert [problem.value for problem in problems] == ["1 cells", "2 cells"]
    assert frame[ROW].to_list() == [3]


@pytest.mark.parametrize(
    ("case", "header", "column", "value", "expected"),
    [
        ("unknown column", HEADER.replace("\n", ",colour\n"), "colour", "colour", "no such column; columns are source_id"),
        ("missing column", HEADER.replace(",title", ""), "title", None, "missing from the header"),
        ("duplicate header", HEADER.replace("\n", ",title\n"), "title", "title", "each column once"),
        ("semicolons", HEADER.replace(",", ";"), None, HEADER.strip().replace(",", ";"), "commas between columns"),
        ("tabs", HEADER.replace(",", "\t"), None, HEADER.strip().replace(",", "\t"), "commas between columns"),
    ],
)
def test_wrong_header(tmp_path: Path, case: str, header: str, column: str, value: str, expected: str) -> None:
    problem = one_problem(tmp_path, header + GOOD)
    assert (problem.row, problem.column, problem.value) == (1, column, value), case
    assert expected in problem.expected


def test_all_defects_of_a_header_are_told_at_once(tmp_path: Path) -> None:
    _, problems = read_bytes(tmp_path, HEADER.replace(",title", ",Title").replace("\n", ",url\n").encode())
    assert {problem.column for problem in problems} == {"Title", "title", "url"}


def test_header_of_a_megabyte_gives_a_short_message_without_raw_control_characters(tmp_path: Path) -> None:
    problem = one_problem(tmp_path, HEADER.replace("\n", ",\x1b[31m" + "x" * 1_000_000 + "\n") + GOOD)
    assert "\x1b" not in str(problem)
    assert len(str(problem)) < 1_000


def test_wrong_encoding_is_found_in_its_row(tmp_path: Path) -> None:
    content = (HEADER + GOOD).encode() + GOOD.replace("Gazette", "Закон").encode("cp1251")
    problem = one_problem(tmp_path, content)
    assert (problem.row, problem.value) == (3, "byte 0xc7")
    assert "UTF-8" in problem.expected


def test_byte_order_mark(tmp_path: Path) -> None:
    problem = one_problem(tmp_path, b"\xef\xbb\xbf" + (HEADER + GOOD).encode())
    assert (problem.row, problem.value) == (1, "a byte order mark (BOM)")
    assert "without BOM" in problem.expected


@pytest.mark.parametrize("content", ["", "\n"])
def test_empty_file(tmp_path: Path, content: str) -> None:
    problem = one_problem(tmp_path, content)
    assert (problem.row, problem.value) == (1, "an empty file")
    assert HEADER.strip() in problem.expected


def test_header_alone_is_an_empty_table(tmp_path: Path) -> None:
    frame, problems = read_bytes(tmp_path, HEADER.encode())
    assert problems == []
    assert frame.height == 0


def test_missing_file(tmp_path: Path) -> None:
    frame, problems = read_records(tmp_path / "none.csv", Sources, SHOWN)
    assert [(p.file, p.row, p.expected) for p in problems] == [(SHOWN, None, "a file that can be read")]
    assert frame.height == 0


def test_folder_named_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "GEO.csv").mkdir()
    _, problems = read_records(tmp_path / "GEO.csv", Sources, SHOWN)
    assert [(p.file, p.expected) for p in problems] == [(SHOWN, "a file that can be read")]
    assert "directory" in (problems[0].value or "").lower()


def test_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "GEO.csv"
    with path.open("wb") as file:
        file.truncate(65 * 1024 * 1024)  # sparse: takes no space
    _, problems = read_records(path, Sources, SHOWN)
    assert [problem.value for problem in problems] == ["68,157,440 bytes"]


def test_files_of_a_table_are_one_file_or_a_sorted_folder(tmp_path: Path) -> None:
    for name in ("release.csv", "sources/MDA.csv", "sources/GEO.csv", "sources/notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [path.name for path in list_files(tmp_path, "release")] == ["release.csv"]
    assert [path.name for path in list_files(tmp_path, "sources")] == ["GEO.csv", "MDA.csv"]
    assert list_files(tmp_path, "funding") == []


@pytest.mark.parametrize(
    "value", ["many", "1,5", "1 000", "NaN", "nan", "inf", "-inf", "Infinity", "1e999", "0x10", "=1+1", "@1"]
)
def test_cell_that_is_no_finite_number(value: str) -> None:
    row = make_row("funding", amount=value) | {FILE: "data/funding/GEO.csv", ROW: 7}
    _, problems = cast_columns(pl.DataFrame([row]), [c for c in describe_table(Funding) if c.name == "amount"])
    assert problems == [Problem("data/funding/GEO.csv", 7, "amount", value, "a number of at least 0")]


@pytest.mark.parametrize("value", ["two", "2.5", "NaN", "2,0"])
def test_cell_that_is_no_whole_number(value: str) -> None:
    row = make_row("funding", severity=value) | {FILE: "data/funding/GEO.csv", ROW: 7}
    _, problems = cast_columns(pl.DataFrame([row]), [c for c in describe_table(Funding) if c.name == "severity"])
    assert problems == [Problem("data/funding/GEO.csv", 7, "severity", value, "a whole number 1 to 3")]


def test_numbers_get_their_types_and_text_stays_text() -> None:
    row = make_row("funding", amount="1000000.5", organisations_affected="3") | {FILE: "f", ROW: 2}
    typed, problems = cast_columns(pl.DataFrame([row]), describe_table(Funding))
    assert problems == []
    assert typed.select("amount", "severity", "start").row(0) == (1_000_000.5, 2, "1999-06-15")


def test_message_names_place_value_and_what_would_be_right() -> None:
    problem = Problem("data/funding/GEO.csv", 7, "amount", "many", "a number of at least 0")
    assert str(problem) == 'data/funding/GEO.csv, row 7, column amount: found "many"; expected a number of at least 0'


def test_message_spells_out_control_and_direction_characters() -> None:
    text = str(Problem("f.csv", 2, "note", "a\x1b[31m\u202eb\nc", "plain text"))
    assert text == 'f.csv, row 2, column note: found "a\\u001b[31m\\u202eb\\u000ac"; expected plain text'


def test_problems_are_sorted_and_told_once() -> None:
    found = [Problem("b.csv", 2, "x", str(k), "e") for k in range(40)] + [Problem("a.csv", None, None, None, "e")] * 2
    told = DataError(found[::-1]).problems
    assert told[0].file == "a.csv"
    assert [problem.value for problem in told[1:]] == sorted(str(k) for k in range(40))


def test_organisations_have_no_column_for_persons_or_addresses() -> None:
    names = {column.name for column in describe_table(Organisations)}
    assert not names & {"address", "person", "birth_date", "tax_number", "phone", "email"}
