"""The ledger proves that nothing published was quietly changed; `diff` and `impact` tell what a change does."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from analysis.views.differences import compare_records
from pipelines import cli
from pipelines.building.progress import Progress
from pipelines.building.release import build_release
from pipelines.trust.ledger import verify_project
from tests.pipelines.records.handed_in import contribution, write_csv
from tests.project_folder import Project

ROOT = Path(__file__).parents[3]


@pytest.fixture
def published(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(project.root)
    assert cli.main(["ledger"]) == 0
    project.change("release", 0, value="0.2.0")
    return project


def faults(project: Project, against: str | None = None) -> list[tuple[str | None, str]]:
    return [(p.value, p.expected) for p in verify_project(project.root, against)[0]]


def test_records_of_the_repository_are_as_published() -> None:
    """A silent deletion, a reused id or an edited released record without a note fails here."""
    problems, _ = verify_project(ROOT)
    hint = "give the reason: `civicspace revise --reason …`; before the first release: `civicspace ledger --restart`"
    assert [str(problem) for problem in problems[:5]] == [], hint


def drop(project: Project) -> None:
    project.write("incidents/GEO", project.rows("incidents/GEO")[1:])


def edit(project: Project) -> None:
    project.change("incidents/GEO", severity=1)


def reuse(project: Project) -> None:
    project.change("incidents/GEO", title_en="Something else", date="2000-07-07")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (drop, "this record, which was published"),
        (edit, "the record as published, or a revision note"),
        (reuse, "its id was used"),
    ],
)
def test_silent_change_is_found(published: Project, change: Callable, expected: str, capsys: pytest.CaptureFixture) -> None:
    assert faults(published) == []
    change(published)
    [(record, text)] = faults(published)
    assert record == "GEO-I-0001"
    assert expected in text
    assert cli.main(["verify"]) == 1
    assert re.match(r'data/ledger.csv, row \d+, column record_id: found "GEO-I-0001"', capsys.readouterr().err)


def test_change_with_a_reason_is_proved(published: Project) -> None:
    edit(published)
    assert cli.main(["revise", "--reason", "coded by the wrong anchor"]) == 0
    assert faults(published) == []
    edit(published)
    published.change("incidents/GEO", severity=2)
    assert len(faults(published)) == 1, "the reason was for another change"
    assert cli.main(["revise", "--reason", "back to what was published"]) == 0
    assert [r["version"] for r in published.rows("ledger") if r["record_id"] == "GEO-I-0001"] == ["0.1.0"]


@pytest.mark.parametrize(
    ("file", "changes"),
    [
        ("sources/GEO", {"archive_url": "https://archive.org/x", "accessed_on": "2000-01-01"}),
        ("coverage/GEO", {"note": "searched again", "languages": "en;ka"}),
        ("incidents/GEO", {"expert_review": "An institute, 2001-01-01"}),
    ],
)
def test_what_is_no_statement_needs_no_reason(published: Project, file: str, changes: dict) -> None:
    published.change(file, **changes)
    assert faults(published) == []


def test_new_records_are_free_until_they_are_released(published: Project) -> None:
    published.append("incidents/GEO", record_id="GEO-I-0003", title_en="New")
    published.change("incidents/GEO", 2, severity=1)
    assert faults(published) == []
    assert cli.main(["ledger"]) == 0
    published.change("incidents/GEO", 2, severity=2)
    assert len(faults(published)) == 1


def test_release_enters_new_and_revised_records_once(published: Project, capsys: pytest.CaptureFixture) -> None:
    edit(published)
    assert cli.main(["ledger"]) == 1, "an edited record without a reason stops the release"
    assert cli.main(["revise", "--reason", "coded by the wrong anchor"]) == 0
    assert cli.main(["ledger"]) == 0
    mine = [(r["version"], r["event"]) for r in published.rows("ledger") if r["record_id"] == "GEO-I-0001"]
    assert mine == [("0.1.0", "published"), ("0.2.0", "revised")]
    capsys.readouterr()
    assert cli.main(["ledger"]) == 2
    assert "0.2.0 stands in data/ledger.csv already; raise the version" in capsys.readouterr().err
    assert cli.main(["ledger", "--restart"]) == 2
    assert "never started anew" in capsys.readouterr().err


def test_restart_before_the_first_release(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)
    assert cli.main(["ledger", "--restart"]) == 0
    edit(project)
    assert cli.main(["ledger", "--restart"]) == 0
    assert faults(project) == []
    assert cli.main(["verify"]) == 0


def test_no_ledger_yet(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    monkeypatch.chdir(project.root)
    assert cli.main(["verify"]) == 1
    assert "`civicspace ledger` writes it" in capsys.readouterr().err


def commit(project: Project) -> None:
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x"]):
        subprocess.run(["git", "-C", str(project.root), *command], check=True)


def test_rewritten_history_is_found_against_a_commit(published: Project) -> None:
    commit(published)
    assert faults(published, "HEAD") == []
    drop(published)
    published.write("ledger", [row for row in published.rows("ledger") if row["record_id"] != "GEO-I-0001"])
    assert faults(published) == [], "a ledger that was rewritten as well proves nothing by itself"
    [(record, text)] = faults(published, "HEAD")
    assert (record, text.split(":")[1]) == ("GEO-I-0001", " released lines of the ledger never change")


def test_id_that_came_to_mean_another_record(published: Project) -> None:
    commit(published)
    reuse(published)
    assert cli.main(["revise", "--reason", "a note makes it no better"]) == 0
    [(record, text)] = faults(published, "HEAD")
    assert (record, text) == ("GEO-I-0001", "the same record: title_en and date changed together; a new record needs a new id")


@pytest.mark.parametrize("state", ["nowhere", "--output=/tmp/x", "HEAD~99"])
def test_unknown_state(published: Project, capsys: pytest.CaptureFixture, state: str) -> None:
    commit(published)
    assert cli.main(["verify", f"--against={state}"]) == 2
    assert "neither a project folder nor a commit" in capsys.readouterr().err


def test_release_tells_when_records_were_published_and_revised(published: Project) -> None:
    edit(published)
    published.append("incidents/GEO", record_id="GEO-I-0003", title_en="New")
    assert cli.main(["revise", "--reason", "coded by the wrong anchor"]) == 0
    release = build_release(published.root, Progress(quiet=True), 2)
    rows = pl.read_parquet(release / "core_incident.parquet").sort("record_id").select("first_published", "last_revised").rows()
    assert rows == [("0.1.0", "0.2.0"), ("0.1.0", "0.1.0"), ("0.2.0", "0.2.0")]
    assert (release / "ledger.csv").read_bytes() == (published.data / "ledger.csv").read_bytes()


def test_diff_of_two_states(published: Project, capsys: pytest.CaptureFixture) -> None:
    commit(published)
    edit(published)
    published.append(
        "incidents/GEO", record_id="GEO-I-0003", title_en="New", severity=4, type="killing", rung="", date="2000-01-05"
    )
    assert cli.main(["retract", "GEO-F-0001", "--reason", "never in force"]) == 0
    build_release(published.root, Progress(quiet=True), 20)
    capsys.readouterr()
    assert cli.main(["diff", "HEAD", "build/release", "--draws", "20"]) == 0
    out = capsys.readouterr().out
    assert "Records: 1 retracted, 1 revised, 1 added" in out
    assert "GEO-I-0001  An incident (severity: 2 → 1)" in out
    assert "MDA" not in out


def test_differences_of_records() -> None:
    old = pl.DataFrame({"record_id": ["A", "B"], "title_en": ["a", "b"], "status": ["active", "active"], "gone": [1, 2]})
    new = pl.DataFrame({"record_id": ["B", "C"], "title_en": ["b", "c"], "status": ["retracted", "active"], "fresh": [1, 2]})
    found = [(d.key, d.kind, d.columns) for d in compare_records("t", old, new, "record_id")]
    assert found == [("A", "gone", {}), ("B", "retracted", {"status": ("active", "retracted")}), ("C", "added", {})]


def test_impact_tells_scores_and_the_rows_that_matter(published: Project, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    rows = [
        {"report_id": "GEO-P-0001", "country_iso3": "GEO", "item": item, "level": "3", "basis": "detail", "passage": "2.a"}
        | {"note": f"Closed: {item}", "coder": "pass-1-01", "coded_on": "2026-11-29", "read_order": "1"}
        for item in ("media", "speech", "entry")
    ]
    before = {path: path.read_bytes() for path in published.data.rglob("*.csv")}
    assert cli.main(["impact", str(write_csv(tmp_path / "mine.csv", rows)), "--draws", "20"]) == 0
    out = capsys.readouterr().out
    practice = next(line for line in out.splitlines() if line.startswith("  practice"))
    numbers = [float(n) for n in re.findall(r"[-+]?\d+\.\d", practice)]
    assert numbers[3] < numbers[0], "the score falls"
    assert numbers[8] < 0, "the whole interval of the change lies below none"
    assert next(line for line in out.splitlines() if line.startswith("  law")).endswith("+0.0 (+0.0 to +0.0)")
    first = out[out.index("Rows that count") :].splitlines()[1]
    assert "row 2" in first
    assert "Closed: media" in first
    assert {path: path.read_bytes() for path in published.data.rglob("*.csv")} == before


@pytest.mark.parametrize(
    ("table", "changes", "message"),
    [
        ("organisations", {"title_en": "A new club", "country_iso3": "GEO"}, "no score changes"),
        ("incidents", {"title_en": "An incident", "record_id": "GEO-I-0001"}, "no score changes"),
    ],
)
def test_impact_of_what_moves_no_score(
    published: Project, tmp_path: Path, capsys: pytest.CaptureFixture, table: str, changes: dict, message: str
) -> None:
    if "record_id" in changes:
        path = write_csv(tmp_path / "mine.csv", [published.rows("incidents/GEO")[0]])
    else:
        path = write_csv(tmp_path / "mine.csv", [contribution(table, **changes)])
    assert cli.main(["impact", str(path)]) == 0
    assert message in capsys.readouterr().out
