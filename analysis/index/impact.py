"""What a change of the evidence does to the scores: the same draws before and after, compared one by one."""

from __future__ import annotations

import numpy as np
import polars as pl

from analysis.engine.draws import Array
from analysis.index.scores import INDICES, Evidence, simulate_scores
from analysis.index.summarise import average_years


def compare_evidence(before: Evidence, after: Evidence) -> pl.DataFrame:
    """Yearly scores before and after, per country and index, with 90 % intervals, and the change.

    Random numbers are drawn by country, report and spell, so that equal evidence gets equal numbers in both: the interval of the
    change shows what the change itself leaves uncertain. Columns country_iso3, index, year, before, after, change, each with
    _lower_90 and _upper_90.
    """
    old, new = simulate_scores(before).values, simulate_scores(after).values
    frames = []
    for place, index in enumerate(INDICES):
        means, years = average_years(old[place], before.first_year)
        changed, _ = average_years(new[place], before.first_year)
        columns: dict[str, Array] = {}
        for name, values in (("before", means), ("after", changed), ("change", changed - means)):
            low, middle, high = np.quantile(values, [0.05, 0.5, 0.95], axis=1, method="nearest")
            columns |= {name: middle.ravel(), f"{name}_lower_90": low.ravel(), f"{name}_upper_90": high.ravel()}
        keys = {
            "country_iso3": np.repeat(before.countries, len(years)),
            "index": [index] * len(years) * len(before.countries),
            "year": years * len(before.countries),
        }
        frames.append(pl.DataFrame(keys | columns).with_columns(pl.selectors.float().cast(pl.Float64).round(3)))
    return pl.concat(frames)
