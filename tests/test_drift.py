"""What is written down twice agrees: generated files, versions, signatures, the project's own data."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import tomllib
from pathlib import Path

import polars as pl
import pytest

from analysis.schemas.registry import INPUT_TABLES, describe_table
from pipelines.building.generate import generate_files, write_codebook, write_signatures
from pipelines.building.progress import Progress
from pipelines.building.release import build_release
from pipelines.building.validate import load_tables

ROOT = Path(__file__).parents[1]
HINT = "run `make docs` and commit what it changes"


@pytest.fixture(scope="module")
def generated() -> dict[str, str]:
    """What every generated file should hold, by its path in the repository."""
    return {path.relative_to(ROOT).as_posix(): content for path, content in generate_files(ROOT).items()}


def committed(name: str) -> str | None:
    path = ROOT / name
    return path.read_text(encoding="utf-8") if path.exists() else None


def test_codebook_is_that_of_the_schemas() -> None:
    assert committed("reports/_codebook.md") == write_codebook(), HINT


def test_generated_files_are_up_to_date(generated: dict[str, str]) -> None:
    stale = [name for name, content in generated.items() if name != "tests/signatures.csv" and committed(name) != content]
    assert stale == [], HINT


def test_codebook_templates_and_descriptor_are_all_generated(generated: dict[str, str]) -> None:
    assert {"reports/_codebook.md", "data/datapackage.template.json"} <= generated.keys()
    templates = {path.relative_to(ROOT).as_posix() for path in (ROOT / "data" / "templates").glob("*")}
    assert templates == {name for name in generated if name.startswith("data/templates/")}, "a template of no table"


def test_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    with (ROOT / "data" / "release.csv").open(encoding="utf-8", newline="") as file:
        settings = {row["name"]: row["value"] for row in csv.DictReader(file)}
    descriptor = json.loads(committed("data/datapackage.template.json") or "{}")
    assert settings["version"] == project["version"]
    assert descriptor["version"] == project["version"]


def is_fresh(release: Path) -> bool:
    """Whether a release was made from the data as they are now."""
    try:
        inputs = json.loads((release / "manifest.json").read_text(encoding="utf-8"))["inputs"]
    except FileNotFoundError:
        return False
    data = {path.relative_to(ROOT).as_posix(): path for path in (ROOT / "data").rglob("*.csv")}
    told = {name: entry["sha256"] for name, entry in inputs.items() if name.startswith("data/")}
    return told == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in data.items()}


def test_signatures_are_those_of_a_build_of_these_data(tmp_path: Path) -> None:
    """Rows and missing cells per column; the number of draws has no part in them."""
    release = ROOT / "build" / "release"
    if not is_fresh(release):
        shutil.copytree(ROOT / "data", tmp_path / "data")
        release = build_release(tmp_path, Progress(quiet=True), n_draws=2)
    assert committed("tests/signatures.csv") == write_signatures(release), HINT


def test_data_of_the_repository_are_valid() -> None:
    tables = load_tables(ROOT / "data")
    countries = dict(tables["countries"].select("country_iso3", "role").iter_rows())
    region = ["ARM", "AZE", "BLR", "EST", "GEO", "KAZ", "KGZ", "LTU", "LVA", "MDA", "RUS", "TJK", "TKM", "UKR", "UZB"]
    assert sorted(country for country, role in countries.items() if role == "region") == region
    assert sorted(country for country, role in countries.items() if role == "comparator") == ["HUN", "IND"]


def test_examples_of_the_coding_anchors_are_coded_as_they_say() -> None:
    tables = load_tables(ROOT / "data")
    wrong = []
    for table in ("legislation", "funding", "incidents"):
        for column in describe_table(INPUT_TABLES[table]):
            for level, anchor in column.anchors.items():
                rows = tables[table].filter(pl.col("record_id") == anchor["record_id"])
                if rows.height != 1 or rows[column.name].item() != level or rows["status"].item() != "active":
                    wrong.append((column.name, level, anchor["record_id"]))
    assert wrong == []
