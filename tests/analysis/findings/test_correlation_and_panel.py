"""Correlations with resampled countries, and panel effects, by hand and against plain computations."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from analysis.findings.correlation import (
    correlate_blocks,
    correlate_ranks,
    correlate_values,
    detect_events,
    middle_90,
    rank_resamples,
    resample_blocks,
)
from analysis.findings.panel import estimate_effect, residualise

RANDOM = np.random.default_rng(3)


def test_ranks_of_a_resample_are_those_of_the_repeated_sample() -> None:
    """Every row its own block, so that a row is repeated as often as its block is drawn."""
    values, place = np.array([3.0, 1.0, 1.0, 2.0, 5.0]), np.arange(5)
    times = resample_blocks(5, 20)
    ranks, n, _, _ = rank_resamples(values, place, 20)
    assert n.tolist() == [5] * 21
    assert ranks[0].tolist() == stats.rankdata(values).tolist()
    for drawn, found in zip(times[1:].astype(int), ranks[1:], strict=True):
        repeated = stats.rankdata(np.repeat(values, drawn))
        first = (np.cumsum(drawn) - drawn)[drawn > 0]
        assert found[drawn > 0].tolist() == repeated[first].tolist()


def test_correlations_of_a_resample_are_those_of_the_repeated_sample() -> None:
    x, y = RANDOM.normal(size=12), RANDOM.normal(size=12).round(1)
    place = np.repeat(np.arange(6), 2)
    times = resample_blocks(6, 10)
    repeated = [np.repeat(np.arange(12), drawn[place]) for drawn in times.astype(int)]
    ranks, values = correlate_ranks(x, y, place, times), correlate_values(x, y, place, times)
    assert np.allclose(ranks, [stats.spearmanr(x[rows], y[rows]).statistic for rows in repeated])
    assert np.allclose(values, [stats.pearsonr(x[rows], y[rows]).statistic for rows in repeated])


def test_a_resample_in_which_one_side_does_not_vary_has_no_correlation() -> None:
    place, times = np.array([0, 0, 1, 1]), np.array([[1.0, 1], [2, 0]])
    assert np.isnan(correlate_values(np.array([1.0, 1, 2, 3]), np.array([1.0, 2, 3, 4]), place, times)).tolist() == [False, True]


def test_detection_by_hand() -> None:
    """Events score 3 and 2, others 1, 2 and 0: of six pairs five are won and one is tied, with each value five times over."""
    score, event = np.tile([3.0, 2, 1, 2, 0], 5), np.tile([True, True, False, False, False], 5)
    found = detect_events(score, event, np.repeat(np.arange(5), 5))
    assert found is not None
    assert (found.n_events, found.auc) == (10, pytest.approx(5.5 / 6))
    assert found.auc_lower_90 == pytest.approx(5.5 / 6), "all countries are alike"
    assert detect_events(score[:20], event[:20], np.repeat(np.arange(2), 10)) is None
    assert detect_events(score, score > 9, np.repeat(np.arange(5), 5)) is None


def test_detection_follows_the_countries_drawn() -> None:
    random = np.random.default_rng(5)
    score, event = random.normal(size=60), random.random(60) < 0.3
    found = detect_events(score, event, np.repeat(np.arange(10), 6))
    assert found is not None
    wins = (score[event][:, None] > score[~event][None]).mean()
    assert found.auc == pytest.approx(wins)
    assert found.auc_lower_90 < found.auc < found.auc_upper_90


def test_middle_of_values_leaves_out_what_is_missing() -> None:
    low, high = middle_90(np.array([*range(101), np.nan], float))
    assert (low, high) == (pytest.approx(5), pytest.approx(95))
    assert np.isnan(middle_90(np.array([np.nan]))).all()


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
