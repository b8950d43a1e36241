"""The state model run forward: how likely each composite falls or rises within twelve months, and how such forecasts did.

From the last month with evidence on, the state of a country takes the Cauchy steps of twelve months without events, at the drawn
scale, and its rights one step of their AR(1). The rules in force stay as they are. A fall or a rise is one of `MOVE` points
or more between that month and the one twelve later.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from analysis.engine.draws import Array, Draws, draw_parameters
from analysis.engine.structure import make_structure
from analysis.index.scores import INDICES, Evidence, Scores, combine_pillars, weigh_levels
from analysis.latent.data import LatentData
from analysis.latent.filter import Clouds, Setting, filter_states
from analysis.latent.parameters import Parameters
from analysis.latent.states import Conditionals, expected_levels

HORIZON = 12  # months ahead
MOVE = 5.0  # points that make a fall or a rise
FIRST_CUT = 2005
N_PARAMETERS, N_PARTICLES = 25, 32
ENDS = {"fall": -1, "rise": 1}


@dataclass(frozen=True)
class Forecasts:
    """Change of the composite over the next twelve months, `change` (months, countries, draws), as seen from each of `months`."""

    months: list[int]
    change: Array

    def probability(self, end: str) -> Array:
        """Share of draws that fall or rise by `MOVE` points or more, (months, countries)."""
        return (ENDS[end] * self.change >= MOVE).mean(axis=-1)


def forecast_changes(evidence: Evidence, scores: Scores, reports: pl.DataFrame, months: list[int]) -> Forecasts:
    """Forecasts of all countries as seen from each of `months` (ascending month indices), by the evidence up to then.

    `reports` is core_report: a report whose window goes beyond the year of its middle counts from the month in which it ends.
    """
    if not months:
        return Forecasts([], np.zeros((0, len(evidence.countries), 1)))
    data = replace(evidence.latent, codes=replace(evidence.latent.codes, report_month=month_known(evidence.latent, reports)))
    given = Conditionals(data, evidence.parameters.thin(N_PARAMETERS))
    clouds = filter_states(given, months, Setting(N_PARTICLES))
    practice = [score_clouds(one, given.parameters, evidence.structure) for one in (clouds, step_forward(clouds, given))]
    draws = Draws(practice[0].shape[-1])
    rules = scores.values[1:3][..., np.array(months)][:, :, np.arange(draws.n) % scores.values.shape[2]]
    structure, assumptions = make_structure(evidence.structure), draw_parameters(evidence.assumptions, draws)
    now, later = (
        combine_pillars(np.concatenate([rules, one.transpose(1, 2, 0)[None]]), structure, assumptions, draws) for one in practice
    )
    return Forecasts(months, (later - now).transpose(2, 0, 1))


def month_known(data: LatentData, reports: pl.DataFrame) -> Array:
    """Month from which each report of `data` counts, (reports,): its middle, or its end where that lies in a later year."""
    ends = dict(reports.select("report_id", pl.col("window_to").str.to_date()).iter_rows())
    ended = np.array([(ends[name].year - data.first_year) * 12 + ends[name].month - 1 for name in data.codes.report_ids], int)
    middle = data.codes.report_month
    return np.minimum(np.where(ended // 12 > middle // 12, ended, middle), data.n_months - 1)


def step_forward(clouds: Clouds, given: Conditionals, seed: int = 12) -> Clouds:
    """The clouds `HORIZON` months later, without events. The sum of Cauchy steps is Cauchy with the sum of their scales.

    Each month and country takes one step from each of as many equally likely slices of the distribution as there are draws.
    """
    draws, n = given.parameters.draws, clouds.state.shape[-1]
    random = np.random.default_rng(seed)
    calm = given.step.min(axis=(0, 1))  # events only widen a step
    scale, memory, spread = (np.tile(values, n // given.n_draws) for values in (calm, draws["right_memory"], draws["right_sd"]))
    slices = random.permuted(np.broadcast_to(np.arange(n), clouds.state.shape), axis=-1)
    step = np.tan(np.pi * ((slices + random.random(clouds.state.shape)) / n - 0.5))
    state = clouds.state + HORIZON * scale * step
    noise = random.standard_normal(clouds.contrast.shape)
    return Clouds(clouds.months + HORIZON, state, memory * clouds.contrast + spread * np.sqrt(1 - memory**2) * noise)


def score_clouds(clouds: Clouds, parameters: Parameters, structure: pl.DataFrame) -> Array:
    """Practice of every cloud, (months, countries, draws), 0 to 100. `parameters` fit the countries of the clouds."""
    n_months, n_countries, n = clouds.state.shape
    contrast = clouds.contrast.transpose(1, 0, 2, 3).reshape(1, -1, n_months * n_countries, n)
    repeated = np.tile(parameters.draws["country_item"], (1, n_months, 1))  # all months at once, as if of so many countries
    levels = expected_levels(
        clouds.state.reshape(1, -1, n), contrast, replace(parameters, draws=parameters.draws | {"country_item": repeated})
    )
    return weigh_levels(levels, make_structure(structure))[0, 0].reshape(n_months, n_countries, n)


def list_outlook(forecasts: Forecasts, countries: list[str], last: Array, months: list) -> pl.DataFrame:
    """Probabilities from each country's last month with evidence, `last` (countries,), -1 for none, in `months` (their dates).

    Columns country_iso3, month, fall_probability, rise_probability, n_draws. Countries without evidence have no row.
    """
    told = np.flatnonzero(last >= 0)
    places = np.array([forecasts.months.index(int(month)) for month in last[told]], int)
    columns: dict[str, Any] = {f"{end}_probability": forecasts.probability(end)[places, told] for end in ENDS}
    keys = {"country_iso3": [countries[one] for one in told], "month": [months[month] for month in last[told]]}
    schema = {"country_iso3": pl.String, "month": pl.Date} | dict.fromkeys(columns, pl.Float64)
    frame = pl.DataFrame(keys | columns, schema=schema).with_columns(pl.lit(forecasts.change.shape[-1]).alias("n_draws"))
    return frame.with_columns(pl.selectors.float().round(4)).sort("country_iso3")


def cut_months(evidence: Evidence, last: Array) -> list[int]:
    """Decembers from `FIRST_CUT` on after which some country has a year of evidence."""
    first = max(FIRST_CUT - evidence.first_year, 0) * 12 + 11
    return list(range(first, int(last.max(initial=-1)) - HORIZON + 1, 12))


def backtest_forecasts(forecasts: Forecasts, evidence: Evidence, scores: Scores, last: Array, ranked: Array) -> pl.DataFrame:
    """Forecasts from each year-end since 2005 beside what the published composite did in the year after.

    Evidence is what is about the time up to the year-end, though some of it was published later; parameters are those of today's
    fit, which has seen what followed: a leak that makes forecasts look somewhat better than they could have been. Of `ranked`
    (countries,) countries, while evidence reaches, `last` (countries,). What happened is the median change; `share` is that of
    the draws in which it was so large. The base rate is the share of falls (rises) over all of their years ended by then. Brier
    pieces are (probability - happened)^2; base pieces the same with the base rate. Columns country_iso3, year, change, and for
    fall and rise: probability, base_rate, happened, share, brier, base_brier. Source: Brier (1950), Monthly Weather Review 78.
    """
    composite = scores.values[INDICES.index("composite")]
    ends = np.arange(11, composite.shape[2] - HORIZON, 12)
    changes = (composite[..., ends + HORIZON] - composite[..., ends]).transpose(2, 0, 1)  # year-ends, countries, draws
    middle = np.median(changes, axis=2)
    known = ranked & (ends[:, None] + HORIZON <= last)
    names = ("probability", "base_rate", "share", "brier", "base_brier", "happened")
    columns = {f"{end}_{name}": pl.Int64 if name == "happened" else pl.Float64 for end in ENDS for name in names}
    schema = {"country_iso3": pl.String, "year": pl.Int64, "change": pl.Float64} | columns
    frames = [pl.DataFrame(schema=schema)]
    for cut in cut_months(evidence, last):
        place = int(np.flatnonzero(ends == cut)[0])
        before, asked = known & (ends[:, None] + HORIZON <= cut), np.flatnonzero(known[place])
        if not before.any():
            continue  # there is no base rate yet
        told: dict[str, Array | list] = {
            "country_iso3": [evidence.countries[country] for country in asked],
            "year": np.full(len(asked), evidence.first_year + cut // 12),
            "change": middle[place, asked],
        }
        for end, sign in ENDS.items():
            happened = (sign * middle[place, asked] >= MOVE).astype(int)
            chance = forecasts.probability(end)[forecasts.months.index(cut)][asked]
            base = np.full(len(asked), (sign * middle[before] >= MOVE).mean())
            share = (sign * changes[place, asked] >= MOVE).mean(axis=1)
            pieces = {"probability": chance, "base_rate": base, "happened": happened, "share": share}
            pieces |= {"brier": (chance - happened) ** 2, "base_brier": (base - happened) ** 2}
            told |= {f"{end}_{name}": values for name, values in pieces.items()}
        frames.append(pl.DataFrame(told).select(pl.col(name).cast(kind) for name, kind in schema.items()))
    return pl.concat(frames).with_columns(pl.selectors.float().round(4)).sort("country_iso3", "year")
