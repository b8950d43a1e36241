"""Fixtures that many tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

import pipelines.building.validate
from analysis.schemas.records import Table
from pipelines.building.problems import Problem
from tests.project_folder import Project, write_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A tiny valid project folder of its own for each test."""
    return write_project(tmp_path)


@pytest.fixture(autouse=True, scope="session")
def remember_valid_tables() -> Iterator[None]:
    """Validate equal files of the tiny projects once: most tests change one table of sixteen and leave the rest.

    Only tables without a problem are remembered, by the content of their files; whatever is wrong is found anew.
    """
    known: dict[object, pl.DataFrame] = {}
    validate = pipelines.building.validate.validate_files

    def validate_once(files: list[Path], shown: list[str], model: type[Table]) -> tuple[pl.DataFrame, list[Problem]]:
        content = tuple(path.read_bytes() if path.is_file() else None for path in files)
        key = (model, tuple(shown), content)
        if key in known:
            return known[key], []
        frame, problems = validate(files, shown, model)
        if not problems and sum(map(len, filter(None, content))) < 10_000:
            known[key] = frame
        return frame, problems

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipelines.building.validate, "validate_files", validate_once)
        yield
