"""What the reporting-aware model sees: yearly indicators of each country, as arrays. Pure, without the sampler."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields

import numpy as np
import polars as pl

from analysis.engine.draws import Array, Draws, draw_parameters
from analysis.index.funding import restrict_funding
from analysis.index.law import restrict_law
from analysis.index.simulate import Inputs
from analysis.index.strength import Setting
from analysis.schemas.vocabulary import INCIDENT_FAMILY

ORDINALS = {"law": restrict_law, "funding": restrict_funding}
FAMILIES = tuple(INCIDENT_FAMILY)
# Upper ends of the bands of restriction, 0 (none) to 1, that make the ordinals; fixed, so that old bands never move.
BAND_EDGES = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
N_BANDS = len(BAND_EDGES) + 1
SEVERITIES = 4


@dataclass(frozen=True)
class LatentData:
    """Indicators by country and year.

    `bands` (ordinals, countries, years): band of restriction, 0 to N_BANDS - 1, of law and of funding; `counts` and
    `gravest` (families, countries, years): incidents that began in the year, and the severity, 1 to 4, of the gravest
    of them, 0 where there is none; `density` (countries, years): evidence density of incidents, 0 to 1; `exposure`
    (years): share of the year that the data cover.
    """

    countries: list[str]
    years: list[int]
    bands: Array
    counts: Array
    gravest: Array
    density: Array
    exposure: Array

    def digest(self) -> str:
        """SHA-256 of everything in it, the same on every machine."""
        total = hashlib.sha256()
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value = [value.shape, *np.round(value.astype(float), 5).ravel().tolist()]
            total.update(f"{field.name}={value}\n".encode())
        return total.hexdigest()


def collect_latent_data(inputs: Inputs, countries: list[str], first_year: int) -> LatentData:
    """Indicators of `countries` from the inputs of the index: nominal restrictions in bands, incidents counted.

    Records of other countries are left out. Raises ValueError for a country that `inputs` does not know.
    """
    if unknown := set(countries) - set(inputs.countries):
        raise ValueError(f"no country {', '.join(sorted(unknown))}")
    starts = np.arange(0, inputs.n_months, 12)
    months = np.diff([*starts, inputs.n_months])
    draws = Draws(0)
    setting = Setting(draw_parameters(inputs.parameters, draws), draws, inputs.n_months)
    counts, gravest = count_incidents(inputs.records["practice"], countries, len(starts))
    density = np.stack([inputs.density["practice"][inputs.countries.index(country)] for country in countries])
    return LatentData(
        countries=list(countries),
        years=[first_year + place for place in range(len(starts))],
        bands=band_restrictions(average_months(restrict_nominally(inputs, countries, setting), months)),
        counts=counts,
        gravest=gravest,
        density=average_months(density, months),
        exposure=months / 12,
    )


def restrict_nominally(inputs: Inputs, countries: list[str], setting: Setting) -> Array:
    """Restriction with every assumption at its published value, shape (ordinals, countries, months)."""
    restrictions = np.zeros((len(ORDINALS), len(countries), inputs.n_months))
    for number, (pillar, restrict) in enumerate(ORDINALS.items()):
        for place, country in enumerate(countries):
            records = inputs.records[pillar].filter(pl.col("country_iso3") == country).sort("record_id")
            restrictions[number, place] = restrict(records.to_dicts(), setting)[0]
    return restrictions


def average_months(values: Array, months: Array) -> Array:
    """Mean over each year's months, (..., months) to (..., years); `months` says how many each year has."""
    starts = np.cumsum([0, *months[:-1]])
    return np.add.reduceat(values, starts, axis=-1) / months


def band_restrictions(restrictions: Array) -> Array:
    """Band of each restriction, 0 to N_BANDS - 1; an edge belongs to the band above it."""
    return np.searchsorted(BAND_EDGES, np.round(restrictions, 5), side="right")


def count_incidents(incidents: pl.DataFrame, countries: list[str], n_years: int) -> tuple[Array, Array]:
    """Incidents by year of beginning and the severity of the gravest, each of shape (families, countries, years).

    A date that is known only to the year falls into it, so the model's step needs no finer dates.
    """
    counts = np.zeros((len(FAMILIES), len(countries), n_years), int)
    gravest = np.zeros_like(counts)
    for family, country, month, severity in incidents.select("family", "country_iso3", "start_earliest", "severity").iter_rows():
        if country in countries and 0 <= month // 12 < n_years:
            cell = FAMILIES.index(family), countries.index(country), month // 12
            counts[cell] += 1
            gravest[cell] = max(gravest[cell], severity)
    return counts, gravest
