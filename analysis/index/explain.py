"""Which records move a score: the nominal run with and without each record."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from analysis.engine.draws import Draws, draw_parameters
from analysis.index.simulate import INDICES, Inputs, score_country
from analysis.index.strength import Setting


def explain_scores(inputs: Inputs, country: str, months: slice) -> pl.DataFrame:
    """Effect of every record of a country on its mean scores over `months` (a slice of month indices).

    Effect is the nominal score with all records less the one without this record: negative where the record lowers it.
    Effects need not add up, since the gravest act of a kind governs. Columns record_id, pillar, effect (on its pillar),
    effect_composite. Raises ValueError for an unknown country.
    """
    if country not in inputs.countries:
        raise ValueError(f"no country {country}; there are {', '.join(inputs.countries)}")
    place = inputs.countries.index(country)
    draws = Draws(0)
    setting = Setting(draw_parameters(inputs.parameters, draws), draws, inputs.n_months)
    base = _mean_scores(inputs, place, setting, months)
    rows = []
    for pillar, frame in inputs.records.items():
        mine = frame.filter((frame["country_iso3"] == country) & (frame["start_earliest"] < months.stop))
        for record_id in mine["record_id"].sort():
            without = replace(inputs, records=inputs.records | {pillar: mine.filter(mine["record_id"] != record_id)})
            effect = base - _mean_scores(without, place, setting, months)
            rows.append((record_id, pillar, effect[INDICES.index(pillar)], effect[0]))
    schema = {"record_id": pl.String, "pillar": pl.String, "effect": pl.Float64, "effect_composite": pl.Float64}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return frame.sort(pl.col("effect").abs(), pl.col("record_id"), descending=[True, False])


def _mean_scores(inputs: Inputs, place: int, setting: Setting, months: slice) -> np.ndarray:
    return score_country(inputs, place, setting)[:, 0, months].mean(axis=1).astype(float)
