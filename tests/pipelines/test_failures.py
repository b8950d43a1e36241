"""Wrong use, problems, a disk that is full, a bug: each has its message and its exit status."""

from __future__ import annotations

import errno
import os
import signal

import duckdb
import pytest

import pipelines.building.release
from pipelines import cli
from pipelines.building.problems import Blocked, WrongUse
from tests.project_folder import Project

FAILURES = [
    (KeyboardInterrupt(), 130, "interrupted; what was there before is untouched"),
    (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), 1, "No space left on device"),
    (
        PermissionError(errno.EACCES, "Permission denied", "build/.release-staging"),
        1,
        "Permission denied (build/.release-staging)",
    ),
    (duckdb.IOException("IO Error: could not write: No space left on device"), 1, "No space left on device"),
    (WrongUse("that cannot be"), 2, "civicspace: that cannot be"),
    (Blocked("another run is writing"), 1, "another run is writing\nwhat was there before is untouched"),
]
BUGS = [ValueError("a sum that is none"), RuntimeError("no such state"), KeyError("score"), duckdb.BinderException("no column")]


@pytest.mark.parametrize(("error", "status", "message"), FAILURES, ids=[type(failure[0]).__name__ for failure in FAILURES])
def test_build_that_fails_on_the_way(
    inside: Project,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
    error: BaseException,
    status: int,
    message: str,
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(pipelines.building.release, "add_indices", fail)
    assert cli.main(["build", "--draws", "3"]) == status
    assert message in capsys.readouterr().err
    assert list((inside.root / "build").iterdir()) == []


@pytest.mark.parametrize("error", BUGS, ids=[type(error).__name__ for error in BUGS])
def test_a_bug_shows_itself_whole_and_says_what_to_report(
    inside: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, error: Exception
) -> None:
    """A ValueError, say, is no wrong use: it comes from somewhere inside."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(pipelines.building.release, "add_indices", fail)
    assert cli.main(["build", "--draws", "3"]) == 70
    told = capsys.readouterr().err
    assert "Traceback (most recent call last)" in told
    assert f"{type(error).__name__}: {error}" in told
    assert "in fail" in told
    assert "this is a bug of the program, not of your records or your command; what was there before is untouched" in told
    assert "open an issue" in told
    assert "(civicspace build --draws 3)" in told
    assert list((inside.root / "build").iterdir()) == []


def test_terminated_build_stops_with_the_status_of_an_interrupt(inside: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def terminate(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(pipelines.building.release, "add_indices", terminate)
    with pytest.raises(SystemExit) as caught:
        cli.main(["build", "--draws", "3"])
    assert caught.value.code == 130
    assert list((inside.root / "build").iterdir()) == []
