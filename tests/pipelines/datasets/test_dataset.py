"""A whole dataset: drafted from Russian headers and dates, checked, matched, decided, imported."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import pytest
import yaml

from pipelines import cli
from pipelines.building.problems import DataError
from pipelines.datasets.dataset import read_dataset
from pipelines.datasets.importing import check_dataset, import_dataset
from pipelines.records.base import read_base
from tests.project_folder import Project

TABLE = """№;Страна;Дата события;Название;Вид нарушения;Против кого;Число пострадавших
1;Грузия;20.09.1999;Чиновник назвал «Зелёный дом» врагами;Травля;НКО;
2;Грузия;14.03.2000;Обыск в офисе «Зелёного дома»;Обыск;НКО;
3;Молдавия;05.04.2000;Журналисты «Вестника» задержаны;Задержание;Журналисты;3
4;Грузия;06.04.2000;Нечто иное;Прочее;НКО;

5;Грузия;07.04.2000;Личные сведения;Обыск;частное лицо;1
"""
CARD = {
    "title": "Incidents counted by a monitor",
    "producer": "A monitor",
    "publisher_kind": "ngo",
    "url": "https://example.org/monitor",
    "licence": "CC BY 4.0",
    "contact": "form on the website",
    "period_from": "1999",
    "period_to": "2000",
    "counting_rule": "One row per event",
    "language": "ru",
    "accessed_on": "2000-12-01",
}


@pytest.fixture
def inside(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The tiny project with Georgia and Moldova in Russian, a smear on record, and a ledger; we stand in it."""
    monkeypatch.chdir(project.root)
    for row, name in enumerate(("Грузия", "Молдавия", "Венгрия")):
        project.change("countries", row, name_russian=name)
    project.change("organisations/GEO", title_en="Green House", name_original="Зелёный дом")
    project.change("incidents/GEO", 0, organisation_ids="GEO-O-0001", title_en="Official calls Green House enemies")
    (project.root / "их таблица.csv").write_bytes(TABLE.encode("utf-8-sig").replace(b"\n", b"\r\n"))
    return project


@pytest.fixture
def drafted(inside: Project) -> Path:
    assert cli.main(["map", "их таблица.csv", "--name", "monitor"]) == 0
    return Path("data/contributed/monitor")


@pytest.fixture
def completed(drafted: Path) -> Path:
    edit_yaml(drafted / "card.yml", lambda card: card.update(CARD))
    edit_yaml(drafted / "mapping.yml", complete)
    return drafted


def edit_yaml(path: Path, change) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def complete(mapping: dict) -> None:
    """What a person who knows the table fills in."""
    mapping["skip"] = {"Против кого": ["частное лицо"]}
    columns = mapping["columns"]
    columns["type"]["values"]["Травля"] = "smear_campaign"
    columns["type"]["values"]["Прочее"] = "threat_intimidation"
    columns["target"]["values"].pop("частное лицо")
    columns["title_en"] = {"text": "Event told by the monitor: {Название|latin}"}
    columns["severity"] = {"value": "2"}
    columns["perpetrator"] = {"value": "unknown"}


def lines(folder: Path) -> list[dict[str, str]]:
    with (folder / "matches.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def decide(folder: Path, decisions: dict[tuple[str, str], str], separator: str = ",", bom: bool = False) -> None:
    """Fill in decisions by row and record, and save as a spreadsheet does."""
    rows = lines(folder)
    for row in rows:
        row["decision"] = decisions.get((row["row"], row["record_id"]), decisions.get((row["row"], "*"), row["decision"]))
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows[0]), delimiter=separator, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    (folder / "matches.csv").write_bytes(buffer.getvalue().encode("utf-8-sig" if bom else "utf-8"))


def snapshot(data: Path) -> dict[str, bytes]:
    return {
        path.relative_to(data).as_posix(): path.read_bytes()
        for path in sorted(data.rglob("*"))
        if path.is_file() and path.name != ".adding.lock"
    }


def test_a_russian_table_is_drafted_from_headers_and_values(inside: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["map", "их таблица.csv", "--name", "monitor"]) == 0
    drafted = inside.data / "contributed" / "monitor"
    assert (drafted / "table.csv").read_bytes() == Path("их таблица.csv").read_bytes()
    mapping = yaml.safe_load((drafted / "mapping.yml").read_text(encoding="utf-8"))
    assert (mapping["table"], mapping["dates"], mapping["key"]) == ("incidents", "dmy", "№")
    columns = mapping["columns"]
    found = {name: rule["column"] for name, rule in columns.items() if "column" in rule}
    assert found == {
        "country_iso3": "Страна",
        "date": "Дата события",
        "type": "Вид нарушения",
        "target": "Против кого",
        "persons_affected": "Число пострадавших",
    }
    assert columns["type"]["values"] == {
        "Задержание": "arrest_detention",
        "Обыск": "raid_search",
        "Травля": "smear_campaign",
        "Прочее": "TODO",
    }
    assert columns["target"]["values"]["Журналисты"] == "journalist"
    assert columns["severity"] == {"value": "TODO"}
    told = capsys.readouterr().out
    assert "mapping.yml: type, category 'Прочее'" in told
    assert "card.yml: licence" in told


def test_what_is_left_open_is_told_at_once(drafted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(drafted)]) == 1
    told = capsys.readouterr().err
    for part in (
        "card.yml, column licence",
        "mapping.yml, column severity",
        'column type: found "TODO for Прочее"',
        "column title_en",
    ):
        assert part in told
    assert cli.main(["import", str(drafted)]) == 1
    assert not (drafted / "matches.csv").exists()


def test_rows_become_records_once_decided(inside: Project, completed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = (completed / "table.csv").read_bytes()
    before = snapshot(inside.data)
    assert cli.main(["check", str(completed)]) == 0
    assert cli.main(["import", str(completed)]) == 0
    assert {name for name, content in snapshot(inside.data).items() if before.get(name) != content} == {
        "contributed/monitor/matches.csv"
    }
    first = {(line["row"], line["record_id"]): float(line["probability"] or 0) for line in lines(completed)}
    assert first["1", "GEO-I-0001"] > 0.9
    assert all(value < 0.9 for key, value in first.items() if key[0] != "1")
    assert first["1", "GEO-I-0001"] == max(first.values())

    decide(completed, {("1", "GEO-I-0001"): "same", ("2", "*"): "new", ("3", "*"): "new"}, separator=";", bom=True)
    assert cli.main(["import", str(completed)]) == 0
    assert "1 waiting for a decision" in capsys.readouterr().out
    geo, mda = inside.rows("incidents/GEO"), inside.rows("incidents/MDA")
    assert [(row["record_id"], row["date"], row["type"]) for row in geo[2:]] == [("GEO-I-0003", "2000-03-14", "raid_search")]
    assert [(row["record_id"], row["target"], row["persons_affected"]) for row in mda] == [("MDA-I-0001", "journalist", "3")]
    assert geo[2]["title_en"] == "Event told by the monitor: Obysk v ofise «Zelyonogo doma»"
    source = next(row for row in inside.rows("sources/GEO") if row["source_id"] == geo[2]["source_ids"])
    assert (source["url"], source["publisher"]) == (CARD["url"], CARD["producer"])
    assert inside.problems() == []
    assert (completed / "table.csv").read_bytes() == table

    after = snapshot(inside.data)
    assert cli.main(["import", str(completed)]) == 0
    assert snapshot(inside.data) == after, "a second run adds nothing"
    decide(completed, {("4", "*"): "new"})
    assert cli.main(["import", str(completed)]) == 0
    assert [row["record_id"] for row in inside.rows("incidents/GEO")][2:] == ["GEO-I-0003", "GEO-I-0004"]


def test_a_record_added_meanwhile_takes_the_decision_back(inside: Project, completed: Path) -> None:
    import_dataset(inside.root, completed)
    decide(completed, {(str(n), "*"): "new" for n in (2, 3, 4)})
    inside.append(
        "incidents/GEO", record_id="GEO-I-0003", title_en="Search at Green House", date="2000-03-14", type="raid_search",
        rung=1, organisation_ids="GEO-O-0001",
    )  # fmt: skip
    done = import_dataset(inside.root, completed)
    assert done.decisions["2"] == ""
    assert {row for row, _, _ in done.new} == {"3", "4"}
    assert next(line["record_id"] for line in lines(completed) if line["row"] == "2") == "GEO-I-0003"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({("1", "*"): "perhaps"}, "one of: same, new, skip"),
        ({("3", "*"): "same"}, "the id of an existing record of incidents"),
    ],
)
def test_a_wrong_decision_writes_nothing(inside: Project, completed: Path, change: dict, expected: str) -> None:
    import_dataset(inside.root, completed)
    decide(completed, {("2", "*"): "new"} | change)
    before = snapshot(inside.data)
    with pytest.raises(DataError, match=expected):
        import_dataset(inside.root, completed)
    assert snapshot(inside.data) == before


def test_a_table_that_was_touched_is_refused(inside: Project, completed: Path) -> None:
    path = completed / "table.csv"
    path.write_bytes(path.read_bytes().replace("Обыск".encode(), "Поджог".encode()))
    assert [p.column for p in check_dataset(inside.root, completed).problems] == ["sha256"]


def test_rows_are_told_as_their_spreadsheet_numbers_them(inside: Project, completed: Path) -> None:
    edit_yaml(
        completed / "mapping.yml", lambda mapping: (mapping["columns"]["type"]["values"].pop("Прочее"), mapping.pop("dates"))
    )
    problems = {(p.row, p.column): p.expected for p in read_dataset(completed, read_base(inside.root)).problems}
    assert "values of type" in problems[5, "Вид нарушения"]
    assert "dates: dmy or dates: mdy into mapping.yml" in problems[4, "date"]
    assert (2, "date") not in problems, "20.09.1999 can be read in one way only"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: [", "names and values"),
        ("table: persons\n", "one of: legislation"),
        (
            "table: incidents\ncolumns: {date: {column: Nowhere}, nonsense: {value: x}, type: {call: os.system}}",
            "one of column, value or text",
        ),
        ("!!python/object/apply:os.system ['true']", "names and values"),
    ],
)
def test_a_damaged_mapping_is_told(inside: Project, completed: Path, text: str, expected: str) -> None:
    (completed / "mapping.yml").write_text(text, encoding="utf-8")
    assert any(expected in p.expected for p in check_dataset(inside.root, completed).problems)


def test_formulas_of_their_table_do_not_run_in_ours(inside: Project, completed: Path) -> None:
    content = (completed / "table.csv").read_bytes().replace("Нечто иное".encode(), b'"=HYPERLINK(""https://example.org"")"')
    (completed / "table.csv").write_bytes(content)
    edit_yaml(completed / "mapping.yml", lambda mapping: mapping["columns"].update(title_en={"column": "Название"}))
    assert any(p.column == "sha256" for p in check_dataset(inside.root, completed).problems)
    edit_yaml(completed / "card.yml", lambda card: card.update(sha256=hashlib.sha256(content).hexdigest()))
    assert [p.row for p in check_dataset(inside.root, completed).problems if p.column == "title_en"] == [5]
    import_dataset(inside.root, completed)
    assert not any(cell.startswith("=") for line in lines(completed) for cell in line.values())


def test_a_number_that_is_none_stops_its_row_alone(inside: Project, completed: Path) -> None:
    content = (completed / "table.csv").read_bytes().replace("Журналисты;3".encode(), "Журналисты;несколько".encode())
    (completed / "table.csv").write_bytes(content)
    edit_yaml(completed / "card.yml", lambda card: card.update(sha256=hashlib.sha256(content).hexdigest()))
    assert [(p.row, p.column, p.value) for p in check_dataset(inside.root, completed).problems] == [
        (4, "persons_affected", "несколько")
    ]
    import_dataset(inside.root, completed)
    decide(completed, {("2", "*"): "new", ("3", "*"): "new"})
    with pytest.raises(DataError, match="row 4, column persons_affected"):
        import_dataset(inside.root, completed)
    decide(completed, {("3", "*"): "skip"})
    assert [row for row, _, _ in import_dataset(inside.root, completed).new] == ["2"]


@pytest.mark.parametrize("name", ["../away", "A B", "", "x" * 80])
def test_a_name_cannot_leave_the_folder(inside: Project, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = cli.main(["map", "их таблица.csv", "--name", name])
    assert status == 2, capsys.readouterr().out
    assert not list((inside.data / "contributed").glob("*")) if (inside.data / "contributed").exists() else True


def test_columns_about_persons_are_warned_of(inside: Project) -> None:
    table = "№;Дата;Название;Дата рождения\n1;20.09.1999;Обыск;01.02.1970\n2;21.09.1999;Обыск, a.b@example.org;\n"
    Path("лица.csv").write_text(table, encoding="utf-8")
    assert cli.main(["map", "лица.csv", "--name", "persons"]) == 0
    notices = check_dataset(inside.root, Path("data/contributed/persons")).notices
    assert [(n.row, n.column) for n in notices] == [(1, "Дата рождения"), (3, None)]
