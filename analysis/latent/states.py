"""States given the parameters: a seeded Gibbs sampler over months, for all countries and draws at once.

The model is that of `model`, with Cauchy steps of months. Its conditionals are normal, truncated normal, exponential: an ordered
probit is a normal cut by thresholds (Albert and Chib 1993, J. Am. Stat. Assoc. 88), a Cauchy step a normal one whose variance
is inverse-gamma, and a chain of normals with a tridiagonal precision is drawn in one pass (Rue 2001, J. R. Stat. Soc. B 63).
The effect of a report is integrated out when states are drawn. Each country and each report has a random stream of its own:
a changed record leaves every other country as it was.

Arrays have draws last: states (months, countries, draws), contrasts of rights (years, contrasts, countries,
draws), codes (codes, draws).
"""

from __future__ import annotations

import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from analysis.engine.draws import Array
from analysis.latent.chains import Streams, Sums, solve_chain
from analysis.latent.data import CONTRAST, N_CONTRASTS, RIGHT_OF_ITEM, LatentData, choose_countries
from analysis.latent.parameters import Parameters, fit_to_data
from analysis.latent.signals.counts import TAIL

START_SD = 1.5  # as the prior `start`
SWEEPS = 10
KEPT_SWEEPS = (10,)
CLIMBS = 30
TINY = 1e-12
FARTHEST = 30.0  # no score tells states further out apart
STILL = 0.05  # first guess of the precision of steps, as a share of that at the scale


@dataclass
class States:
    """A point of the chain: `state`, `contrast`, `report` effects (reports, draws), precisions of steps and of counts' errors."""

    state: Array
    contrast: Array
    report: Array
    step_weight: Array
    count_weight: Array

    def repeat(self, times: int) -> States:
        """The same point for each of so many draws."""
        return States(*(np.repeat(part, times, axis=-1) for part in vars(self).values()))


class Conditionals:
    """The conditional distributions of one set of data under one set of parameter draws."""

    def __init__(self, data: LatentData, parameters: Parameters) -> None:
        self.data, self.parameters = data, fit_to_data(parameters, data)
        self.n_draws = parameters.n
        self.shape = data.n_months, len(data.countries), self.n_draws
        self._place_codes()
        self._place_counts()
        draws = self.parameters.draws
        widened = 1 + draws["event_boost"] * data.excess.T[1:, :, None]
        self.step = draws["month_share"] * draws["step_scale"] * widened
        self.report_variance = draws["report_sd"] ** 2
        self._sum_codes()

    def _place_codes(self) -> None:
        codes, draws = self.data.codes, self.parameters.draws
        report, item = codes.code_report, codes.code_item
        country, lens = codes.report_country[report], codes.report_lens[report]
        self.report, self.item, self.country = report, item, country
        self.month, self.right = codes.report_month[report], RIGHT_OF_ITEM[item]
        self.year = self.month // 12
        self.loading = draws["loading"].T[item]
        self.offset = (
            draws["country_item"].transpose(1, 2, 0)[country, item]
            + draws["lens"].T[lens]
            + draws["lens_drift"].T[lens] * codes.report_decade[report][:, None]
            + draws["lens_item"].transpose(1, 2, 0)[lens, item]
        )
        edges = np.full((self.n_draws, draws["threshold"].shape[1], 5), np.inf)
        edges[..., 0], edges[..., 1:4] = -np.inf, draws["threshold"]
        edges = edges.transpose(1, 2, 0)
        self.low, self.high = edges[item, codes.code_level], edges[item, codes.code_level + 1]
        self.noise = draws["noise"].T[codes.code_basis]
        self.weight = 1 / self.noise**2

    def _place_counts(self) -> None:
        counts, draws = self.data.counts, self.parameters.draws
        self.count_value = counts.value[:, None] - draws["count_level"].T[counts.of_series]
        known = (draws["count_level"].T[counts.of_series] != 0).astype(float)
        self.count_slope = known * draws["count_slope"]
        self.count_precision = 1 / draws["count_sd"] ** 2
        self.count_cells = Sums(counts.month * self.shape[1] + counts.country, self.shape[0] * self.shape[1])

    def _sum_codes(self) -> None:
        n_months, n_countries, _ = self.shape
        codes = self.data.codes
        self.reports = Sums(self.report, len(codes.report_ids))
        self.cells = Sums(codes.report_month * n_countries + codes.report_country, n_months * n_countries)
        n_years = self.data.n_years
        self.year_cells = Sums(self.year * n_countries + self.country, n_years * n_countries)
        self.total = self.reports.add(self.weight)
        self.slope = self.reports.add(self.weight * self.loading)
        self.shrink = self.report_variance / (1 + self.report_variance * self.total)
        square = self.reports.add(self.weight * self.loading**2)
        self.state_precision = self.cells.add(square - self.shrink * self.slope**2).reshape(self.shape)
        square = self.weight * self.loading**2
        self.contrast_precision = [
            self.year_cells.add(square * CONTRAST[self.right, k][:, None] ** 2).reshape(n_years, n_countries, -1)
            for k in range(N_CONTRASTS)
        ]

    def straying(self, states: States) -> Array:
        """How far the right of each code strays, (codes, draws)."""
        return sum(CONTRAST[self.right, k][:, None] * states.contrast[self.year, k, self.country] for k in range(N_CONTRASTS))

    def predictor(self, states: States) -> Array:
        """Mean of the hidden normal of each code, (codes, draws)."""
        place = states.state[self.month, self.country] + self.straying(states)
        return self.loading * place + self.offset + states.report[self.report]

    def hidden(self, states: States, uniform: Array | None) -> Array:
        """The hidden normal of each code within its thresholds: drawn by `uniform` (codes, draws), or its mean."""
        mean = self.predictor(states)
        low, high = (self.low - mean) / self.noise, (self.high - mean) / self.noise
        flip = low + high > 0  # work in the lower tail
        low, high = np.where(flip, -high, low), np.where(flip, -low, high)
        below, above = ndtr(low), ndtr(high)
        if uniform is None:
            value = (_density(low) - _density(high)) / np.maximum(above - below, TINY)
            value = np.clip(value, np.maximum(low, -9), np.minimum(high, 9))
        else:
            value = ndtri(np.clip(below + uniform * (above - below), 1e-300, 1 - 1e-16))
        return mean + self.noise * np.where(flip, -value, value)

    def draw_state(self, hidden: Array, states: States, noise: Array | None) -> Array:
        """States given all but the effects of reports, which are integrated out."""
        rest = hidden - self.offset - self.loading * self.straying(states)
        plain, sloped = self.reports.add(self.weight * rest), self.reports.add(self.weight * self.loading * rest)
        information = self.cells.add(sloped - self.shrink * self.slope * plain)
        counted = states.count_weight * self.count_precision
        information += self.count_cells.add(counted * self.count_slope * self.count_value)
        precision = self.state_precision + self.count_cells.add(counted * self.count_slope**2).reshape(self.shape)
        coupling = states.step_weight / self.step**2
        precision[0] += 1 / START_SD**2
        precision[:-1] += coupling
        precision[1:] += coupling
        return solve_chain(precision, information.reshape(self.shape), coupling, noise)

    def draw_report(self, hidden: Array, states: States, noise: Array | None) -> Array:
        """Effects of reports, (reports, draws)."""
        place = states.state[self.month, self.country] + self.straying(states)
        information = self.reports.add(self.weight * (hidden - self.offset - self.loading * place))
        precision = self.total + 1 / self.report_variance
        mean = information / precision
        return mean if noise is None else mean + noise / np.sqrt(precision)

    def draw_contrasts(self, hidden: Array, states: States, noise: Array | None) -> Array:
        """Contrasts of rights, (years, contrasts, countries, draws), one after the other."""
        rest = hidden - self.offset - states.report[self.report] - self.loading * states.state[self.month, self.country]
        memory = self.parameters.draws["right_memory"]
        inner = 1 / (self.parameters.draws["right_sd"] ** 2 * (1 - memory**2))
        drawn = states.contrast.copy()
        point = States(states.state, drawn, states.report, states.step_weight, states.count_weight)
        for k in range(N_CONTRASTS):
            side = self.loading * CONTRAST[self.right, k][:, None]
            others = self.loading * self.straying(point) - side * drawn[self.year, k, self.country]
            precision = self.contrast_precision[k] + inner * (1 + memory**2)
            precision[0] -= inner * memory**2
            precision[-1] -= inner * memory**2
            information = self.year_cells.add(self.weight * side * (rest - others)).reshape(precision.shape)
            coupling = np.broadcast_to(inner * memory, (len(precision) - 1, *precision.shape[1:]))
            drawn[:, k] = solve_chain(precision, information, coupling, None if noise is None else noise[:, k])
        return drawn

    def first(self) -> States:
        """Where climbing begins: all at zero, steps held tight."""
        n_months, n_countries, n_draws = self.shape
        return States(
            np.zeros(self.shape),
            np.zeros((self.data.n_years, N_CONTRASTS, n_countries, n_draws)),
            np.zeros((len(self.data.codes.report_ids), n_draws)),
            np.full((n_months - 1, n_countries, n_draws), STILL),
            np.ones((len(self.data.counts.value), n_draws)),
        )

    def count_residual(self, state: Array) -> Array:
        """Standardised errors of the counts, (counts, draws)."""
        counts = self.data.counts
        return (self.count_value - self.count_slope * state[counts.month, counts.country]) * np.sqrt(self.count_precision)


def _density(value: Array) -> Array:
    return np.exp(-0.5 * np.minimum(value**2, 1000)) / np.sqrt(2 * np.pi)


def climb(conditionals: Conditionals, steps: int = CLIMBS, start: States | None = None) -> States:
    """Near the mode, by expectations in turn: the start of sampling, and what `explain` uses. Source: Meng and Rubin (1993)."""
    point = start or conditionals.first()
    for _ in range(steps):
        hidden = conditionals.hidden(point, None)
        point.state = conditionals.draw_state(hidden, point, None)
        point.report = conditionals.draw_report(hidden, point, None)
        point.contrast = conditionals.draw_contrasts(hidden, point, None)
        point.step_weight = 2 / (1 + (np.diff(point.state, axis=0) / conditionals.step) ** 2)
        point.count_weight = (TAIL + 1) / (TAIL + conditionals.count_residual(point.state) ** 2)
    return point


def sample_states(data: LatentData, parameters: Parameters, seed: int = 1948) -> tuple[Array, Array]:
    """States of all countries, in two threads of half the countries each: they do not touch each other. See `sample_together`."""
    halves = [part for part in (list(range(0, len(data.countries), 2)), list(range(1, len(data.countries), 2))) if part]
    with ThreadPoolExecutor(max_workers=2) as pool:
        parts = list(pool.map(lambda part: sample_together(choose_countries(data, part), parameters, seed), halves))
    order = np.argsort(np.concatenate(halves))
    state = np.concatenate([state for state, _ in parts], axis=1)[:, order]
    return state, np.concatenate([contrast for _, contrast in parts], axis=2)[:, :, order]


def sample_together(data: LatentData, parameters: Parameters, seed: int) -> tuple[Array, Array]:
    """Posterior draws of the states (months, countries, 2 × draws) and of the contrasts of rights (years, contrasts, countries,
    2 × draws)."""
    start = climb(Conditionals(data, parameters.mean()))
    conditionals = Conditionals(data, parameters)
    n_draws = conditionals.n_draws
    point = start.repeat(n_draws)
    streams = Streams(data, n_draws, seed)
    states, contrasts = [], []
    for sweep in range(1, SWEEPS + 1):
        uniform, normal = streams.codes()
        hidden = conditionals.hidden(point, uniform)
        point.state = conditionals.draw_state(hidden, point, streams.countries("standard_normal", data.n_months))
        point.report = conditionals.draw_report(hidden, point, normal)
        noise = streams.countries("standard_normal", data.n_years, N_CONTRASTS)
        point.contrast = conditionals.draw_contrasts(hidden, point, noise)
        wait = streams.countries("standard_exponential", data.n_months - 1)
        point.step_weight = 2 * wait / (1 + (np.diff(point.state, axis=0) / conditionals.step) ** 2)
        point.count_weight = draw_count_weight(conditionals, point.state, seed + sweep)
        if sweep in KEPT_SWEEPS:
            states.append(forecast(point.state, conditionals.step, last_evidence(data), streams))
            contrasts.append(point.contrast)
    return np.concatenate(states, axis=-1), np.concatenate(contrasts, axis=-1)


def last_evidence(data: LatentData) -> Array:
    """Last month of each country with a report or a count, (countries,); the first month where there is none."""
    last = np.zeros(len(data.countries), int)
    np.maximum.at(last, data.codes.report_country, data.codes.report_month)
    np.maximum.at(last, data.counts.country, data.counts.month)
    return last


def forecast(state: Array, step: Array, last: Array, streams: Streams) -> Array:
    """States (months, countries, draws), those after each country's last evidence drawn forward from it: nothing binds them."""
    state = state.copy()
    moves = streams.countries("standard_cauchy", len(step)) * step
    for country, month in enumerate(last):
        ahead = np.cumsum(moves[month:, country], axis=0)
        state[month + 1 :, country] = np.clip(state[month, country] + ahead, -FARTHEST, FARTHEST)
    return state


def draw_count_weight(conditionals: Conditionals, state: Array, seed: int) -> Array:
    """Precisions that make the errors of counts Student-t; a stream for each series."""
    residual = conditionals.count_residual(state)
    gamma = np.empty_like(residual)
    series = np.array(conditionals.data.counts.series)
    for place, name in enumerate(series):
        mine = conditionals.data.counts.of_series == place
        rng = np.random.default_rng([seed, zlib.crc32(name.encode())])
        gamma[mine] = rng.standard_gamma((TAIL + 1) / 2, size=(int(mine.sum()), residual.shape[1]))
    return gamma * 2 / (TAIL + residual**2)


def expected_levels(state: Array, contrast: Array, parameters: Parameters) -> Array:
    """Expected level of each item for an average reporter, (items, months, countries, draws), 0 to 3.

    `parameters` has the countries of the states, and as many draws as they or a divisor of it.
    """
    draws = parameters.draws
    times = state.shape[-1] // parameters.n
    year = np.arange(len(state)) // 12
    levels = np.empty((len(RIGHT_OF_ITEM), *state.shape), np.float32)

    def expect(item: int) -> None:
        place = RIGHT_OF_ITEM[item]
        loading, peculiar, threshold = (
            np.concatenate([part] * times, axis=0)
            for part in (draws["loading"][:, item], draws["country_item"][:, :, item], draws["threshold"][:, item])
        )
        straying = np.tensordot(CONTRAST[place], contrast, axes=([0], [1]))
        mean = loading * (state + straying[year]) + peculiar.T
        mean = mean.astype(np.float32)
        levels[item] = sum(ndtr(mean - threshold[:, step].astype(np.float32)) for step in range(threshold.shape[1]))

    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(expect, range(len(levels))))
    return levels
