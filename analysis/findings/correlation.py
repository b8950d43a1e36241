"""Correlations over panels with intervals from resampled countries. Arrays in, numbers out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Array = np.ndarray
N_RESAMPLES = 400
SEED = 1948
FEWEST_PAIRS, FEWEST_COUNTRIES = 15, 4


@dataclass(frozen=True)
class Correlation:
    """Spearman's and Pearson's correlation with 90 % intervals; `n` pairs from `n_countries` countries."""

    n: int
    n_countries: int
    spearman: float
    spearman_lower_90: float
    spearman_upper_90: float
    pearson: float
    pearson_lower_90: float
    pearson_upper_90: float


def correlate_blocks(x: Array, y: Array, blocks: Array) -> Correlation | None:
    """Correlate x and y, with a block bootstrap over `blocks` (countries), all of shape (n,).

    None when there are too few pairs or countries to say anything, or one of the two never varies. Whole countries are
    drawn with replacement, so that years of one country are never taken for independent evidence.
    Source: Cameron and Miller (2015), Journal of Human Resources 50, section VI.C (pairs cluster bootstrap).
    """
    names, place = np.unique(blocks, return_inverse=True)
    if len(x) < FEWEST_PAIRS or len(names) < FEWEST_COUNTRIES or np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    drawn = np.random.default_rng(SEED).multinomial(len(names), np.full(len(names), 1 / len(names)), N_RESAMPLES)
    weights = np.concatenate([np.ones((1, len(x))), drawn[:, place]])
    results = []
    for values in ((rank_weighted(x, weights), rank_weighted(y, weights)), (np.broadcast_to(x, weights.shape), y)):
        r = correlate_weighted(values[0], values[1], weights)
        low, high = np.nanquantile(r[1:], [0.05, 0.95])
        results += [float(r[0]), float(low), float(high)]
    return Correlation(len(x), len(names), *results)


def rank_weighted(values: Array, weights: Array) -> Array:
    """Mid-ranks of `values` (n,) where each counts `weights` (resamples, n) times; shape of `weights`.

    Equal to ranking a sample in which each value is repeated as often as its weight says.
    """
    _, place = np.unique(values, return_inverse=True)
    totals = np.zeros((len(weights), place.max() + 1))
    for one in range(len(values)):
        totals[:, place[one]] += weights[:, one]
    ranks = np.cumsum(totals, axis=1) - (totals - 1) / 2
    return ranks[:, place]


def correlate_weighted(x: Array, y: Array, weights: Array) -> Array:
    """Pearson's correlation under frequency weights, (resamples,); nan where one side does not vary."""
    total = weights.sum(axis=1, keepdims=True)
    a = x - (weights * x).sum(axis=1, keepdims=True) / total
    b = y - (weights * y).sum(axis=1, keepdims=True) / total
    spread = (weights * a * a).sum(axis=1) * (weights * b * b).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(spread > 1e-12, (weights * a * b).sum(axis=1) / np.sqrt(spread), np.nan)
