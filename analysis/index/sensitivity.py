"""Which assumptions the uncertainty of the composite comes from: Sobol indices of groups of them, per country.

Given the draws, the composite of a month is a function of three inputs that are drawn apart from each other: the draw of
practice, the draw of the rules and the draw of the weights. The design takes the number of each from one of two samples.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from analysis.engine.draws import Array, Draws
from analysis.engine.sobol import estimate_sobol, sample_sobol
from analysis.index.alternatives import Latest
from analysis.index.scores import combine_pillars
from analysis.schemas.robustness import GROUP

GROUPS = tuple(GROUP)
N_POINTS, N_BOOTSTRAP = 4096, 200


@dataclass(frozen=True)
class _Chosen(Draws):
    """The draws of some numbers: those of `of` at `places`, in that order."""

    of: Draws = field(kw_only=True)
    places: Array = field(kw_only=True)

    def uniform(self, name: str) -> Array:
        return self.of.uniform(name)[self.places]


def measure_sensitivity(latest: Latest, countries: list[str], n_points: int = N_POINTS) -> pl.DataFrame:
    """First- and total-order indices of each group for each country's latest composite, with 90 % bootstrap intervals.

    Columns country_iso3, group, first_order, total_order and their lower_90 and upper_90. First order: share of the variance
    that would go if the group were known; total order: share that would stay if all others were. Estimates can lie a little
    outside 0 to 1. Source: see `engine.sobol`.
    """
    places = (sample_sobol(n_points, list(GROUPS), latest.draws) * latest.draws.size).astype(int)
    outputs = recombine(latest, dict(zip(GROUPS, places.T, strict=True)))
    found = estimate_sobol(outputs.T, len(GROUPS), N_BOOTSTRAP, centre=True)
    columns = {
        "first_order": found.first,
        "first_order_lower_90": found.first_lower_90,
        "first_order_upper_90": found.first_upper_90,
        "total_order": found.total,
        "total_order_lower_90": found.total_lower_90,
        "total_order_upper_90": found.total_upper_90,
    }
    keys = {"country_iso3": np.tile(countries, len(GROUPS)), "group": np.repeat(GROUPS, len(countries))}
    frame = pl.DataFrame(keys | {name: np.ravel(values) for name, values in columns.items() if values is not None})
    return frame.with_columns(pl.selectors.float().round(4)).sort("country_iso3", "group")


def recombine(latest: Latest, places: dict[str, Array]) -> Array:
    """Composite (countries, rows) where each group takes its numbers from the draws at `places` (rows,)."""
    law, funding, practice = latest.values[1:4]
    pillars = np.stack([law[:, places["rules"]], funding[:, places["rules"]], practice[:, places["practice"]]])
    drawn = _Chosen(len(places["weights"]), latest.draws.seed, of=latest.draws, places=places["weights"])
    assumptions = {name: values[places["weights"]] for name, values in latest.assumptions.items()}
    return combine_pillars(pillars[..., None], latest.structure, assumptions, drawn)[..., 0]
