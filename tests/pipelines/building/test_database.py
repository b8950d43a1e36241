"""SQL tables against tiny inputs; the title of each record names its case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from graphlib import CycleError
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.building.database import SQL, build_database, fetch_table, incident_types, order_queries, read_queries
from tests.project_folder import Project, write_project

MONTHS = [dt.date(year, month, 1) for year in (1999, 2000) for month in range(1, 13)]


def build(project: Project) -> duckdb.DuckDBPyConnection:
    return build_database(project.load(), project.root / "test.duckdb", project.root)


def month(text: str) -> dt.date:
    return dt.date.fromisoformat(text + "-01")


@pytest.fixture(scope="module")
def macros() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute((SQL / "macros.sql").read_text(encoding="utf-8"))
        yield connection


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2004", "2004-01-01", "2004-12-31"),
        ("2004-02", "2004-02-01", "2004-02-29"),
        ("2003-02", "2003-02-01", "2003-02-28"),
        ("2003-12", "2003-12-01", "2003-12-31"),
        ("2004-05-28", "2004-05-28", "2004-05-28"),
        (None, None, None),
    ],
)
def test_bounds_of_dates(macros: duckdb.DuckDBPyConnection, text: str | None, earliest: str | None, latest: str | None) -> None:
    found = macros.execute("SELECT date_earliest(t)::VARCHAR, date_latest(t)::VARCHAR FROM (SELECT ?::VARCHAR AS t)", [text])
    assert found.fetchone() == (earliest, latest)


@pytest.mark.parametrize(("day", "index"), [("1991-01-01", 0), ("1991-12-31", 11), ("1990-12-31", -1), ("1999-03-15", 98)])
def test_month_index_counts_from_january_1991(macros: duckdb.DuckDBPyConnection, day: str, index: int) -> None:
    assert macros.execute("SELECT month_index(?::DATE)", [day]).fetchone() == (index,)


def test_order_queries_puts_tables_after_those_they_read() -> None:
    queries = {
        "panel_top": "SELECT * FROM core_a JOIN panel_mid USING (id)",
        "panel_mid": "SELECT * FROM core_a",
        "core_a": "-- not of panel_top\nSELECT * FROM raw_a",
    }
    assert list(order_queries(queries)) == ["core_a", "panel_mid", "panel_top"]
    assert order_queries(queries) == queries


def test_order_queries_takes_no_part_of_a_name_for_a_name() -> None:
    queries = {"core_a": "SELECT core_ab FROM raw_core_ab", "core_ab": "SELECT * FROM core_a"}
    with pytest.raises(CycleError):  # core_ab is a whole word in the first query, so it is a circle
        order_queries(queries)
    assert list(order_queries({"core_a": "SELECT * FROM raw_core_ab", "core_ab": "SELECT * FROM core_a"})) == [
        "core_a",
        "core_ab",
    ]


def test_order_queries_refuses_a_circle() -> None:
    with pytest.raises(CycleError):
        order_queries({"core_a": "SELECT * FROM core_b", "core_b": "SELECT * FROM core_a"})


def test_every_query_file_becomes_a_table_of_its_name(project: Project) -> None:
    with build(project) as connection:
        tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    assert set(read_queries(SQL)) <= tables


def test_incident_types_have_one_family_and_one_kind_and_a_length() -> None:
    types = incident_types()
    assert types["type"].is_unique().all()
    lengths = dict(types.select("type", "months_without_end").iter_rows())
    assert (lengths["smear_campaign"], lengths["conviction"], lengths["liquidation"]) == (0, 36, None)
    assert types.filter(pl.col("type") == "raid_search").row(0)[:3] == (
        "raid_search",
        "organisations",
        "physical_integrity_material_attacks",
    )


def test_skeleton_has_every_country_and_month_and_no_more(project: Project) -> None:
    with build(project) as connection:
        frame = fetch_table(connection, "panel_month")
        panel = fetch_table(connection, "panel_country_month")
    assert list(frame.select("country_iso3", "month").iter_rows()) == [(c, m) for c in ("GEO", "HUN", "MDA") for m in MONTHS]
    assert frame["month_index"].to_list() == list(range(96, 120)) * 3
    assert panel.height == 3 * 24 * 4
    assert panel.filter(pl.col("country_iso3") == "HUN")["n_active_records"].sum() == 0


CASES = [
    # record, cells, and the months in which it counts with their shares
    ("day starts in its month", {"in_force_from": "2000-11-30"}, {"2000-11": 1.0, "2000-12": 1.0}),
    ("month starts in it", {"in_force_from": "2000-12"}, {"2000-12": 1.0}),
    (
        "year spreads over the year",
        {"in_force_from": "2000"},
        {f"2000-{k:02}": k / 12 for k in range(1, 13)},
    ),
    (
        "end month is not counted",
        {"in_force_from": "1999-01-01", "in_force_to": "1999-03-31", "end_reason": "repealed"},
        {"1999-01": 1.0, "1999-02": 1.0},
    ),
    (
        "end known to the year fades over it",
        {"in_force_from": "1998-01-01", "in_force_to": "1999", "end_reason": "repealed"},
        {f"1999-{k:02}": 1 - k / 12 for k in range(1, 12)},
    ),
    ("adoption counts when entry into force is unknown", {"in_force_from": "", "adopted": "2000-12-01"}, {"2000-12": 1.0}),
    ("entry into force counts before adoption", {"in_force_from": "2000-12-01", "adopted": "1999-02-01"}, {"2000-12": 1.0}),
    ("in force after the as-of date", {"in_force_from": "2001-02-01", "adopted": "2000-12-01"}, {}),
    ("draft", {"status": "draft"}, {}),
    ("withdrawn", {"status": "withdrawn"}, {}),
    ("retracted", {"status": "retracted"}, {}),
    ("act of de facto authorities", {"authority": "de_facto"}, {}),
]


@pytest.fixture(scope="module")
def act_shares(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[dt.date, float]]:
    """Months and shares of every case, by its name."""
    project = write_project(tmp_path_factory.mktemp("acts"))
    for number, (case, cells, _) in enumerate(CASES, start=10):
        project.append("legislation/GEO", record_id=f"GEO-L-00{number}", title_en=case, **cells)
    return read_shares(project, "core_legislation")


def read_shares(project: Project, table: str) -> dict[str, dict[dt.date, float]]:
    with build(project) as connection:
        frame = fetch_table(connection, "panel_record_month")
        titles = dict(fetch_table(connection, table).select("record_id", "title_en").iter_rows())
    shares: dict[str, dict[dt.date, float]] = {title: {} for title in titles.values()}
    for row in frame.iter_rows(named=True):
        if row["record_id"] in titles:
            shares[titles[row["record_id"]]][row["month"]] = round(row["active_share"], 9)
    return shares


@pytest.mark.parametrize(("case", "expected"), [(case, expected) for case, _, expected in CASES], ids=[case[0] for case in CASES])
def test_months_in_which_an_act_counts(act_shares: dict, case: str, expected: dict[str, float]) -> None:
    assert act_shares[case] == {month(name): round(share, 9) for name, share in expected.items()}


def span(first: str, last: str) -> list[dt.date]:
    return [m for m in MONTHS if month(first) <= m <= month(last)]


INCIDENTS = [
    ("one-off act is shown twelve months", {"date": "1999-02-10", "type": "smear_campaign"}, span("1999-02", "2000-01")),
    ("one-off act before the panel", {"date": "1998-03-10", "type": "raid_search"}, span("1999-01", "1999-02")),
    ("ended within days is shown twelve months", {"date": "1999-02-10", "end_date": "1999-02-12"}, span("1999-02", "2000-01")),
    (
        "detention lasts to its end",
        {"date": "1999-02-10", "end_date": "2000-06-12", "type": "arrest_detention"},
        span("1999-02", "2000-05"),
    ),
    ("liquidation stays", {"date": "1995-05-05", "type": "liquidation"}, MONTHS),
    (
        "liquidation that was annulled",
        {"date": "1995-05-05", "end_date": "1999-05-05", "type": "liquidation"},
        span("1999-01", "1999-04"),
    ),
    (
        "sentence without end lasts the assumed term",
        {"date": "1997-06-10", "type": "conviction", "rung": 4},
        span("1999-01", "2000-05"),
    ),
    (
        "sentence with an end",
        {"date": "1997-06-10", "end_date": "1999-03-01", "type": "conviction", "rung": 4},
        span("1999-01", "1999-02"),
    ),
    ("retracted incident", {"status": "retracted"}, []),
    ("draft incident", {"status": "draft"}, []),
    ("act of an occupying power", {"authority": "de_facto", "type": "liquidation"}, []),
]


@pytest.fixture(scope="module")
def incident_shares(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[dt.date, float]]:
    project = write_project(tmp_path_factory.mktemp("incidents"))
    for number, (case, cells, _) in enumerate(INCIDENTS, start=10):
        project.append("incidents/GEO", record_id=f"GEO-I-00{number}", title_en=case, **cells)
    return read_shares(project, "core_incident")


@pytest.mark.parametrize(("case", "expected"), [(c, e) for c, _, e in INCIDENTS], ids=[case[0] for case in INCIDENTS])
def test_months_in_which_an_incident_counts(incident_shares: dict, case: str, expected: list[dt.date]) -> None:
    assert incident_shares[case] == dict.fromkeys(expected, 1.0)


def test_measures_last_to_their_end(tmp_path: Path) -> None:
    project = write_project(tmp_path)
    project.append(
        "funding/GEO", record_id="GEO-F-0010", title_en="ended", start="1999-02-01", end="1999-05", end_precision="month"
    )
    project.append("funding/GEO", record_id="GEO-F-0011", title_en="lasting", start="2000-11-01")
    shares = read_shares(project, "core_funding")
    assert shares["ended"] == dict.fromkeys(span("1999-02", "1999-04"), 1.0)
    assert shares["lasting"] == dict.fromkeys(span("2000-11", "2000-12"), 1.0)
