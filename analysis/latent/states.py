"""Summaries of the reporting-aware model's draws, without the sampler: scores, ranks, changes; quantities with priors."""

from __future__ import annotations

import numpy as np
import polars as pl

from analysis.engine.draws import Array
from analysis.index.summarise import DECIMALS, summarise_index
from analysis.latent.priors import PRIORS, Prior

LEAST_CHANGE = 0.5
COMPUTED = {
    "score": "Score of every country and year",
    "change": "Change of the score on the year before",
    "detection": "Probability that an incident becomes known, every country and year",
}


def summarise_latent(scores: Array, countries: list[str], years: list[int]) -> pl.DataFrame:
    """Score, intervals, ranks and yearly change by country and year from draws (countries, draws, years)."""
    everyone = np.ones(len(countries), bool)
    frame = summarise_index(scores, everyone, years, "year", "latent", countries).drop("index")
    change = np.diff(scores, axis=2)
    missing = np.full((len(countries), 1), np.nan)
    columns = {
        "change": np.median(change, axis=1),
        "fall_probability": (change < -LEAST_CHANGE).mean(axis=1),
        "rise_probability": (change > LEAST_CHANGE).mean(axis=1),
    }
    added = [
        pl.Series(name, np.concatenate([missing, values], axis=1).ravel()).fill_nan(None).round(DECIMALS)
        for name, values in columns.items()
    ]
    return frame.with_columns(added)


def describe_quantities(diagnostics: pl.DataFrame) -> pl.DataFrame:
    """Add meaning, prior and reason to diagnosed quantities (columns quantity, element, mean … ess_bulk); others go."""
    told = PRIORS | {name: Prior(meaning, "computed", "follows from the rest") for name, meaning in COMPUTED.items()}
    rows = [(name, prior.meaning, prior.prior, prior.reason) for name, prior in told.items()]
    meanings = pl.DataFrame(rows, schema=["quantity", "meaning", "prior", "reason"], orient="row")
    order = ["quantity", "element", "meaning", "prior", "reason", "mean", "lower_90", "upper_90", "rhat", "ess_bulk"]
    return diagnostics.join(meanings, on="quantity", how="inner", maintain_order="left").select(order)
