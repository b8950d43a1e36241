"""Treat outliers: Winsorise a few points, else take logarithms, judged by skewness and kurtosis.

Source: OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 3; Becker et al. (2022), COINr, whose
defaults (skewness 2, kurtosis 3.5, five points) these are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analysis.engine.draws import Array

SKEWNESS, KURTOSIS, MOST_POINTS = 2.0, 3.5, 5


def sample_skewness(values: Array) -> float:
    """Adjusted skewness G1 of a vector, NaN left out: m3 / m2^1.5 * sqrt(n(n-1)) / (n-2); NaN below 3 values.

    Source: Joanes and Gill (1998), Comparing measures of sample skewness and kurtosis, type 2.
    """
    known = values[~np.isnan(values)]
    n = known.size
    from_mean = known - known.mean() if n else known
    if n < 3 or not from_mean.any():
        return float("nan")
    return float((from_mean**3).mean() / (from_mean**2).mean() ** 1.5 * np.sqrt(n * (n - 1)) / (n - 2))


def sample_kurtosis(values: Array) -> float:
    """Adjusted excess kurtosis G2, NaN left out: ((n+1) g2 + 6)(n-1) / ((n-2)(n-3)); NaN below 4 values.

    Source: Joanes and Gill (1998), Comparing measures of sample skewness and kurtosis, type 2.
    """
    known = values[~np.isnan(values)]
    n = known.size
    from_mean = known - known.mean() if n else known
    if n < 4 or not from_mean.any():
        return float("nan")
    excess = (from_mean**4).mean() / (from_mean**2).mean() ** 2 - 3
    return float(((n + 1) * excess + 6) * (n - 1) / ((n - 2) * (n - 3)))


def has_outliers(values: Array, skewness: float = SKEWNESS, kurtosis: float = KURTOSIS) -> bool:
    """Whether a vector needs treatment: both |skewness| and kurtosis reach their limits. Never where they do not exist."""
    return abs(sample_skewness(values)) >= skewness and sample_kurtosis(values) >= kurtosis


def winsorise(
    values: Array,
    most_points: int = MOST_POINTS,
    skewness: float = SKEWNESS,
    kurtosis: float = KURTOSIS,
    always: bool = False,
) -> tuple[Array, Array]:
    """Give the most extreme points the next value, one after another, until the vector passes or `most_points` are moved.

    The end that is cut is the one to which the vector is skewed. `always` goes on to `most_points` whatever the limits
    say. Returns the vector and the points moved: 1 at the high end, -1 at the low, 0 elsewhere.
    """
    treated, moved = values.astype(float).copy(), np.zeros(values.shape, int)
    while np.count_nonzero(moved) < most_points and (always or has_outliers(treated, skewness, kurtosis)):
        side = 1 if sample_skewness(treated) > 0 else -1
        extreme = np.nanmax(side * treated)
        tied = side * treated == extreme
        inner = side * treated[~tied & ~np.isnan(treated)]
        if not inner.size:
            break
        treated[tied] = side * inner.max()
        moved[tied] = side
    return treated, moved


def log_ct(values: Array) -> Array:
    """log(x - min + 0.01 (max - min)), the COIN Tool's logarithm, which also takes values at or below zero."""
    low, high = np.nanmin(values), np.nanmax(values)
    return np.log(values - low + 0.01 * (high - low))


@dataclass(frozen=True)
class Treatment:
    """What was done to one indicator: `step` is none, winsorised or transformed; `passes` says whether it now passes."""

    step: str
    points: Array
    passes: bool


def treat_vector(
    values: Array,
    most_points: int = MOST_POINTS,
    skewness: float = SKEWNESS,
    kurtosis: float = KURTOSIS,
    transform: Callable[[Array], Array] | None = log_ct,
) -> tuple[Array, Treatment]:
    """Treat one indicator: leave it if it passes, else Winsorise, else transform what it was at first."""
    nothing = np.zeros(values.shape, int)
    if not has_outliers(values, skewness, kurtosis):
        return values.astype(float), Treatment("none", nothing, True)
    treated, moved = winsorise(values, most_points, skewness, kurtosis)
    passes = not has_outliers(treated, skewness, kurtosis)
    if passes or transform is None:
        return treated, Treatment("winsorised", moved, passes)
    treated = transform(values.astype(float))
    return treated, Treatment("transformed", nothing, not has_outliers(treated, skewness, kurtosis))


def treat_outliers(
    values: Array,
    most_points: int = MOST_POINTS,
    skewness: float = SKEWNESS,
    kurtosis: float = KURTOSIS,
    transform: Callable[[Array], Array] | None = log_ct,
) -> tuple[Array, list[Treatment]]:
    """Treat each column of (units, indicators). Returns the treated array and what was done to each column."""
    done = [treat_vector(column, most_points, skewness, kurtosis, transform) for column in values.T]
    return np.stack([column for column, _ in done], axis=1), [treatment for _, treatment in done]
