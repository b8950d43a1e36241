"""Hand-computed cases of scales, weights and aggregation over a small structure."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest

from analysis.engine.aggregate import (
    aggregate_arithmetic,
    aggregate_generalised,
    aggregate_geometric,
    aggregate_harmonic,
    aggregate_structure,
)
from analysis.engine.draws import Draws
from analysis.engine.normalise import (
    normalise,
    normalise_borda,
    normalise_distance_to_max,
    normalise_distance_to_reference,
    normalise_fraction_of_max,
    normalise_goalposts,
    normalise_minmax,
    normalise_percentile_rank,
    normalise_rank,
    normalise_scaled,
    normalise_target,
    normalise_zscore,
)
from analysis.engine.outrank import aggregate_copeland, outrank_units, share_dominant
from analysis.engine.rank import mean_rank_shift, rank_scores
from analysis.engine.remove import remove_elements
from analysis.engine.structure import make_structure, read_values
from analysis.engine.vary import Options, choose_options, vary_index
from analysis.engine.weights import effective_weights, equal_weights, noisy_weights, perturb_weights
from tests.analysis.engine.test_engine_cases import NAN, column, same

TABLE = pl.DataFrame(
    [
        ("a", "left", 1, 1, 1.0),
        ("b", "left", 1, -1, 3.0),
        ("c", "right", 1, 1, 1.0),
        ("left", "top", 2, 1, 1.0),
        ("right", "top", 2, 1, 3.0),
        ("top", None, 3, 1, 1.0),
    ],
    schema=["code", "parent", "level", "direction", "weight"],
    orient="row",
)
STRUCTURE = make_structure(TABLE)
X = column(2, 4, 4, 10, NAN)


@pytest.mark.parametrize(
    ("function", "settings", "expected"),
    [
        (normalise_minmax, {}, [0, 25, 25, 100, NAN]),
        (normalise_minmax, {"low": 1, "high": 5}, [1, 2, 2, 5, NAN]),
        # mean 5, squares 9 1 1 25, deviation sqrt(36 / 3)
        (normalise_zscore, {}, [n / math.sqrt(12) for n in (-3, -1, -1, 5, NAN)]),
        (normalise_zscore, {"mean": 10, "deviation": 2}, [10 + 2 * n / math.sqrt(12) for n in (-3, -1, -1, 5, NAN)]),
        (normalise_rank, {}, [1, 2, 2, 4, NAN]),
        (normalise_borda, {}, [0, 1, 1, 3, NAN]),
        (normalise_percentile_rank, {}, [0, 1 / 3, 1 / 3, 1, NAN]),
        (normalise_goalposts, {"low": 3, "high": 8}, [0, 0.2, 0.2, 1, NAN]),
        (normalise_goalposts, {"low": 3, "high": 8, "scale": 10, "truncate": False}, [-2, 2, 2, 14, NAN]),
        (normalise_distance_to_max, {}, [0, 0.25, 0.25, 1, NAN]),
        (normalise_distance_to_reference, {"unit": 1}, [0, 1, 1, 4, NAN]),
        (normalise_distance_to_reference, {"unit": 1, "cap": True}, [0, 1, 1, 1, NAN]),
        (normalise_target, {"target": 6}, [0, 0.5, 0.5, 2, NAN]),
        (normalise_target, {"target": 6, "cap": True}, [0, 0.5, 0.5, 1, NAN]),
        (normalise_fraction_of_max, {}, [0.2, 0.4, 0.4, 1, NAN]),
        (normalise_scaled, {"low": 1, "high": 11}, [10, 30, 30, 90, NAN]),
    ],
)
def test_scales(function, settings, expected) -> None:  # type: ignore[no-untyped-def]
    assert same(function(X, **settings)[:, 0], expected)


def test_scales_in_the_other_direction() -> None:
    turned = np.array([-1.0])
    assert same(normalise(X, turned, normalise_minmax)[:, 0], [100, 75, 75, 0, NAN])
    assert same(normalise(X, turned, normalise_rank)[:, 0], [4, 2, 2, 1, NAN])
    assert same(normalise(X, turned, normalise_goalposts, low=3, high=8)[:, 0], [1, 0.8, 0.8, 0, NAN])
    # a target of 4 to be fallen to: from the worst, 10, the way is 6
    assert same(normalise(X, turned, normalise_target, target=4)[:, 0], [8 / 6, 1, 1, 0, NAN])
    with pytest.raises(ValueError, match="goalpost"):
        normalise_goalposts(X, 8, 3)


def test_a_constant_indicator_has_no_scale() -> None:
    assert np.isnan(normalise_minmax(column(3, 3))).all()
    assert np.isnan(normalise_zscore(column(3, 3))).all()


ROW, WEIGHTS = np.array([[1.0, 4, NAN]]), np.array([1.0, 1, 5])


def test_means_leave_out_what_is_missing() -> None:
    assert same(aggregate_arithmetic(ROW, WEIGHTS), [2.5])
    assert same(aggregate_geometric(ROW, WEIGHTS), [2])
    assert same(aggregate_harmonic(ROW, WEIGHTS), [1.6])
    assert same(aggregate_generalised(ROW, WEIGHTS, 2), [math.sqrt(8.5)])
    assert same(aggregate_generalised(ROW, WEIGHTS, 0), [2])
    assert same(aggregate_generalised(ROW, WEIGHTS, -1), [1.6])
    assert same(aggregate_arithmetic(ROW, np.array([3.0, 1, 5])), [1.75])
    assert same(aggregate_arithmetic(np.array([[NAN, NAN]]), np.ones(2)), [NAN])


@pytest.mark.parametrize("mean", [aggregate_geometric, aggregate_harmonic])
def test_means_that_need_values_above_zero(mean) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="above zero"):
        mean(np.array([[0.0, 1]]), np.ones(2))


def test_outranking_and_copeland() -> None:
    # weights 1/4, 1/4, 1/2; first against second: above in 1, tied in 2, below in 3
    values = np.array([[3.0, 5, 1], [2, 5, 2], [1, 9, NAN]])
    found = outrank_units(values, np.array([1.0, 1, 2]))
    assert same(found, [[0, 0.375, 0.5], [0.625, 0, 0.5], [0.5, 0.5, 0]])
    assert aggregate_copeland(values, np.array([1.0, 1, 2])).tolist() == [-1, 1, 0]
    assert share_dominant(np.array([[3.0, 3], [2, 2], [1, 4]])) == pytest.approx(1 / 3)


def test_aggregation_by_levels() -> None:
    values = np.array([[4.0, 8, 3], [NAN, 8, 3], [NAN, NAN, 3]])
    # left: (4 + 3 * 8) / 4 = 7; top: (7 + 3 * 3) / 4 = 4
    assert same(aggregate_structure(values, STRUCTURE)[:, 3:], [[7, 3, 4], [8, 3, 4.25], [NAN, 3, 3]])
    assert same(aggregate_structure(values, STRUCTURE, threshold=0.75)[:, 3:], [[7, 3, 4], [NAN, 3, NAN], [NAN, 3, NAN]])
    assert same(aggregate_structure(values, STRUCTURE, threshold=0.5)[:, 3:], [[7, 3, 4], [8, 3, 4.25], [NAN, 3, 3]])
    mixed = aggregate_structure(values[:1], STRUCTURE, methods=["arithmetic", "geometric"])
    assert mixed[0, -1] == pytest.approx((7 * 3**3) ** 0.25)
    mine = aggregate_structure(values[:1], STRUCTURE, methods=lambda x, w: x.max(axis=-1))
    assert mine[0, 3:].tolist() == [8, 3, 8]
    with pytest.raises(ValueError, match="1 aggregation methods given for 2 steps"):
        aggregate_structure(values, STRUCTURE, methods=["arithmetic"])
    with pytest.raises(ValueError, match="'median'"):
        aggregate_structure(values, STRUCTURE, methods="median")


def test_weights() -> None:
    assert same(effective_weights(STRUCTURE), [1 / 16, 3 / 16, 3 / 4, 1 / 4, 3 / 4, 1])
    assert equal_weights(STRUCTURE).tolist() == [1] * 6
    assert perturb_weights(np.array([1.0, 2]), np.array([[0, 0.75]]), 0.2).tolist() == [[0.8, 2.2]]
    noisy = noisy_weights(STRUCTURE, {2: 0.5}, Draws(200))
    assert (noisy[:, [0, 1, 2, 5]] == STRUCTURE.weights[[0, 1, 2, 5]]).all()
    assert noisy[:, 4].min() >= 1.5
    assert noisy[:, 4].max() <= 4.5
    assert noisy[:, 4].std() > 0.5


def test_ranks() -> None:
    assert same(rank_scores(np.array([[5.0, 7, 5, NAN], [1, 2, 3, 4]])), [[2, 1, 2, NAN], [4, 3, 2, 1]])
    assert same(mean_rank_shift(np.array([[1.0, 2, 3], [3, 2, 1]]), np.array([1.0, 2, 3])), [0, 4 / 3])


def test_removal() -> None:
    values = np.array([[4.0, 8, 3], [6, 0, 5]])
    removed = remove_elements(values, STRUCTURE, level=1)
    assert removed.codes == ("a", "b", "c")
    # without a: left 8 and 0; without b: left 4 and 6; without c there is no right
    assert same(removed.scores, [[4.25, 3.75], [3.25, 5.25], [7, 1.5]])
    # as it is: 4 and 4.125
    assert removed.shift.tolist() == [1, 0, 1]
    assert remove_elements(values, STRUCTURE, level=2).scores[0].tolist() == [3, 5]
    with pytest.raises(ValueError, match="level 3"):
        remove_elements(values, STRUCTURE, level=3)


def test_variation_takes_the_alternatives_chosen() -> None:
    values = np.array([[4.0, 8, 3], [6, 1, 5]])
    options = Options(
        treat=[lambda x: x, lambda x: 2 * x],
        normalise=[lambda x: x, lambda x: x + 1],
        weights=np.stack([STRUCTURE.weights, equal_weights(STRUCTURE)]),
        aggregate=["arithmetic", "geometric"],
    )
    choices = {"treat": np.array([0, 1, 1]), "normalise": np.array([0, 1, 0]), "weights": np.array([0, 0, 1])}
    found = vary_index(values, STRUCTURE, options, choices)
    assert same(found, [[4, 4.3125], [9, 9.625], [(12 + 6) / 2, (7 + 10) / 2]])
    with pytest.raises(ValueError, match="'weights' has 2 alternatives"):
        vary_index(values, STRUCTURE, options, {"weights": np.array([2])})
    with pytest.raises(ValueError, match="no step 'scale'"):
        vary_index(values, STRUCTURE, options, {"scale": np.array([0])})
    assert choose_options(np.array([0, 0.19, 0.2, 0.999]), 5).tolist() == [0, 0, 1, 4]


@pytest.mark.parametrize(
    ("place", "cells", "message"),
    [
        (1, {"code": "a"}, "'a' is in the structure twice"),
        (0, {"parent": "middle"}, "'a' has the parent 'middle', which is not in the structure"),
        (0, {"parent": "b"}, "'a' is on level 1, its parent 'b' is not above it"),
        (0, {"direction": 0}, "'a' has the direction 0"),
        (0, {"weight": -1.0}, "'a' has the weight -1.0"),
        (2, {"parent": "left"}, "'right' stands above level 1 but no component has it as its parent"),
    ],
)
def test_a_wrong_structure_is_named(place: int, cells: dict, message: str) -> None:
    rows = TABLE.to_dicts()
    rows[place] |= cells
    with pytest.raises(ValueError, match=message):
        make_structure(pl.DataFrame(rows, schema=TABLE.schema))


def test_a_missing_indicator_is_named() -> None:
    with pytest.raises(ValueError, match="no column 'c'"):
        read_values(pl.DataFrame({"a": [1], "b": [2]}), STRUCTURE)
    assert same(read_values(pl.DataFrame({"c": [3], "b": [None], "a": [1]}), STRUCTURE), [[1, NAN, 3]])
