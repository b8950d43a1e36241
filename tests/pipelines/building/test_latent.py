"""Stored draws of the reporting-aware model: used when they fit, marked when they do not, absent without harm."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from analysis.schemas.latent import LATENT_TABLES
from analysis.schemas.registry import describe_table
from pipelines.building import latent
from pipelines.building.database import build_database
from pipelines.building.progress import Progress
from pipelines.building.release import build_release
from tests.project_folder import REPOSITORY, Project


class FewDraws:
    """Stands in for a posterior: four draws of every score, each country a little more open than the one before."""

    def __init__(self, n_countries: int, n_years: int) -> None:
        base = 40 + 10 * np.arange(n_countries)[:, None] + np.arange(n_years)[None, :]
        self.values = {"score": base + np.array([0, 1, 2, 3])[:, None, None], "detection": np.full((4, *base.shape), 0.25)}

    def flat(self, site: str, most: int | None = None) -> np.ndarray:
        return self.values[site].astype(float)


def store(project: Project) -> None:
    """Store draws that fit the project as it is now."""
    scratch = project.root / "scratch"
    scratch.mkdir()
    connection = build_database(project.load(), scratch / "x.duckdb", scratch)
    data = latent.read_latent_data(connection)
    connection.close()
    folder = latent.model_folder(project.root)
    folder.mkdir()
    latent.store_draws(data, FewDraws(len(data.countries), len(data.years)), folder)  # type: ignore[arg-type]
    for name in latent.STORED_TABLES:
        schema = {column.name: column.dtype for column in describe_table(LATENT_TABLES[name])}
        pl.DataFrame(schema=schema).write_parquet(folder / f"{name}.parquet")
    facts = {"inputs_sha256": latent.hash_inputs(data), "seconds": 1}
    (folder / "latent.json").write_text(json.dumps(facts), encoding="utf-8")


def build(project: Project) -> tuple[pl.DataFrame, dict]:
    folder = build_release(project.root, Progress(quiet=True), 4)
    return pl.read_parquet(folder / "index_latent_year.parquet"), json.loads((folder / "manifest.json").read_text("utf-8"))


def test_without_draws_the_tables_are_empty_and_the_manifest_says_so(project: Project) -> None:
    frame, manifest = build(project)
    assert frame.is_empty()
    assert manifest["latent_model"] == {"status": "absent"}


def test_draws_that_fit_are_published_as_current(project: Project) -> None:
    store(project)
    frame, manifest = build(project)
    assert manifest["latent_model"]["status"] == "current"
    assert set(frame["is_current"]) == {1}
    assert set(frame["country_iso3"]) == {"GEO", "MDA"}, "comparators are not modelled"
    first = frame.filter((pl.col("country_iso3") == "GEO") & (pl.col("year") == 1999)).row(0, named=True)
    assert (first["score"], first["rank"], first["detection"], first["n_incidents"]) == (42, 2, 0.25, 2)
    assert first["change"] is None


@pytest.mark.parametrize(
    ("file", "cells", "status"),
    [
        ("incidents/GEO", {"severity": 4}, "stale"),
        ("incidents/GEO", {"date": "2000-03-01"}, "stale"),
        ("legislation/GEO", {"administrative_burden": 3}, "stale"),
        ("coverage/GEO", {"note": "Another note."}, "current"),
        ("incidents/GEO", {"title_en": "Another title", "note": "Another note."}, "current"),
    ],
)
def test_what_moves_the_model_makes_draws_stale_and_nothing_else_does(
    project: Project, file: str, cells: dict[str, object], status: str
) -> None:
    store(project)
    project.change(file, **cells)
    frame, manifest = build(project)
    assert manifest["latent_model"]["status"] == status
    assert set(frame["is_current"]) == {int(status == "current")}


def test_the_model_is_not_run_again_when_its_draws_fit(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    store(project)
    before = {path.name: path.read_bytes() for path in latent.model_folder(project.root).iterdir()}
    assert latent.run_model(project.root, Progress(quiet=True)) is None
    assert {path.name: path.read_bytes() for path in latent.model_folder(project.root).iterdir()} == before


def test_stored_draws_of_the_repository_are_small_and_agree() -> None:
    folder = latent.model_folder(REPOSITORY)
    if not (folder / "latent.json").exists():
        pytest.skip("no draws are stored; `civicspace model` makes them")
    assert sum(path.stat().st_size for path in folder.iterdir()) < 3_000_000
    facts = json.loads((folder / "latent.json").read_text(encoding="utf-8"))
    assert facts["worst_rhat"] < 1.01
    assert facts["least_ess_bulk"] > 400
    scores = pl.read_parquet(folder / "latent_draws.parquet")
    assert scores.height == scores.select("country_iso3", "year").n_unique()
    assert set(scores["scores"].list.len()) == {latent.N_STORED}
    assert Path(folder / "latent_recovery.parquet").exists()
