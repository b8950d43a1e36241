"""The claims tested, named for the page."""

from __future__ import annotations

import polars as pl

from analysis.findings.claims import warn_of_decline
from analysis.schemas.release import Release
from analysis.site.names import INDEX_NAME
from analysis.views.validity import name_benchmark, shorten_name


def name_outcome(code: str) -> str:
    """'Law (ours)' or the published name of a series."""
    return f"{INDEX_NAME[code]} (ours)" if code in INDEX_NAME else name_benchmark(code)


def warning_effects(release: Release) -> pl.DataFrame:
    """As warn_of_decline, outcomes in words, with is_ours; our own first, then by name."""
    effects = warn_of_decline(release)
    if effects.is_empty():
        return effects
    named = effects.with_columns(
        pl.col("outcome").is_in(list(INDEX_NAME)).alias("is_ours"),
        pl.col("outcome").map_elements(name_outcome, return_dtype=pl.String),
    )
    return named.sort("direction", ~pl.col("is_ours"), "outcome", "horizon")


def label_effects(effects: pl.DataFrame, direction: str, horizon: int) -> pl.DataFrame:
    """Effects of one direction and horizon with the outcome as `label`, as the chart and its data show them."""
    chosen = effects.filter((pl.col("direction") == direction) & (pl.col("horizon") == horizon))
    label = pl.col("outcome").map_elements(shorten_name, return_dtype=pl.String).alias("label")
    return chosen.select(label, "n", pl.col("estimate", "lower_90", "upper_90", "p_value").round(3))
