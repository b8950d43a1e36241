"""Collect what the index is made from out of the core tables and the stored draws."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl

from analysis.engine.draws import Array
from analysis.index.scores import Evidence
from analysis.latent.data import collect_latent_data
from analysis.latent.parameters import Parameters
from analysis.latent.rules import RULE_KEPT, collect_spells

TABLES = ("core_report", "core_assessment", "core_count", "core_record", "core_regime", "core_country", "panel_month")


def collect_evidence(
    tables: dict[str, pl.DataFrame],
    structure: pl.DataFrame,
    assumptions: pl.DataFrame,
    parameters: Parameters,
    rules: dict[str, Array],
    only: list[str] | None = None,
) -> Evidence:
    """Evidence of all countries, or of `only` some, from the frames named in `TABLES`.

    Raises ValueError for an unknown country.
    """
    months = tables["panel_month"]["month"].unique().sort()
    countries = tables["core_country"]["country_iso3"].sort().to_list()
    if unknown := set(only or ()) - set(countries):
        raise ValueError(f"no scores for {', '.join(sorted(unknown))}; there are {', '.join(countries)}")
    chosen = [country for country in countries if only is None or country in only]
    first: dt.date = months[0]
    places = [countries.index(country) for country in chosen]
    return Evidence(
        countries=chosen,
        first_year=first.year,
        n_months=len(months),
        spells=collect_spells(tables["core_regime"], chosen, len(months)),
        latent=collect_latent_data(tables, chosen, first, len(months), parameters.lenses),
        parameters=parameters,
        rules={name: values[:, places] if RULE_KEPT[name][0] == "country" else values for name, values in rules.items()},
        structure=structure,
        assumptions=assumptions,
    )


def months_to(days: list[dt.date | None], first_year: int, n_months: int) -> Array:
    """Last whole month within each of `days`, as month index; -1 for None."""
    ends = []
    for day in days:
        if day is None:
            ends.append(-1)
            continue
        month = (day.year - first_year) * 12 + day.month - 1
        is_end = (day + dt.timedelta(days=1)).month != day.month
        ends.append(min(month if is_end else month - 1, n_months - 1))
    return np.array(ends)
