"""The release of the tiny project: complete, described, reproducible, and right in its numbers."""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise
from pathlib import Path

import duckdb
import frictionless
import polars as pl
import pytest

from analysis.schemas.outputs import OUTPUT_KEYS, OUTPUT_TABLES
from analysis.schemas.registry import describe_table
from pipelines.building.database import fetch_table
from pipelines.building.progress import Progress
from pipelines.building.release import build_release
from tests.project_folder import Project, write_project

N_DRAWS = 12


def build(project: Project) -> Path:
    return build_release(project.root, Progress(quiet=True), N_DRAWS)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release that tests only read."""
    return build(write_project(tmp_path_factory.mktemp("release")))


@pytest.fixture(scope="module")
def manifest(release: Path) -> dict:
    return json.loads((release / "manifest.json").read_text(encoding="utf-8"))


def test_release_holds_every_table_twice_and_four_more_files_at_most(release: Path) -> None:
    names = {f"{name}.{ending}" for name in OUTPUT_TABLES for ending in ("parquet", "csv")}
    assert {path.name for path in release.iterdir()} == names | {"civicspace.duckdb", "datapackage.json", "manifest.json"}


@pytest.mark.parametrize("table", list(OUTPUT_TABLES))
def test_parquet_csv_and_database_hold_the_same(release: Path, table: str) -> None:
    parquet = pl.read_parquet(release / f"{table}.parquet")
    assert parquet.columns == [column.name for column in describe_table(OUTPUT_TABLES[table])]
    csv = pl.read_csv(release / f"{table}.csv", schema=parquet.schema)
    assert csv.equals(parquet)
    with duckdb.connect(str(release / "civicspace.duckdb"), read_only=True) as connection:
        stored = fetch_table(connection, table).select(parquet.columns)
    key = OUTPUT_KEYS.get(table) or parquet.columns[0]
    assert stored.sort(key).cast(dict(parquet.schema)).equals(parquet)


@pytest.mark.parametrize("table", list(OUTPUT_KEYS))
def test_keys_are_unique_and_rows_are_sorted_by_them(release: Path, table: str) -> None:
    keys = pl.read_parquet(release / f"{table}.parquet").select(OUTPUT_KEYS[table])
    assert keys.is_unique().all()
    assert keys.equals(keys.sort(OUTPUT_KEYS[table]))


def test_data_package_is_valid(release: Path) -> None:
    report = frictionless.validate(str(release / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "message"])[:5]
    assert len(report.tasks) == len(OUTPUT_TABLES)


def test_manifest_tells_hash_size_and_rows_of_every_file(release: Path, manifest: dict) -> None:
    assert set(manifest["files"]) == {path.name for path in release.iterdir()} - {"manifest.json"}
    for name, told in manifest["files"].items():
        content = (release / name).read_bytes()
        if name != "civicspace.duckdb":
            assert told["sha256"] == hashlib.sha256(content).hexdigest(), name
        if name.endswith(".parquet"):
            assert told["rows"] == pl.read_parquet(release / name).height, name
        if name.endswith(".csv"):
            assert (told["rows"], told["bytes"]) == (content.count(b"\n") - 1, len(content)), name


def test_manifest_tells_version_and_inputs(release: Path, manifest: dict) -> None:
    root = release.parents[1]
    assert (manifest["version"], manifest["as_of_date"], manifest["commit"]) == ("0.1.0", "2000-12-31", "unknown")
    assert set(manifest["inputs"]) == {path.relative_to(root).as_posix() for path in (root / "data").rglob("*.csv")}
    told = manifest["inputs"]["data/incidents/GEO.csv"]
    assert told == {"sha256": hashlib.sha256((root / "data/incidents/GEO.csv").read_bytes()).hexdigest(), "rows": 2}


def test_two_builds_are_byte_identical_but_for_the_database(release: Path, project: Project) -> None:
    other = build(project)
    assert {path.name for path in other.iterdir()} == {path.name for path in release.iterdir()}
    differing = [path.name for path in release.iterdir() if path.read_bytes() != (other / path.name).read_bytes()]
    assert set(differing) <= {"civicspace.duckdb"}


def test_databases_of_two_builds_hold_equal_tables(release: Path, project: Project) -> None:
    other = build(project)
    with (
        duckdb.connect(str(release / "civicspace.duckdb"), read_only=True) as one,
        duckdb.connect(str(other / "civicspace.duckdb"), read_only=True) as two,
    ):
        names = [sorted(name for (name,) in c.execute("SELECT table_name FROM duckdb_tables()").fetchall()) for c in (one, two)]
        assert names[0] == names[1]
        for name in names[0]:
            assert fetch_table(one, name).equals(fetch_table(two, name)), name


@pytest.mark.parametrize("table", ["index_country_month", "index_country_year"])
def test_scores_are_within_0_and_100_and_inside_their_intervals(release: Path, table: str) -> None:
    frame = pl.read_parquet(release / f"{table}.parquet")
    order = ["lower_90", "lower_50", "score", "upper_50", "upper_90"]
    bounds = [pl.lit(0.0), *map(pl.col, order), pl.lit(100.0)]
    inside = pl.all_horizontal((low <= high).fill_null(True) for low, high in pairwise(bounds))
    assert frame.filter(~inside).is_empty()
    assert frame.select(pl.exclude("score")).select(set(order) - {"score"}).null_count().sum_horizontal().item() == 0
    known = frame.filter(~pl.col("index").is_in(["law", "funding"]))
    assert known["score"].null_count() == 0
    unknown = frame.filter(pl.col("known_share") < 0.5)
    assert unknown["score"].null_count() == unknown.height > 0


def test_ranks_are_of_the_region_alone(release: Path) -> None:
    frame = pl.read_parquet(release / "index_country_month.parquet")
    ranked = frame.filter(pl.col("rank").is_not_null())
    assert set(ranked["country_iso3"]) == {"GEO", "MDA"}
    assert set(ranked["rank"]) <= {1, 2}
    assert ranked.filter(~pl.col("rank").is_between("rank_lower_90", "rank_upper_90")).is_empty()
    assert ranked.filter(~pl.col("rank").is_between("rank_lower_50", "rank_upper_50")).is_empty()
    nested = (pl.col("rank_lower_90") <= pl.col("rank_lower_50")) & (pl.col("rank_upper_50") <= pl.col("rank_upper_90"))
    assert ranked.filter(~nested).is_empty()


def test_every_country_month_and_index_has_a_score(release: Path) -> None:
    months = pl.read_parquet(release / "index_country_month.parquet")
    years = pl.read_parquet(release / "index_country_year.parquet")
    assert months.height == 3 * 24 * 8
    assert (years.height, set(years["year"]), set(years["n_months"])) == (3 * 2 * 8, {1999, 2000}, {12})
    assert pl.read_parquet(release / "index_change.parquet").height == 3 * 8


def composite(project: Project, country: str) -> float:
    frame = pl.read_parquet(build(project) / "index_country_year.parquet")
    mine = (pl.col("country_iso3") == country) & (pl.col("index") == "practice") & (pl.col("year") == 1999)
    return frame.filter(mine)["score"].item()


def test_a_report_of_closure_lowers_and_one_of_openness_raises(project: Project) -> None:
    before = composite(project, "GEO")
    project.change("assessments/GEO", level=3)
    closed = composite(project, "GEO")
    project.change("assessments/GEO", level=0)
    assert closed < before < composite(project, "GEO")


def test_silence_moves_no_score_and_is_told_as_a_forecast(release: Path) -> None:
    frame = pl.read_parquet(release / "index_country_month.parquet").filter(pl.col("index") == "composite")
    silent = frame.filter(pl.col("country_iso3") == "MDA")
    assert silent["is_forecast"].to_list() == [1] * 24
    assert silent["n_reports"].sum() == 0
    read = frame.filter(pl.col("country_iso3") == "GEO").sort("month")
    assert read["is_forecast"].to_list() == [0] * 12 + [1] * 12
    assert set(read["n_reports"][:12]) == {1}


def test_records_without_a_version_get_that_of_the_release(project: Project) -> None:
    project.change("incidents/GEO", first_published="0.0.1")
    frame = pl.read_parquet(build(project) / "core_incident.parquet")
    versions = frame.sort("record_id").select("first_published", "last_revised").rows()
    assert versions == [("0.0.1", "0.1.0"), ("0.1.0", "0.1.0")]
