"""Aggregate indicators to a composite, level by level, over any structure. NaN means missing.

Means take values (..., units, elements) and weights (..., elements), which are relative, and return (..., units). A
missing value is left out and the other weights count for it; where nothing is known the result is NaN.
Source: OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6; Hardy, Littlewood and Pólya (1934), ch. 2.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from analysis.engine.draws import Array
from analysis.engine.outrank import aggregate_copeland
from analysis.engine.structure import Structure

Method = Callable[[Array, Array], Array]


def aggregate_arithmetic(values: Array, weights: Array) -> Array:
    """sum(w x) / sum(w)."""
    return _average(values, weights)


def aggregate_geometric(values: Array, weights: Array) -> Array:
    """exp(sum(w log x) / sum(w)). Raises ValueError for a value at or below zero."""
    _require_positive(values, "geometric")
    return np.exp(_average(np.log(values), weights))


def aggregate_harmonic(values: Array, weights: Array) -> Array:
    """sum(w) / sum(w / x). Raises ValueError for a value at or below zero."""
    _require_positive(values, "harmonic")
    return 1 / _average(1 / values, weights)


def aggregate_generalised(values: Array, weights: Array, exponent: float) -> Array:
    """(sum(w x^p) / sum(w))^(1/p), in the limit p = 0 the geometric mean.

    Raises ValueError for a value at or below zero unless the exponent is 1.
    """
    if exponent == 0:
        return aggregate_geometric(values, weights)
    if exponent == 1:
        return aggregate_arithmetic(values, weights)
    _require_positive(values, "generalised")
    return _average(values**exponent, weights) ** (1 / exponent)


METHODS: dict[str, Method] = {
    "arithmetic": aggregate_arithmetic,
    "geometric": aggregate_geometric,
    "harmonic": aggregate_harmonic,
    "copeland": aggregate_copeland,
}


def aggregate_structure(
    values: Array,
    structure: Structure,
    weights: Array | None = None,
    methods: str | Method | Sequence[str | Method] = "arithmetic",
    threshold: float = 0,
) -> Array:
    """Scores of every component, shape (..., units, codes), from indicators (..., units, indicators).

    `weights` (..., codes) defaults to those of the structure; leading axes (replications) of values and weights
    broadcast. `methods` is one method for all levels or one per step upwards: a name of METHODS or a function of values
    and weights. A component of which less than the share `threshold` of its elements is known is missing.
    Raises ValueError for an unknown method or a number of methods that does not fit the levels.
    """
    weights = structure.weights if weights is None else weights
    steps = _choose_methods(methods, sorted(set(structure.levels))[1:])
    leading = np.broadcast_shapes(values.shape[:-2], weights.shape[:-1])
    scores = np.full((*leading, values.shape[-2], len(structure.codes)), np.nan)
    scores[..., : structure.n_indicators] = values
    is_shared = not values.shape[:-2]
    for place in range(structure.n_indicators, len(structure.codes)):
        children = structure.children(place)
        # one set of indicators under many sets of weights: aggregate it without copying it per replication
        shared = is_shared and children.max() < structure.n_indicators
        elements = values[:, children] if shared else scores[..., children]
        found = steps[structure.levels[place]](elements, weights[..., children])
        known = (~np.isnan(elements)).sum(axis=-1) / children.size
        scores[..., place] = np.where(known < threshold, np.nan, found)
    return scores


def _choose_methods(methods: str | Method | Sequence[str | Method], levels: list[int]) -> dict[int, Method]:
    chosen = [methods] * len(levels) if isinstance(methods, str) or callable(methods) else list(methods)
    if len(chosen) != len(levels):
        raise ValueError(f"{len(chosen)} aggregation methods given for {len(levels)} steps from level to level")
    if unknown := [method for method in chosen if isinstance(method, str) and method not in METHODS]:
        raise ValueError(f"no aggregation method {unknown[0]!r}; there are {', '.join(METHODS)}")
    return {level: METHODS[method] if isinstance(method, str) else method for level, method in zip(levels, chosen, strict=True)}


def _average(values: Array, weights: Array) -> Array:
    known = ~np.isnan(values)
    column = np.asarray(weights, float)[..., None]
    total = (known.astype(float) @ column)[..., 0]
    return (np.where(known, values, 0) @ column)[..., 0] / np.where(total == 0, np.nan, total)


def _require_positive(values: Array, name: str) -> None:
    if (values <= 0).any():
        raise ValueError(f"the {name} mean needs values above zero; the lowest is {np.nanmin(values)}")
