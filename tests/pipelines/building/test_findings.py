"""The findings of a project: every table is there and fits its schema, also where there is next to no evidence."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import polars as pl
import pytest

from analysis.index.scores import simulate_scores
from analysis.index.summarise import summarise_scores
from analysis.schemas.outlook import OUTLOOK_TABLES
from analysis.schemas.robustness import ROBUSTNESS_TABLES
from analysis.schemas.validity import VALIDITY_TABLES
from pipelines.building.database import build_database, fetch_table, insert_frame
from pipelines.building.findings import add_findings
from pipelines.building.index import read_evidence
from pipelines.building.release import export_table
from pipelines.building.stored import read_stored
from tests.project_folder import Project, write_project

TABLES = [*ROBUSTNESS_TABLES, *OUTLOOK_TABLES, *VALIDITY_TABLES]


def find(project: Project, scratch: Path) -> duckdb.DuckDBPyConnection:
    """The database of a project with its yearly scores and its findings."""
    connection = build_database(project.load(), scratch / "made.duckdb", scratch)
    evidence = read_evidence(connection, read_stored(project.root))
    scores = simulate_scores(evidence)
    countries = fetch_table(connection, "core_country").sort("country_iso3")
    months = fetch_table(connection, "panel_month")["month"].unique().sort().to_list()
    _, yearly = summarise_scores(scores, evidence.countries, (countries["role"] == "region").to_numpy(), months)
    insert_frame(connection, "index_country_year", yearly, scratch)
    add_findings(connection, evidence, scores, scratch)
    return connection


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pl.DataFrame]:
    """Tables of the tiny project as its release would hold them."""
    folder = tmp_path_factory.mktemp("findings")
    connection = find(write_project(folder), folder)
    for name in TABLES:
        export_table(connection, name, folder)
    return {name: pl.read_parquet(folder / f"{name}.parquet") for name in TABLES}


def test_every_finding_fits_its_schema(found: dict[str, pl.DataFrame]) -> None:
    assert found.keys() == set(TABLES)
    assert found["index_sensitivity"].height == 3 * 3
    assert set(found["index_alternative"]["alternative"]) >= {"published", "without_usdos", "recorded_facts_only"}
    assert found["index_effective_weight"].filter(pl.col("code") == "composite")["effective_weight"].item() == 1


def test_who_is_ranked_is_of_the_region(found: dict[str, pl.DataFrame]) -> None:
    ranked = found["index_alternative"].filter(pl.col("rank").is_not_null())
    assert set(ranked["country_iso3"]) == {"GEO", "MDA"}


def test_the_outlook_begins_where_evidence_ends(found: dict[str, pl.DataFrame]) -> None:
    outlook = found["index_outlook"].filter(pl.col("country_iso3") == "GEO").row(0, named=True)
    assert outlook["month"] == dt.date(1999, 12, 1)
    assert 0 < outlook["fall_probability"] < 0.5
    assert found["index_outlook_backtest"].is_empty()


def test_an_incident_on_a_rung_is_followed(found: dict[str, pl.DataFrame]) -> None:
    steps = found["index_followed"]
    assert steps.filter(pl.col("kind") == "rung")["step"].to_list() == ["rung_2", "rung_3"]
    assert steps["change_24"].null_count() == steps.height


def test_findings_need_no_reports(project: Project, tmp_path: Path) -> None:
    for name in ("reports", "assessments"):
        project.change(f"{name}/GEO", status="retracted")
    connection = find(project, tmp_path)
    told = fetch_table(connection, "index_alternative")
    assert told.filter(pl.col("alternative") == "full_texts_only")["difference"].to_list() == [0, 0, 0]
    assert not told["alternative"].str.starts_with("without_").any()
