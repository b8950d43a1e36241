"""Ranks of units and what happens to them."""

from __future__ import annotations

import numpy as np

from analysis.engine.draws import Array


def rank_scores(scores: Array) -> Array:
    """Ranks over the last axis (..., units), 1 = highest; ties share the better rank; NaN has none."""
    above = scores[..., None, :] > scores[..., :, None]
    return np.where(np.isnan(scores), np.nan, above.sum(axis=-1) + 1.0)


def mean_rank_shift(ranks: Array, nominal: Array) -> Array:
    """Mean over units of |rank - nominal rank|, shape (...): how far one variant reorders the units.

    Source: Saisana, Saltelli and Tarantola (2005), Uncertainty and sensitivity analysis techniques, eq. 4.
    """
    return np.nanmean(np.abs(ranks - nominal), axis=-1)


def summarise_ranks(ranks: Array) -> dict[str, Array]:
    """Mean, median and 5 % and 95 % quantiles over replications of ranks (replications, units); each (units,)."""
    low, median, high = np.quantile(ranks, [0.05, 0.5, 0.95], axis=0)
    return {"mean": ranks.mean(axis=0), "median": median, "lower_90": low, "upper_90": high}
