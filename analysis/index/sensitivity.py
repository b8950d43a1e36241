"""Which assumptions the uncertainty of our scores comes from: Sobol indices of groups of assumptions, per country."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl

from analysis.engine.draws import Array, Draws
from analysis.engine.sobol import estimate_sobol
from analysis.index.latest import latest_inputs
from analysis.index.simulate import Inputs, simulate_scores
from analysis.schemas.robustness import GROUP

GROUPS = tuple(GROUP)
# End of the name of a parameter or stream, after the last "." or ":", or its beginning before it, to its group.
ENDS = {
    "half_life_months": "duration",
    "assumed_prison_months": "duration",
    "worst": "goalposts",
    "start": "dates",
    "end": "dates",
    "kept": "verification",
    "unseen": "coverage",
    "weight_spread": "pillar_weights",
    "exponent": "aggregation",
    "floor": "aggregation",
    "full_effect": "combination",
    "pile_up": "combination",
    "enabling_relief": "combination",
    "family_share": "combination",
    "error_share": "coding",
} | dict.fromkeys(("stigma", "administrative_burden", "criminalisation", "severity", "scope"), "coding")
BEGINNINGS = {"weight": "pillar_weights", "coverage": "coverage", "verification": "verification"}
N_POINTS, N_BOOTSTRAP = 1024, 500


@cache
def group_of(name: str) -> str:
    """Group of a parameter or of a stream of random numbers. Raises KeyError for a name that belongs to none."""
    beginning, _, end = name.replace(":", ".").rpartition(".")
    if end.startswith("level_"):
        return "level_weights"
    if end in ENDS:
        return ENDS[end]
    if beginning in BEGINNINGS:
        return BEGINNINGS[beginning]
    raise KeyError(f"no group of assumptions for {name!r}; name it in analysis/index/sensitivity.py")


@dataclass(frozen=True)
class DesignDraws(Draws):
    """Draws that follow the design of the Sobol indices: A, B, then for each group A with that group's numbers from B.

    `n` is the number of points; there are n * (groups + 2) draws.
    """

    @property
    def size(self) -> int:
        return self.n * (len(GROUPS) + 2)

    def uniform(self, name: str) -> Array:
        """Uniforms on [0, 1) for one name in all rows of the design; shape (size,)."""
        a, b = Draws(2 * self.n, self.seed).uniform(name).reshape(2, self.n)
        mine = group_of(name)
        return np.concatenate([a, b, *(b if group == mine else a for group in GROUPS)])


def measure_sensitivity(inputs: Inputs, n_points: int = N_POINTS, n_bootstrap: int = N_BOOTSTRAP) -> pl.DataFrame:
    """First- and total-order indices of each group for each country's latest composite, with 90 % bootstrap intervals.

    Columns country_iso3, group, first_order, total_order and their lower_90 and upper_90. First order: share of the
    variance that would go if the group were known; total order: share that would stay if all others were. Estimates
    can lie a little outside 0 to 1. Source: see `analysis.engine.sobol`.
    """
    outputs = simulate_scores(latest_inputs(inputs), DesignDraws(n_points))[0, :, :, 0].T
    found = estimate_sobol(outputs, len(GROUPS), n_bootstrap, centre=True)
    columns = {
        "first_order": found.first,
        "first_order_lower_90": found.first_lower_90,
        "first_order_upper_90": found.first_upper_90,
        "total_order": found.total,
        "total_order_lower_90": found.total_lower_90,
        "total_order_upper_90": found.total_upper_90,
    }
    frame = pl.DataFrame(
        {"country_iso3": np.tile(inputs.countries, len(GROUPS)), "group": np.repeat(GROUPS, len(inputs.countries))}
        | {name: np.ravel(values) for name, values in columns.items() if values is not None}
    )
    return frame.with_columns(pl.selectors.float().round(4)).sort("country_iso3", "group")
