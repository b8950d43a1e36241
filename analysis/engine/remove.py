"""Remove one component at a time and see what becomes of the ranks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.engine.aggregate import Method, aggregate_structure
from analysis.engine.draws import Array
from analysis.engine.rank import mean_rank_shift, rank_scores
from analysis.engine.structure import Structure


@dataclass(frozen=True)
class Removal:
    """`codes` removed; scores and ranks (codes, units) without each; the mean absolute shift of ranks (codes,)."""

    codes: tuple[str, ...]
    scores: Array
    ranks: Array
    shift: Array


def remove_elements(
    values: Array,
    structure: Structure,
    level: int = 1,
    methods: str | Method | Sequence[str | Method] = "arithmetic",
    target: str | None = None,
) -> Removal:
    """Set the weight of each component of a level to zero in turn and aggregate again.

    `values` (units, indicators), normalised. `target` is the component looked at, by default the top one. Raises
    ValueError for a level without components below the top. Source: Becker et al. (2022), COINr.
    """
    places = np.flatnonzero((structure.levels == level) & (structure.parents >= 0))
    if not places.size:
        raise ValueError(f"no component of level {level} has a parent; levels are {sorted(set(structure.levels.tolist()))}")
    weights = np.tile(structure.weights, (places.size + 1, 1))
    weights[np.arange(1, places.size + 1), places] = 0
    looked_at = len(structure.codes) - 1 if target is None else structure.place(target)
    scores = aggregate_structure(values, structure, weights, methods)[..., looked_at]
    ranks = rank_scores(scores)
    codes = tuple(structure.codes[place] for place in places)
    return Removal(codes, scores[1:], ranks[1:], mean_rank_shift(ranks[1:], ranks[0]))
