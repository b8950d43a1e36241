"""Bands, the joint of measured and forecast, and records from the one list."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from analysis.views.records import recent_records, scored_records, strongest_begun
from analysis.views.rules import changed_rules, rules_in_force
from analysis.views.scores import band_countries, part_forecast
from tests.analysis.words.made_release import make_record, make_release, make_spell

SCORES = {"EST": 90.0, "GEO": 44.0}
intervals = st.tuples(st.floats(0, 90), st.floats(0, 5), st.floats(0, 5))


@given(st.lists(intervals, min_size=1, max_size=15))
def test_intervals_of_a_band_overlap_and_bands_follow_the_score(found: list[tuple[float, float, float]]) -> None:
    rows = [
        {"country": f"c{n:02d}", "role": "region", "score": score, "lower_50": score - low, "upper_50": score + high}
        for n, (score, low, high) in enumerate(found)
    ]
    banded = band_countries(pl.DataFrame([*rows, rows[0] | {"country": "x", "role": "comparator"}]))
    assert banded.height == len(found)
    assert banded["score"].is_sorted(descending=True) and banded["band"].is_sorted() and banded["band"][0] == 1
    assert set(banded["band"].diff().drop_nulls()) <= {0, 1}
    for _, members in banded.group_by("band"):
        for one, other in combinations(members.iter_rows(named=True), 2):
            assert one["lower_50"] <= other["upper_50"] and other["lower_50"] <= one["upper_50"]


def test_the_last_measured_row_opens_the_forecast_of_its_own_series() -> None:
    rows = [("a", 1, 0), ("a", 2, 0), ("a", 3, 1), ("b", 1, 0), ("b", 2, 0)]
    parts = part_forecast(pl.DataFrame(rows, schema=["country", "year", "is_forecast"], orient="row"), "year", ["country"])
    told = parts.select("country", "year", "part").rows()
    assert told == [("a", 1, "measured"), ("a", 2, "measured"), ("a", 2, "forecast"), ("a", 3, "forecast"),
                    ("b", 1, "measured"), ("b", 2, "measured")]  # fmt: skip


def test_only_records_that_count_are_taken_strongest_and_newest_first() -> None:
    records = [
        make_record("GEO-I-0001", strength=0.5, begun="2026-01-05"),
        make_record("GEO-I-0002", strength=0.5, begun="2026-05-05"),
        make_record("GEO-I-0003", strength=1.0, begun="2025-12-05"),
        make_record("GEO-I-0004", strength=1.0, is_scored=0),
        make_record("GEO-I-0005", strength=0.7, direction="opening"),
        make_record("GEO-I-0006", strength=1.0, begun="2024-01-05"),
    ]
    release = make_release(SCORES, core_record=records)
    assert scored_records(release, "GEO", "closing")["record_id"].to_list() == [f"GEO-I-000{n}" for n in (3, 6, 2, 1)]
    assert recent_records(release, 2)["record_id"].to_list() == ["GEO-I-0002", "GEO-I-0003"]
    assert recent_records(release, 5, direction="opening")["record_id"].to_list() == ["GEO-I-0005"]
    assert recent_records(release, 5, country="EST").is_empty()
    first = strongest_begun(scored_records(release), "1y", "country_iso3").sort("period")
    assert first["record_id"].to_list() == ["GEO-I-0006", "GEO-I-0003", "GEO-I-0005"]


def test_rules_as_they_stand_and_as_they_changed() -> None:
    spells = [
        make_spell("GEO-G-0001", level="1", until="2026-03-03"),
        make_spell("GEO-G-0002", level="3", since="2026-03-04"),
        make_spell("GEO-G-0003", item="accounts", level="unknown"),
    ]
    release = make_release(SCORES, core_regime=spells)
    rules = {row["item"]: row for row in rules_in_force(release, "GEO").iter_rows(named=True)}
    assert len(rules) == 18
    assert (rules["registration"]["level"], rules["registration"]["since"]) == (3, "2026-03-04")
    assert rules["registration"]["anchor"].startswith("Acting unregistered")
    assert (rules["accounts"]["level"], rules["accounts"]["since"]) == (None, "1991 or before")
    assert (rules["refusal"]["level"], rules["refusal"]["since"]) == (None, None)
    changed = changed_rules(release, "GEO", dt.date(2025, 12, 31))
    assert changed.select("record_id", "before", "level").rows() == [("GEO-G-0002", 1, 3)]
    assert changed_rules(release, "GEO", dt.date(2026, 3, 31)).is_empty()
