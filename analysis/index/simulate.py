"""Scores of all countries and months over all draws: records in, arrays out."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import polars as pl

from analysis.engine.draws import Array, Draws, draw_parameters
from analysis.index.composite import aggregate_pillars
from analysis.index.funding import restrict_funding
from analysis.index.law import restrict_law
from analysis.index.practice import restrict_practice
from analysis.index.strength import Record, Setting

PILLARS: dict[str, Callable[[list[Record], Setting], Array]] = {
    "law": restrict_law,
    "funding": restrict_funding,
    "practice": restrict_practice,
}
INDICES = ("composite", *PILLARS)


@dataclass(frozen=True)
class Inputs:
    """What the index is made from.

    `records`: pillar to its active records with month indices `start_earliest`, `start_latest`, `end_earliest`,
    `end_latest`; `density`: pillar to an array (countries, months), 0 to 1; `structure` and `parameters`: the tables
    under data/index.
    """

    countries: list[str]
    n_months: int
    records: dict[str, pl.DataFrame]
    density: dict[str, Array]
    structure: pl.DataFrame
    parameters: pl.DataFrame


def simulate_scores(inputs: Inputs, draws: Draws, parameters: dict[str, Array] | None = None) -> Array:
    """Scores, shape (indices, countries, draws, months), 0 to 100; indices in the order of INDICES.

    `parameters`: drawn assumptions, each (draws,), where they are not to be drawn from the table.
    """
    setting = Setting(parameters or draw_parameters(inputs.parameters, draws), draws, inputs.n_months)
    scores = np.empty((len(INDICES), len(inputs.countries), *setting.shape), np.float32)

    def fill(place: int) -> None:
        scores[:, place] = score_country(inputs, place, setting)

    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(fill, range(len(inputs.countries))))
    return scores


def score_country(inputs: Inputs, place: int, setting: Setting) -> Array:
    """Scores of one country, shape (indices, draws, months)."""
    country = inputs.countries[place]
    pillars: dict[str, Array] = {}
    closedness: Array = np.zeros((setting.draws.size, 1), np.float32)
    for pillar, restrict in PILLARS.items():
        frame = inputs.records[pillar]
        records = frame.filter(frame["country_iso3"] == country).sort("record_id").to_dicts()
        restriction = restrict(records, setting)
        if pillar == "practice":
            share = setting["coverage.closedness"][:, None].astype(np.float32)
            closedness = share * (1 - pillars["law"] / 100)
        unseen = restrict_unseen(inputs.density[pillar][place], closedness, f"{country}:{pillar}", setting)
        restriction = 1 - (1 - restriction) * (1 - unseen)
        worst = setting[f"{pillar}.worst"][:, None].astype(np.float32)
        pillars[pillar] = 100 * (1 - np.minimum(restriction / worst, 1))
    composite = aggregate_composite(np.stack(list(pillars.values())), inputs.structure, setting)
    return np.stack([composite, *pillars.values()])


def restrict_unseen(density: Array, closedness: Array, name: str, setting: Setting) -> Array:
    """Restriction that may exist unseen, shape (draws, months): larger where less was searched.

    It only ever takes away: thin evidence draws the interval out downwards and never raises a score. The square keeps
    most draws near none, so that the upper end stays where it is.
    """
    u = setting.draws.uniform(f"{name}:unseen")[:, None].astype(np.float32)
    most = setting["coverage.missing"][:, None].astype(np.float32)
    thin = 1 - density[None, :].astype(np.float32) * (1 - closedness)
    return most * u**2 * thin


def aggregate_composite(pillars: Array, structure: pl.DataFrame, setting: Setting) -> Array:
    """Composite from pillar scores (pillars, draws, months) by the structure table. Raises KeyError for a missing pillar."""
    weight = dict(structure.filter(pl.col("parent") == "composite").select("code", "weight").iter_rows())
    spread = setting["composite.weight_spread"]
    weights = np.stack([weight[p] * (1 + spread * (2 * setting.draws.uniform(f"weight:{p}") - 1)) for p in PILLARS])
    return aggregate_pillars(pillars, weights, setting["composite.exponent"], setting["composite.floor"])
