"""The reporting-aware model: its likelihoods by hand, its indicators, and recovery of simulated countries."""

from __future__ import annotations

import dataclasses

import numpy as np
import numpyro
import polars as pl
import pytest
from scipy import stats

from analysis.latent.check import check_predictions
from analysis.latent.data import FAMILIES, N_BANDS, LatentData, average_months, band_restrictions, count_incidents
from analysis.latent.fit import Sampler, bulk_ess, diagnose_draws, predict_indicators, rank_rhat, sample_posterior
from analysis.latent.model import expected_gravest, gravest_shares, log_negative_binomial, log_ordered
from analysis.latent.priors import PRIORS
from analysis.latent.simulate import KINDS, compare_recovery, score_naively, simulate_countries
from analysis.latent.states import describe_quantities, summarise_latent

numpyro.enable_x64()


def test_band_edges_belong_to_the_band_above() -> None:
    assert band_restrictions(np.array([0, 0.0499, 0.05, 0.9, 1])).tolist() == [0, 0, 1, N_BANDS - 1, N_BANDS - 1]


def test_years_are_means_of_their_months_and_the_last_may_be_short() -> None:
    values = np.concatenate([np.full(12, 2.0), [3.0, 5.0]])
    assert average_months(values[None], np.array([12, 2])).tolist() == [[2.0, 4.0]]


def test_incidents_are_counted_in_the_year_of_their_beginning() -> None:
    rows = [
        ("liberty", "GEO", 11, 2),
        ("liberty", "GEO", 0, 3),
        ("movement", "GEO", 12, 1),
        ("liberty", "GEO", -1, 4),
        ("liberty", "FRA", 0, 4),
    ]
    frame = pl.DataFrame(rows, schema=["family", "country_iso3", "start_earliest", "severity"], orient="row")
    counts, gravest = count_incidents(frame, ["GEO"], 2)
    assert counts[FAMILIES.index("liberty"), 0].tolist() == [2, 0]
    assert gravest[FAMILIES.index("liberty"), 0].tolist() == [3, 0]
    assert counts[FAMILIES.index("movement"), 0].tolist() == [0, 1]
    assert counts.sum() == 3


def test_ordered_logit_by_hand() -> None:
    cutpoints, predictor = np.array([-1.0, 0.5]), 0.2
    below = 1 / (1 + np.exp(-(cutpoints - predictor)))
    expected = np.log([below[0], below[1] - below[0], 1 - below[1]])
    found = log_ordered(np.array([0, 1, 2]), np.full(3, predictor), cutpoints)
    assert np.allclose(found, expected, atol=1e-10)


def test_ordered_logit_stays_finite_far_in_the_tail() -> None:
    assert np.isfinite(log_ordered(np.array([1]), np.array([80.0]), np.array([-1.0, 0.5]))).all()


def test_negative_binomial_is_that_of_scipy() -> None:
    counts, mean, k = np.array([0, 1, 3, 9]), np.array([0.3, 2.0, 1.1, 6.0]), 1.7
    expected = stats.nbinom.logpmf(counts, k, k / (k + mean))
    assert np.allclose(log_negative_binomial(counts, mean, k), expected, atol=1e-10)


def test_gravest_of_several_by_hand() -> None:
    """Two incidents, each of severity at most 1, 2, 3 with probability 0.2, 0.5, 0.9."""
    below = np.broadcast_to([0.2, 0.5, 0.9], (1, 1, 1, 3))
    shares = np.asarray(gravest_shares(below, np.full((1, 1, 1), 2)))[0, 0, 0]
    assert np.allclose(shares, [0.04, 0.25 - 0.04, 0.81 - 0.25, 1 - 0.81])


def test_expected_gravest_agrees_with_drawn_incidents() -> None:
    random = np.random.default_rng(1)
    mean, k, below = 1.4, 1.3, np.array([0.2, 0.5, 0.9])
    n = random.negative_binomial(k, k / (k + mean), 100_000)
    severity = np.array([1 + np.searchsorted(below, random.random(one)).max() if one else 0 for one in n])
    found = expected_gravest(np.broadcast_to(below, (1, 1, 1, 3)), np.full((1, 1, 1), mean), k)
    assert float(found[0, 0]) == pytest.approx(severity.mean() / 4, abs=0.005)


@pytest.fixture(scope="module")
def recovered() -> tuple[LatentData, pl.DataFrame, dict]:
    """A short run on the simulated countries; few draws suffice to tell open from closed."""
    data, truth = simulate_countries(n_years=10)
    posterior = sample_posterior(data, Sampler(chains=2, warmup=200, samples=200))
    return data, compare_recovery(data, truth, posterior.flat("score")), {"posterior": posterior, "truth": truth}


def test_counting_takes_silence_for_calm_and_the_model_does_not(recovered: tuple) -> None:
    means = dict(
        zip(
            KINDS,
            recovered[1]
            .group_by("country", maintain_order=True)
            .agg(pl.col("true_score", "model_score", "naive_score").mean())
            .rows(),
            strict=True,
        )
    )
    _, true, model, naive = means["closed and unreported"]
    assert true < 35
    assert naive > means["open"][3], "counting puts the closed country above the open one"
    assert model < 50 and abs(model - true) < 20
    assert model < means["open"][2] - 30


def test_the_model_recovers_true_scores_better_than_counting(recovered: tuple) -> None:
    frame = recovered[1]
    model, naive = frame.select(pl.corr("true_score", "model_score"), pl.corr("true_score", "naive_score").alias("n")).row(0)
    assert model > 0.9 > naive
    inside = frame.filter(pl.col("true_score").is_between("model_lower_90", "model_upper_90")).height / frame.height
    assert inside > 0.7


def test_predictive_checks_compare_every_statistic(recovered: tuple) -> None:
    data, _, run = recovered
    drawn = predict_indicators(data, run["posterior"], 60)
    checks = check_predictions(data, drawn, "posterior")
    assert checks["statistic"].is_unique().all()
    assert checks.filter(pl.col("statistic").str.ends_with("known incidents") & (pl.col("tail_share") < 0.02)).height <= 2
    assert checks["tail_share"].is_between(0, 0.5).all()


def test_prior_draws_are_possible_data() -> None:
    data, _ = simulate_countries(n_years=5)
    drawn = predict_indicators(data, None, 40)
    assert set(np.unique(drawn["bands"])) <= set(range(N_BANDS))
    assert ((drawn["score"] > 0) & (drawn["score"] < 100)).all()
    assert np.ptp(drawn["score"]) > 50, "the prior rules neither open nor closed countries out"


def test_every_prior_is_a_quantity_of_the_model(recovered: tuple) -> None:
    draws = recovered[2]["posterior"].draws
    assert PRIORS.keys() <= draws.keys()
    told = describe_quantities(diagnose_draws({name: draws[name] for name in PRIORS}, {n: p.elements for n, p in PRIORS.items()}))
    assert told.null_count().sum_horizontal().item() == 0
    assert told.height == sum(max(len(prior.elements), 1) for prior in PRIORS.values())


def test_digest_follows_every_indicator() -> None:
    data, _ = simulate_countries(n_years=3)
    assert data.digest() == simulate_countries(n_years=3)[0].digest()
    for name in ("bands", "counts", "gravest", "density", "exposure"):
        changed = getattr(data, name).copy()
        changed.flat[0] += 1
        assert dataclasses.replace(data, **{name: changed}).digest() != data.digest(), name


def test_diagnostics_tell_chains_that_agree_from_those_that_do_not() -> None:
    random = np.random.default_rng(2)
    mixed = random.normal(size=(4, 500))
    assert rank_rhat(mixed) < 1.01
    assert bulk_ess(mixed) == pytest.approx(2000, rel=0.2)
    apart = mixed + np.array([0, 0, 0, 3])[:, None]
    assert rank_rhat(apart) > 1.2
    sticky = np.repeat(random.normal(size=(4, 50)), 10, axis=1)
    assert bulk_ess(sticky) < 500


def test_summary_of_draws_by_hand() -> None:
    scores = np.array([[[80, 70], [82, 71], [84, 60]], [[50, 90], [51, 95], [52, 92]]], float)
    frame = summarise_latent(scores, ["AAA", "BBB"], [2000, 2001])
    first, second = frame.filter(pl.col("year") == 2001).sort("country_iso3").iter_rows(named=True)
    assert (first["score"], first["rank"], first["change"]) == (70, 2, -11)
    assert (first["fall_probability"], second["rise_probability"], second["rank"]) == (1, 1, 1)
    assert frame.filter(pl.col("year") == 2000)["change"].null_count() == 2


def test_naive_score_by_hand() -> None:
    data, _ = simulate_countries(n_years=2)
    gravest = np.zeros_like(data.gravest)
    gravest[0], gravest[1] = 4, 2
    assert np.allclose(score_naively(dataclasses.replace(data, gravest=gravest)), 100 * (1 - 6 / 20))
