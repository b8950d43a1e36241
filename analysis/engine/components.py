"""Principal components and Cronbach's alpha: how far indicators of a group move together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.engine.draws import Array


@dataclass(frozen=True)
class Components:
    """`loadings` (indicators, components), `shares` of variance (components,), largest first."""

    loadings: Array
    shares: Array


def find_components(values: Array) -> Components:
    """Principal components of the standardised indicators (units, indicators); units with a missing value are left out.

    Each component is turned so that its loadings do not sum below zero, which makes the sign, which is arbitrary, stable.
    Raises ValueError when fewer than two units are complete or an indicator is constant.
    Source: Jolliffe (2002), Principal Component Analysis, ch. 2 and 3.
    """
    complete = values[~np.isnan(values).any(axis=1)]
    if complete.shape[0] < 2:
        raise ValueError(f"principal components need two complete units; there are {complete.shape[0]}")
    deviation = complete.std(axis=0, ddof=1)
    if not deviation.all():
        raise ValueError(f"indicator {int(np.flatnonzero(deviation == 0)[0])} (counted from 0) is constant")
    _, singular, right = np.linalg.svd((complete - complete.mean(axis=0)) / deviation, full_matrices=False)
    signs = np.where(right.sum(axis=1) < 0, -1, 1)
    return Components((right * signs[:, None]).T, singular**2 / (singular**2).sum())


def cronbach_alpha(values: Array) -> float:
    """k / (k - 1) * (1 - sum of variances / sum of covariances) of (units, indicators), covariances over known pairs.

    Source: Cronbach (1951), Coefficient alpha and the internal structure of tests, eq. 2.
    """
    k = values.shape[1]
    if k < 2:
        raise ValueError("Cronbach's alpha needs two indicators or more")
    covariance = pairwise_covariance(values)
    return float(k / (k - 1) * (1 - np.trace(covariance) / covariance.sum()))


def pairwise_covariance(values: Array) -> Array:
    """Covariances (indicators, indicators) with n - 1, each over the units in which both indicators are known."""
    known = (~np.isnan(values)).astype(float)
    centred = np.where(known > 0, values - np.nanmean(values, axis=0), 0)
    n = known.T @ known
    sums = centred.T @ known  # cell (i, j): sum of i over the units in which j is known
    return (centred.T @ centred - sums * sums.T / n) / (n - 1)
