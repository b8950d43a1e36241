"""Sample the measurement model with NUTS, and say how well the chains agree."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jax
import numpy as np
import numpyro
import polars as pl
from numpyro.diagnostics import effective_sample_size, split_gelman_rubin
from numpyro.infer import MCMC, NUTS, init_to_value
from scipy.special import ndtri
from scipy.stats import rankdata

from analysis.engine.draws import Array
from analysis.latent.data import N_CONTRASTS, RIGHT_OF_ITEM, LatentData
from analysis.latent.model import latent_model
from analysis.latent.parameters import KEPT, Parameters
from analysis.latent.rules import Spells, rule_start_values, rules_model

COMPUTED = {"threshold": "threshold_value", "loading": "loading_value", "noise": "noise_value", "lens": "lens_value"}
COMPUTED |= {name: f"{name}_value" for name in ("lens_drift", "lens_item", "country_item", "count_level")}


@dataclass(frozen=True)
class Sampler:
    """How NUTS (Hoffman and Gelman 2014) is run."""

    chains: int = 4
    warmup: int = 600
    samples: int = 1000
    target_accept: float = 0.8
    tree_depth: int = 7
    seed: int = 1948


@dataclass(frozen=True)
class Posterior:
    """Draws by site, each (chains, samples, ...), the number of divergent transitions and the seconds it took."""

    draws: dict[str, Array]
    n_divergent: int
    seconds: float

    def flat(self, site: str) -> Array:
        """Draws of one site, (draws, ...)."""
        return self.draws[site].reshape(-1, *self.draws[site].shape[2:])


def sample_posterior(data: LatentData, priors: pl.DataFrame, sampler: Sampler) -> Posterior:
    """Run NUTS from the middle of the priors."""
    start = init_to_value(values=start_values(data))
    kernel = NUTS(latent_model, init_strategy=start, target_accept_prob=sampler.target_accept, max_tree_depth=sampler.tree_depth)
    return run_chains(kernel, sampler, data, priors)


def sample_rules(spells: Spells, n_countries: int, n_years: int, priors: pl.DataFrame, sampler: Sampler) -> Posterior:
    """Run NUTS on the model of the rules in force."""
    start = init_to_value(values=rule_start_values(n_countries, n_years))
    kernel = NUTS(rules_model, init_strategy=start, target_accept_prob=0.9)
    return run_chains(kernel, sampler, spells, n_countries, n_years, priors)


def run_chains(kernel: NUTS, sampler: Sampler, *inputs: Any) -> Posterior:
    """Draws of a model, `inputs` being its arguments. Chains run in parallel where JAX has a device for each."""
    numpyro.enable_x64()
    began = time.monotonic()
    chains = MCMC(
        kernel,
        num_warmup=sampler.warmup,
        num_samples=sampler.samples,
        num_chains=sampler.chains,
        chain_method="parallel" if jax.local_device_count() >= sampler.chains else "sequential",
        progress_bar=False,
    )
    chains.run(jax.random.PRNGKey(sampler.seed), *inputs, extra_fields=("diverging",))
    draws = {name: np.asarray(values) for name, values in chains.get_samples(group_by_chain=True).items()}
    return Posterior(draws, int(np.asarray(chains.get_extra_fields()["diverging"]).sum()), time.monotonic() - began)


def start_values(data: LatentData) -> dict[str, Array | float]:
    """Near zero: with wide starting values a chain can stick where every item is turned round."""
    n_items, n_countries, n_years = len(RIGHT_OF_ITEM), len(data.countries), data.n_years
    return {
        "threshold_first": np.full(n_items, -0.5),
        "threshold_gap": np.ones((n_items, 2)),
        "log_loading": np.zeros(n_items),
        "lens_sd": 0.2,
        "lens_item_sd": 0.2,
        "report_sd": 0.3,
        "country_item_sd": 0.4,
        "right_sd": 0.15,
        "right_memory": 0.75,
        "step_scale": 0.005,
        "event_boost": 0.5,
        "start": np.zeros(n_countries),
        "lens_raw": np.zeros(len(data.codes.lenses)),
        "lens_item_raw": np.zeros((len(data.codes.lenses), n_items)),
        "report_raw": np.zeros(len(data.codes.report_ids)),
        "country_item_raw": np.zeros((n_countries, n_items)),
        "step_raw": np.zeros((n_countries, n_years - 1)),
        "right_raw": np.zeros((n_countries, N_CONTRASTS, n_years)),
    }


def keep_parameters(posterior: Posterior, data: LatentData, most: int) -> Parameters:
    """Evenly thinned draws of the parameters that the states are estimated with."""
    n = len(posterior.flat("step_scale"))
    picked = np.linspace(0, n - 1, min(most, n)).astype(int)
    sites = {name: COMPUTED.get(name, name) for name in KEPT}
    empty = {"count_level": (0,), "count_slope": (), "count_sd": (), "month_share": ()}  # the last is chosen afterwards
    draws = {
        name: posterior.flat(site)[picked] if site in posterior.draws else np.ones((len(picked), *empty[name]))
        for name, site in sites.items()
    }
    return Parameters(draws, data.countries, data.codes.lenses, data.counts.series)


def diagnose(draws: Mapping[str, Array]) -> pl.DataFrame:
    """Mean, 90 % interval, worst R-hat and least bulk effective sample size of each site, (chains, samples, ...).

    Mean and interval only where the site is one number.
    """
    rows = []
    for name, values in draws.items():
        columns = values.reshape(*values.shape[:2], -1)
        places = range(columns.shape[2])
        single = columns.shape[2] == 1
        low, high = np.quantile(values, [0.05, 0.95]) if single else (None, None)
        rows.append(
            {
                "quantity": name,
                "mean": float(values.mean()) if single else None,
                "lower_90": low,
                "upper_90": high,
                "rhat": max(rank_rhat(columns[..., place]) for place in places),
                "ess_bulk": min(bulk_ess(columns[..., place]) for place in places),
            }
        )
    return pl.DataFrame(rows, infer_schema_length=None)


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
