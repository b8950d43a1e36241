"""Aggregate the pillars of a country to its composite, draw by draw."""

from __future__ import annotations

import numpy as np

from analysis.engine.draws import Array


def aggregate_pillars(scores: Array, weights: Array, exponent: Array, floor: Array) -> Array:
    """Weighted generalised mean over components with a floor above zero.

    `scores` (components, draws, ...), 0 to 100; `weights` (components, draws); `exponent` and `floor` (draws,).
    Exponent 1 is the arithmetic mean, 0 the geometric, -1 the harmonic. Returns (draws, ...).
    Computed as the geometric mean times exp(log(mean of exp(r d)) / r), with d the logs' distances from it, which stays
    exact for small exponents.
    Source: OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6; Hardy, Littlewood and Pólya (1934), ch. 2.
    """
    extra = (1,) * (scores.ndim - 2)
    shares = (weights / weights.sum(axis=0)).reshape(*weights.shape, *extra)
    logs = np.log(np.maximum(scores.astype(float), floor.reshape(1, -1, *extra)))
    geometric = (shares * logs).sum(axis=0)
    power = np.where(np.abs(exponent) < 1e-6, 1e-6, exponent).reshape(-1, *extra)
    distance = (shares * np.expm1(power * (logs - geometric))).sum(axis=0)
    return np.minimum(np.exp(geometric + np.log1p(distance) / power), 100)
