"""Summaries over draws: medians, intervals, ranks, changes."""

from __future__ import annotations

import numpy as np
import polars as pl

from analysis.engine.draws import Array
from analysis.index.scores import INDICES, LEAST_KNOWN, Scores

QUANTILES = {"lower_90": 0.05, "lower_50": 0.25, "score": 0.5, "upper_50": 0.75, "upper_90": 0.95}
ENDS = [name for name in QUANTILES if name != "score"]
DECIMALS = 3
KNOWN = ("law", "funding")  # indices whose rules can be unknown, in the order of Scores.known
SPANS = (12, 36)
YEARS_BACK = (1, 3)
NUMBERS = pl.selectors.float().cast(pl.Float64).round(DECIMALS)
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


def summarise_scores(scores: Scores, countries: list[str], ranked: Array, months: list) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Monthly and yearly frames of all indices; law and funding carry the share of their rules that is known, and no point
    where it is under half.
    """
    monthly, yearly = [], []
    for place, index in enumerate(INDICES):
        known = scores.known[KNOWN.index(index)] if index in KNOWN else None
        values = scores.values[place]
        means, years = average_years(values, months[0].year)
        known_years = None if known is None else average_years(known[:, None], months[0].year)[0][:, 0]
        monthly.append(_blank_unknown(summarise_index(values, ranked, months, "month", index, countries), known))
        yearly.append(_blank_unknown(summarise_index(means, ranked, years, "year", index, countries), known_years))
    order = ["country_iso3", "index"]
    return pl.concat(monthly).sort(*order, "month"), pl.concat(yearly).sort(*order, "year")


def _blank_unknown(frame: pl.DataFrame, known: Array | None) -> pl.DataFrame:
    """Add `known_share`; without half of the weight known a score is its interval only, and has no rank."""
    if known is None:
        return frame.with_columns(pl.lit(None, pl.Float64).alias("known_share"))
    shared = frame.with_columns(pl.Series("known_share", known.ravel()).round(DECIMALS))
    ranks = [name for name in frame.columns if name.startswith("rank")]
    enough = pl.col("known_share") >= LEAST_KNOWN
    return shared.with_columns(pl.when(enough).then(pl.col(name)).alias(name) for name in ("score", *ranks))


def _summarise_change(change: Array) -> dict[str, Array]:
    """Median, intervals and probabilities of a change, from draws on the second axis of (countries, draws, periods)."""
    bounds = dict(zip(QUANTILES, quantile_draws(change, list(QUANTILES.values())), strict=True))
    named = {"change" if name == "score" else f"change_{name}": values.ravel() for name, values in bounds.items()}
    sure = {"fall_probability": change < -SMALLEST, "rise_probability": change > SMALLEST}
    return named | {name: is_so.mean(axis=1).ravel() for name, is_so in sure.items()}


def summarise_changes(scores: Scores, countries: list[str], months: list, last: Array) -> pl.DataFrame:
    """Change of each index up to each country's last month with evidence, `last` (countries,), over 12 and 36 months.

    Compared draw by draw, so what is uncertain in both months alike cancels out.
    """
    frames = []
    for back in (span for span in SPANS if span < len(months)):
        for place, index in enumerate(INDICES):
            change = np.stack([v[:, end] - v[:, end - back] for v, end in zip(scores.values[place], last, strict=True)])
            named = _summarise_change(change[:, :, None])
            keys = {"country_iso3": countries, "month": [months[end] for end in last]}
            frame = pl.DataFrame(keys | named).with_columns(pl.lit(index).alias("index"), pl.lit(back).alias("months"))
            frames.append(frame.drop("change_lower_50", "change_upper_50"))
    return pl.concat(frames).with_columns(NUMBERS).sort("country_iso3", "index", "months")


def summarise_year_changes(scores: Scores, countries: list[str], first_year: int) -> pl.DataFrame:
    """Change of each index over one and over three years, draw by draw. A last year that is partial is left out."""
    n_years = scores.values.shape[3] // 12
    frames = []
    for back in (span for span in YEARS_BACK if span < n_years):
        for place, index in enumerate(INDICES):
            means, years = average_years(scores.values[place][..., : n_years * 12], first_year)
            named = _summarise_change(means[..., back:] - means[..., :-back])
            keys = {"country_iso3": np.repeat(countries, len(years) - back), "year": years[back:] * len(countries)}
            frames.append(pl.DataFrame(keys | named).with_columns(pl.lit(index).alias("index"), pl.lit(back).alias("years")))
    return pl.concat(frames).with_columns(NUMBERS).sort("country_iso3", "index", "year", "years")
