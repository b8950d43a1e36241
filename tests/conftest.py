"""Fixtures that many tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project_folder import Project, write_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A tiny valid project folder of its own for each test."""
    return write_project(tmp_path)
