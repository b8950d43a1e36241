"""A contributor's file is read as spreadsheets leave it, everything wrong is told at once, and nothing is written."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import openpyxl
import pytest

from analysis.schemas.registry import INPUT_TABLES
from pipelines import cli
from pipelines.records.check import Checked, check_paths
from pipelines.records.workbook import write_workbook
from tests.pipelines.records.handed_in import contribution, grid, incident, write_csv, write_xlsx
from tests.project_folder import Project


@pytest.fixture
def inbox(tmp_path_factory: pytest.TempPathFactory, project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project.root)
    return tmp_path_factory.mktemp("inbox")


def check(project: Project, *paths: Path, order: str | None = None) -> Checked:
    return check_paths(project.root, list(paths), order)


def told(checked: Checked) -> list[tuple[int | None, str | None]]:
    return [(p.row, p.column) for p in checked.problems]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_way_to_save_csv(project: Project, inbox: Path, separator: str, end: str, encoding: str) -> None:
    path = write_csv(inbox / "mine.csv", [incident(note="Two; and, more\t“quoted” об")], separator, end, encoding)
    checked = check(project, path)
    assert checked.problems == []
    [row] = checked.filled.new
    assert row.number == 2
    assert (row.cells["record_id"], row.cells["status"], row.cells["date_precision"]) == ("GEO-I-0003", "active", "day")
    assert row.cells["note"] == "Two; and, more “quoted” об"


def test_excels_separator_hint_is_no_row(project: Project, inbox: Path) -> None:
    path = write_csv(inbox / "mine.csv", [incident(severity="9")], ";")
    path.write_text("sep=;\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert told(check(project, path)) == [(2, "severity")]


def test_row_is_that_of_the_spreadsheet(project: Project, inbox: Path) -> None:
    """A cell of two lines is one row, an empty row counts."""
    path = write_csv(inbox / "mine.csv", [incident(note="one\ntwo"), incident(severity="9", title_en="Another thing")])
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join([lines[0], "", *lines[1:]]), encoding="utf-8")
    assert told(check(project, path)) == [(4, "severity")]


def test_all_problems_at_once_each_in_its_row(project: Project, inbox: Path) -> None:
    rows = [
        incident(severity="9", type="robbery"),
        incident(date="31.02.2000", title_en="=1+1"),
        incident(source_ids="GEO-S-0099"),
    ]
    found = told(check(project, write_csv(inbox / "mine.csv", rows)))
    assert found == [(2, "severity"), (2, "type"), (3, "date"), (3, "title_en"), (4, "source_ids")]


def test_missing_and_unknown_columns(project: Project, inbox: Path) -> None:
    row = incident()
    del row["severity"]
    checked = check(project, write_csv(inbox / "mine.csv", [row | {"severty": "3"}]))
    assert told(checked) == [(1, "severity"), (1, "severty")]
    assert "did you mean severity?" in checked.problems[1].expected
    assert "a whole number 1 to 4" in checked.problems[0].expected


def test_workbook_as_people_leave_it(project: Project, inbox: Path) -> None:
    """A title above, a merged country, real dates, numbers with decimals, a month shown as month, a second header."""
    first = incident(date="x", severity="2")
    rows = [[*grid([first])[1]] for _ in range(4)]
    head = list(first)
    dates = [dt.datetime(2000, 3, 14), dt.date(2000, 4, 15), dt.datetime(2000, 6, 1), "17 May 2000"]
    for number, (row, date) in enumerate(zip(rows, dates, strict=True)):
        row[head.index("date")] = date
        row[head.index("severity")] = 2.0
        row[head.index("title_en")] = f"Event {['one', 'two', 'three', 'four'][number]}"
        row[head.index("country_iso3")] = "Georgia" if number == 0 else None
    rows.insert(2, head)
    column = openpyxl.utils.get_column_letter(head.index("country_iso3") + 1)
    sheets = {"Events": [["Events of spring"], head, *rows]}
    path = write_xlsx(inbox / "mine.xlsx", sheets, {"Events": ["A1:D1", f"{column}3:{column}4"]})
    book = openpyxl.load_workbook(path)
    book["Events"].cell(6, head.index("date") + 1).number_format = "mmm yyyy"
    book["Events"].cell(6, head.index("country_iso3") + 1).value = "GEO"
    book["Events"].cell(7, head.index("country_iso3") + 1).value = "geo"
    book.save(path)
    checked = check(project, path)
    assert checked.problems == []
    cells = [
        (row.number, row.cells["date"], row.cells["date_precision"], row.cells["country_iso3"]) for row in checked.filled.new
    ]
    assert cells == [
        (3, "2000-03-14", "day", "GEO"),
        (4, "2000-04-15", "day", "GEO"),
        (6, "2000-06", "month", "GEO"),
        (7, "2000-05-17", "day", "GEO"),
    ]


def test_formula_is_explained(project: Project, inbox: Path) -> None:
    path = write_xlsx(inbox / "mine.xlsx", {"incidents": grid([incident(note='=HYPERLINK("http://x")')])})
    [problem] = check(project, path).problems
    assert (problem.row, problem.value) == (2, "a formula")
    assert "paste it as values" in problem.expected


def test_new_sources_by_placeholder_and_by_address(project: Project, inbox: Path) -> None:
    source = contribution("sources", source_id="new-1", url="https://example.org/new")
    rows = [
        incident(source_ids="NEW-1; GEO-S-0001"),
        incident(source_ids="http://www.example.org/two/", title_en="Known by its address", date="2000-05"),
    ]
    path = write_xlsx(inbox / "mine.xlsx", {"incidents": grid(rows), "sources": grid([source])})
    checked = check(project, path)
    assert checked.problems == []
    assert {row.cells.get("source_ids") or row.cells["source_id"] for row in checked.filled.new} == {
        "GEO-S-0003",
        "GEO-S-0003;GEO-S-0001",
        "GEO-S-0002",
    }


def test_source_that_nobody_cites_has_no_country(project: Project, inbox: Path) -> None:
    path = write_csv(inbox / "sources.csv", [contribution("sources", url="https://example.org/new")])
    [problem] = check(project, path).problems
    assert "a record in these files that cites the source" in problem.expected


def test_near_duplicate_is_a_warning(project: Project, inbox: Path, capsys: pytest.CaptureFixture) -> None:
    project.change("incidents/GEO", title_en="Police search the office of a rights group")
    path = write_csv(inbox / "mine.csv", [incident(title_en="Office of rights group searched by police", date="1999-09-22")])
    assert cli.main(["check", str(path)]) == 0
    err = capsys.readouterr().err
    assert (
        'row 2, column title_en: may be the same as GEO-I-0001, "Police search the office of a rights group" (1999-09-20)' in err
    )


@pytest.mark.parametrize(
    "changes", [{"date": "2000-09-22"}, {"country_iso3": "MDA", "source_ids": "MDA-S-0001"}, {"title_en": "A newspaper fined"}]
)
def test_what_differs_in_date_country_or_title_is_no_duplicate(project: Project, inbox: Path, changes: dict) -> None:
    project.change("incidents/GEO", title_en="Police search the office of a rights group")
    row = incident(**({"title_en": "Office of rights group searched by police", "date": "1999-09-22"} | changes))
    assert not [n for n in check(project, write_csv(inbox / "mine.csv", [row])).notices if n.level == "warning"]


def test_existing_record_is_recognised_and_its_revision_told(project: Project, inbox: Path) -> None:
    path = write_csv(inbox / "mine.csv", [{"record_id": "GEO-I-0001", "severity": "2", "note": ""}])
    checked = check(project, path)
    assert (checked.problems, checked.filled.new, [key for _, key in checked.filled.known]) == ([], [], ["GEO-I-0001"])
    path = write_csv(inbox / "mine.csv", [{"record_id": "geo-i-0001", "severity": "3", "note": ""}])
    checked = check(project, path)
    assert checked.problems == []
    assert [n.text for n in checked.notices] == ["revises GEO-I-0001: severity"]


def test_id_of_another_record_is_refused(project: Project, inbox: Path) -> None:
    row = incident(
        record_id="GEO-I-0001", status="active", perpetrator="courts_prosecution", target="media", severity="3", rung="1"
    )
    row |= {"persons_affected": "3", "opacity": "1", "impunity": "1", "in_custody": "1", "sentence_months": "12"}
    [problem] = check(project, write_csv(inbox / "mine.csv", [row])).problems
    assert problem.expected.startswith('an empty cell for a new record: GEO-I-0001 is already "An incident"')


def test_name_of_a_file_is_not_taken_for_a_country(project: Project, inbox: Path) -> None:
    assert check(project, write_csv(inbox / "NGO.csv", [incident()])).problems == []


def test_folder_with_files_of_two_tables(project: Project, inbox: Path) -> None:
    write_csv(inbox / "a.csv", [incident(source_ids="NEW-7")])
    (inbox / "sub").mkdir()
    write_csv(inbox / "sub" / "s.csv", [contribution("sources", source_id="NEW-7", url="https://example.org/9")], ";")
    (inbox / "~$a.xlsx").write_bytes(b"lock")
    (inbox / "readme.md").write_text("no table", encoding="utf-8")
    assert check(project, inbox).problems == []


def test_standard_input(project: Project, inbox: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    content = write_csv(inbox / "mine.csv", [incident(severity="9")]).read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert cli.main(["check", "-"]) == 1
    assert capsys.readouterr().err.startswith('standard input, row 2, column severity: found "9"')


def test_json_for_machines(project: Project, inbox: Path, capsys: pytest.CaptureFixture) -> None:
    path = write_csv(inbox / "mine.csv", [incident(title_en="\u202eevil\x07", date="28.03.2000")])
    assert cli.main(["check", "--format", "json", str(path)]) == 1
    out = capsys.readouterr().out
    content = json.loads(out)
    assert out.isascii()
    assert (content["ok"], content["rows"]) == (False, {str(path): 1})
    assert [(p["row"], p["column"]) for p in content["problems"]] == [(2, "title_en")]
    assert [n["level"] for n in content["notices"]] == ["note"]


def test_annotations_cannot_be_broken_out_of(project: Project, inbox: Path, capsys: pytest.CaptureFixture) -> None:
    path = write_csv(inbox / "mi,ne.csv", [incident(type="x::error file=a,line=1::%0Aboo")])
    assert cli.main(["check", "--format", "github", str(path)]) == 1
    [line] = [line for line in capsys.readouterr().out.splitlines() if line.startswith("::error")]
    assert line.startswith(f"::error file={str(path).replace(',', '%2C')},line=2::column type: found")
    assert "%250Aboo" in line


@pytest.mark.parametrize("table", list(INPUT_TABLES))
def test_workbook_of_every_table_opens_with_choices_help_and_example(table: str) -> None:
    content = write_workbook(table, ["GEO", "MDA"])
    assert content == write_workbook(table, ["GEO", "MDA"])
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    assert sheet.title == table.replace("/", "_")
    assert [cell.value for cell in sheet[1]] == list(INPUT_TABLES[table].to_schema().columns)
    assert all(cell.comment for cell in sheet[1])
    assert any(cell.value is not None for cell in sheet[2])
    assert "help" in book.sheetnames
    assert all(cell.data_type != "f" for page in book.worksheets for row in page.iter_rows() for cell in row)


def test_workbook_keeps_dates_and_ids_as_text_and_tells_how_to_fill_it() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook("incidents", ["GEO", "MDA"])))
    sheet = book["incidents"]
    told = {cell.value: sheet.cell(2, cell.column).number_format for cell in sheet[1]}
    assert told["date"] == "@" and told["severity"] == "General"
    assert book["lists"].sheet_state == "hidden"
    assert sheet.freeze_panes == "C2"
    assert "civicspace add FILE" in " ".join(str(row[0]) for row in book["help"].iter_rows(values_only=True, max_row=8))
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert all(coord.endswith("501") for coord in rules)
    listed = next(cell.column_letter for cell in sheet[1] if cell.value == "country_iso3")
    assert rules[f"{listed}2:{listed}501"].showErrorMessage


def test_workbook_offers_the_terms_of_the_schema() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook("incidents", ["GEO", "MDA"])))
    sheet = book["incidents"]
    columns = [cell.value for cell in sheet[1]]
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        place = rule.formula1.removeprefix("lists!").replace("$", "")
        name = columns[openpyxl.utils.cell.range_boundaries(str(rule.sqref))[0] - 1]
        offered[name] = [str(row[0].value) for row in book["lists"][place]]
    assert offered["severity"] == ["1", "2", "3", "4"]
    assert offered["country_iso3"] == ["GEO", "MDA"]
    assert "raid_search" in offered["type"]
    assert offered["is_minimum"] == ["0", "1"]


def test_filled_workbook_passes(project: Project, inbox: Path, capsys: pytest.CaptureFixture) -> None:
    path = inbox / "mine.xlsx"
    assert cli.main(["template", "incidents", "--xlsx", str(path)]) == 0
    book = openpyxl.load_workbook(path)
    sheet = book["incidents"]
    for cell in sheet[1]:
        sheet.cell(3, cell.column).value = incident(source_ids="NEW-1").get(cell.value)
    for cell in book["sources"][1]:
        book["sources"].cell(2, cell.column).value = contribution("sources", source_id="NEW-1", url="https://example.org/n").get(
            cell.value
        )
    book.save(path)
    assert cli.main(["check", str(path)]) == 0
    assert "sheet incidents 1 rows" in capsys.readouterr().out
    assert cli.main(["template", "incidents", "--xlsx", str(path)]) == 2
    assert "exists already" in capsys.readouterr().err


def test_missing_date_is_told_once(project: Project, inbox: Path) -> None:
    checked = check(project, write_csv(inbox / "mine.csv", [incident(date="")]))
    assert told(checked) == [(2, "date")]


def test_the_data_folder_itself_is_checked_as_a_whole(inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check"]) == 0
    whole = capsys.readouterr().out
    assert cli.main(["check", "data"]) == 0
    assert capsys.readouterr().out == whole
