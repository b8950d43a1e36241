"""Panel regressions with country and year effects, and p-values that hold with few countries. Arrays in, numbers out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Array = np.ndarray
N_RESAMPLES = 999
SEED = 1948


@dataclass(frozen=True)
class Effect:
    """Coefficient with its clustered standard error, wild-cluster-bootstrap p-value and 90 % interval, and sample size."""

    n: int
    n_countries: int
    estimate: float
    standard_error: float
    p_value: float
    lower_90: float
    upper_90: float


def residualise(values: Array, groups: list[Array], controls: Array) -> Array:
    """Part of `values` (n, k) that neither the dummies of `groups` (each (n,)) nor `controls` (n, c) explain.

    Source: Frisch and Waugh (1933); works for unbalanced panels, since the dummies are fitted, not demeaned.
    """
    dummies = [(group[:, None] == np.unique(group)[None, :]).astype(float) for group in groups]
    design = np.concatenate([*dummies, controls], axis=1)
    base, sizes, _ = np.linalg.svd(design, full_matrices=False)
    base = base[:, sizes > sizes[0] * 1e-10]  # the dummies of both groups add up to the same, so one is redundant
    return values - base @ (base.T @ values)


def estimate_effect(y: Array, x: Array, countries: Array, years: Array, controls: Array | None = None) -> Effect | None:
    """Coefficient of x in y = b x + controls + country effect + year effect + error; arrays of shape (n,).

    The p-value is that of a wild cluster bootstrap-t that imposes b = 0, with Rademacher signs per country; the
    interval is estimate ± its 90 % critical value times the clustered error. None when x does not vary beyond the
    effects. Source: Cameron, Gelbach and Miller (2008), Review of Economics and Statistics 90, 414-427.
    """
    extra = np.zeros((len(y), 0)) if controls is None else controls
    names, place = np.unique(countries, return_inverse=True)
    groups = [countries, years]
    rest = residualise(np.stack([y, x], axis=1), groups, extra)
    outcome, cause = rest[:, 0], rest[:, 1]
    size = cause @ cause
    if len(names) < 4 or size < 1e-9 * max(x @ x, 1):
        return None
    one = np.eye(len(names))[place]  # (n, countries): which row belongs to which country
    signs = np.random.default_rng(SEED).choice([-1.0, 1.0], size=(len(names), N_RESAMPLES))
    # Under the null the fitted part lies in the effects and controls, so it drops out of every resample.
    drawn = residualise(outcome[:, None] * signs[place], groups, extra)
    estimates, errors = _fit(np.concatenate([outcome[:, None], drawn], axis=1), cause, one)
    t = estimates / errors
    critical = float(np.quantile(np.abs(t[1:]), 0.9))
    return Effect(
        n=len(y),
        n_countries=len(names),
        estimate=float(estimates[0]),
        standard_error=float(errors[0]),
        p_value=float((1 + (np.abs(t[1:]) >= abs(t[0]) - 1e-12).sum()) / (N_RESAMPLES + 1)),
        lower_90=float(estimates[0] - critical * errors[0]),
        upper_90=float(estimates[0] + critical * errors[0]),
    )


def _fit(outcomes: Array, cause: Array, one: Array) -> tuple[Array, Array]:
    """Coefficients and errors clustered by country for many outcomes, (n, resamples) on one residualised cause (n,)."""
    size = cause @ cause
    estimates = cause @ outcomes / size
    scores = one.T @ (cause[:, None] * (outcomes - cause[:, None] * estimates))
    few = one.shape[1] / (one.shape[1] - 1)
    return estimates, np.sqrt(few * (scores**2).sum(axis=0)) / size
