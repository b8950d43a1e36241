"""Rows are filed with ids in sorted order, once, all or nothing; revisions and retractions leave a line in the ledger."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines import cli
from pipelines.building import journal
from pipelines.building.journal import recover, write_files
from pipelines.building.problems import Blocked, DataError
from pipelines.building.validate import load_tables
from pipelines.records.lines import place_rows
from tests.pipelines.records.handed_in import contribution, grid, incident, write_csv, write_xlsx
from tests.project_folder import Project


@pytest.fixture
def inbox(tmp_path_factory: pytest.TempPathFactory, project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project.root)
    return tmp_path_factory.mktemp("inbox")


@pytest.fixture
def published(project: Project, inbox: Path) -> Project:
    """The project with its records published in 0.1.0."""
    assert cli.main(["ledger"]) == 0
    project.change("release", 0, value="0.2.0")
    return project


def snapshot(project: Project) -> dict[str, bytes]:
    files = [path for path in sorted(project.data.rglob("*")) if path.is_file() and path.name != journal.LOCK]
    return {path.relative_to(project.data).as_posix(): path.read_bytes() for path in files}


def write_workbook(folder: Path) -> Path:
    """Two incidents, an act that one of them rests on, and a source that all cite."""
    source = contribution("sources", source_id="NEW-1", url="https://example.org/new")
    act = contribution(
        "legislation", record_id="NEW-2", country_iso3="MDA", title_en="A new act", source_ids="NEW-1", adopted="2000-01-05"
    )
    rows = [
        incident(source_ids="NEW-1", country_iso3="MDA", legal_basis="NEW-2", title_en="Paper fined"),
        incident(source_ids="NEW-1", country_iso3="HUN", date="2000-02", title_en="Club closed"),
    ]
    return write_xlsx(folder / "mine.xlsx", {"incidents": grid(rows), "sources": grid([source]), "legislation": grid([act])})


def test_add_files_rows_where_they_belong(project: Project, inbox: Path, capsys: pytest.CaptureFixture) -> None:
    before = snapshot(project)
    assert cli.main(["add", str(write_workbook(inbox))]) == 0
    out = capsys.readouterr().out
    assert "added in data/legislation/MDA.csv: MDA-L-0002" in out
    after = snapshot(project)
    assert {name for name in after if after[name] != before.get(name)} == {
        "incidents/HUN.csv", "incidents/MDA.csv", "legislation/MDA.csv", "sources/MDA.csv"
    }  # fmt: skip
    assert all(after[name].startswith(content) for name, content in before.items()), "lines that were there are untouched"
    [row] = project.rows("incidents/MDA")
    assert (row["record_id"], row["source_ids"], row["legal_basis"]) == ("MDA-I-0001", "MDA-S-0002", "MDA-L-0002")
    assert load_tables(project.data)["incidents"].height == 4


def test_adding_again_adds_nothing(project: Project, inbox: Path, capsys: pytest.CaptureFixture) -> None:
    path = write_workbook(inbox)
    assert cli.main(["add", str(path)]) == 0
    after = snapshot(project)
    capsys.readouterr()
    assert cli.main(["add", str(path)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("there already, not added again: HUN-I-0001, MDA-I-0001, MDA-L-0002, MDA-S-0002")
    assert snapshot(project) == after


def test_equal_rows_of_one_file_are_added_once(project: Project, inbox: Path) -> None:
    assert cli.main(["add", str(write_csv(inbox / "mine.csv", [incident(), incident()]))]) == 0
    assert [row["record_id"] for row in project.rows("incidents/GEO")] == ["GEO-I-0001", "GEO-I-0002", "GEO-I-0003"]


def test_one_problem_and_nothing_is_written(project: Project, inbox: Path, capsys: pytest.CaptureFixture) -> None:
    before = snapshot(project)
    assert cli.main(["add", str(write_csv(inbox / "mine.csv", [incident(), incident(severity="9")]))]) == 1
    assert "1 problem found; nothing was written" in capsys.readouterr().err
    assert snapshot(project) == before


def test_data_with_problems_of_their_own_are_not_added_to(project: Project, inbox: Path, capsys: pytest.CaptureFixture) -> None:
    project.change("incidents/GEO", severity=9)
    before = snapshot(project)
    assert cli.main(["add", str(write_csv(inbox / "mine.csv", [incident()]))]) == 1
    assert "data/incidents/GEO.csv, row 2, column severity" in capsys.readouterr().err
    assert snapshot(project) == before


def test_settings_are_not_for_adding(project: Project, inbox: Path, capsys: pytest.CaptureFixture) -> None:
    path = inbox / "release.csv"
    path.write_text("name,value,meaning\nversion,9.9.9,x\n", encoding="utf-8")
    assert cli.main(["add", str(path)]) == 1
    assert "maintainers change this one" in capsys.readouterr().err


def test_ids_are_never_used_again(published: Project, inbox: Path) -> None:
    rows = published.rows("incidents/GEO")
    published.write("incidents/GEO", rows[:1])
    assert cli.main(["add", str(write_csv(inbox / "mine.csv", [incident()]))]) == 0
    assert [row["record_id"] for row in published.rows("incidents/GEO")] == ["GEO-I-0001", "GEO-I-0003"]


def test_revising_a_published_record_needs_a_reason(published: Project, inbox: Path, capsys: pytest.CaptureFixture) -> None:
    path = write_csv(inbox / "mine.csv", [{"record_id": "GEO-I-0001", "severity": "3", "rung": "1"}])
    before = snapshot(published)
    assert cli.main(["add", str(path)]) == 1
    assert 'civicspace add FILE --reason "…"' in capsys.readouterr().err
    assert snapshot(published) == before
    assert cli.main(["add", str(path), "--reason", "the court file says so"]) == 0
    assert published.rows("incidents/GEO")[0]["severity"] == "3"
    line = published.rows("ledger")[[r["record_id"] for r in published.rows("ledger")].index("GEO-I-0001") + 1]
    assert (line["record_id"], line["version"], line["event"], line["note"]) == (
        "GEO-I-0001",
        "next",
        "revised",
        "the court file says so",
    )
    assert cli.main(["verify"]) == 0


def test_retracted_record_stays_and_counts_no_more(published: Project, inbox: Path, capsys: pytest.CaptureFixture) -> None:
    assert cli.main(["retract", "geo-i-0001", "--reason", "It never happened"]) == 0
    [row, _] = published.rows("incidents/GEO")
    assert (row["status"], row["note"]) == ("retracted", "Retracted: It never happened.")
    assert cli.main(["verify"]) == 0
    assert "1 retracted" in capsys.readouterr().out
    assert cli.main(["retract", "GEO-I-0001", "--reason", "It never happened"]) == 0
    assert "retracted already" in capsys.readouterr().out
    published.change("incidents/GEO", 0, status="active", title_en="Something new", note="")
    assert cli.main(["verify"]) == 1
    assert "a retracted id is never used again" in capsys.readouterr().err
    assert cli.main(["revise", "GEO-I-0001", "--reason", "is another now"]) == 2


def test_withheld_record_has_no_texts(published: Project, inbox: Path) -> None:
    published.change("incidents/GEO", 1, note="Somebody's secret", person_publication="named_public_figure")
    assert cli.main(["retract", "GEO-I-0002", "--withhold", "--reason", "Asked for by the person"]) == 0
    row = published.rows("incidents/GEO")[1]
    assert (row["title_en"], row["note"], row["organisation_ids"]) == ("Withheld", "Retracted: Asked for by the person.", "")
    assert row["person_publication"] == "not_named"
    assert cli.main(["verify"]) == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["retract", "GEO-I-0099", "--reason", "never there"], "no record GEO-I-0099 under data/"),
        (["retract", "GEO-S-0001", "--reason", "never there"], "retract the records that cite it"),
        (["retract", "GEO-I-0001", "--reason", " "], "must say in a few words why"),
        (["retract", "GEO-I-0001", "--reason", "x" * 500], "at most 400"),
        (["revise", "GEO-I-0001", "--reason", "no change at all"], "says what it said when published"),
    ],
)
def test_what_cannot_be_retracted_or_revised(
    published: Project, inbox: Path, capsys: pytest.CaptureFixture, arguments: list[str], message: str
) -> None:
    before = snapshot(published)
    assert cli.main(arguments) == 2
    assert message in capsys.readouterr().err
    assert snapshot(published) == before


def test_lines_that_are_not_meant_stay_byte_for_byte() -> None:
    old = b'record_id,note\r\nA-1,"x, ""y"""\r\nA-3,"needless quotes"\r\n'
    new = place_rows(old, [], "record_id", {"A-2": {"record_id": "A-2", "note": "a, b"}, "A-4": {"record_id": "A-4"}})
    assert new == b'record_id,note\r\nA-1,"x, ""y"""\r\nA-2,"a, b"\r\nA-3,"needless quotes"\r\nA-4,\r\n'
    assert place_rows(new, [], "record_id", {"A-3": {"record_id": "A-3", "note": "z"}}).splitlines()[3] == b"A-3,z"


def interrupt(monkeypatch: pytest.MonkeyPatch, name: str, after: int, error: BaseException) -> None:
    """Let a method of Path fail from its call number `after` on."""
    calls = 0
    real: Callable = getattr(Path, name)

    def fail(self: Path, *arguments: object) -> object:
        nonlocal calls
        calls += 1
        if calls > after:
            raise error
        return real(self, *arguments)

    monkeypatch.setattr(Path, name, fail)


@pytest.mark.parametrize("after", range(6))
def test_full_disk_at_any_step_leaves_nothing_or_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    files = [tmp_path / name for name in ("a.csv", "b.csv", "sub/c.csv")]
    files[0].write_bytes(b"old")
    with monkeypatch.context() as patch:
        interrupt(patch, "replace", after, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
        try:
            write_files(tmp_path, dict.fromkeys(files, b"new"), {files[0]: b"old"})
        except OSError:
            assert after < 4
    recover(tmp_path)
    found = [path.read_bytes() if path.exists() else None for path in files]
    assert found == ([b"old", None, None] if after == 0 else [b"new"] * 3)
    assert not (tmp_path / journal.STAGING).exists()


def test_disk_that_is_full_while_staging(
    project: Project, inbox: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    before = snapshot(project)

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "data/.adding")

    monkeypatch.setattr(journal.os, "fsync", fail)
    assert cli.main(["add", str(write_workbook(inbox))]) == 1
    assert "No space left on device (data/.adding); what was there before is untouched" in capsys.readouterr().err
    assert snapshot(project) == before


def test_file_changed_after_an_interruption_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        interrupt(patch, "replace", 1, KeyboardInterrupt())
        write_files(tmp_path, {path: b"new"}, {path: b"old"})
    path.write_bytes(b"edited by hand")
    with pytest.raises(Blocked, match=r"compare it with data/\.adding/0\.new"):
        recover(tmp_path)
    assert path.read_bytes() == b"edited by hand"


def test_file_changed_since_it_was_read_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"edited")
    with pytest.raises(Blocked, match="changed by somebody else"):
        write_files(tmp_path, {path: b"new"}, {path: b"old"})
    assert path.read_bytes() == b"edited"


def test_second_run_waits_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "PATIENCE", 0.1)
    with journal.lock(tmp_path), pytest.raises(Blocked, match="another civicspace command is writing"):
        write_files(tmp_path, {tmp_path / "a": b""}, {})


def test_bad_ledger_is_told(published: Project, inbox: Path) -> None:
    published.change("ledger", 0, hash="zzz")
    with pytest.raises(DataError, match="32 digits"):
        from pipelines.building.ledger_file import read_ledger

        read_ledger(published.data)
