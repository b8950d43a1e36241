"""The command line: exit statuses and messages."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.schemas.registry import INPUT_TABLES, describe_table
from pipelines import cli
from pipelines.building.index import N_DRAWS
from pipelines.building.progress import Progress
from pipelines.building.release import build_release
from tests.project_folder import Project, make_row, to_csv, write_project


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with a release, only read."""
    project = write_project(tmp_path_factory.mktemp("built"))
    build_release(project.root, Progress(quiet=True), 4)
    return project


@pytest.fixture
def inside_built(built: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(built.root)
    return built


def test_check_of_good_data(inside: Project, capsys: pytest.CaptureFixture) -> None:
    assert cli.main(["check"]) == 0
    out = capsys.readouterr()
    assert out.out.startswith("no problems: countries 3 rows, release 4 rows")
    assert out.err == ""


def test_check_works_from_a_folder_below(inside: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(inside.data / "incidents")
    assert cli.main(["check"]) == 0


def test_check_of_bad_data_tells_every_problem_and_their_number(inside: Project, capsys: pytest.CaptureFixture) -> None:
    inside.change("incidents/GEO", severity=9)
    inside.change("funding/GEO", scope=9)
    assert cli.main(["check"]) == 1
    out = capsys.readouterr()
    assert out.out == ""
    assert out.err.splitlines() == [
        'data/funding/GEO.csv, row 2, column scope: found "9"; expected a whole number 1 to 3',
        'data/incidents/GEO.csv, row 2, column severity: found "9"; expected a whole number 1 to 4',
        "2 problems found; nothing was written, what was there before is untouched",
    ]


def test_check_of_one_file_tells_its_problems_alone(inside: Project, capsys: pytest.CaptureFixture) -> None:
    inside.change("incidents/GEO", severity=9)
    inside.change("funding/GEO", scope=9)
    assert cli.main(["check", "data/funding/GEO.csv"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == 'data/funding/GEO.csv, row 2, column scope: found "9"; expected a whole number 1 to 3'
    assert lines[1].startswith("1 problem found")
    assert cli.main(["check", "data/legislation/GEO.csv"]) == 0
    assert capsys.readouterr().out == "no problems: data/legislation/GEO.csv 1 rows\n"


def test_check_knows_a_file_elsewhere_by_its_header(
    inside: Project, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture
) -> None:
    path = tmp_path_factory.mktemp("inbox") / "new records.csv"
    path.write_text(to_csv([make_row("incidents", record_id="GEO-I-0099", severity=9)]), encoding="utf-8")
    assert cli.main(["check", str(path)]) == 1
    assert f'{path}, row 2, column severity: found "9"' in capsys.readouterr().err


def test_check_looks_up_references_between_the_files_given(
    inside: Project, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture
) -> None:
    folder = tmp_path_factory.mktemp("inbox")
    rows = {
        "sources": make_row("sources", source_id="HUN-S-0001"),
        "incidents": make_row("incidents", record_id="HUN-I-0001", country_iso3="HUN", source_ids="HUN-S-0001"),
    }
    for table, row in rows.items():
        (folder / f"{table}.csv").write_text(to_csv([row]), encoding="utf-8")
    assert cli.main(["check", str(folder / "incidents.csv")]) == 1
    assert '"HUN-S-0001"; expected the id of an existing record of sources' in capsys.readouterr().err
    assert cli.main(["check", str(folder / "incidents.csv"), str(folder / "sources.csv")]) == 0


@pytest.mark.parametrize(
    ("content", "expected"),
    [(None, "no such file"), ("a,b\n1,2\n", "the header of one of our tables"), ("", "the header of one")],
)
def test_check_of_a_file_that_is_none_of_ours(
    inside: Project, capsys: pytest.CaptureFixture, content: str | None, expected: str
) -> None:
    if content is not None:
        (inside.root / "mine.csv").write_text(content, encoding="utf-8")
    assert cli.main(["check", "mine.csv"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("mine.csv")
    assert expected in err


@pytest.mark.parametrize("command", [["check"], ["build"], ["explain", "GEO", "1999"], ["generate"]])
def test_outside_a_project_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(command) == 2
    assert "no project folder here" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [[], ["fly"], ["explain", "GEO"], ["explain", "GEO", "never"], ["template", "people"], ["build", "--draws", "x"]]
)
def test_wrong_use(arguments: list[str], capsys: pytest.CaptureFixture) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 2
    assert "usage: civicspace" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["build"], ["impact", "x.csv"], ["review", "."], ["diff", "a", "b"]])
def test_scores_need_a_draw(inside: Project, capsys: pytest.CaptureFixture, command: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main([*command, "--draws", "0"])
    assert caught.value.code == 2
    assert "argument --draws: must be at least 1, not 0" in capsys.readouterr().err
    assert not (inside.root / "build").exists()


def test_a_build_draws_as_often_as_the_index_says() -> None:
    assert cli.make_parser().parse_args(["build"]).draws == N_DRAWS


def test_help_loads_nothing_that_takes_time() -> None:
    code = "import sys, pipelines.cli; pipelines.cli.make_parser().format_help(); print(*sys.modules)"
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split())
    assert not loaded & {"polars", "duckdb", "numpy", "pandera", "openpyxl", "altair", "jax"}


def test_every_command_tells_what_it_does() -> None:
    commands = cli.make_parser()._subparsers._group_actions[0]  # type: ignore[union-attr]
    told = {action.dest for action in commands._choices_actions if action.help}  # type: ignore[attr-defined]
    assert told == set(commands.choices)  # type: ignore[arg-type]
    assert {command.get_default("run").__name__ for command in commands.choices.values()} == {f"run_{name}" for name in told}


def test_build_writes_the_release(inside: Project, capsys: pytest.CaptureFixture) -> None:
    assert cli.main(["build", "--draws", "3"]) == 0
    assert "release written to build/release" in capsys.readouterr().err
    assert (inside.root / "build" / "release" / "manifest.json").is_file()


def test_build_of_bad_data_writes_nothing(inside: Project, capsys: pytest.CaptureFixture) -> None:
    inside.change("incidents/GEO", severity=9)
    assert cli.main(["build", "--draws", "3"]) == 1
    assert "1 problem found; nothing was written" in capsys.readouterr().err
    assert not (inside.root / "build").exists()


def test_explain_tells_scores_records_and_sources(inside_built: Project, capsys: pytest.CaptureFixture) -> None:
    assert cli.main(["explain", "geo", "2000"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Georgia 2000: scores from 0 (closed) to 100 (open), with 90 % intervals")
    assert all(f"  {index}" in out for index in ("composite", "funding", "law", "practice"))
    assert "GEO-P-0001" in out
    assert "Gazette: https://example.org/one" in out
    assert "nan" not in out


def test_explain_lists_as_much_as_asked_for(inside_built: Project, capsys: pytest.CaptureFixture) -> None:
    assert cli.main(["explain", "GEO", "1999", "--most", "1"]) == 0
    assert "(1 of " in capsys.readouterr().out


def test_explain_of_a_country_of_which_nobody_wrote(inside_built: Project, capsys: pytest.CaptureFixture) -> None:
    assert cli.main(["explain", "HUN", "1999"]) == 0
    out = capsys.readouterr().out
    assert "forecast, no evidence" in out
    assert "nothing that moves it" in out


@pytest.mark.parametrize(
    ("country", "year", "message"),
    [
        ("XYZ", "2000", "no country XYZ; there are GEO, HUN, MDA"),
        ("GEO", "1998", "no year 1998; the release covers 1999 to 2000"),
        ("GEO", "2001", "no year 2001; the release covers 1999 to 2000"),
    ],
)
def test_explain_of_the_unknown(
    inside_built: Project, capsys: pytest.CaptureFixture, country: str, year: str, message: str
) -> None:
    assert cli.main(["explain", country, year]) == 2
    assert message in capsys.readouterr().err


def test_explain_without_a_release(inside: Project, capsys: pytest.CaptureFixture) -> None:
    assert cli.main(["explain", "GEO", "2000"]) == 2
    assert "no release yet" in capsys.readouterr().err


def test_explain_of_a_damaged_release(inside: Project, capsys: pytest.CaptureFixture) -> None:
    (inside.root / "build" / "release").mkdir(parents=True)
    (inside.root / "build" / "release" / "civicspace.duckdb").write_bytes(b"not a database" * 1000)
    assert cli.main(["explain", "GEO", "2000"]) == 1
    assert "civicspace.duckdb" in capsys.readouterr().err


@pytest.mark.parametrize("table", list(INPUT_TABLES))
def test_template_prints_header_and_an_example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, table: str
) -> None:
    monkeypatch.chdir(tmp_path)  # a template needs no project folder
    assert cli.main(["template", table]) == 0
    header, example = csv.reader(io.StringIO(capsys.readouterr().out))
    columns = describe_table(INPUT_TABLES[table])
    assert header == [column.name for column in columns]
    assert all(cell or column.nullable for cell, column in zip(example, columns, strict=True))


def test_generate_writes_what_differs_and_then_nothing(inside: Project, capsys: pytest.CaptureFixture) -> None:
    assert cli.main(["generate"]) == 0
    assert "wrote reports/_codebook.md" in capsys.readouterr().out
    assert cli.main(["generate"]) == 0
    assert capsys.readouterr().out == ""
    assert cli.main(["check"]) == 0
