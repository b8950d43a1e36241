"""Combine restrictions so that piling up saturates."""

from __future__ import annotations

import numpy as np

from analysis.engine.draws import Array


class Group:
    """Restrictions of one kind (an instrument, a lever, a family) over draws and months.

    Keeps the gravest strength and the sum of strengths, from which `restriction` follows:
    1 - (1 - gravest) * exp(-pile_up * (sum - gravest)). The gravest act governs; each further one adds a little,
    and nothing exceeds 1. Adding a strength never lowers the restriction, whatever the order.
    """

    def __init__(self, shape: tuple[int, int]) -> None:
        self.gravest = np.zeros(shape, np.float32)
        self.total = np.zeros(shape, np.float32)

    def add(self, strength: Array, first: int = 0, last: int | None = None) -> None:
        """Add strengths, shape (draws, last - first) or (draws, 1), from month index `first` to before `last`."""
        span = np.s_[:, first:last]
        np.maximum(self.gravest[span], strength, out=self.gravest[span])
        self.total[span] += strength

    def restriction(self, pile_up: Array) -> Array:
        """Share of the space taken away, shape (draws, months), 0 to 1."""
        others = self.total - self.gravest
        return 1 - (1 - self.gravest) * np.exp(-pile_up[:, None].astype(np.float32) * others)


def noisy_or(restrictions: list[Array], shape: tuple[int, int]) -> Array:
    """1 - product of (1 - r): independent restrictions of different kinds; 0 where there are none.

    Source: Pearl (1988), Probabilistic Reasoning in Intelligent Systems, section 4.3.2.
    """
    space = np.ones(shape, np.float32)
    for restriction in restrictions:
        space *= 1 - restriction
    return 1 - space
