"""Correlations and detection over panels with intervals from resampled countries. Arrays in, numbers out.

Whole countries are drawn with replacement, so that years of one country are never taken for independent evidence. A resample is
the number of times each country is in it; ranks and moments follow from sums by country.
Source: Cameron and Miller (2015), Journal of Human Resources 50, section VI.C (pairs cluster bootstrap).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

Array = np.ndarray
N_RESAMPLES = 400
SEED = 1948
FEWEST_PAIRS, FEWEST_COUNTRIES, FEWEST_EVENTS = 15, 4, 5


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


@dataclass(frozen=True)
class Detection:
    """Area under the ROC curve with its 90 % interval; `n_events` of the pairs are events."""

    n_events: int
    auc: float
    auc_lower_90: float
    auc_upper_90: float


def correlate_blocks(x: Array, y: Array, blocks: Array, n_resamples: int = N_RESAMPLES) -> Correlation | None:
    """Correlate x and y, with a bootstrap over `blocks` (countries), all of shape (n,).

    None when there are too few pairs or countries to say anything, or one of the two never varies.
    """
    names, place = np.unique(blocks, return_inverse=True)
    if len(x) < FEWEST_PAIRS or len(names) < FEWEST_COUNTRIES or np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    times = resample_blocks(len(names), n_resamples)
    results = []
    for r in (correlate_ranks(x, y, place, times), correlate_values(x, y, place, times)):
        results += [float(r[0]), *middle_90(r[1:])]
    return Correlation(len(x), len(names), *results)


def detect_events(score: Array, event: Array, blocks: Array, n_resamples: int = N_RESAMPLES) -> Detection | None:
    """How well a score tells `event` (bool) from the rest, with a bootstrap over `blocks`, all of shape (n,).

    The area is the chance that an event has the higher score, ties counted half: 0.5 is no better than chance. None with under
    `FEWEST_EVENTS` events or others. Source: Hanley and McNeil (1982), Radiology 143.
    """
    names, place = np.unique(blocks, return_inverse=True)
    if min(event.sum(), (~event).sum()) < FEWEST_EVENTS or len(names) < FEWEST_COUNTRIES:
        return None
    times = resample_blocks(len(names), n_resamples)
    order, starts, _ = sort_cells(score)
    weights, happened = times[:, place[order]], event[order]
    events, others = (sum_cells(weights * part, starts) for part in (happened, ~happened))
    below = np.cumsum(others, axis=1) - others / 2
    total = events.sum(axis=1) * others.sum(axis=1)
    area = (events * below).sum(axis=1) / np.where(total > 0, total, np.nan)
    return Detection(int(event.sum()), float(area[0]), *middle_90(area[1:]))


def middle_90(values: Array) -> tuple[float, float]:
    """Ends of the middle 90 % of (n,) values, NaN left out; order statistics, interpolated."""
    known = np.sort(values[~np.isnan(values)])
    if not known.size:
        return float("nan"), float("nan")
    places = np.array([0.05, 0.95]) * (known.size - 1)
    low, high = np.interp(places, np.arange(known.size), known)
    return float(low), float(high)


@lru_cache(maxsize=64)
def resample_blocks(n_blocks: int, n_resamples: int) -> Array:
    """How often each block is in each resample, (1 + resamples, blocks); the first is the sample as it is."""
    drawn = np.random.default_rng(SEED).multinomial(n_blocks, np.full(n_blocks, 1 / n_blocks), n_resamples)
    return np.concatenate([np.ones((1, n_blocks)), drawn])


def sort_cells(values: Array) -> tuple[Array, Array, Array]:
    """Order that sorts `values` (n,), where in it each distinct value starts (cells,), and the cell of each row (n,)."""
    order = np.argsort(values, kind="stable")
    is_new = np.concatenate([[True], np.diff(values[order]) > 0])
    cell = np.empty(len(values), int)
    cell[order] = np.cumsum(is_new) - 1
    return order, np.flatnonzero(is_new), cell


def sum_cells(weights: Array, starts: Array) -> Array:
    """Sums of `weights` (resamples, n) over the cells that begin at `starts`, (resamples, cells)."""
    return weights if len(starts) == weights.shape[1] else np.add.reduceat(weights, starts, axis=1)


@lru_cache(maxsize=8)  # a series of another index meets ours one after the other
def _rank_rows(values: bytes, place: bytes, n_resamples: int) -> tuple[Array, Array, Array, Array]:
    x, blocks = np.frombuffer(values), np.frombuffer(place, int)
    order, starts, cell = sort_cells(x)
    total = sum_cells(resample_blocks(int(blocks.max()) + 1, n_resamples)[:, blocks[order]], starts)
    ranks = np.cumsum(total, axis=1) - (total - 1) / 2
    weighted = total * ranks
    return ranks[:, cell], total.sum(axis=1), weighted.sum(axis=1), np.einsum("rc,rc->r", weighted, ranks)


def rank_resamples(x: Array, place: Array, n_resamples: int) -> tuple[Array, Array, Array, Array]:
    """Mid-ranks of `x` (n,) in each resample, (1 + resamples, n), with the number of rows, the sum of ranks and of their squares.

    Equal to ranking a sample in which each row is repeated as often as its block, at `place` (n,), is drawn.
    """
    return _rank_rows(x.astype(float).tobytes(), place.astype(int).tobytes(), n_resamples)


def correlate_ranks(x: Array, y: Array, place: Array, times: Array) -> Array:
    """Spearman's correlation in each resample, (resamples,); nan where one side does not vary. `place` (n,) is the block."""
    x_rank, n, x_sum, x_square = rank_resamples(x, place, len(times) - 1)
    y_rank, _, y_sum, y_square = rank_resamples(y, place, len(times) - 1)
    product = np.einsum("rn,rn->r", x_rank * times[:, place], y_rank)
    return _correlate_moments(n, x_sum, y_sum, x_square, y_square, product)


def correlate_values(x: Array, y: Array, place: Array, times: Array) -> Array:
    """Pearson's correlation in each resample, (resamples,); nan where one side does not vary. `place` (n,) is the block."""
    a, b = x - x.mean(), y - y.mean()
    sums = [np.bincount(place, part, times.shape[1]) for part in (np.ones(len(x)), a, b, a * a, b * b, a * b)]
    return _correlate_moments(*(times @ np.stack(sums, axis=1)).T)


def _correlate_moments(n: Array, x: Array, y: Array, xx: Array, yy: Array, xy: Array) -> Array:
    """Correlation from sums of ones, values, squares and products."""
    spread = (xx - x * x / n) * (yy - y * y / n)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(spread > 1e-12 * xx * yy, (xy - x * y / n) / np.sqrt(spread), np.nan)
