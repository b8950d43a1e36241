"""The sampler of states: exact where it can be reckoned, right in direction, apart by country, and the same as NUTS."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.latent.chains import solve_chain
from analysis.latent.data import choose_reports
from analysis.latent.states import Conditionals, climb, expected_levels, sample_states
from tests.made_draws import made_data, made_parameters


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 12), st.integers(0, 10_000))
def test_chain_solves_as_the_dense_matrix_does(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    coupling = rng.random((n - 1, 1))
    precision = rng.random((n, 1)) + 2.5
    information = rng.normal(size=(n, 1))
    dense = np.diag(precision[:, 0]) - np.diag(coupling[:, 0], 1) - np.diag(coupling[:, 0], -1)
    assert np.allclose(solve_chain(precision, information, coupling)[:, 0], np.linalg.solve(dense, information[:, 0]))


def test_chain_draws_have_the_inverse_as_covariance() -> None:
    n, draws = 5, 40_000
    rng = np.random.default_rng(3)
    coupling, precision = np.full((n - 1, draws), 0.8), np.full((n, draws), 2.2)
    drawn = solve_chain(precision, np.zeros((n, draws)), coupling, rng.standard_normal((n, draws)))
    dense = np.diag(precision[:, 0]) - np.diag(coupling[:, 0], 1) - np.diag(coupling[:, 0], -1)
    assert np.allclose(np.cov(drawn), np.linalg.inv(dense), atol=0.02)


def test_closed_reports_close_and_open_reports_open() -> None:
    data = made_data({(0, 1): 0, (0, 2): 0, (1, 1): 3, (1, 2): 3}, n_countries=2)
    state = climb(Conditionals(data, made_parameters(data.countries, ["usdos:full"], n=1))).state[18, :, 0]
    assert state[0] < -0.8
    assert state[1] > 1.5


def test_silence_widens_and_does_not_move() -> None:
    """A closed country of which nobody writes for years stays closed in the middle and grows uncertain."""
    levels = {(0, year): 3 for year in (0, 1, 2, 3)}
    written = made_data(levels | {(0, year): 3 for year in range(4, 12)}, n_years=12)
    silent = made_data(levels, n_years=12)
    parameters = made_parameters(written.countries, ["usdos:full"], n=200)
    here, there = (sample_states(data, parameters)[0][138, 0] for data in (written, silent))
    assert abs(np.median(there) - np.median(here)) < 0.6
    width = [np.quantile(part, 0.95) - np.quantile(part, 0.05) for part in (here, there)]
    assert width[1] > 1.5 * width[0]


def test_one_country_does_not_move_another() -> None:
    both = made_data({(0, 1): 1, (0, 2): 2, (1, 1): 3}, n_countries=2)
    parameters = made_parameters(both.countries, ["usdos:full"])
    without = choose_reports(both, both.codes.report_country == 0)
    one, other = sample_states(both, parameters)[0][:, 0], sample_states(without, parameters)[0][:, 0]
    assert np.array_equal(one, other)


def test_the_same_seed_gives_the_same_states() -> None:
    data = made_data({(0, 1): 1, (0, 3): 2})
    parameters = made_parameters(data.countries, ["usdos:full"])
    assert np.array_equal(sample_states(data, parameters)[0], sample_states(data, parameters)[0])


def test_events_locate_a_step() -> None:
    """Between two reports the path turns where the events are."""
    data = made_data({(0, 0): 0, (0, 1): 0, (0, 2): 3, (0, 3): 3})
    excess = np.zeros((1, 48))
    excess[0, 21] = 4.0
    parameters = made_parameters(data.countries, ["usdos:full"], n=1).hold("event_boost", 20.0)
    path = climb(Conditionals(replace(data, excess=excess), parameters)).state[:, 0, 0]
    steps = np.diff(path)
    assert int(np.argmax(steps)) == 20
    assert steps[20] > 0.5 * (path[-1] - path[0])


def test_expected_level_of_an_average_reporter() -> None:
    """At state 0 with thresholds -0.5, 0.5 and 1.5: 0.6915 + 0.3085 + 0.0668."""
    parameters = made_parameters(["C00"], ["usdos:full"], n=1)
    levels = expected_levels(np.zeros((12, 1, 1)), np.zeros((1, 3, 1, 1)), parameters)
    assert levels.shape == (14, 12, 1, 1)
    assert levels[0, 0, 0, 0] == pytest.approx(0.6915 + 0.3085 + 0.0668, abs=1e-3)


def item_score(state: np.ndarray) -> np.ndarray:
    """Score of one item without leanings, for states (months, draws)."""
    one, contrast = made_parameters(["C00"], ["usdos:full"], n=1), np.zeros((1, 3, 1, state.shape[-1]))
    return np.stack([100 * (1 - expected_levels(row[None, None], contrast, one)[0, 0, 0] / 3) for row in state])


def test_states_agree_with_nuts() -> None:
    """The same model by NUTS: means within a point of the score, widths within a tenth, at every month with evidence."""
    numpyro = pytest.importorskip("numpyro")
    import jax
    import jax.numpy as jnp
    import numpyro.distributions as dist
    from numpyro.infer import MCMC, NUTS

    from analysis.latent.model import interval_mass

    data = made_data({(0, 0): 1, (0, 1): 2, (0, 2): 2, (0, 3): 1})
    parameters = made_parameters(data.countries, ["usdos:full"], n=800, step_scale=0.05)
    parameters = parameters.hold("right_sd", 0.001)
    codes, edges = data.codes, np.array([-40, -0.5, 0.5, 1.5, 40])

    def model() -> None:
        start = numpyro.sample("start", dist.Normal(0, 1.5))
        step = numpyro.sample("step", dist.Cauchy(0, 1).expand([47]).to_event(1))
        report = numpyro.sample("report", dist.Normal(0, 0.4).expand([4]).to_event(1))
        state = numpyro.deterministic("state", start + jnp.pad(jnp.cumsum(0.025 * step), (1, 0)))
        eta = (state[codes.report_month] + report)[codes.code_report]
        mass = interval_mass(edges[codes.code_level] - eta, edges[codes.code_level + 1] - eta)
        numpyro.factor("codes", jnp.log(jnp.maximum(mass, 1e-12)).sum())

    numpyro.enable_x64()
    chains = MCMC(NUTS(model), num_warmup=800, num_samples=3000, progress_bar=False)
    chains.run(jax.random.PRNGKey(1))
    months = codes.report_month
    theirs = np.asarray(chains.get_samples()["state"])[:, months].T
    ours = sample_states(data, parameters)[0][months, 0]

    mine, nuts = item_score(ours), item_score(theirs)
    assert np.abs(mine.mean(axis=1) - nuts.mean(axis=1)).max() < 1.0
    widths = [np.quantile(part, 0.95, axis=1) - np.quantile(part, 0.05, axis=1) for part in (mine, nuts)]
    assert np.abs(widths[0] / widths[1] - 1).max() < 0.1
