"""Falls and rises read off paths, and what followed steps, by hand."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest

from analysis.engine.draws import Array
from analysis.index.episodes import find_falls, follow_steps, list_episodes, list_steps
from analysis.index.scores import INDICES, Scores

FLAT, LOWER = np.full(24, 60.0), np.full(48, 50.0)


def path(*parts: Array | list[float]) -> Array:
    return np.concatenate([np.asarray(part, float) for part in parts])


def test_a_fall_is_trimmed_to_where_it_moves() -> None:
    """Down one point a month from month 23 (60) to month 33 (50), then still."""
    assert find_falls(path(FLAT, np.arange(59, 50, -1), LOWER)) == [(23, 33)]


def test_small_moves_and_paths_without_any_are_no_falls() -> None:
    assert find_falls(path(FLAT, np.arange(59, 55, -1), np.full(48, 55.5))) == []
    assert find_falls(FLAT) == []
    assert find_falls(np.zeros(0)) == []


def test_a_drift_of_under_a_point_in_three_years_is_standing_still() -> None:
    assert find_falls(np.linspace(60, 52, 37 * 12)) == []
    assert len(find_falls(np.linspace(60, 40, 37 * 12))) == 1


def test_standing_still_for_three_years_parts_two_falls() -> None:
    down = np.arange(9, -1, -1)
    assert find_falls(path(FLAT, 50 + down, LOWER, 40 + down, np.full(40, 40))) == [(23, 33), (81, 91)]
    assert find_falls(path(FLAT, 50 + down, np.full(12, 50), 40 + down, np.full(40, 40))) == [(23, 55)]


def test_a_rise_by_half_the_threshold_ends_a_fall() -> None:
    dip = path(FLAT, np.arange(59, 49, -1), np.arange(51, 54), np.arange(52, 43, -1), np.full(30, 44))
    assert find_falls(dip) == [(23, 33), (36, 45)]


def made_scores(*paths: Array) -> Scores:
    """Three draws around each path, a country each."""
    draws = np.stack([np.stack([one - 1, one, one + 1]) for one in paths])
    return Scores(np.stack([draws] * len(INDICES)), np.ones((2, len(paths), draws.shape[-1])))


MONTHS = [dt.date(1991 + month // 12, month % 12 + 1, 1) for month in range(81)]
SCORES = made_scores(path(FLAT, np.arange(59, 50, -1), LOWER), path(100 - FLAT, np.arange(41, 50), 100 - LOWER))


def test_episodes_of_both_kinds_end_with_the_evidence() -> None:
    found = list_episodes(SCORES, ["AAA", "BBB"], np.array([80, 80]), MONTHS)
    assert found.rows() == [
        ("AAA", "fall", dt.date(1992, 12, 1), dt.date(1993, 10, 1), -10.0),
        ("BBB", "rise", dt.date(1992, 12, 1), dt.date(1993, 10, 1), 10.0),
    ]
    part = list_episodes(SCORES, ["AAA", "BBB"], np.array([29, -1]), MONTHS)
    assert part.select("country_iso3", "end_month", "points").rows() == [("AAA", dt.date(1993, 6, 1), -6.0)]


def spell(record: str, level: str, start: dt.date, item: str = "foreign_agent", status: str = "active") -> dict:
    return {"record_id": record, "country_iso3": "AAA", "item": item, "level": level, "start_earliest": start, "status": status}


def test_steps_are_rises_to_heavy_levels_and_first_rungs() -> None:
    year = [dt.date(1991 + number, 1, 1) for number in range(8)]
    regimes = pl.DataFrame(
        [
            spell("G1", "0", year[0]), spell("G2", "2", year[1]), spell("G3", "3", year[2]), spell("G4", "2", year[3]),
            spell("G5", "unknown", year[4]), spell("G6", "3", year[5]), spell("G7", "1", year[0], "media_rule"),
            spell("G8", "1", year[1], "media_rule"), spell("G9", "3", year[2], "media_rule", "retracted"),
            spell("H1", "3", year[0], "refusal"),
        ]
    )  # fmt: skip
    ladder = pl.DataFrame({"country_iso3": ["AAA"], "record_id": ["I1"], "rung": [2], "first_date": [year[1]]})
    assert list_steps(regimes, ladder).select("record_id", "kind", "step").rows() == [
        ("G2", "regime", "foreign_agent"), ("I1", "rung", "rung_2"), ("G3", "regime", "foreign_agent"),
    ]  # fmt: skip


def test_what_followed_by_hand() -> None:
    """From month 23 (60) to 50, and a year on still 50. After month 60 evidence reaches one year. 1990 is left out."""
    steps = pl.DataFrame(
        {
            "country_iso3": ["AAA", "AAA", "AAA", "CCC"],
            "kind": ["rung"] * 4,
            "step": [f"rung_{number}" for number in (1, 2, 3, 4)],
            "record_id": list("abcd"),
            "date": [dt.date(1992, 12, 7), dt.date(1996, 1, 1), dt.date(1990, 5, 1), dt.date(1992, 1, 1)],
        }
    )
    found = follow_steps(steps, SCORES, ["AAA", "BBB"], np.array([80, 80]), MONTHS)
    assert found.select("record_id", "month", "change_12", "change_24").rows() == [
        ("a", dt.date(1992, 12, 1), -10.0, -10.0),
        ("b", dt.date(1996, 1, 1), 0.0, None),
    ]
    assert found["change_12_lower_90"].to_list() == pytest.approx([-10, 0])
    assert follow_steps(steps.clear(), SCORES, ["AAA"], np.array([80]), MONTHS).is_empty()
