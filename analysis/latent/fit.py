"""Sample the reporting-aware model with NUTS, and say how well the chains agree."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import jax
import numpy as np
import numpyro
import polars as pl
from numpyro.diagnostics import effective_sample_size, split_gelman_rubin
from numpyro.infer import MCMC, NUTS, Predictive, init_to_value
from scipy.special import ndtri
from scipy.stats import rankdata

from analysis.engine.draws import Array
from analysis.latent.data import BAND_EDGES, LatentData
from analysis.latent.model import latent_model

COMPUTED = ("openness", "detection", "score")
OBSERVED = ("bands", "counts", "gravest")


@dataclass(frozen=True)
class Sampler:
    """How NUTS (Hoffman and Gelman 2014) is run."""

    chains: int = 4
    warmup: int = 700
    samples: int = 1800
    target_accept: float = 0.93
    seed: int = 1948


@dataclass(frozen=True)
class Posterior:
    """Draws by site, each (chains, samples, ...), the number of divergent transitions and the seconds it took."""

    draws: dict[str, Array]
    n_divergent: int
    seconds: float

    def flat(self, site: str, most: int | None = None) -> Array:
        """Draws of one site, (draws, ...): all, or at most so many, evenly spaced over the chains."""
        values = self.draws[site]
        values = values.reshape(-1, *values.shape[2:])
        return values if most is None else values[np.linspace(0, len(values) - 1, min(most, len(values))).astype(int)]


def sample_posterior(data: LatentData, sampler: Sampler) -> Posterior:
    """Run NUTS from starting points near the bands. Chains run in parallel where JAX has a device for each."""
    numpyro.enable_x64()
    began = time.monotonic()
    kernel = NUTS(latent_model, init_strategy=init_to_value(values=_start(data)), target_accept_prob=sampler.target_accept)
    method = "parallel" if jax.local_device_count() >= sampler.chains else "sequential"
    chains = MCMC(
        kernel,
        num_warmup=sampler.warmup,
        num_samples=sampler.samples,
        num_chains=sampler.chains,
        chain_method=method,
        progress_bar=False,
    )
    chains.run(jax.random.PRNGKey(sampler.seed), data, extra_fields=("diverging",))
    draws = {name: np.asarray(values) for name, values in chains.get_samples(group_by_chain=True).items()}
    return Posterior(draws, int(np.asarray(chains.get_extra_fields()["diverging"]).sum()), time.monotonic() - began)


def _start(data: LatentData) -> dict[str, Array]:
    """Medians of the prior; openness at the middle of the observed bands, so that no chain starts where it sticks."""
    prior = Predictive(latent_model, num_samples=200)(jax.random.PRNGKey(0), data, False)
    values = {name: np.median(draws, axis=0) for name, draws in prior.items() if name not in (*COMPUTED, *OBSERVED)}
    middles = (np.array([0.02, *BAND_EDGES]) + np.array([*BAND_EDGES, 0.98])) / 2
    share = middles[data.bands].mean(axis=0)
    return values | {"openness_as_law": -np.log(share / (1 - share))}


def predict_indicators(data: LatentData, posterior: Posterior | None, n_draws: int, seed: int = 1948) -> dict[str, Array]:
    """Indicators drawn from the model, (draws, ...): from the posterior, or from the prior where it is None.

    The gravest severities are drawn for the known incidents of `data`, as the model states them.
    """
    numpyro.enable_x64()
    samples = None
    if posterior is not None:
        samples = {name: posterior.flat(name, n_draws) for name in posterior.draws if name not in COMPUTED}
    predictive = Predictive(latent_model, samples, num_samples=None if samples else n_draws, return_sites=(*OBSERVED, *COMPUTED))
    drawn = predictive(jax.random.PRNGKey(seed), data, False)
    return {name: np.asarray(values) for name, values in drawn.items()}


def diagnose_draws(draws: Mapping[str, Array], elements: Mapping[str, tuple[str, ...]]) -> pl.DataFrame:
    """Mean, 90 % interval, R-hat and bulk effective sample size of each site, (chains, samples, ...).

    A site named in `elements` has a row for each of its elements; any other has one, with the worst R-hat and the least
    effective sample size over its elements, and mean and interval only where it is one number.
    """
    rows = []
    for name, values in draws.items():
        columns = values.reshape(*values.shape[:2], -1)
        parts = elements.get(name, ())
        if len(parts) == columns.shape[2]:
            rows += [_diagnose(name, part, columns[..., [place]]) for place, part in enumerate(parts)]
        else:
            rows.append(_diagnose(name, "all", columns))
    return pl.DataFrame(rows, infer_schema_length=None)


def _diagnose(name: str, element: str, values: Array) -> dict[str, object]:
    single = values.shape[2] == 1
    low, high = np.quantile(values, [0.05, 0.95]) if single else (None, None)
    places = range(values.shape[2])
    return {
        "quantity": name,
        "element": element,
        "mean": float(values.mean()) if single else None,
        "lower_90": low,
        "upper_90": high,
        "rhat": max(rank_rhat(values[..., place]) for place in places),
        "ess_bulk": min(bulk_ess(values[..., place]) for place in places),
    }


def rank_normalise(values: Array) -> Array:
    """Normal scores of the ranks over all chains. Source: Vehtari and others (2021), Bayesian Analysis 16, eq. 14."""
    ranks = rankdata(values, axis=None).reshape(values.shape)
    return ndtri((ranks - 3 / 8) / (values.size + 1 / 4))


def rank_rhat(values: Array) -> float:
    """Greater of the split R-hat of rank-normalised and of folded draws (chains, samples). Source: ibid., section 4."""
    folded = np.abs(values - np.median(values))
    return float(max(split_gelman_rubin(rank_normalise(one)) for one in (values, folded)))


def bulk_ess(values: Array) -> float:
    """Effective sample size of rank-normalised split chains (chains, samples). Source: ibid., section 4."""
    half = values.shape[1] // 2
    split = np.concatenate([values[:, :half], values[:, -half:]])
    return float(effective_sample_size(rank_normalise(split)))
