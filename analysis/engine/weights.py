"""Weights of components: equal, from principal components, with noise, and as they act on the index.

All arrays of weights have the shape (..., codes), in the order of the structure's codes.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.engine.components import find_components
from analysis.engine.draws import Array, Draws
from analysis.engine.structure import Structure


def equal_weights(structure: Structure) -> Array:
    """One for every component."""
    return np.ones(len(structure.codes))


def effective_weights(structure: Structure, weights: Array | None = None) -> Array:
    """Weight of each component in the top one, shape (..., codes): the product of its shares on the way up.

    The effective weights of one level that has no gaps add up to 1.
    Source: OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6; Becker et al. (2022), COINr.
    """
    weights = np.asarray(structure.weights if weights is None else weights, float)
    effective = np.ones(weights.shape)
    for place in range(len(structure.codes) - 1, -1, -1):
        children = structure.children(place)
        if children.size:
            below = weights[..., children]
            total = below.sum(axis=-1, keepdims=True)
            effective[..., children] = effective[..., place, None] * below / np.where(total == 0, np.nan, total)
    return effective


def pca_weights(values: Array, structure: Structure, level: int = 1) -> Array:
    """Structure's weights, those of one level replaced by loadings of the first principal component of each group.

    `values` (units, codes) or, for level 1, (units, indicators). Loadings can be negative; their sum never is.
    Source: Becker et al. (2022), COINr; OECD/JRC (2008), Handbook, step 6, on why such weights need care.
    """
    weights = structure.weights.copy()
    for children in structure.groups(level).values():
        places = [structure.place(code) for code in children]
        weights[places] = find_components(values[:, places]).loadings[:, 0]
    return weights


def perturb_weights(weights: Array, uniforms: Array, noise: Array | float) -> Array:
    """w (1 + noise (2u - 1)): weights up to the share `noise` off, uniformly; shapes broadcast to (replications, codes).

    Source: Saisana, Saltelli and Tarantola (2005), Uncertainty and sensitivity analysis techniques; COINr's noisy weights.
    """
    return weights * (1 + noise * (2 * uniforms - 1))


def noisy_weights(structure: Structure, noise: Mapping[int, float], draws: Draws) -> Array:
    """Sets of weights with noise on some levels, shape (draws, codes); `noise` maps level to the share they may be off.

    Each component has a stream of its own, so the order of the table does not matter.
    """
    uniforms = np.stack([draws.uniform(f"weight:{code}") for code in structure.codes], axis=1)
    return perturb_weights(structure.weights, uniforms, np.array([noise.get(int(level), 0) for level in structure.levels]))
