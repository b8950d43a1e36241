"""The measurement model of practice, as NUTS fits it: states by year, thresholds, lenses, reports, countries and items.

    level of item i in report r: ordered probit of
        loading[i] * (state[c, y] + right[c, q, y]) + country_item[c, i] + lens[l] + drift[l] * decade + lens_item[l, i]
        + report[r]
    state: Student-t steps whose scale grows with the events of the year; rights: stationary AR(1) contrasts about it.

Higher is more closed. The months of `states` have heavier tails than the years here, at which the measurement can be sampled
well; how wide a month's step is beside a year's is chosen by left-out years (`check.choose_month_share`). Sources: Marquardt
and Pemstein (2018), Political Analysis 26 (ordinal measurement with raters' thresholds); Reuning, Kenwick and Fariss (2019),
Political Analysis 27 (heavy tails for sudden change); Fariss (2014), American Political Science Review 108 (reporting).
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpyro
import polars as pl
from jax.scipy.special import ndtr

from analysis.latent.data import CONTRAST, N_CONTRASTS, RIGHT_CODES, RIGHT_OF_ITEM, LatentData
from analysis.latent.priors import Priors
from analysis.latent.signals.counts import FOLLOWED, TAIL

N_LEVELS = 4
FAR = 40.0  # stands for infinity in differences of normal probabilities
TINY = 1e-12
YEAR_TAIL = 4  # degrees of freedom of a year's step
KNOT = 6  # a year's state is that of July


def latent_model(data: LatentData, priors: pl.DataFrame) -> None:
    """NumPyro model of all codes and counts of `data`; `priors` is the table of priors."""
    prior = Priors(priors)
    measure = sample_measurement(prior, data)
    state = sample_states(prior, data)
    right = sample_rights(prior, data)
    codes = data.codes
    place = codes.report_country * data.n_years + codes.report_month // 12
    level = state.reshape(-1)[place][:, None] + right.transpose(0, 2, 1).reshape(-1, len(RIGHT_CODES))[place]
    lean = measure["lens"][codes.report_lens] + measure["lens_drift"][codes.report_lens] * codes.report_decade
    peculiar = measure["country_item"][:, None, :] + measure["lens_item"]  # few gathers: each costs a scatter in the gradient
    report, item = codes.code_report, codes.code_item
    cell = (codes.report_country * len(codes.lenses) + codes.report_lens)[report] * len(RIGHT_OF_ITEM) + item
    eta = (
        measure["loading"][item] * level.reshape(-1)[report * len(RIGHT_CODES) + RIGHT_OF_ITEM[item]]
        + peculiar.reshape(-1)[cell]
        + (lean + measure["report"])[report]
    )
    edges = jnp.pad(measure["threshold"], ((0, 0), (1, 1)), constant_values=((0, 0), (-FAR, FAR)))
    noise = measure["noise"][codes.code_basis]
    low, high = edges[item, codes.code_level], edges[item, codes.code_level + 1]
    numpyro.factor("codes", jnp.log(jnp.maximum(interval_mass((low - eta) / noise, (high - eta) / noise), TINY)).sum())
    if data.counts.series:
        observe_counts(prior, data, state)


def interval_mass(low: Any, high: Any) -> Any:
    """Standard normal probability between `low` and `high`, taken in the lower tail, where it keeps its digits."""
    flip = low > 0
    return jnp.where(flip, ndtr(-low) - ndtr(-high), ndtr(high) - ndtr(low))


def sample_measurement(prior: Priors, data: LatentData) -> dict[str, Any]:
    """Thresholds (items, 3), loadings, noise by basis, and the leanings of lenses, reports, countries and items."""
    n_items, n_lenses = len(RIGHT_OF_ITEM), len(data.codes.lenses)
    n_reports, n_countries = len(data.codes.report_ids), len(data.countries)
    first = prior.sample("threshold_first", n_items)
    first = first - first.mean() + prior.location("threshold_first")  # the scale's zero
    gap = prior.sample("threshold_gap", n_items, N_LEVELS - 2)
    loading = prior.sample("log_loading", n_items)
    lens, drift = _normals("lens", n_lenses), prior.sample("lens_drift", n_lenses)
    lens_item, country_item = _normals("lens_item", n_lenses, n_items), _normals("country_item", n_countries, n_items)
    lens_item = lens_item - lens_item.mean(axis=0)
    measure = {
        "threshold": jnp.concatenate([first[:, None], first[:, None] + jnp.cumsum(gap, axis=1)], axis=1),
        "loading": jnp.exp(loading - loading.mean()),  # the scale's unit
        "noise": 1 + jnp.stack([jnp.zeros(()), prior.sample("summary_noise"), prior.sample("enumeration_noise")]),
        "lens": prior.sample("lens_sd") * (lens - lens.mean()),
        "lens_drift": drift - drift.mean(),
        "lens_item": prior.sample("lens_item_sd") * (lens_item - lens_item.mean(axis=1, keepdims=True)),
        "report": prior.sample("report_sd") * _normals("report", n_reports),
        "country_item": prior.sample("country_item_sd") * (country_item - country_item.mean(axis=1, keepdims=True)),
    }
    for name in ("threshold", "loading", "noise", "lens", "lens_drift", "lens_item", "country_item"):
        numpyro.deterministic(f"{name}_value", measure[name])
    return measure


def sample_states(prior: Priors, data: LatentData) -> Any:
    """State of each country in July of each year, shape (countries, years)."""
    import numpyro.distributions as dist

    n_countries, n_years = len(data.countries), data.n_years
    tails = dist.StudentT(YEAR_TAIL, 0, 1).expand((n_countries, n_years - 1)).to_event(2)
    step = numpyro.sample("step_raw", tails)
    widened = prior.sample("event_boost") * sum_between_knots(data)
    moves = prior.sample("step_scale") * (12 + widened) * step
    start = prior.sample("start", n_countries)
    state = start[:, None] + jnp.pad(jnp.cumsum(moves, axis=1), ((0, 0), (1, 0)))
    return numpyro.deterministic("state", state)


def sum_between_knots(data: LatentData) -> Any:
    """Excess of events summed over the twelve months up to each July but the first, shape (countries, years - 1)."""
    padded = jnp.pad(jnp.asarray(data.excess), ((0, 0), (0, data.n_years * 12 - data.n_months)))
    total = jnp.pad(jnp.cumsum(padded, axis=1), ((0, 0), (1, 0)))
    knots = jnp.arange(1, data.n_years) * 12 + KNOT + 1
    return total[:, knots] - total[:, knots - 12]


def sample_rights(prior: Priors, data: LatentData) -> Any:
    """How far each right strays from the common state, shape (countries, rights, years): contrasts, each a stationary AR(1)."""
    size, memory = prior.sample("right_sd"), prior.sample("right_memory")
    years = jnp.arange(data.n_years)
    lag = years[:, None] - years[None, :]
    weight = jnp.where(lag >= 0, memory ** jnp.maximum(lag, 0), 0) * jnp.where(years == 0, 1, jnp.sqrt(1 - memory**2))
    noise = _normals("right", len(data.countries), N_CONTRASTS, data.n_years)
    contrast = size * noise @ weight.T
    return numpyro.deterministic("right_value", jnp.einsum("rk,cky->cry", CONTRAST, contrast))


def observe_counts(prior: Priors, data: LatentData, state: Any) -> None:
    """Logarithms of published counts about a level of their series, growing with the state; Student-t errors."""
    import numpyro.distributions as dist

    counts = data.counts
    mean = prior.sample("count_mean", len(FOLLOWED))
    level = mean[counts.series_kind] + prior.sample("count_level_sd") * _normals("count_level", len(counts.series))
    numpyro.deterministic("count_level_value", level)
    expected = level[counts.of_series] + prior.sample("count_slope") * state[counts.country, counts.month // 12]
    error = dist.StudentT(TAIL, expected, prior.sample("count_sd"))
    numpyro.factor("counts", error.log_prob(counts.value).sum())


def _normals(name: str, *shape: int) -> Any:
    """Standard normals, the uncentred part of a hierarchical effect."""
    import numpyro.distributions as dist

    return numpyro.sample(f"{name}_raw", dist.Normal(0, 1).expand(shape).to_event(len(shape)))
