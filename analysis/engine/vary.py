"""Uncertainty analysis over any structure: build the index again and again with other assumptions.

Source: Saisana, Saltelli and Tarantola (2005), Uncertainty and sensitivity analysis techniques as tools for the quality
assessment of composite indicators.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.engine.aggregate import Method, aggregate_structure
from analysis.engine.draws import Array
from analysis.engine.structure import Structure

Step = Callable[[Array], Array]


def leave(values: Array) -> Array:
    """A step that does nothing."""
    return values


@dataclass(frozen=True)
class Options:
    """Alternatives for each step of the construction; one alternative means that the step is held fixed.

    `treat` and `normalise` are functions of (units, indicators), `weights` an array (sets, codes), `aggregate` anything
    that `aggregate_structure` takes as methods.
    """

    treat: Sequence[Step] = (leave,)
    normalise: Sequence[Step] = (leave,)
    weights: Array | None = None
    aggregate: Sequence[str | Method | Sequence[str | Method]] = ("arithmetic",)
    threshold: float = 0

    def sizes(self) -> dict[str, int]:
        """Number of alternatives of each step, in the order of the steps."""
        sets = 1 if self.weights is None else self.weights.shape[0]
        return {
            "treat": len(self.treat),
            "normalise": len(self.normalise),
            "weights": sets,
            "aggregate": len(self.aggregate),
        }


def choose_options(uniforms: Array, n_options: int) -> Array:
    """Place of one of `n_options` equally likely alternatives for uniforms on [0, 1)."""
    return np.minimum((uniforms * n_options).astype(int), n_options - 1)


def vary_index(
    values: Array, structure: Structure, options: Options, choices: dict[str, Array], target: str | None = None
) -> Array:
    """Scores of one component (by default the top one) in each replication, shape (replications, units).

    `values` (units, indicators); `choices` maps a step to the place of its alternative in each replication, shape
    (replications,); a step left out takes its first. Replications that share treatment, normalisation and method are
    aggregated at once. Raises ValueError for an unknown step or a choice that does not exist.
    """
    chosen = _complete_choices(options, choices)
    looked_at = len(structure.codes) - 1 if target is None else structure.place(target)
    sets = structure.weights[None, :] if options.weights is None else options.weights
    scores = np.empty((chosen.shape[0], values.shape[0]))
    treated: dict[int, Array] = {}
    normalised: dict[tuple[int, int], Array] = {}
    for treat, scale, method in np.unique(chosen[:, [0, 1, 3]], axis=0):
        if treat not in treated:
            treated[treat] = options.treat[treat](values)
        if (treat, scale) not in normalised:
            normalised[treat, scale] = options.normalise[scale](treated[treat])
        here = np.flatnonzero((chosen[:, [0, 1, 3]] == (treat, scale, method)).all(axis=1))
        drawn, back = np.unique(chosen[here, 2], return_inverse=True)
        found = aggregate_structure(
            normalised[treat, scale], structure, sets[drawn], options.aggregate[method], options.threshold
        )
        scores[here] = found[..., looked_at][back]
    return scores


def _complete_choices(options: Options, choices: dict[str, Array]) -> Array:
    """Choices of all four steps, shape (replications, 4)."""
    sizes = options.sizes()
    if unknown := set(choices) - set(sizes):
        raise ValueError(f"no step {sorted(unknown)[0]!r}; there are {', '.join(sizes)}")
    n = max((len(places) for places in choices.values()), default=1)
    chosen = np.stack([np.asarray(choices.get(step, np.zeros(n, int)), int) for step in sizes], axis=1)
    for column, (step, size) in enumerate(sizes.items()):
        if chosen[:, column].min() < 0 or chosen[:, column].max() >= size:
            raise ValueError(f"step {step!r} has {size} alternatives; a choice outside 0 to {size - 1} was given")
    return chosen
