"""A model of the rules in force, for stretches whose level nobody has seen: an ordered probit over items, country and time.

    level of item i in a spell: ordered probit of loading[i] * (mean of state[c, years of the spell]) + country_item[c, i]

Practice has no part in it. Source: as `model`; unknown spells are multiple imputations (Rubin 1987).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from scipy.special import ndtr, ndtri

from analysis.engine.draws import Array
from analysis.schemas.items import REGIME_ITEMS

RULE_CODES = list(REGIME_ITEMS)
RULE_KEPT: dict[str, tuple[str, ...]] = {
    "rule_state": ("country", "year"),
    "rule_loading": ("item",),
    "rule_threshold": ("item", "level"),
    "rule_country_item": ("country", "item"),
}


@dataclass(frozen=True)
class Spells:
    """Spells by month, `first` to `last` inclusive, of `country` and `item`; `level` is -1 where it is unknown."""

    record_ids: list[str]
    country: Array
    item: Array
    level: Array
    first_earliest: Array
    first_latest: Array
    last: Array


def collect_spells(regimes: pl.DataFrame, countries: list[str], n_months: int) -> Spells:
    """Active spells of `countries` from core_regime (with month indices of their bounds), in order of country, item and start."""
    kept = regimes.filter((pl.col("status") == "active") & pl.col("country_iso3").is_in(countries))
    kept = kept.sort("country_iso3", "item", "first_month", "record_id")
    return Spells(
        record_ids=kept["record_id"].to_list(),
        country=np.array([countries.index(one) for one in kept["country_iso3"]], int),
        item=np.array([RULE_CODES.index(one) for one in kept["item"]], int),
        level=kept["level"].replace("unknown", "-1").cast(pl.Int64).to_numpy(),
        first_earliest=kept["first_month"].clip(0, n_months - 1).to_numpy(),
        first_latest=kept["first_month_latest"].clip(0, n_months - 1).to_numpy(),
        last=kept["last_month"].fill_null(n_months - 1).clip(0, n_months - 1).to_numpy(),
    )


def rules_model(spells: Spells, n_countries: int, n_years: int, priors: pl.DataFrame) -> None:
    """NumPyro model of the known spells. `priors` is the table of priors, rows rule_*."""
    import jax.numpy as jnp
    import numpyro

    from analysis.latent.model import FAR, N_LEVELS, TINY, _normals, interval_mass
    from analysis.latent.priors import Priors

    prior = Priors(priors)
    known = spells.level >= 0
    n_items = len(RULE_CODES)
    first = prior.sample("rule_threshold_first", n_items)
    first = first - first.mean() + prior.location("rule_threshold_first")
    gap = prior.sample("rule_threshold_gap", n_items, N_LEVELS - 2)
    threshold = jnp.concatenate([first[:, None], first[:, None] + jnp.cumsum(gap, axis=1)], axis=1)
    loading = prior.sample("rule_log_loading", n_items)
    loading = jnp.exp(loading - loading.mean())
    peculiar = _normals("rule_country_item", n_countries, n_items)
    peculiar = prior.sample("rule_country_item_sd") * (peculiar - peculiar.mean(axis=1, keepdims=True))
    start = prior.sample("rule_start", n_countries)
    steps = prior.sample("rule_step") * _normals("rule_step", n_countries, n_years - 1)
    state = start[:, None] + jnp.pad(jnp.cumsum(steps, axis=1), ((0, 0), (1, 0)))
    total = jnp.pad(jnp.cumsum(state, axis=1), ((0, 0), (1, 0)))
    country, item, from_year, to_year = (part[known] for part in (spells.country, spells.item, *_years(spells)))
    mean = (total[country, to_year + 1] - total[country, from_year]) / (to_year + 1 - from_year)
    eta = loading[item] * mean + peculiar[country, item]
    edges = jnp.pad(threshold, ((0, 0), (1, 1)), constant_values=((0, 0), (-FAR, FAR)))
    level = spells.level[known]
    mass = interval_mass(edges[item, level] - eta, edges[item, level + 1] - eta)
    numpyro.factor("spells", jnp.log(jnp.maximum(mass, TINY)).sum())
    for name, value in (
        ("rule_state", state),
        ("rule_loading", loading),
        ("rule_threshold", threshold),
        ("rule_country_item", peculiar),
    ):
        numpyro.deterministic(f"{name}_value", value)


def _years(spells: Spells) -> tuple[Array, Array]:
    return spells.first_earliest // 12, np.maximum(spells.last, spells.first_earliest) // 12


def rule_start_values(n_countries: int, n_years: int) -> dict[str, Any]:
    """Where chains begin: near zero."""
    n_items = len(RULE_CODES)
    return {
        "rule_threshold_first": np.zeros(n_items),
        "rule_threshold_gap": np.ones((n_items, 2)),
        "rule_log_loading": np.zeros(n_items),
        "rule_country_item_raw": np.zeros((n_countries, n_items)),
        "rule_country_item_sd": 0.5,
        "rule_start": np.zeros(n_countries),
        "rule_step": 0.1,
        "rule_step_raw": np.zeros((n_countries, n_years - 1)),
    }


def draw_unknown(spells: Spells, rules: dict[str, Array], uniforms: Array) -> Array:
    """Levels of all spells, (spells, draws): the coded one, or for unknown ones drawn from the model.

    `rules` has the draws of `RULE_KEPT`, (draws, ...); `uniforms` (spells, draws) makes them.
    """
    levels = np.repeat(spells.level[:, None], uniforms.shape[1], axis=1).astype(np.int8)
    from_year, to_year = _years(spells)
    times = uniforms.shape[1] // len(rules["rule_loading"])
    for place in np.flatnonzero(spells.level < 0):
        country, item = spells.country[place], spells.item[place]
        state = rules["rule_state"][:, country, from_year[place] : to_year[place] + 1].mean(axis=1)
        mean = rules["rule_loading"][:, item] * state + rules["rule_country_item"][:, country, item]
        hidden = np.tile(mean, times) + ndtri(np.clip(uniforms[place], 1e-12, 1 - 1e-12))
        levels[place] = (hidden[:, None] > np.tile(rules["rule_threshold"][:, item], (times, 1))).sum(axis=1)
    return levels


def expected_unknown(spells: Spells, rules: dict[str, Array]) -> Array:
    """Expected level of each spell, (spells,): the coded one, or the mean over draws of the model's."""
    levels = spells.level.astype(float)
    from_year, to_year = _years(spells)
    for place in np.flatnonzero(spells.level < 0):
        country, item = spells.country[place], spells.item[place]
        state = rules["rule_state"][:, country, from_year[place] : to_year[place] + 1].mean(axis=1)
        mean = rules["rule_loading"][:, item] * state + rules["rule_country_item"][:, country, item]
        levels[place] = ndtr(mean[:, None] - rules["rule_threshold"][:, item]).sum(axis=1).mean()
    return levels
