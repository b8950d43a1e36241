"""Correlations with resampled countries, and panel effects, by hand and against plain computations."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from analysis.findings.correlation import correlate_blocks, correlate_weighted, rank_weighted
from analysis.findings.panel import estimate_effect, residualise

RANDOM = np.random.default_rng(3)


def test_weighted_ranks_are_those_of_the_repeated_sample() -> None:
    values, weights = np.array([3.0, 1.0, 1.0, 2.0]), np.array([[2, 1, 0, 3], [1, 1, 1, 1]])
    repeated = stats.rankdata(np.repeat(values, weights[0]))
    found = rank_weighted(values, weights)
    assert found[0][[0, 1, 3]].tolist() == [repeated[0], repeated[2], repeated[3]]
    assert found[1].tolist() == stats.rankdata(values).tolist()


def test_weighted_correlation_is_that_of_the_repeated_sample() -> None:
    x, y, weights = RANDOM.normal(size=8), RANDOM.normal(size=8), RANDOM.integers(0, 3, size=(5, 8))
    found = correlate_weighted(np.broadcast_to(x, weights.shape), y, weights)
    plain = [stats.pearsonr(np.repeat(x, w), np.repeat(y, w)).statistic for w in weights]
    assert np.allclose(found, plain)


def test_point_estimates_are_those_of_scipy_and_intervals_hold_them() -> None:
    blocks = np.repeat(list("ABCDEFGH"), 6)
    x = RANDOM.normal(size=48)
    y = x + RANDOM.normal(size=48)
    found = correlate_blocks(x, y, blocks)
    assert found is not None
    assert found.spearman == pytest.approx(stats.spearmanr(x, y).statistic)
    assert found.pearson == pytest.approx(stats.pearsonr(x, y).statistic)
    assert found.spearman_lower_90 < found.spearman < found.spearman_upper_90
    assert (found.n, found.n_countries) == (48, 8)


def test_years_of_one_country_are_not_independent_evidence() -> None:
    """Values equal within countries: the interval is that of eight countries, however many years each has."""
    level = RANDOM.normal(size=(8, 2))
    short, long = (np.repeat(level, years, axis=0) for years in (2, 40))
    widths = []
    for rows, years in ((short, 2), (long, 40)):
        found = correlate_blocks(rows[:, 0], rows[:, 1], np.repeat(np.arange(8), years))
        assert found is not None
        widths.append(found.spearman_upper_90 - found.spearman_lower_90)
    assert widths[1] == pytest.approx(widths[0], abs=0.1)


def test_too_few_pairs_or_countries_give_nothing() -> None:
    x = np.arange(20.0)
    assert correlate_blocks(x[:14], x[:14], np.repeat(np.arange(7), 2)) is None
    assert correlate_blocks(x, x, np.repeat(["A", "B"], 10)) is None
    assert correlate_blocks(x, np.zeros(20), np.repeat(np.arange(5), 4)) is None


COUNTRIES, YEARS = np.repeat(np.arange(12), 20), np.tile(np.arange(20), 12)


def made_panel(effect: float) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(4)
    x = random.normal(size=240) + 2 * np.repeat(random.normal(size=12), 20)
    y = effect * x + np.repeat(random.normal(size=12), 20) * 5 + np.tile(random.normal(size=20), 12) * 3
    return y + random.normal(size=240), x


def test_residuals_are_without_country_and_year_means() -> None:
    rest = residualise(np.stack(made_panel(1), axis=1), [COUNTRIES, YEARS], np.zeros((240, 0)))
    for groups in (COUNTRIES, YEARS):
        for group in np.unique(groups):
            assert np.allclose(rest[groups == group].mean(axis=0), 0, atol=1e-9)


def test_residuals_of_a_two_by_two_panel_by_hand() -> None:
    """Values 1, 2, 3, 8: grand mean 3.5; row means 1.5, 5.5; column means 2, 5; interaction 1 each way."""
    rest = residualise(np.array([[1.0], [2], [3], [8]]), [np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])], np.zeros((4, 0)))
    assert np.allclose(rest[:, 0], [1, -1, -1, 1])


def test_a_real_effect_is_found_and_none_where_there_is_none() -> None:
    for effect in (0.0, 0.5):
        found = estimate_effect(*made_panel(effect), COUNTRIES, YEARS)
        assert found is not None
        assert found.lower_90 < effect < found.upper_90
        assert (found.p_value < 0.05) == (effect > 0)
        assert found.estimate == pytest.approx(effect, abs=0.15)


def test_effect_and_clustered_error_by_plain_regression() -> None:
    y, x = made_panel(0.5)
    dummies = np.concatenate([(COUNTRIES[:, None] == np.arange(12)), (YEARS[:, None] == np.arange(1, 20))], axis=1).astype(float)
    design = np.concatenate([x[:, None], dummies], axis=1)
    beta = np.linalg.lstsq(design, y, rcond=None)[0]
    found = estimate_effect(y, x, COUNTRIES, YEARS)
    assert found is not None
    assert found.estimate == pytest.approx(beta[0])
    residual, bread = y - design @ beta, np.linalg.inv(design.T @ design)
    scores = np.stack([design[c == COUNTRIES].T @ residual[c == COUNTRIES] for c in range(12)])
    variance = bread @ scores.T @ scores @ bread * 12 / 11
    assert found.standard_error == pytest.approx(np.sqrt(variance[0, 0]))


def test_a_cause_that_never_varies_within_countries_gives_nothing() -> None:
    y, _ = made_panel(1)
    assert estimate_effect(y, np.repeat(np.arange(12.0), 20), COUNTRIES, YEARS) is None
