"""Summaries over draws: medians, intervals, ranks, changes."""

from __future__ import annotations

import numpy as np
import polars as pl

from analysis.engine.draws import Array
from analysis.index.simulate import INDICES

QUANTILES = {"lower_90": 0.05, "lower_50": 0.25, "score": 0.5, "upper_50": 0.75, "upper_90": 0.95}
ENDS = [name for name in QUANTILES if name != "score"]
DECIMALS = 3
SMALLEST = 0.5  # points that a change must exceed to count as one


def quantile_draws(values: Array, shares: list[float]) -> Array:
    """Quantiles over the second axis of (countries, draws, periods); shape (shares, countries, periods).

    The order statistic at share * (draws - 1), rounded: a value that a draw really took.
    """
    ordered = np.sort(values, axis=1)
    places = [round(share * (values.shape[1] - 1)) for share in shares]
    return np.stack([ordered[:, place] for place in places])


def rank_draws(values: Array) -> Array:
    """Ranks within each draw and period, 1 = most open, ties share the better rank; shape as `values`."""
    ranks = np.ones(values.shape, np.uint8)
    for place in range(values.shape[0]):
        ranks += values[place][None] > values
    return ranks


def average_years(values: Array, first_year: int) -> tuple[Array, list[int]]:
    """Mean over the months of each year, (countries, draws, months) to (countries, draws, years); the last may be partial."""
    n_months = values.shape[2]
    starts = list(range(0, n_months, 12))
    means = [values[:, :, start : start + 12].mean(axis=2) for start in starts]
    return np.stack(means, axis=2), [first_year + place for place in range(len(starts))]


def summarise_index(
    values: Array, ranked: Array, periods: list, period_name: str, index: str, countries: list[str]
) -> pl.DataFrame:
    """Long frame of one index: score, intervals and ranks per country and period.

    `values` (countries, draws, periods), `ranked` (countries,) says who takes part in ranks. Score is the median over
    draws, so it lies inside its intervals.
    """
    n_countries, _, n_periods = values.shape
    columns = dict(zip(QUANTILES, quantile_draws(values, list(QUANTILES.values())), strict=True))
    ranks = {"rank": np.full((n_countries, n_periods), np.nan)} | {
        f"rank_{name}": np.full((n_countries, n_periods), np.nan) for name in ENDS
    }
    ranks["rank"][ranked] = rank_draws(columns["score"][ranked][:, None])[:, 0]
    for name, end in zip(ENDS, quantile_draws(rank_draws(values[ranked]), [QUANTILES[name] for name in ENDS]), strict=True):
        widen = np.minimum if name.startswith("lower") else np.maximum  # the rank of the score lies inside its intervals
        ranks[f"rank_{name}"][ranked] = widen(end, ranks["rank"][ranked])
    frame = pl.DataFrame(
        {"country_iso3": np.repeat(countries, n_periods), period_name: periods * n_countries}
        | {name: value.ravel() for name, value in columns.items()}
        | {name: value.ravel() for name, value in ranks.items()}
    )
    scores = [pl.col(name).cast(pl.Float64).round(DECIMALS) for name in QUANTILES]
    whole = [pl.col(name).fill_nan(None).cast(pl.Int64) for name in ranks]
    return frame.with_columns(pl.lit(index).alias("index"), *scores, *whole)


def summarise_scores(
    scores: Array, countries: list[str], ranked: Array, months: list, first_year: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Monthly and yearly frames of all indices from simulated scores (indices, countries, draws, months)."""
    monthly, yearly = [], []
    for place, index in enumerate(INDICES):
        values = scores[place]
        monthly.append(summarise_index(values, ranked, months, "month", index, countries))
        means, years = average_years(values, first_year)
        yearly.append(summarise_index(means, ranked, years, "year", index, countries))
    order = ["country_iso3", "index"]
    return pl.concat(monthly).sort(*order, "month"), pl.concat(yearly).sort(*order, "year")


def summarise_changes(scores: Array, countries: list[str], months_back: int = 12) -> pl.DataFrame:
    """Change of each index over the last months: median, 90 % interval, probability that it is a fall or a rise.

    Compared draw by draw, so what is uncertain in both months alike cancels out.
    """
    change = scores[..., -1] - scores[..., -1 - months_back]
    low, median, high = (np.sort(change, axis=2)[..., round(q * (change.shape[2] - 1))] for q in (0.05, 0.5, 0.95))
    frames = [
        pl.DataFrame(
            {
                "country_iso3": countries,
                "index": [index] * len(countries),
                "change": median[place],
                "change_lower_90": low[place],
                "change_upper_90": high[place],
                "fall_probability": (change[place] < -SMALLEST).mean(axis=1),
                "rise_probability": (change[place] > SMALLEST).mean(axis=1),
            }
        )
        for place, index in enumerate(INDICES)
    ]
    numbers = pl.selectors.float()
    return pl.concat(frames).with_columns(numbers.cast(pl.Float64).round(DECIMALS)).sort("country_iso3", "index")


def summarise_year_changes(scores: Array, countries: list[str], first_year: int) -> pl.DataFrame:
    """Change of each index from year to year, draw by draw: median, 50 % and 90 % intervals, probability of fall and rise.

    `scores` (indices, countries, draws, months), from January of `first_year`. A last year that is partial is compared
    with the same months of the year before. There must be more than one year.
    """
    frames = []
    for place, index in enumerate(INDICES):
        means, years = average_years(scores[place], first_year)
        change = np.diff(means, axis=2)
        if part := scores.shape[3] % 12:
            before = scores[place][:, :, 12 * (len(years) - 2) :][:, :, :part].mean(axis=2)
            change[:, :, -1] = means[:, :, -1] - before
        bounds = dict(zip(QUANTILES, quantile_draws(change, list(QUANTILES.values())), strict=True))
        named = {"change" if name == "score" else f"change_{name}": values.ravel() for name, values in bounds.items()}
        sure = {"fall_probability": change < -SMALLEST, "rise_probability": change > SMALLEST}
        named |= {name: is_so.mean(axis=1).ravel() for name, is_so in sure.items()}
        keys = {"country_iso3": np.repeat(countries, len(years) - 1), "year": years[1:] * len(countries)}
        frames.append(pl.DataFrame(keys | named).with_columns(pl.lit(index).alias("index")))
    numbers = pl.selectors.float().cast(pl.Float64).round(DECIMALS)
    return pl.concat(frames).with_columns(numbers).sort("country_iso3", "index", "year")
