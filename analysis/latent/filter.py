"""States as they could be known at a day: a particle filter, forward in time, with the evidence up to each month only.

The model is that of `states`. Sampling there looks back from the end; here each month sees what came before it, so that one pass
gives what was known at every month asked for. Between two pieces of evidence the steps of the months, being Cauchy, are one
Cauchy step with the sum of their scales, and the years of contrasts one step of an AR(1). Particles are drawn for each draw of
the parameters apart; evidence chooses among particles, never among parameters, which are those of the stored fit.
Source: Gordon, Salmond and Smith (1993), IEE Proceedings F 140 (bootstrap filter); Kitagawa (1996), J. Comp. Graph. Stat. 5
(systematic resampling).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.special import ndtr

from analysis.engine.draws import Array
from analysis.latent.data import CONTRAST, N_CONTRASTS
from analysis.latent.signals.counts import TAIL
from analysis.latent.states import START_SD, TINY, Conditionals


@dataclass(frozen=True)
class Clouds:
    """Particles at the asked months: `state` (months, countries, draws), `contrast` (months, contrasts, countries, draws).

    Draws are particles of each parameter draw in turn: their number is a multiple of that of the parameter draws, in the order
    that `states.expected_levels` takes.
    """

    months: Array
    state: Array
    contrast: Array


@dataclass(frozen=True)
class Setting:
    """How to filter: particles for each draw of the parameters, the month in which to begin, the seed."""

    n_particles: int = 50
    first: int = 0
    seed: int = 1948


def filter_states(
    conditionals: Conditionals, months: list[int], setting: Setting, countries: list[int] | None = None, kept: Array | None = None
) -> Clouds:
    """States at the end of each of `months`, ascending, by the evidence up to then, of all countries or those at some places.

    `kept` (reports,) says which reports count, by default all. Random numbers are drawn by country, month and report: what is
    left out in one country changes no other, and two sets of evidence are compared under like numbers.
    """
    kept = np.ones(len(conditionals.data.codes.report_ids), bool) if kept is None else kept
    places = range(conditionals.shape[1]) if countries is None else countries
    found = [_Cloud(conditionals, country, setting).run(months, kept) for country in places]
    state, contrast = (np.stack(part, axis=-2) for part in zip(*found, strict=True))
    return Clouds(np.array(months), state, contrast)


class _Cloud:
    """Particles of one country: `state` (draws, particles), `contrast` (contrasts, draws, particles)."""

    def __init__(self, conditionals: Conditionals, country: int, setting: Setting) -> None:
        self.given, self.country, self.seed = conditionals, country, setting.seed
        self.draws = conditionals.parameters.draws
        self.shape = conditionals.n_draws, setting.n_particles
        self.random = self.stream(conditionals.data.countries[country])
        self.scale = np.concatenate([np.zeros((1, self.shape[0])), np.cumsum(conditionals.step[:, country], axis=0)])
        self.memory, self.spread = self.draws["right_memory"][:, None], self.draws["right_sd"][:, None]
        self.month = setting.first
        self.state = START_SD * self.random.standard_normal(self.shape)
        self.contrast = self.spread * self.random.standard_normal((N_CONTRASTS, *self.shape))
        codes = conditionals.data.codes
        ends = np.cumsum(np.bincount(codes.code_report, minlength=len(codes.report_ids)))
        self.runs = [slice(begin, end) for begin, end in pairwise([0, *ends.tolist()])]

    def stream(self, name: str) -> np.random.Generator:
        """Random numbers of a country or a report, others than those of `states`."""
        return np.random.default_rng([self.seed, zlib.crc32(name.encode()), 7])

    def run(self, asked: list[int], kept: Array) -> tuple[Array, Array]:
        """States (asked, draws) and contrasts (asked, contrasts, draws) at the end of the asked months."""
        data, told = self.given.data, {}
        reports = np.flatnonzero(data.codes.report_country == self.country)
        counts = np.flatnonzero(data.counts.country == self.country)
        knots = {*asked, *data.codes.report_month[reports].tolist(), *data.counts.month[counts].tolist()}
        for month in sorted(knot for knot in knots if self.month <= knot <= max(asked)):
            self.move(month)
            now = [report for report in reports[data.codes.report_month[reports] == month] if kept[report]]
            logs = [self.weigh_report(report) for report in now]
            logs += [self.weigh_count(count) for count in counts[data.counts.month[counts] == month]]
            uniform = self.random.random((self.shape[0], 1))
            if logs:
                self.resample(np.sum(logs, axis=0), uniform)
            if month in asked:
                told[month] = self.state.T.ravel(), self.contrast.transpose(0, 2, 1).reshape(N_CONTRASTS, -1)
        return tuple(np.stack(part) for part in zip(*(told[month] for month in asked), strict=True))  # type: ignore[return-value]

    def move(self, month: int) -> None:
        """Forward to a month."""
        step = self.random.standard_cauchy(self.shape)
        self.state = self.state + (self.scale[month] - self.scale[self.month])[:, None] * step
        if years := month // 12 - self.month // 12:
            left = self.memory**years
            noise = self.random.standard_normal(self.contrast.shape)
            self.contrast = left * self.contrast + self.spread * np.sqrt(1 - left**2) * noise
        self.month = month

    def weigh_report(self, report: int) -> Array:
        """Log likelihood of the codes of a report, (draws, particles), with an effect of its own for each particle."""
        given, run = self.given, self.runs[report]
        noise = self.stream(given.data.codes.report_ids[report]).standard_normal(self.shape)
        effect = self.draws["report_sd"][:, None] * noise
        place = self.state + np.tensordot(CONTRAST, self.contrast, axes=1)[given.right[run]]
        mean = given.loading[run][..., None] * place + given.offset[run][..., None] + effect
        low, high = ((edge[run][..., None] - mean) / given.noise[run][..., None] for edge in (given.low, given.high))
        flip = low + high > 0  # the lower tail keeps its digits
        mass = ndtr(np.where(flip, -low, high)) - ndtr(np.where(flip, -high, low))
        return np.log(np.maximum(mass, TINY)).sum(axis=0)

    def weigh_count(self, count: int) -> Array:
        """Log likelihood of a published count, up to a constant: a Student-t error."""
        given = self.given
        error = given.count_value[count][:, None] - given.count_slope[count][:, None] * self.state
        return -(TAIL + 1) / 2 * np.log1p(error**2 * given.count_precision[:, None] / TAIL)

    def resample(self, log: Array, uniform: Array) -> None:
        """Systematic resampling of the particles of each draw of the parameters."""
        n_draws, n = self.shape
        share = np.cumsum(np.exp(log - log.max(axis=1, keepdims=True)), axis=1)
        share /= share[:, -1:]
        rows = np.arange(n_draws)[:, None]
        wanted = (np.arange(n) + uniform) / n + rows
        chosen = np.searchsorted((share + rows).ravel(), wanted.ravel()).reshape(self.shape) - rows * n
        chosen = np.clip(chosen, 0, n - 1)
        self.state = np.take_along_axis(self.state, chosen, axis=1)
        self.contrast = np.take_along_axis(self.contrast, chosen[None], axis=2)
