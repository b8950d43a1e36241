"""Divide indicators by what makes units of different size comparable."""

from __future__ import annotations

import numpy as np

from analysis.engine.draws import Array


def denominate(values: Array, denominators: Array, scales: Array | float = 1.0) -> Array:
    """values / denominators * scales; shapes (units, indicators), scales (indicators,) or one number.

    A column of `denominators` that is all NaN stands for an indicator that is not divided. Raises ValueError when a
    denominator is zero. Source: OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 1.
    """
    if (denominators == 0).any():
        raise ValueError(f"a denominator is zero in column {int(np.argwhere(denominators == 0)[0][1])} (counted from 0)")
    undivided = np.isnan(denominators).all(axis=0)
    return np.where(undivided, values, values / denominators * scales)
