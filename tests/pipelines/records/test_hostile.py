"""More than a thousand damaged files through check and add: no traceback, no hang, no half-written file."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines import cli
from pipelines.building.journal import LOCK, STAGING
from pipelines.building.validate import load_tables
from pipelines.records.base import read_base
from pipelines.records.sheets import read_sheets
from tests.pipelines.records.handed_in import incident, write_csv
from tests.pipelines.records.hostile import BOMBS, CELLS, write_file
from tests.project_folder import Project, write_project

N_FILES = 1000
MOST_SECONDS = 5.0  # of processor time for one file


@contextlib.contextmanager
def limit_time(what: str) -> Iterator[None]:
    """Fail after MOST_SECONDS of processor time, which a busy machine does not stretch."""
    if os.name == "nt":
        yield
        return

    def stop(*_: object) -> None:
        raise AssertionError(f"{what}: more than {MOST_SECONDS} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def snapshot(project: Project) -> dict[str, bytes]:
    files = [path for path in project.root.rglob("*") if path.is_file() and path.name != LOCK]
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in files}


def restore(project: Project, before: dict[str, bytes]) -> None:
    for name in snapshot(project).keys() - before.keys():
        (project.root / name).unlink()
    for name, content in before.items():
        if (project.root / name).read_bytes() != content:
            (project.root / name).write_bytes(content)


def try_file(project: Project, path: Path, before: dict[str, bytes], number: object) -> int:
    """Check and add one file; returns the status of add. Messages hold no control character."""
    told, heard = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(heard):
        with limit_time(f"check of {number}"):
            checked = cli.main(["check", str(path)])
        assert snapshot(project) == before, number
        with limit_time(f"add of {number}"):
            added = cli.main(["add", str(path)])
    assert checked in (0, 1), (number, heard.getvalue()[-2000:])
    only_add = any(reason in heard.getvalue() for reason in ("maintainers change this one", "because the record was published"))
    assert added == checked or (only_add and added == 1), (number, heard.getvalue()[-2000:])
    text = told.getvalue() + heard.getvalue()
    assert "Traceback" not in text
    assert all(character.isprintable() or character == "\n" for character in text), number
    return added


def verify_added(project: Project, before: dict[str, bytes], number: object) -> None:
    """What add wrote is valid, and every line that was there is there still."""
    load_tables(project.data)
    after = snapshot(project)
    assert not (project.data / STAGING).exists()
    for name, content in before.items():
        gone = set(content.splitlines()) - set(after[name].splitlines())
        assert len(gone) <= (4 if name.startswith("data/") else 0), (number, name)  # rows that the file itself revised
    for name in after.keys() - before.keys():
        folder, _, stem = name.removeprefix("data/").rpartition("/")
        assert folder and stem.removesuffix(".csv").isalpha(), (number, name)


def test_a_thousand_damaged_files(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox = tmp_path_factory.mktemp("inbox")
    project = write_project(tmp_path_factory.mktemp("project"))
    monkeypatch.chdir(project.root)
    before, handler = snapshot(project), signal.getsignal(signal.SIGTERM)
    base = read_base(project.root)  # the same for every file, since what one adds is taken back
    monkeypatch.setattr("pipelines.records.check.read_base", lambda root: base)
    statuses: Counter[int] = Counter()
    for number in range(1, N_FILES + 1):
        if number % 50 == 0:
            continue  # bombs have a test of their own
        path = write_file(inbox, number)
        status = try_file(project, path, before, number)
        statuses[status] += 1
        if status == 0:
            verify_added(project, before, number)
            restore(project, before)
        else:
            assert snapshot(project) == before, number
        path.unlink()
    signal.signal(signal.SIGTERM, handler)
    assert statuses[0] > 50, "some files must be harmless, or nothing is tested"
    assert statuses[1] > 500


@pytest.mark.parametrize("number", range(len(BOMBS)))
def test_bombs(number: int, project: Project, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)
    path = tmp_path_factory.mktemp("inbox") / ("bomb.csv" if number > 13 else "bomb.xlsx")
    path.write_bytes(BOMBS[number]())
    handler = signal.getsignal(signal.SIGTERM)
    before = snapshot(project)
    try_file(project, path, before, number)
    assert {name for name, content in snapshot(project).items() if before.get(name) != content} <= {"data/incidents/GEO.csv"}
    signal.signal(signal.SIGTERM, handler)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=3000) | st.text(max_size=2000).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read_or_explained(content: bytes) -> None:
    sheets, problems = read_sheets(content, "mine.csv")
    assert sheets or problems
    assert all("Traceback" not in str(problem) for problem in problems)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=60) | st.sampled_from([cell for cell in CELLS if len(cell) < 1000]))
def test_any_text_is_refused_or_filed_as_it_was(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever is accepted stands in the file as plain text that no spreadsheet runs, and reads back the same."""
    project = write_project(tmp_path_factory.mktemp("project"))
    path = write_csv(tmp_path_factory.mktemp("inbox") / "mine.csv", [incident(note=text.encode(errors="replace").decode())])
    from pipelines.building.problems import DataError
    from pipelines.records.add import add_records

    before = snapshot(project)
    try:
        add_records(project.root, [path])
    except DataError:
        assert snapshot(project) == before
        return
    with project.path("incidents/GEO").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert load_tables(project.data)["incidents"]["note"].to_list()[-1] == (rows[-1][6] or None)
