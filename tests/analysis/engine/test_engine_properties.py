"""What the engine guarantees whatever the data: no dependence on the order of rows, on seeds' neighbours or on threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.engine.aggregate import METHODS, aggregate_structure
from analysis.engine.correlate import correlate
from analysis.engine.draws import Array, Draws
from analysis.engine.impute import impute_columns, impute_groups
from analysis.engine.normalise import (
    normalise_borda,
    normalise_distance_to_max,
    normalise_fraction_of_max,
    normalise_minmax,
    normalise_percentile_rank,
    normalise_rank,
    normalise_zscore,
)
from analysis.engine.sobol import estimate_sobol, mix_columns, sample_sobol
from analysis.engine.structure import make_structure
from analysis.engine.treat import treat_outliers
from analysis.engine.vary import Options, choose_options, vary_index
from analysis.engine.weights import effective_weights, noisy_weights
from tests.analysis.engine.test_engine_structure import STRUCTURE, TABLE

SCALES = [
    normalise_minmax,
    normalise_zscore,
    normalise_rank,
    normalise_borda,
    normalise_percentile_rank,
    normalise_distance_to_max,
    normalise_fraction_of_max,
]
fixed = settings(deadline=None, derandomize=True, max_examples=40)
NUMBERS = st.floats(0.5, 1000, width=32)
TABLES = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=5, max_size=12).map(lambda rows: np.array(rows, float))


def equal(one: Array, other: Array) -> bool:
    return np.allclose(one, other, rtol=1e-9, atol=1e-9, equal_nan=True)


@fixed
@given(values=TABLES, seed=st.integers(0, 99))
def test_order_of_units_does_not_matter(values: Array, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(values))
    groups = np.array([["x", "y"][place % 2] for place in range(len(values))])
    gaps = np.where(np.arange(values.size).reshape(values.shape) % 5 == 4, np.nan, values)
    for scale in SCALES:
        assert equal(scale(values)[order], scale(values[order]))
    for method in METHODS:
        assert equal(
            aggregate_structure(values, STRUCTURE, methods=method)[order],
            aggregate_structure(values[order], STRUCTURE, methods=method),
        )
    assert equal(treat_outliers(values)[0][order], treat_outliers(values[order])[0])
    assert equal(impute_columns(gaps)[order], impute_columns(gaps[order]))
    assert equal(impute_groups(gaps, groups.tolist())[order], impute_groups(gaps[order], groups[order].tolist()))
    for method in ("pearson", "spearman", "kendall"):
        assert equal(correlate(values, method)[0], correlate(values[order], method)[0])


@pytest.mark.parametrize("seed", range(5))
def test_order_of_the_structure_does_not_matter(seed: int) -> None:
    table = TABLE.sample(fraction=1, shuffle=True, seed=seed)
    shuffled = make_structure(table)
    values = pl.DataFrame({"a": [4.0, 6], "b": [8.0, 1], "c": [3.0, 5]})
    ours = aggregate_structure(values.select(STRUCTURE.indicators).to_numpy(), STRUCTURE)[:, -1]
    theirs = aggregate_structure(values.select(shuffled.indicators).to_numpy(), shuffled)[:, -1]
    assert equal(ours, theirs)
    weights = noisy_weights(STRUCTURE, {1: 0.3, 2: 0.3}, Draws(10))
    other = noisy_weights(shuffled, {1: 0.3, 2: 0.3}, Draws(10))
    assert np.array_equal(weights, other[:, [shuffled.place(code) for code in STRUCTURE.codes]])


@fixed
@given(values=TABLES, factor=st.floats(0.5, 4))
def test_scale_of_weights_does_not_matter(values: Array, factor: float) -> None:
    for method in METHODS:
        one = aggregate_structure(values, STRUCTURE, STRUCTURE.weights, method)
        assert equal(one, aggregate_structure(values, STRUCTURE, STRUCTURE.weights * factor, method))
    assert equal(effective_weights(STRUCTURE), effective_weights(STRUCTURE, STRUCTURE.weights * factor))


@fixed
@given(values=TABLES)
def test_means_are_ordered_and_lie_within_their_elements(values: Array) -> None:
    harmonic, geometric, arithmetic = (
        aggregate_structure(values, STRUCTURE, methods=name)[:, 3] for name in ("harmonic", "geometric", "arithmetic")
    )
    low, high = values[:, :2].min(axis=1), values[:, :2].max(axis=1)
    ordered = np.stack([low, harmonic, geometric, arithmetic, high])
    assert (np.diff(ordered, axis=0) >= -1e-9 * high).all()


@fixed
@given(values=TABLES, unit=st.integers(0, 4), more=st.floats(1, 50))
def test_a_higher_indicator_never_lowers_a_composite(values: Array, unit: int, more: float) -> None:
    better = values.copy()
    better[unit, 0] += more
    for method in METHODS:
        before, after = (aggregate_structure(x, STRUCTURE, methods=method)[unit, 3] for x in (values, better))
        assert after >= before - 1e-9


@fixed
@given(values=TABLES, shift=st.floats(-50, 50), factor=st.floats(0.5, 4))
def test_linear_scales_do_not_depend_on_the_unit_of_measurement(values: Array, shift: float, factor: float) -> None:
    spread = values.max(axis=0) - values.min(axis=0) > 1
    moved = (values * factor + shift)[:, spread]
    for scale in (normalise_minmax, normalise_zscore, normalise_distance_to_max):
        assert np.allclose(scale(values[:, spread]), scale(moved), atol=1e-6)


def replications(n: int, seed: int) -> Array:
    random = np.random.default_rng(3)
    values = random.lognormal(size=(30, 3))
    options = Options(
        treat=[partial(lambda x, points: treat_outliers(x, points)[0], points=points) for points in (1, 3)],
        normalise=[partial(normalise_minmax, low=1, high=100), partial(normalise_zscore, mean=10, deviation=2)],
        weights=noisy_weights(STRUCTURE, {1: 0.25, 2: 0.25}, Draws(20, seed)),
        aggregate=["arithmetic", "geometric"],
    )
    draws = Draws(n, seed)
    return vary_index(
        values, STRUCTURE, options, {step: choose_options(draws.uniform(step), size) for step, size in options.sizes().items()}
    )


def test_replications_are_reproducible_and_those_of_their_seed() -> None:
    assert np.array_equal(replications(50, 1), replications(50, 1))
    assert not np.array_equal(replications(50, 1), replications(50, 2))


def test_replications_at_once_are_those_one_by_one() -> None:
    together = replications(50, 1)
    assert together.shape == (50, 30)
    assert equal(replications(20, 1)[:1], together[:1])


def test_threads_do_not_matter() -> None:
    alone = replications(60, 4)
    with ThreadPoolExecutor(max_workers=4) as pool:
        assert all(np.array_equal(found, alone) for found in pool.map(lambda _: replications(60, 4), range(6)))


def ishigami(x: Array) -> Array:
    """The test function of Ishigami and Homma (1990), a = 7, b = 0.1, inputs uniform on -pi to pi."""
    z = np.pi * (2 * x - 1)
    return np.sin(z[:, 0]) + 7 * np.sin(z[:, 1]) ** 2 + 0.1 * z[:, 2] ** 4 * np.sin(z[:, 0])


def test_sobol_indices_of_a_function_whose_indices_are_known() -> None:
    design = sample_sobol(20_000, ["one", "two", "three"], Draws(0))
    found = estimate_sobol(ishigami(design), 3, n_bootstrap=200, centre=True)
    v1, v2, v13 = 0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2, 49 / 8, 0.01 * np.pi**8 * (1 / 18 - 1 / 50)
    variance = v1 + v2 + v13
    assert found.variance == pytest.approx(variance, rel=0.03)
    assert found.first == pytest.approx(np.array([v1, v2, 0]) / variance, abs=0.03)
    assert found.total == pytest.approx(np.array([v1 + v13, v2, v13]) / variance, abs=0.03)
    assert found.first_lower_90 is not None
    assert found.total_upper_90 is not None
    assert (found.first_lower_90 <= found.first).all()
    assert (found.total_upper_90 >= found.total).all()


def test_sobol_estimators_by_hand() -> None:
    # one input: f(A) = 0 2, f(B) = 4 6, f(A_1) = f(B); variance of 0 2 4 6 is 20 / 3
    found = estimate_sobol(np.array([0.0, 2, 4, 6, 4, 6]), 1)
    assert found.variance == pytest.approx(20 / 3)
    assert found.first == pytest.approx((4 * 4 + 6 * 4) / 2 / (20 / 3))
    assert found.total == pytest.approx((16 + 16) / 4 / (20 / 3))


def test_an_input_without_effect_has_none_and_a_constant_output_neither() -> None:
    design = sample_sobol(100, ["used", "unused"], Draws(0))
    found = estimate_sobol(np.stack([design[:, 0], np.full(len(design), 5.0)], axis=1), 2, n_bootstrap=20)
    assert found.total[1].tolist() == [0, 0]
    assert found.first[:, 1].tolist() == [0, 0]
    assert found.total[0, 0] == pytest.approx(1, abs=0.2)


def test_design_has_the_rows_that_the_estimators_expect() -> None:
    a, b = np.array([[1.0, 2]]), np.array([[3.0, 4]])
    assert mix_columns(a, b).tolist() == [[1, 2], [3, 4], [3, 2], [1, 4]]
    with pytest.raises(ValueError, match="do not fit"):
        estimate_sobol(np.zeros(9), 2)


def test_inputs_of_the_design_do_not_depend_on_each_other() -> None:
    alone, both = sample_sobol(8, ["one"], Draws(0, 5)), sample_sobol(8, ["one", "two"], Draws(0, 5))
    assert np.array_equal(alone[:16, 0], both[:16, 0])
