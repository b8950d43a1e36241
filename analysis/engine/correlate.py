"""Correlations between indicators, with p-values."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import polars as pl
from scipy.special import stdtr

from analysis.engine.draws import Array

METHODS = ("pearson", "spearman", "kendall")
FEWEST = 3
EXACT_BELOW = 50  # units below which Kendall's tau without ties is tested exactly


def correlate(values: Array, method: str = "pearson") -> tuple[Array, Array]:
    """Correlations and two-sided p-values, each (indicators, indicators), over the units in which both are known.

    `values` (units, indicators). Pearson's r and Spearman's rho are tested by t with n - 2 degrees of freedom; Kendall's
    tau-b exactly below 50 units without ties, else by the normal approximation with ties. NaN below three units or for a
    constant indicator; the diagonal is 1 with p-value 0. Raises ValueError for an unknown method.
    Source: Kendall and Gibbons (1990), Rank Correlation Methods, ch. 3 to 5; Student (1908).
    """
    if method not in METHODS:
        raise ValueError(f"no correlation {method!r}; there are {', '.join(METHODS)}")
    n = values.shape[1]
    coefficients, p_values = np.eye(n), np.zeros((n, n))
    for i, j in combinations(range(n), 2):
        both = ~np.isnan(values[:, i]) & ~np.isnan(values[:, j])
        found = _correlate_pair(values[both, i], values[both, j], method)
        coefficients[i, j], p_values[i, j] = found
        coefficients[j, i], p_values[j, i] = found
    return coefficients, p_values


def _correlate_pair(x: Array, y: Array, method: str) -> tuple[float, float]:
    if x.size < FEWEST or (x == x[0]).all() or (y == y[0]).all():
        return float("nan"), float("nan")
    if method == "kendall":
        from scipy.stats import kendalltau  # slow to import, and a build does not ask for it

        tied = len(set(x)) < x.size or len(set(y)) < y.size
        how = "asymptotic" if tied or x.size >= EXACT_BELOW else "exact"
        tau = kendalltau(x, y, method=how)
        return float(tau.statistic), float(tau.pvalue)
    if method == "spearman":
        x, y = pl.Series(x).rank().to_numpy(), pl.Series(y).rank().to_numpy()
    r = float(np.clip(np.corrcoef(x, y)[0, 1], -1, 1))
    freedom = x.size - 2
    t = r * np.sqrt(freedom / max((1 - r) * (1 + r), np.finfo(float).tiny))
    return r, float(2 * stdtr(freedom, -abs(t)))
