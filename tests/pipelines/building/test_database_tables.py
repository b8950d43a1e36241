"""Coverage, ladder and link tables against tiny inputs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl

from pipelines.building.database import build_database, fetch_table
from tests.project_folder import Project


def build_table(project: Project, table: str) -> pl.DataFrame:
    with build_database(project.load(), Path(":memory:"), project.root) as connection:
        return fetch_table(connection, table)


def test_composite_row_adds_the_records_of_the_pillars(project: Project) -> None:
    panel = build_table(project, "panel_country_month")
    last = panel.filter((pl.col("country_iso3") == "GEO") & (pl.col("month") == dt.date(1999, 12, 1)))
    counts = dict(last.select("index", "n_active_records").iter_rows())
    assert counts == {"law": 1, "funding": 1, "practice": 2, "composite": 4}


def set_incidents(project: Project, incidents: list[tuple[str, str, int | None, str]]) -> None:
    """Replace all incidents by (title, day, rung, type)."""
    for path in project.path("incidents/GEO").parent.iterdir():
        path.unlink()
    for number, (title, date, rung, kind) in enumerate(incidents, start=1):
        project.append("incidents/GEO", record_id=f"GEO-I-000{number}", title_en=title, date=date, rung=rung, type=kind)


def test_ladder_counts_rungs_per_month(project: Project) -> None:
    set_incidents(
        project,
        [
            ("warning fades after twelve months", "1999-02-10", 1, "threat_intimidation"),
            ("second warning in the same month", "1999-02-11", 1, "threat_intimidation"),
            ("liquidation stays", "1999-04-10", 3, "liquidation"),
            ("attack stands beside the ladder", "1999-06-10", None, "physical_attack"),
        ],
    )
    frame = build_table(project, "ladder_country_month").filter(pl.col("country_iso3") == "GEO")
    rows = {row[0]: row[1:] for row in frame.drop("country_iso3").iter_rows()}
    assert len(rows) == 24
    # highest rung, then records on rungs 1 to 4, then beside the ladder
    assert rows[dt.date(1999, 1, 1)] == (None, 0, 0, 0, 0, 0)
    assert rows[dt.date(1999, 2, 1)] == (1, 2, 0, 0, 0, 0)
    assert rows[dt.date(1999, 6, 1)] == (3, 2, 0, 1, 0, 1)
    assert rows[dt.date(2000, 2, 1)] == (3, 0, 0, 1, 0, 1)
    assert rows[dt.date(2000, 6, 1)] == (3, 0, 0, 1, 0, 0)


def test_ladder_keeps_months_and_countries_without_incidents(project: Project) -> None:
    frame = build_table(project, "ladder_country_month")
    assert frame.height == 3 * 24
    quiet = frame.filter(pl.col("country_iso3") == "HUN")
    assert quiet["highest_rung"].null_count() == 24
    assert quiet.select("n_rung_1", "n_rung_2", "n_rung_3", "n_rung_4", "n_beside_ladder").sum().row(0) == (0, 0, 0, 0, 0)


def test_ladder_step_is_the_first_time_a_rung_was_reached(project: Project) -> None:
    set_incidents(
        project,
        [
            ("later", "1999-08-10", 1, "threat_intimidation"),
            ("first", "1999-02-10", 1, "threat_intimidation"),
            ("same day with a higher id", "1999-02-10", 1, "threat_intimidation"),
            ("beside the ladder", "1999-01-10", None, "physical_attack"),
            ("retracted", "1999-01-05", 4, "prosecution"),
            ("blocked", "1999-07-07", 2, "website_blocking"),
            ("blocked by de facto authorities", "1999-03-07", 2, "website_blocking"),
        ],
    )
    project.change("incidents/GEO", row=4, status="retracted")
    project.change("incidents/GEO", row=6, authority="de_facto")
    assert list(build_table(project, "ladder_step").iter_rows()) == [
        ("GEO", 1, dt.date(1999, 2, 10), "GEO-I-0002", 3),
        ("GEO", 2, dt.date(1999, 7, 7), "GEO-I-0006", 1),
    ]


def test_record_source_has_one_row_per_record_and_source(project: Project) -> None:
    project.change("incidents/GEO", source_ids="GEO-S-0002;GEO-S-0001;GEO-S-0002")
    frame = build_table(project, "core_record_source")
    assert frame.filter(pl.col("record_id") == "GEO-I-0001")["source_id"].to_list() == ["GEO-S-0001", "GEO-S-0002"]
    records = {"GEO-O-0001", "GEO-L-0001", "GEO-F-0001", "GEO-I-0001", "GEO-I-0002", "GEO-C-0001", "GEO-R8-0001"}
    records |= {"GEO-P-0001", "GEO-G-0001"}
    assert set(frame["record_id"]) == records | {"GEO-R-0001", "GEO-N-0001", "GEO-B-0001", "MDA-L-0001"}
    assert frame.is_unique().all()


def test_source_counts_the_records_that_cite_it(project: Project) -> None:
    project.change("incidents/GEO", source_ids="GEO-S-0001;GEO-S-0002")
    project.append("sources/GEO", source_id="GEO-S-0003", url="https://example.org/unused")
    counts = dict(build_table(project, "core_source").select("source_id", "n_records").iter_rows())
    assert counts == {"GEO-S-0001": 12, "GEO-S-0002": 1, "GEO-S-0003": 0, "MDA-S-0001": 1}


def test_response_record_splits_answers_of_active_responses(project: Project) -> None:
    project.change("responses/GEO", answers="GEO-L-0001;GEO-I-0002")
    project.append("responses/GEO", record_id="GEO-R-0002", title_en="answers nothing of ours", answers="")
    project.append("responses/GEO", record_id="GEO-R-0003", title_en="retracted", status="retracted")
    rows = list(build_table(project, "core_response_record").iter_rows())
    assert rows == [("GEO-R-0001", "GEO-I-0002"), ("GEO-R-0001", "GEO-L-0001")]


def test_record_organisation_joins_measures_and_incidents(project: Project) -> None:
    project.append("organisations/GEO", record_id="GEO-O-0002")
    project.change("funding/GEO", organisation_ids="GEO-O-0002;GEO-O-0001")
    rows = list(build_table(project, "core_record_organisation").iter_rows())
    assert rows == [("GEO-F-0001", "GEO-O-0001"), ("GEO-F-0001", "GEO-O-0002"), ("GEO-I-0002", "GEO-O-0001")]


def test_incident_has_its_family_and_the_bounds_of_its_dates(project: Project) -> None:
    project.change("incidents/GEO", date="1999-02", date_precision="month", end_date="2000", end_date_precision="year")
    row = build_table(project, "core_incident").row(0, named=True)
    assert (row["family"], row["insecurity_kind"]) == ("information", "harassment")
    assert (row["start_earliest"], row["start_latest"]) == (dt.date(1999, 2, 1), dt.date(1999, 2, 28))
    assert (row["end_earliest"], row["end_latest"]) == (dt.date(2000, 1, 1), dt.date(2000, 12, 31))
