"""Forecasts: what they are made of, that they look at no later evidence, and how they are scored."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from analysis.index.outlook import (
    Forecasts,
    backtest_forecasts,
    cut_months,
    forecast_changes,
    list_outlook,
    month_known,
    score_clouds,
    step_forward,
)
from analysis.index.scores import INDICES, Evidence, Scores, simulate_scores
from analysis.latent.filter import Clouds, Setting, filter_states
from analysis.latent.states import Conditionals
from tests.analysis.index.test_scores import made_evidence, made_spells

MONTHS = [dt.date(1991 + month // 12, month % 12 + 1, 1) for month in range(48)]
LEVELS = {(0, 0): 1, (0, 1): 1, (0, 2): 1, (1, 0): 1, (1, 1): 1, (1, 2): 3}


def made() -> tuple[Evidence, Scores, pl.DataFrame]:
    evidence = made_evidence(LEVELS, made_spells(1, n_countries=2))
    codes = evidence.latent.codes
    ends = [f"{1991 + month // 12}-12-31" for month in codes.report_month]
    return evidence, simulate_scores(evidence), pl.DataFrame({"report_id": codes.report_ids, "window_to": ends})


def test_a_report_counts_from_its_middle_or_from_its_end_in_a_later_year() -> None:
    evidence, _, reports = made()
    assert month_known(evidence.latent, reports).tolist() == evidence.latent.codes.report_month.tolist()
    late = reports.with_columns(
        pl.when(pl.col("report_id") == "r0-1").then(pl.lit("1993-03-31")).otherwise("window_to").alias("window_to")
    )
    assert month_known(evidence.latent, late).tolist() == [6, 26, 30, 6, 18, 30]


def test_a_year_of_steps_is_cauchy_with_twelve_times_the_scale() -> None:
    evidence, _, _ = made()
    given = Conditionals(evidence.latent, evidence.parameters)
    still = Clouds(np.array([10]), np.zeros((1, 2, 8_000)), np.zeros((1, 3, 2, 8_000)))
    later = step_forward(still, given)
    assert later.months.tolist() == [22]
    quarter = np.quantile(later.state[0, 0], [0.25, 0.5, 0.75])
    assert np.allclose(quarter, 12 * given.step[0, 0, 0] * np.array([-1, 0, 1]), atol=0.01)
    memory, spread = 0.8, 0.3
    assert later.contrast.std() == pytest.approx(spread * np.sqrt(1 - memory**2), rel=0.03)


def test_forecasts_see_no_later_evidence() -> None:
    evidence, scores, reports = made()
    earlier = made_evidence({key: level for key, level in LEVELS.items() if key[1] < 2}, made_spells(1, n_countries=2))
    whole, cut = (forecast_changes(one, scores, reports, [23]).change for one in (evidence, earlier))
    assert np.array_equal(whole, cut)


def test_falls_and_rises_are_changes_of_five_points() -> None:
    change = np.array([[[-6.0, -5, -4.9, 7]], [[0, 0, 0, 0]]])
    forecasts = Forecasts([11, 23], change)
    assert forecasts.probability("fall").tolist() == [[0.5], [0]]
    assert forecasts.probability("rise").tolist() == [[0.25], [0]]
    frame = list_outlook(Forecasts([11, 23], np.repeat(change, 2, axis=1)), ["AAA", "BBB"], np.array([11, -1]), MONTHS)
    assert frame.rows() == [("AAA", dt.date(1991, 12, 1), 0.5, 0.25, 4)]


def backtest(last: list[int], ranked: list[bool]) -> dict[tuple[str, int], dict]:
    """Composites of A: 60, 60, 50, 44 at the ends of 1991 to 1994; of B: 50 throughout. Forecasts say 0.5 for falls in A."""
    evidence, scores, _ = made()
    evidence = replace(evidence, first_year=2005)
    values = np.full((len(INDICES), 2, 4, 48), 50.0)
    for year, level in enumerate((60, 60, 50, 44)):
        values[0, 0, :, year * 12 : year * 12 + 12] = level
    values[0, 0, 0, 24:36] = 58  # one draw of four falls by two points only
    cuts = cut_months(evidence, np.array(last))
    change = np.zeros((len(cuts), 2, 2))
    change[:, 0, 0] = -9
    forecasts = Forecasts(cuts, change)
    frame = backtest_forecasts(forecasts, evidence, replace(scores, values=values), np.array(last), np.array(ranked))
    return {(row["country_iso3"], row["year"]): row for row in frame.iter_rows(named=True)}


def test_backtest_by_hand() -> None:
    found = backtest([47, 47], [True, True])
    assert list(found) == [("C00", 2006), ("C00", 2007), ("C01", 2006), ("C01", 2007)]  # before 2006 no year had ended
    first, last = found["C00", 2006], found["C00", 2007]
    assert (first["change"], first["fall_happened"], first["fall_share"]) == (-10, 1, 0.75)
    assert (first["fall_probability"], first["fall_brier"]) == (0.5, 0.25)
    assert (first["fall_base_rate"], first["fall_base_brier"]) == (0, 1)
    assert last["fall_base_rate"] == 0.25  # one fall in the four years of both countries that had ended
    assert (last["fall_happened"], last["fall_base_brier"]) == (1, 0.5625)
    assert (found["C01", 2007]["fall_brier"], found["C01", 2007]["fall_base_brier"]) == (0, 0.0625)
    assert {row["rise_happened"] for row in found.values()} == {0}


def test_backtest_ends_with_the_evidence_and_takes_the_ranked_alone() -> None:
    assert list(backtest([40, 47], [True, True])) == [("C00", 2006), ("C01", 2006), ("C01", 2007)]
    assert list(backtest([47, 47], [False, True])) == [("C01", 2006), ("C01", 2007)]
    assert backtest([10, -1], [True, True]) == {}


def test_nothing_asked_gives_nothing() -> None:
    evidence, scores, reports = made()
    forecasts = forecast_changes(evidence, scores, reports, [])
    assert list_outlook(forecasts, evidence.countries, np.array([-1, -1]), MONTHS).is_empty()


def test_months_are_scored_together_as_one_by_one() -> None:
    evidence, _, _ = made()
    given = Conditionals(evidence.latent, evidence.parameters)
    clouds = filter_states(given, [11, 35], Setting(n_particles=5))
    both = score_clouds(clouds, given.parameters, evidence.structure)
    for place in range(2):
        one = Clouds(clouds.months[[place]], clouds.state[[place]], clouds.contrast[[place]])
        assert np.array_equal(both[place], score_clouds(one, given.parameters, evidence.structure)[0])
    assert both.shape == (2, 2, 8 * 5)
