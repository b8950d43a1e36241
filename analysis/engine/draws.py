"""Random numbers of the uncertainty analysis: one reproducible stream per name.

Every source of uncertainty asks for uniforms under its own name (a parameter, or a record and a variable), so adding
a record changes no other record's numbers, the order of rows does not matter, and two variants of the data are
compared under common random numbers. The nominal run is the run in which every uniform is one half.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import polars as pl

Array = np.ndarray


@dataclass(frozen=True)
class Draws:
    """`n` draws under `seed`; `n` = 0 asks for the nominal run (one draw, every uniform one half)."""

    n: int
    seed: int = 1948

    @property
    def size(self) -> int:
        return max(self.n, 1)

    def uniform(self, name: str) -> Array:
        """Uniforms on [0, 1) for one name; shape (size,)."""
        if self.n == 0:
            return np.full(1, 0.5)
        return _stream(self.seed, name, self.n)


@lru_cache(maxsize=20_000)  # a build asks for each stream several times: for the scores and for every alternative
def _stream(seed: int, name: str, n: int) -> Array:
    numbers = np.random.default_rng([seed, zlib.crc32(name.encode())]).random(n)
    numbers.flags.writeable = False
    return numbers


def draw_parameters(parameters: pl.DataFrame, draws: Draws) -> dict[str, Array]:
    """Draw every assumption between its `low` and `high`, half of the draws on either side of its `value`.

    `parameters` has columns name, value, low, high. Returns arrays of shape (draws,). Raises ValueError when a value
    is outside its range.
    """
    drawn = {}
    for row in parameters.iter_rows(named=True):
        low, value, high = row["low"], row["value"], row["high"]
        if not low <= value <= high:
            raise ValueError(f"parameter {row['name']}: value {value} lies outside {low} to {high}")
        u = draws.uniform(row["name"])
        drawn[row["name"]] = np.where(u < 0.5, low + (value - low) * 2 * u, value + (high - value) * (2 * u - 1))
    return drawn
