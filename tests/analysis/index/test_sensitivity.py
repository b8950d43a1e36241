"""Sobol indices of the groups of assumptions, on draws whose shares of the variance are known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from analysis.engine.draws import Array, Draws
from analysis.engine.structure import make_structure
from analysis.index.alternatives import Latest
from analysis.index.scores import INDICES
from analysis.index.sensitivity import GROUPS, measure_sensitivity, recombine

STRUCTURE = make_structure(pl.read_csv(Path(__file__).parents[3] / "data" / "index" / "structure.csv"))
N = 200


def latest(law: Array, practice: Array, spread: float = 0.0) -> Latest:
    """One country whose law and practice have these draws; funding is 50, the mean arithmetic."""
    values = np.full((len(INDICES), 1, N), 50.0)
    values[INDICES.index("law"), 0], values[INDICES.index("practice"), 0] = law, practice
    assumptions = {"composite.exponent": np.ones(N), "composite.weight_spread": np.full(N, spread)}
    return Latest(values, STRUCTURE, Draws(N), assumptions)


def shares(made: Latest, order: str) -> dict[str, float]:
    return dict(measure_sensitivity(made, ["AAA"]).select("group", order).iter_rows())


def test_each_group_takes_its_own_draws() -> None:
    made = latest(np.arange(N, dtype=float), np.zeros(N))
    places = {"rules": np.array([7, 9]), "practice": np.array([0, 0]), "weights": np.array([3, 4])}
    assert recombine(made, places)[0].tolist() == pytest.approx([(7 + 50) / 8, (9 + 50) / 8])


def test_shares_of_the_variance_by_hand() -> None:
    """Composite = law / 8 + 6 practice / 8 + constant: with equal variances practice has 36 of 37 parts."""
    random = np.random.default_rng(1)
    for order in ("first_order", "total_order"):
        found = shares(latest(random.permutation(N) / 4, random.permutation(N) / 4), order)
        assert found["practice"] == pytest.approx(36 / 37, abs=0.08)
        assert found["rules"] == pytest.approx(1 / 37, abs=0.03)
        assert found["weights"] == 0


def test_only_weights_are_unsure() -> None:
    made = latest(np.full(N, 90.0), np.full(N, 10.0), spread=0.5)
    found = shares(made, "total_order")
    assert found["weights"] == pytest.approx(1, abs=0.06)
    assert found["practice"] == found["rules"] == 0


def test_every_group_has_a_row_with_its_interval() -> None:
    random = np.random.default_rng(2)
    frame = measure_sensitivity(latest(random.random(N) * 50, random.random(N) * 50, 0.25), ["AAA"])
    assert frame["group"].to_list() == sorted(GROUPS)
    for order in ("first_order", "total_order"):
        assert (frame[f"{order}_lower_90"] <= frame[order]).all()
        assert (frame[order] <= frame[f"{order}_upper_90"]).all()
