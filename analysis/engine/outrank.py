"""Aggregate by comparing units pair by pair: outranking matrix and Copeland scores."""

from __future__ import annotations

import numpy as np

from analysis.engine.draws import Array

TOLERANCE = 1e-12  # sums of weights that are equal on paper differ by rounding


def outrank_units(values: Array, weights: Array) -> Array:
    """Outranking matrix, shape (..., units, units): share of the weight in which the row's unit is above the column's.

    `values` (..., units, elements), `weights` (..., elements). A tie gives each half its weight, and so does a value that
    either lacks; the diagonal is 0. Off it, a cell and its mirror image add up to 1.
    Source: Munda and Nardo (2009), Noncompensatory/nonlinear composite indicators for ranking countries, eq. 1.
    """
    weights = np.asarray(weights, float)
    leading = np.broadcast_shapes(values.shape[:-2], weights.shape[:-1])
    lead = np.zeros((*leading, values.shape[-2], values.shape[-2]))
    for element in range(values.shape[-1]):
        x = values[..., element]
        above = (x[..., :, None] > x[..., None, :]).astype(float) - (x[..., :, None] < x[..., None, :])
        lead += weights[..., element, None, None] * above
    share = 0.5 + lead / (2 * weights.sum(axis=-1)[..., None, None])
    return share * (1 - np.eye(values.shape[-2]))


def aggregate_copeland(values: Array, weights: Array) -> Array:
    """Copeland scores (..., units): units that a unit outranks (share above one half) less units that outrank it.

    Source: Copeland (1951), A reasonable social welfare function; OECD/JRC (2008), Handbook, step 6.
    """
    lead = outrank_units(values, weights) - 0.5
    won = np.where(np.abs(lead) < TOLERANCE, 0, np.sign(lead))
    return (won * (1 - np.eye(values.shape[-2]))).sum(axis=-1)


def share_dominant(values: Array) -> float:
    """Share of pairs in which one unit is above the other in every element; values (units, elements) without NaN.

    No choice of weights or scale can turn the order of such a pair.
    """
    every = (values[:, None, :] > values[None, :, :]).all(axis=-1)
    n = values.shape[0]
    return float(every.sum() / (n * (n - 1) / 2))
