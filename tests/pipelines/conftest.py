"""Fixtures of tests that run commands."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from tests.project_folder import Project


@pytest.fixture(autouse=True)
def keep_signal_handler() -> Iterator[None]:
    """The command line sets a handler of SIGTERM; give the old one back."""
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def inside(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The tiny project, with its folder as the current one."""
    monkeypatch.chdir(project.root)
    return project
