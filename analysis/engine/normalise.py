"""Bring indicators to a comparable scale. NaN means missing and stays missing.

Every function takes values of shape (..., units, indicators) and works on each indicator over units. Indicators of
direction -1 are turned first: `normalise(values, directions, function)`.
Source: OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5; Becker et al. (2022), COINr.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from analysis.engine.draws import Array

UNITS = -2  # the axis of units


def normalise(values: Array, directions: Array, function: Callable[..., Array], **settings: Any) -> Array:
    """Normalise in the direction of each indicator, shape (indicators,), 1 or -1.

    `settings` go to the function. Goalposts, targets and references are given on the indicator's own scale and are
    turned with it.
    """
    turned = values * directions
    if function is normalise_goalposts:
        low, high = settings.pop("low") * directions, settings.pop("high") * directions
        return function(turned, low=np.minimum(low, high), high=np.maximum(low, high), **settings)
    if function is normalise_target:
        settings["target"] = settings["target"] * directions
    return function(turned, **settings)


def normalise_minmax(values: Array, low: float = 0, high: float = 100) -> Array:
    """(x - min) / (max - min) * (high - low) + low. A constant indicator has no scale and becomes NaN."""
    least, most = _ends(values)
    return _divide(values - least, most - least) * (high - low) + low


def normalise_zscore(values: Array, mean: float = 0, deviation: float = 1) -> Array:
    """(x - mean of x) / sample standard deviation (n - 1) * deviation + mean."""
    known = ~np.isnan(values)
    n = known.sum(axis=UNITS, keepdims=True)
    from_mean = values - _divide(np.where(known, values, 0).sum(axis=UNITS, keepdims=True), n)
    variance = _divide((np.where(known, from_mean, 0) ** 2).sum(axis=UNITS, keepdims=True), n - 1)
    return _divide(from_mean, np.sqrt(variance)) * deviation + mean


def normalise_rank(values: Array) -> Array:
    """Rank from 1, the lowest; ties share the lowest of their ranks."""
    below = values[..., None, :, :] < values[..., :, None, :]
    return np.where(np.isnan(values), np.nan, below.sum(axis=UNITS) + 1.0)


def normalise_borda(values: Array) -> Array:
    """Borda points: rank - 1. Source: Borda (1784), Mémoire sur les élections au scrutin."""
    return normalise_rank(values) - 1


def normalise_percentile_rank(values: Array) -> Array:
    """(rank - 1) / (n - 1), with n the known values of the indicator; 0 to 1."""
    return _divide(normalise_borda(values), (~np.isnan(values)).sum(axis=UNITS, keepdims=True) - 1)


def normalise_goalposts(values: Array, low: Array | float, high: Array | float, scale: float = 1, truncate: bool = True) -> Array:
    """(x - low) / (high - low) * scale between fixed posts, shape (indicators,) or one number each.

    With `truncate`, what lies beyond a post gets its value. Raises ValueError when a lower post is not below its upper.
    Source: UNDP (2010), Human Development Report, technical note 1.
    """
    if not (np.asarray(low) < np.asarray(high)).all():
        raise ValueError("each lower goalpost must be below its upper one")
    share = (values - low) / (np.asarray(high) - low)
    return (np.clip(share, 0, 1) if truncate else share) * scale


def normalise_distance_to_max(values: Array) -> Array:
    """1 - (max - x) / (max - min)."""
    least, most = _ends(values)
    return 1 - _divide(most - values, most - least)


def normalise_distance_to_reference(values: Array, unit: int, cap: bool = False) -> Array:
    """1 - (x of a unit - x) / (x of that unit - min), the unit given by its place; `cap` holds what exceeds it at 1."""
    return normalise_target(values, values[..., unit : unit + 1 if unit != -1 else None, :], cap)


def normalise_target(values: Array, target: Array | float, cap: bool = False) -> Array:
    """1 - (target - x) / (target - min), targets of shape (indicators,) or one number; `cap` holds what exceeds them at 1."""
    least, _ = _ends(values)
    distance = 1 - _divide(target - values, target - least)
    return np.minimum(distance, 1) if cap else distance


def normalise_fraction_of_max(values: Array) -> Array:
    """x / max."""
    return _divide(values, _ends(values)[1])


def normalise_scaled(values: Array, low: Array | float = 0, high: Array | float = 100, scale: float = 100) -> Array:
    """(x - low) / (high - low) * scale with fixed ends, not truncated.

    Source: WIPO (2020), Global Innovation Index, appendix IV.
    """
    return (values - low) / (np.asarray(high) - low) * scale


def _ends(values: Array) -> tuple[Array, Array]:
    """Lowest and highest known value of each indicator; NaN where none is known."""
    known = ~np.isnan(values)
    some = known.any(axis=UNITS, keepdims=True)
    least = np.where(known, values, np.inf).min(axis=UNITS, keepdims=True)
    most = np.where(known, values, -np.inf).max(axis=UNITS, keepdims=True)
    return np.where(some, least, np.nan), np.where(some, most, np.nan)


def _divide(above: Array, below: Array) -> Array:
    """Quotient that is NaN, not infinite, where the divisor is zero."""
    return np.divide(above, np.where(np.asarray(below) == 0, np.nan, below))
