"""Alignment of series with other indices, and the tests of the project's claims, on small releases in memory."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest

from analysis.findings import claims
from analysis.findings.validity import align_changes, benchmark_years
from analysis.words import claims as claims_prose


class Frames(dict):
    """Stands in for a release: tables by name."""

    names = {"AAA": "Aland", "BBB": "Beland"}

    def region(self) -> list[str]:
        return ["AAA", "BBB"]


def series(values: dict[str, dict[int, float]]) -> pl.DataFrame:
    rows = [(country, year, value) for country, years in values.items() for year, value in years.items()]
    return pl.DataFrame(rows, schema=["country_iso3", "year", "value"], orient="row").cast({"value": pl.Float64})


ONE = series({"AAA": {2000: 1, 2001: 3, 2002: 5, 2004: 9}, "BBB": {2000: 10, 2001: 8}})
OTHER = series({"AAA": {2000: 20, 2001: 22, 2002: 30, 2003: 1}, "BBB": {2000: 50, 2001: 40}})


def test_changes_need_both_years() -> None:
    """AAA 2004 has no 2003 in the first series; 2003 is in the second alone."""
    assert align_changes(ONE, OTHER).rows() == [("AAA", 2, 2), ("AAA", 2, 8), ("BBB", -2, -10)]


def test_lag_takes_the_change_of_the_other_so_many_years_later() -> None:
    assert align_changes(ONE, OTHER, lag=1).rows() == [("AAA", 2, 8), ("AAA", 2, -29)]


def figure(value: float, low: float | None, high: float | None, **cells: object) -> dict:
    row = {
        "status": "active",
        "country_iso3": "AAA",
        "year": 2000,
        "index_name": "freedom_in_the_world",
        "component": "total_score",
    }
    return row | {"value": value, "scale_low": low, "scale_high": high} | cells


def test_scales_are_turned_so_that_more_is_more_open() -> None:
    rows = [
        figure(2, 7, 1, component="civil_liberties"),
        figure(45, 0, 60, component="civil_liberties", year=2020),
        figure(30, 100, 0, index_name="freedom_on_the_net"),
        figure(80, 0, 100, index_name="freedom_on_the_net", year=2001),
        figure(120, None, None, index_name="rsf_press_freedom", component="rank"),
        figure(1, None, None, component="other"),
        figure(9, 0, 10, status="retracted"),
        figure(9, 0, 10, country_iso3="HUN"),
    ]
    schema = {"value": pl.Float64, "scale_low": pl.Float64, "scale_high": pl.Float64}
    found = benchmark_years(Frames(core_benchmark=pl.DataFrame(rows, schema_overrides=schema)))  # type: ignore[arg-type]
    values = {(name, year): value for name, year, value in found.select("series", "year", "value").iter_rows()}
    assert values == {
        ("freedom in the world: civil liberties (scale of 6)", 2000): pytest.approx(500 / 6),
        ("freedom in the world: civil liberties (scale of 60)", 2020): 75,
        ("freedom on the net: total score", 2000): 70,
        ("freedom on the net: total score", 2001): 80,
        ("rsf press freedom: rank", 2000): -120,
    }


def test_order_of_rungs_by_hand() -> None:
    """Unit 0: rungs 1, 2, 4 on days 1, 2, 2: two pairs in order, one tie. Unit 1: rung 3 on day 5 before rung 1 on day 6."""
    units, rungs, days = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 1, 3, 2, 0, 0]), np.array([1, 2, 2, 5, 6, 9.0])
    assert claims.order_share(units, rungs, days).tolist() == [(1 + 1 + 0.5 + 0) / 4]


def incidents(rungs: list[int]) -> Frames:
    day = dt.date(2000, 1, 1)
    rows = [
        {"record_id": f"{c}-I-{i:04}", "country_iso3": c, "status": "active", "authority": "state", "rung": rung,
         "direction": "closing", "start_earliest": day + dt.timedelta(days=30 * i),
         "start_latest": day + dt.timedelta(days=30 * i)}
        for c in ("AAA", "BBB") for i, rung in enumerate(rungs)
    ]  # fmt: skip
    links = pl.DataFrame({"record_id": [rows[0]["record_id"], rows[-1]["record_id"]], "organisation_id": ["X", "Y"]})
    return Frames(core_incident=pl.DataFrame(rows), core_record_organisation=links)


@pytest.mark.parametrize(("rungs", "orderly"), [([1, 1, 1, 2, 2, 2, 3, 3, 4, 4], True), ([4, 4, 3, 3, 2, 2, 2, 1, 1, 1], False)])
def test_order_is_judged_against_shuffled_rungs(rungs: list[int], orderly: bool) -> None:
    found = claims.compare_order(incidents(rungs)).row(0, named=True)  # type: ignore[arg-type]
    assert (found["unit"], found["n_units"], found["n_pairs"]) == ("country", 2, 12)
    assert found["lower_first_share"] == float(orderly)
    assert (found["p_value"] < 0.05) is orderly
    assert found["expected_lower_90"] < found["expected_share"] < found["expected_upper_90"]


def effects(p_value: float, estimate: float) -> pl.DataFrame:
    row = {"direction": "forward", "outcome": "law", "horizon": 1, "estimate": estimate, "p_value": p_value}
    return pl.DataFrame([row, row | {"direction": "backward"}])


def test_the_answer_follows_the_estimates() -> None:
    assert claims_prose.describe_warning(effects(0.4, -1)).startswith("**No")
    assert claims_prose.describe_warning(effects(0.01, 1)).startswith("**No")
    assert claims_prose.describe_warning(effects(0.01, -1)).startswith("**In part")
    assert "Too few" in claims_prose.describe_warning(effects(0.4, -1).clear())
