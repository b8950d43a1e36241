"""What the sampler of states is built from: Gaussian chains, sums over cells, and random streams of their own."""

from __future__ import annotations

import zlib

import numpy as np

from analysis.engine.draws import Array
from analysis.latent.data import RIGHT_OF_ITEM, LatentData


def solve_chain(precision: Array, information: Array, coupling: Array, noise: Array | None = None) -> Array:
    """Draw a Gaussian chain whose precision matrix is tridiagonal; without `noise` its mean.

    `precision` (n, ...) is the diagonal, `coupling` (n - 1, ...) the numbers beside it with sign turned, `information` (n, ...)
    the precision times the mean, `noise` (n, ...) standard normals. Returns (n, ...). Source: Rue (2001), algorithm 2.
    """
    n = len(precision)
    pivot, value = np.empty_like(precision), np.empty_like(precision)
    pivot[0], value[0] = precision[0], information[0]
    for place in range(1, n):
        share = coupling[place - 1] / pivot[place - 1]
        pivot[place] = precision[place] - share * coupling[place - 1]
        value[place] = information[place] + share * value[place - 1]
    if noise is not None:
        value += np.sqrt(pivot) * noise
    value[-1] /= pivot[-1]
    for place in range(n - 2, -1, -1):
        value[place] = (value[place] + coupling[place] * value[place + 1]) / pivot[place]
    return value


class Sums:
    """Sums of rows by a key, as dense rows: `add(values)` (rows, draws) gives (size, draws)."""

    def __init__(self, keys: Array, size: int) -> None:
        self.size = size
        self.order = np.argsort(keys, kind="stable")
        self.cells, self.starts = np.unique(keys[self.order], return_index=True)

    def add(self, values: Array) -> Array:
        out = np.zeros((self.size, *values.shape[1:]))
        if len(self.cells):
            out[self.cells] = np.add.reduceat(values[self.order], self.starts, axis=0)
        return out


class Streams:
    """Random numbers of their own for each country and each report."""

    def __init__(self, data: LatentData, n_draws: int, seed: int) -> None:
        self.data, self.n_draws = data, n_draws
        self.by_country = [np.random.default_rng([seed, zlib.crc32(name.encode())]) for name in data.countries]
        self.by_report = [np.random.default_rng([seed, zlib.crc32(name.encode())]) for name in data.codes.report_ids]
        ends = np.cumsum(np.bincount(data.codes.code_report, minlength=len(self.by_report)))
        self.runs = [slice(end - n, end) for end, n in zip(ends, np.diff(ends, prepend=0), strict=True)]

    def codes(self) -> tuple[Array, Array]:
        """Uniforms (codes, draws) and normals (reports, draws)."""
        uniform = np.empty((len(self.data.codes.code_item), self.n_draws))
        normal = np.empty((len(self.by_report), self.n_draws))
        for place, (rng, run) in enumerate(zip(self.by_report, self.runs, strict=True)):
            uniform[run] = rng.random((len(RIGHT_OF_ITEM), self.n_draws))[self.data.codes.code_item[run]]
            normal[place] = rng.standard_normal(self.n_draws)
        return uniform, normal

    def countries(self, kind: str, *shape: int) -> Array:
        """Normals, exponentials or gammas, (*shape, countries, draws)."""
        drawn = [getattr(rng, kind)(size=(*shape, self.n_draws)) for rng in self.by_country]
        return np.stack(drawn, axis=len(shape))
