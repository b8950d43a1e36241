"""Variance-based sensitivity: how much of the variance of an output each input accounts for.

Source: Saltelli et al. (2010), Variance based sensitivity analysis of model output, table 2, rows b and f; the total
order is Jansen's (1999), Analysis of variance designs for model output.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.engine.draws import Array, Draws


@dataclass(frozen=True)
class SobolIndices:
    """First- and total-order indices with 90 % intervals; each array (inputs, ...) for outputs of shape (..., )."""

    variance: Array
    first: Array
    total: Array
    first_lower_90: Array | None = None
    first_upper_90: Array | None = None
    total_lower_90: Array | None = None
    total_upper_90: Array | None = None


def sample_sobol(n: int, names: list[str], draws: Draws) -> Array:
    """Uniforms of the design, shape (n * (inputs + 2), inputs): A, then B, then A with each column from B in turn.

    Each input has its own stream under `draws`' seed; `draws.n` plays no part.
    """
    if n < 2:
        raise ValueError(f"the design needs at least 2 points, not {n}")
    both = Draws(2 * n, draws.seed)
    pair = np.stack([both.uniform(f"sobol:{name}") for name in names], axis=1).reshape(2, n, len(names))
    return mix_columns(pair[0], pair[1])


def mix_columns(a: Array, b: Array) -> Array:
    """Design from two samples (n, inputs): rows of A, of B, then for each input A with that column taken from B."""
    mixed = [np.where(np.arange(a.shape[1]) == place, b, a) for place in range(a.shape[1])]
    return np.concatenate([a, b, *mixed])


def estimate_sobol(outputs: Array, n_inputs: int, n_bootstrap: int = 0, seed: int = 1948, centre: bool = False) -> SobolIndices:
    """Indices from outputs (n * (inputs + 2), ...) of the design's rows, in their order.

    With f the outputs of A, of B and of A_i, which is A with input i taken from B: first = mean(f(B) (f(A_i) - f(A))) / V
    and total = mean((f(A) - f(A_i))^2) / (2 V), V the sample variance of f(A) and f(B) together. Intervals hold the middle
    90 % of `n_bootstrap` resamples of the design's points. `centre` takes the mean off first, which leaves the total as it
    is and makes the first order less noisy. Where V is 0 all indices are 0: nothing varies. Raises ValueError when the
    number of rows does not fit.
    """
    n, rest = divmod(outputs.shape[0], n_inputs + 2)
    if rest or n < 2:
        raise ValueError(f"{outputs.shape[0]} outputs do not fit a design of {n_inputs} inputs: n * {n_inputs + 2} rows, n ≥ 2")
    shape = outputs.shape[1:]
    y = outputs.reshape(n_inputs + 2, n, -1).astype(float)
    if centre:
        y = y - y[:2].mean(axis=(0, 1))
    variance, first, total = _indices(np.full((1, n), 1.0), y)
    found = SobolIndices(variance[0].reshape(shape), first[0].reshape(-1, *shape), total[0].reshape(-1, *shape))
    if not n_bootstrap:
        return found
    random = np.random.default_rng(seed)
    counts = np.stack([np.bincount(random.integers(0, n, n), minlength=n) for _ in range(n_bootstrap)]).astype(float)
    _, firsts, totals = _indices(counts, y)
    bounds = [np.quantile(part, q, axis=0).reshape(-1, *shape) for part in (firsts, totals) for q in (0.05, 0.95)]
    return SobolIndices(found.variance, found.first, found.total, *bounds)


def _indices(counts: Array, y: Array) -> tuple[Array, Array, Array]:
    """Variance (resamples, outputs), first and total order (resamples, inputs, outputs).

    `counts` (resamples, n) says how often each point is in a resample; `y` (inputs + 2, n, outputs).
    """
    n = y.shape[1]
    a, b, mixed = y[0], y[1], y[2:]
    shift = y[:2].mean(axis=(0, 1))
    sums = counts @ (a - shift + b - shift)
    squares = counts @ ((a - shift) ** 2 + (b - shift) ** 2)
    variance = (squares - sums**2 / (2 * n)) / (2 * n - 1)
    safe = np.where(variance > 1e-12 * (1 + shift**2), variance, np.inf)
    first = np.stack([counts @ (b * (m - a)) / n / safe for m in mixed], axis=1)
    total = np.stack([counts @ (m - a) ** 2 / (2 * n) / safe for m in mixed], axis=1)
    return variance, first, total
