"""The particle filter: it sees nothing from later, agrees with sampling at the end, and keeps random numbers apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.engine.draws import Array
from analysis.latent.filter import Setting, _Cloud, filter_states
from analysis.latent.signals.counts import Counts
from analysis.latent.states import START_SD, Conditionals, sample_states
from tests.made_draws import made_data, made_parameters

LEVELS = {(0, 1): 1, (0, 2): 1, (0, 4): 2, (0, 5): 2, (1, 1): 2, (1, 3): 2}


def given(levels: dict[tuple[int, int], int] = LEVELS, n: int = 8, n_countries: int = 2) -> Conditionals:
    data = made_data(levels, n_countries, n_years=7)
    return Conditionals(data, made_parameters(data.countries, ["usdos:full"], n=n))


def test_shapes_and_the_start_without_evidence() -> None:
    clouds = filter_states(given({(1, 3): 2}), [0, 20], Setting(n_particles=500))
    assert clouds.state.shape == (2, 2, 8 * 500)
    assert clouds.contrast.shape == (2, 3, 2, 8 * 500)
    assert clouds.state[0, 0].std() == pytest.approx(START_SD, rel=0.05)
    assert np.median(clouds.state[1, 0]) == pytest.approx(0, abs=0.1)


def test_what_comes_later_is_not_seen() -> None:
    early = {key: level for key, level in LEVELS.items() if key[1] < 4}
    whole, cut = (filter_states(given(levels), [35, 47], Setting()) for levels in (LEVELS, early))
    assert np.array_equal(whole.state[:, :], cut.state[:, :])
    after = filter_states(given(), [47, 83], Setting())
    assert np.median(after.state[1, 0]) > np.median(after.state[0, 0]) + 0.5


def test_what_is_left_out_in_one_country_changes_no_other() -> None:
    conditionals = given()
    kept = conditionals.data.codes.report_country == 1
    whole, without = filter_states(conditionals, [83], Setting()), filter_states(conditionals, [83], Setting(), kept=kept)
    assert np.array_equal(whole.state[:, 1], without.state[:, 1])
    assert abs(np.median(without.state[0, 0])) < 0.2 < np.median(whole.state[0, 0])
    alone = filter_states(conditionals, [83], Setting(), countries=[1])
    assert np.array_equal(alone.state[:, 0], whole.state[:, 1])


def test_it_begins_in_the_month_that_is_set() -> None:
    late = filter_states(given(), [83], Setting(first=70))
    assert np.median(late.state[0, 0]) == pytest.approx(0, abs=0.2)


def quantiles(values: Array) -> Array:
    return np.quantile(values, [0.25, 0.5, 0.75], axis=-1)


def test_at_the_last_report_it_agrees_with_sampling() -> None:
    """At its end the past is all there is to see. (Where every item is at level 3 the state has no upper end to agree on.)"""
    data = made_data(LEVELS, 2, n_years=7)
    parameters = made_parameters(data.countries, ["usdos:full"], n=400)
    state, _ = sample_states(data, parameters)
    clouds = filter_states(Conditionals(data, parameters.thin(8)), [70], Setting(n_particles=1000))
    assert np.allclose(quantiles(state[70]), quantiles(clouds.state[0]), atol=0.3)


def test_resampling_by_hand() -> None:
    """Four particles with shares 0, 1/2, 1/2, 0, wanted at 1/8, 3/8, 5/8 and 7/8: twice the second, twice the third."""
    cloud = _Cloud(given(n=1), 0, Setting(n_particles=4))
    cloud.state = np.arange(4.0)[None]
    cloud.contrast = np.stack([np.arange(4.0)[None]] * 3)
    with np.errstate(divide="ignore"):
        cloud.resample(np.log(np.array([[0.0, 1, 1, 0]])), np.array([[0.5]]))
    assert cloud.state.tolist() == [[1, 1, 2, 2]]
    assert cloud.contrast[2].tolist() == [[1, 1, 2, 2]]


def test_likelihood_of_a_report_by_hand() -> None:
    """All thresholds 0.5 at state 0 without an effect: a code of level 1 lies between -0.5 and 0.5."""
    conditionals = given({(0, 1): 1}, n=1, n_countries=1)
    conditionals.parameters.draws["report_sd"][:] = 0
    cloud = _Cloud(conditionals, 0, Setting(n_particles=2))
    cloud.state, cloud.contrast = np.array([[0.0, 40.0]]), np.zeros((3, 1, 2))
    log = cloud.weigh_report(0)[0]
    assert log[0] == pytest.approx(14 * np.log(0.38292492254802624), abs=1e-6)
    assert np.isfinite(log[1])


def test_counts_move_the_state() -> None:
    """Series with a known level of 1: figures far above it speak for a closed country."""
    data = made_data({(0, 1): 1}, 1, n_years=7)
    nothing = np.zeros(3, int)
    counts = Counts(["C00|a|stock"], np.array([0]), nothing, np.array([40, 45, 50]), nothing, np.full(3, 3.0))
    parameters = made_parameters(data.countries, ["usdos:full"])
    known = replace(parameters, draws=parameters.draws | {"count_level": np.ones((8, 1))}, series=counts.series)
    told = filter_states(Conditionals(replace(data, counts=counts), known), [60], Setting())
    silent = filter_states(Conditionals(data, parameters), [60], Setting())
    assert np.median(told.state) > np.median(silent.state) + 0.5
