"""Aggregate components to a composite."""

from __future__ import annotations

import numpy as np

from analysis.index.draws import Array


def aggregate_generalised(scores: Array, weights: Array, exponent: Array, floor: Array) -> Array:
    """Weighted generalised mean over components with a floor above zero.

    `scores` (components, draws, ...), 0 to 100; `weights` (components, draws); `exponent` and `floor` (draws,).
    Exponent 1 is the arithmetic mean, 0 the geometric, -1 the harmonic. Returns (draws, ...).
    Source: OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6; Hardy, Littlewood and Pólya (1934), ch. 2.
    """
    extra = (1,) * (scores.ndim - 2)
    shares = (weights / weights.sum(axis=0)).reshape(*weights.shape, *extra).astype(np.float32)
    power = np.where(np.abs(exponent) < 1e-3, 1e-3, exponent).reshape(-1, *extra).astype(np.float32)
    log_scores = np.log(np.maximum(scores, floor.reshape(1, -1, *extra).astype(np.float32)))
    geometric = np.exp((shares * log_scores).sum(axis=0))
    if (np.abs(exponent) < 1e-3).all():
        return geometric
    general = np.exp(np.log((shares * np.exp(power[None] * log_scores)).sum(axis=0)) / power)
    near_zero = (np.abs(exponent) < 1e-3).reshape(-1, *extra)
    return np.where(near_zero, geometric, general)
