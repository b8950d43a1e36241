"""Simulated countries with known openness, to see whether the model finds it where counting incidents does not."""

from __future__ import annotations

import jax
import numpy as np
import numpyro
import polars as pl
from numpyro.handlers import seed, substitute, trace

from analysis.engine.draws import Array
from analysis.latent.data import FAMILIES, SEVERITIES, LatentData
from analysis.latent.model import latent_model

# Kinds of countries: openness in the first and the last year in logits of law, evidence density.
KINDS: dict[str, tuple[float, float, float]] = {
    "open": (2.5, 2.5, 0.35),
    "open and less searched": (2.2, 2.2, 0.1),
    "opening": (-0.5, 2.0, 0.3),
    "closing": (2.2, -1.5, 0.3),
    "half closed": (0.3, 0.3, 0.3),
    "closed and reported": (-1.5, -2.0, 0.4),
    "closed and unreported": (-1.5, -2.0, 0.02),
}
# True values of the simulation, near what the model finds in the real data; everything not named is 0.
TRUTH: dict[str, Array | float] = {
    "funding_level": -0.4,
    "funding_loading": 1.3,
    "item_country_error": np.array([0.2, 0.2]),
    "incident_level": np.array([-1.6, -1.3, -2.4, -1.6, -1.7]),
    "incident_closedness": np.array([3.0, 1.2, 3.0, 1.8, 1.6]),
    "incident_country_error": 0.2,
    "concentration": 1.5,
    "severity_closedness": 0.8,
    "severity_first": np.full((len(FAMILIES), 1), -2.0),
    "severity_gaps": np.full((len(FAMILIES), SEVERITIES - 2), 1.4),
    "detection_level": 0.8,
    "detection_density": 1.2,
    "detection_closedness": 2.5,
    "detection_trend": 0.0,
}


def simulate_countries(n_years: int, number: int = 1948) -> tuple[LatentData, Array]:
    """One country per kind over `n_years`; returns its indicators and its true scores, (countries, years)."""
    numpyro.enable_x64()
    ends = np.array(list(KINDS.values()))
    fraction = np.linspace(0, 1, n_years)
    noise = np.random.default_rng(number).normal(0, 0.08, (len(KINDS), n_years)).cumsum(axis=1)
    path = ends[:, :1] + (ends[:, 1:2] - ends[:, :1]) * fraction + noise
    empty = np.zeros((len(FAMILIES), len(KINDS), n_years), int)
    data = LatentData(
        countries=list(KINDS),
        years=list(range(2000, 2000 + n_years)),
        bands=np.zeros((2, len(KINDS), n_years), int),
        counts=empty,
        gravest=empty,
        density=np.repeat(ends[:, 2:], n_years, axis=1),
        exposure=np.ones(n_years),
    )
    fixed = TRUTH | {"openness_as_law": path, "law_country": np.zeros(len(KINDS))}
    drawn = _draw(data, fixed, number)
    counts = drawn["counts"]
    # The gravest severity depends on how many incidents are known, so it is drawn again for those counts.
    with_counts = LatentData(**{**data.__dict__, "counts": counts, "bands": drawn["bands"]})
    gravest = np.where(counts > 0, _draw(with_counts, fixed, number)["gravest"] + 1, 0)
    return LatentData(**{**with_counts.__dict__, "gravest": gravest}), drawn["score"]


def _draw(data: LatentData, fixed: dict[str, Array | float], number: int) -> dict[str, Array]:
    sites = trace(seed(substitute(latent_model, data=fixed), jax.random.PRNGKey(number))).get_trace(data, False)
    return {name: np.asarray(site["value"]) for name, site in sites.items() if site["type"] in ("sample", "deterministic")}


def score_naively(data: LatentData) -> Array:
    """What known incidents alone say, (countries, years): 100 less the mean over families of the gravest, as a share of 4."""
    return 100 * (1 - data.gravest.mean(axis=0) / SEVERITIES)


def compare_recovery(data: LatentData, truth: Array, scores: Array) -> pl.DataFrame:
    """True, modelled and naive scores by simulated country and year. `scores` (draws, countries, years)."""
    low, middle, high = np.quantile(scores, [0.05, 0.5, 0.95], axis=0)
    n_years = len(data.years)
    return pl.DataFrame(
        {
            "country": np.repeat(data.countries, n_years),
            "year": data.years * len(data.countries),
            "true_score": truth.ravel(),
            "model_score": middle.ravel(),
            "model_lower_90": low.ravel(),
            "model_upper_90": high.ravel(),
            "naive_score": score_naively(data).ravel(),
            "n_known_incidents": data.counts.sum(axis=0).ravel(),
        }
    )
