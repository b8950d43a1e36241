"""Dated events of both signs: a month with more of them than the country's records usually show may carry a larger step.

What is usual is the mean over the ten years around the month, so that a period which was searched more deeply, or a country
that is written about more, does not seem to move more.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from analysis.engine.draws import Array

HALF_WINDOW = 60  # months on each side over which the usual intensity is taken
CALM = 0.25  # added to both, so that a single event in an empty record is no multiple of nothing


def locate_steps(records: pl.DataFrame, countries: list[str], first_year: int, n_months: int) -> Array:
    """Excess of events, max(0, log of intensity over the usual one), shape (countries, months).

    `records` is core_record: scored records of practice dated to the month or day, weighed by their strength, either sign.
    """
    month = (pl.col("start_earliest").dt.year() - first_year) * 12 + pl.col("start_earliest").dt.month().cast(pl.Int32) - 1
    dated = records.filter(
        (pl.col("is_scored") == 1)
        & (pl.col("kind") == "practice")
        & ((pl.col("start_latest") - pl.col("start_earliest")).dt.total_days() < 31)
    ).select("country_iso3", month.alias("month"), "strength")
    intensity = np.zeros((len(countries), n_months))
    for country, place, strength in dated.iter_rows():
        if country in countries and 0 <= place < n_months:
            intensity[countries.index(country), place] += strength
    return np.maximum(0, np.log((intensity + CALM) / (usual_intensity(intensity) + CALM)))


def usual_intensity(intensity: Array) -> Array:
    """Mean over the months within `HALF_WINDOW` of each, as many as there are. Shape as given, (countries, months)."""
    n_months = intensity.shape[1]
    total = np.concatenate([np.zeros((len(intensity), 1)), np.cumsum(intensity, axis=1)], axis=1)
    first = np.maximum(np.arange(n_months) - HALF_WINDOW, 0)
    last = np.minimum(np.arange(n_months) + HALF_WINDOW + 1, n_months)
    return (total[:, last] - total[:, first]) / (last - first)
