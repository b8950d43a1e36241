"""The table of validity on small made series: views, steps, turns, and what stands beside ours."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest

from analysis.engine.draws import Array
from analysis.findings.benchmarks import (
    Grid,
    Series,
    align,
    collect_benchmarks,
    collect_rules,
    compare_series,
    find_step,
    flatten,
    measure_validity,
)
from analysis.schemas.validity import Validity

NAN = float("nan")
X = np.array([[1.0, 3, 5, NAN, 9], [10, 8, NAN, NAN, NAN]])
Y = np.array([[20.0, 22, 30, 1, 3], [50, 40, 30, 20, 10]])
ALL = np.ones(5, bool)


def pairs(view: str, years: Array = ALL) -> list[tuple]:
    return list(zip(*(part.tolist() for part in align(X, Y, view, years)), strict=True))


def test_pooled_pairs_are_the_shared_country_years_of_the_period() -> None:
    assert pairs("pooled") == [(1, 20, 0), (3, 22, 0), (5, 30, 0), (9, 3, 0), (10, 50, 1), (8, 40, 1)]
    assert pairs("pooled", np.array([False, True, True, False, False])) == [(3, 22, 0), (5, 30, 0), (8, 40, 1)]


def test_within_pairs_lose_their_country_mean_and_short_countries() -> None:
    early = np.array([True, True, True, False, False])
    assert pairs("within", early) == [(-2, -4, 0), (0, -2, 0), (2, 6, 0)]


def test_changes_need_both_ends_and_belong_to_the_later_year() -> None:
    assert pairs("change_1") == [(2, 2, 0), (2, 8, 0), (-2, -10, 1)]
    assert pairs("change_3") == [(6, -19, 0)]
    assert pairs("change_1", np.array([False, True, False, False, False])) == [(2, 2, 0), (-2, -10, 1)]


def test_a_step_is_the_smallest_distance_but_no_less_than_a_twentieth() -> None:
    assert find_step(np.array([[0, 25, 75], [NAN, 75, 100]])) == 25
    assert find_step(np.array([[10.0, 11, 40]])) == 5
    assert find_step(np.array([[NAN, 10.0]])) == 5


def test_turns_are_told_by_our_change_in_their_direction() -> None:
    """Twelve countries: every third opens by 20 while ours rises, every third closes while ours falls, the rest stand still."""
    move = np.tile([10.0, -10, 0], 4)
    ours = Series("composite", "ours", np.stack([np.zeros(12), np.zeros(12), np.zeros(12), move, move], axis=1))
    theirs = Series("other", "bti:status", 2 * ours.values, step=20.0)
    many = [Series(one.name, one.source, np.tile(one.values, (2, 1)), one.step) for one in (ours, theirs)]
    found = compare_series(*many, "change_3", np.ones(5, bool))
    assert found is not None
    assert (found["n_openings"], found["n_closings"], found["n"]) == (16, 16, 48)
    assert (found["auc_opening"], found["auc_closing"], found["spearman"]) == (1, 1, pytest.approx(1))
    coarse = compare_series(many[0], Series("other", "bti:status", many[1].values, step=21.0), "change_3", np.ones(5, bool))
    assert coarse is not None
    assert "auc_opening" not in coarse
    ranked = compare_series(many[0], Series("other", "rsf:rank", many[1].values), "change_3", np.ones(5, bool))
    assert ranked is not None
    assert "auc_opening" not in ranked
    assert "auc_opening" not in (compare_series(*many, "pooled", np.ones(5, bool)) or {})


def test_country_means_are_taken_over_the_years_compared() -> None:
    flat = flatten(Series("composite", "ours", X), Series("other", "bti:status", Y), np.array([True, True, True, False, False]))
    assert np.array_equal(flat.values, [[3, 3, 3, NAN, NAN], [9, 9, NAN, NAN, NAN]], equal_nan=True)


def test_rules_stand_as_they_are_in_july() -> None:
    day = dt.date
    rows = [
        ("GEO", "foreign_funding", "0", day(1991, 1, 1), day(1992, 8, 31), "active"),
        ("GEO", "foreign_funding", "3", day(1992, 9, 1), None, "active"),
        ("GEO", "registration", "unknown", day(1991, 1, 1), day(1991, 12, 31), "active"),
        ("GEO", "registration", "1", day(1992, 1, 1), None, "active"),
        ("GEO", "registration", "3", day(1991, 1, 1), None, "retracted"),
    ]
    columns = ["country_iso3", "item", "level", "start_earliest", "end_latest", "status"]
    found = collect_rules(pl.DataFrame(rows, schema=columns, orient="row"), Grid(["GEO"], [1991, 1992, 1993]))
    assert [one.name for one in found] == ["foreign_funding", "registration"]
    assert found[0].values.tolist() == [[100, 100, 0]]
    assert np.array_equal(found[1].values, [[NAN, 200 / 3, 200 / 3]], equal_nan=True)


COUNTRIES = [f"C{number:02d}" for number in range(12)]
YEARS = list(range(1990, 2026))


def made_tables() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Ours: a level for each country and noise; one index that follows it on a scale of 7 to 1, another that only ranks."""
    random = np.random.default_rng(3)
    level = np.repeat(np.linspace(10, 90, 12), len(YEARS)) + random.normal(0, 3, 12 * len(YEARS))
    keys = {"country_iso3": np.repeat(COUNTRIES, len(YEARS)), "year": YEARS * 12}
    yearly = pl.concat(
        [pl.DataFrame(keys | {"score": level}).with_columns(pl.lit(name).alias("index")) for name in ("composite", "security")]
    )
    rating = pl.DataFrame(keys | {"value": 7 - 6 * (level / 100).clip(0, 1).round(1)}).with_columns(
        index_name=pl.lit("freedom_in_the_world"), component=pl.lit("civil_liberties"), scale_low=7.0, scale_high=1.0
    )
    rank = pl.DataFrame(keys | {"value": 100 - level}).with_columns(
        index_name=pl.lit("rsf_press_freedom"), component=pl.lit("rank"),
        scale_low=pl.lit(None, pl.Float64), scale_high=pl.lit(None, pl.Float64),
    )  # fmt: skip
    named = {"index_name": pl.lit("chaudhry_ngo_law"), "component": pl.lit("law_funding")}
    law = rank.with_columns(pl.col("value").clip(0, 100), **named, scale_low=100.0, scale_high=0.0)
    rules = {"country_iso3": COUNTRIES, "item": ["foreign_funding"] * 12, "level": ["0", "1", "2", "3"] * 3}
    regimes = pl.DataFrame(rules | {"status": ["active"] * 12}).with_columns(
        start_earliest=pl.date(1989, 1, 1), end_latest=pl.lit(None, pl.Date)
    )
    return yearly, pl.concat([rating, rank, law]).with_columns(status=pl.lit("active")), regimes


def test_every_comparison_is_in_the_table() -> None:
    found = measure_validity(*made_tables(), COUNTRIES)
    Validity.validate(found, lazy=True)
    assert set(found["comparison"]) == {"ours", "country_means", "others", "rules"}
    pooled = {
        (row["series"], row["benchmark"], row["period"]): row
        for row in found.filter((pl.col("view") == "pooled") & (pl.col("comparison") == "ours")).iter_rows(named=True)
    }
    whole = pooled["composite", "rsf press freedom: rank", "whole"]
    assert (whole["n"], whole["n_countries"], whole["spearman"]) == (12 * 32, 12, 1)
    assert pooled["composite", "rsf press freedom: rank", "before_2004"]["n"] == 12 * 12
    assert ("security", "rsf press freedom: rank", "whole") in pooled
    assert ("security", "rsf press freedom: rank", "before_2004") not in pooled
    assert 0.9 < pooled["composite", "freedom in the world: civil liberties", "whole"]["spearman"] < 1


def test_what_stands_beside_ours() -> None:
    found = measure_validity(*made_tables(), COUNTRIES)
    means = found.filter((pl.col("comparison") == "country_means") & (pl.col("period") == "whole"))
    assert set(means["view"]) == {"pooled"}
    assert means.filter(pl.col("benchmark") == "rsf press freedom: rank")["spearman"].item() > 0.9
    others = found.filter(pl.col("comparison") == "others")
    assert set(others["period"]) == {"whole"}
    assert others.select("series", "benchmark").unique().height == 3
    rules = found.filter(pl.col("comparison") == "rules")
    assert set(rules["series"]) == {"foreign_funding"}
    assert set(rules["benchmark"]) == {"chaudhry ngo law: law funding"}


def test_only_the_countries_asked_for_are_compared() -> None:
    yearly, benchmarks, regimes = made_tables()
    grid = Grid(COUNTRIES[:5], YEARS)
    assert collect_benchmarks(benchmarks, grid)[0].values.shape == (5, len(YEARS))
    fewer = measure_validity(yearly, benchmarks, regimes, COUNTRIES[:5])
    assert fewer["n_countries"].max() == 5
    assert measure_validity(yearly, benchmarks.clear(), regimes, COUNTRIES).is_empty()
