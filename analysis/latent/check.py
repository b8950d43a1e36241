"""Predictive checks: what the model says data look like, beside what they look like. Arrays in, frames out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
import polars as pl

from analysis.engine.draws import Array
from analysis.latent.data import FAMILIES, N_BANDS, ORDINALS, LatentData

# Each statistic maps indicators of shape (..., kinds, countries, years) to one number per draw.
Statistic = Callable[[Mapping[str, Array]], Array]


def _open_share(drawn: Mapping[str, Array], place: int) -> Array:
    return (drawn["bands"][..., place, :, :] < N_BANDS // 4).mean(axis=(-2, -1))


def _closed_share(drawn: Mapping[str, Array], place: int) -> Array:
    return (drawn["bands"][..., place, :, :] >= N_BANDS - N_BANDS // 4).mean(axis=(-2, -1))


def _same_share(drawn: Mapping[str, Array], place: int) -> Array:
    return (np.diff(drawn["bands"][..., place, :, :], axis=-1) == 0).mean(axis=(-2, -1))


def _incidents(drawn: Mapping[str, Array], place: int) -> Array:
    return drawn["counts"][..., place, :, :].sum(axis=(-2, -1))


def _none_share(drawn: Mapping[str, Array]) -> Array:
    return (drawn["counts"].sum(axis=-3) == 0).mean(axis=(-2, -1))


def _most(drawn: Mapping[str, Array]) -> Array:
    return drawn["counts"].sum(axis=-3).max(axis=(-2, -1))


def _dispersion(drawn: Mapping[str, Array]) -> Array:
    yearly = drawn["counts"].sum(axis=-3)
    return yearly.var(axis=(-2, -1)) / np.maximum(yearly.mean(axis=(-2, -1)), 1e-9)


def _statistics() -> dict[str, Statistic]:
    named: dict[str, Statistic] = {}
    for place, pillar in enumerate(ORDINALS):
        named[f"{pillar}: share of country-years in the three most open bands"] = partial(_open_share, place=place)
        named[f"{pillar}: share of country-years in the three most closed bands"] = partial(_closed_share, place=place)
        named[f"{pillar}: share of years in which the band stays the same"] = partial(_same_share, place=place)
    for place, family in enumerate(FAMILIES):
        named[f"{family.replace('_', ' ')}: known incidents"] = partial(_incidents, place=place)
    named["share of country-years without a known incident"] = _none_share
    named["most known incidents in one country and year"] = _most
    named["variance of yearly known incidents over their mean"] = _dispersion
    return named


STATISTICS = _statistics()


def check_predictions(data: LatentData, drawn: Mapping[str, Array], kind: str) -> pl.DataFrame:
    """Compare observed with drawn indicators. `kind` says prior or posterior.

    Columns kind, statistic, observed, predicted (median), lower_90, upper_90, tail_share (smaller share of draws on one
    side of the observed value, ties counted half: near 0 the model does not reproduce it).
    """
    observed = {"bands": data.bands, "counts": data.counts, "gravest": data.gravest}
    rows = []
    for name, statistic in STATISTICS.items():
        rows.append(_compare(kind, name, float(statistic(observed)), statistic(drawn)))
    known = data.counts > 0
    if known.any():
        severity = (drawn["gravest"] + 1)[..., known].mean(axis=-1)
        rows.append(_compare(kind, "mean severity of the gravest known incident", float(data.gravest[known].mean()), severity))
    for place, country in enumerate(data.countries):
        totals = drawn["counts"][..., :, place, :].sum(axis=(-2, -1))
        rows.append(_compare(kind, f"{country}: known incidents", float(data.counts[:, place].sum()), totals))
    return pl.DataFrame(rows)


def _compare(kind: str, name: str, observed: float, values: Array) -> dict[str, object]:
    low, middle, high = np.quantile(values, [0.05, 0.5, 0.95])
    ties = (values == observed).mean() / 2
    return {
        "kind": kind,
        "statistic": name,
        "observed": observed,
        "predicted": float(middle),
        "lower_90": float(low),
        "upper_90": float(high),
        "tail_share": float(min((values < observed).mean(), (values > observed).mean()) + ties),
    }
