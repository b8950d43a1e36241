"""The reporting-aware model: openness as a hidden random walk, indicators with error, incidents that may go unreported.

Sources: Fariss (2014) for dynamic latent scores under changing reporting; Johnson and Albert (1999), Ordinal Data
Modeling, ch. 4 and 6, for graded ordinal items; Royle (2004), Biometrics 60, 108-115, for counts thinned by detection.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
from jax.nn import log_sigmoid
from jax.scipy.special import expit, gammaln

from analysis.latent.data import BAND_EDGES, FAMILIES, ORDINALS, SEVERITIES, LatentData

CUTPOINTS = np.log(np.asarray(BAND_EDGES) / (1 - np.asarray(BAND_EDGES)))
# Yearly error of law and funding, in logits: an assumption. Acts stay in force, so their bands repeat from year to year
# without being new evidence; left free, the error falls to nothing and law alone becomes the score.
YEARLY_ERROR = 0.5
# Least yearly step of openness, in logits: no country is taken to stand still, and the sampler is kept out of a funnel.
LEAST_STEP = 0.1
# Spread of the countries around their common start in the first year, in logits.
START_SPREAD = 0.7
# The year and the evidence density at which the intercept of detection is read.
MIDDLE_YEAR, MIDDLE_DENSITY = 2008, 0.2


def latent_model(data: LatentData, observed: bool = True) -> None:
    """Joint model of all indicators; with `observed` false it draws them, for predictive checks.

    Sites of interest: `openness`, `detection` and `score`, each (countries, years), and the scalars that
    `priors.PRIORS` explains.
    """
    n_countries = len(data.countries)
    spread = numpyro.sample("item_country_error", dist.HalfNormal(0.3).expand((len(ORDINALS),)).to_event(1))
    law_error = spread[0] * numpyro.sample("law_country", dist.Normal().expand((n_countries,)).to_event(1))
    as_law = _openness(law_error, len(data.years))
    openness = numpyro.deterministic("openness", as_law + law_error[:, None])
    expected = _ordinals(openness, law_error, spread[1], data, observed)
    closedness = expected.mean(axis=0)
    detection = numpyro.deterministic("detection", _detection(closedness, data))
    practice = _incidents(closedness, detection, data, observed)
    numpyro.deterministic("score", 100 * (1 - (expected.sum(axis=0) + practice) / (len(ORDINALS) + 1)))


def _openness(law_error: jax.Array, n_years: int) -> jax.Array:
    """Random walk per country; the logarithm of its step size drifts over time at the country's own pace.

    Returns openness less the country's error of law, shape (countries, years): what law alone shows, which its bands
    pin down every year. Sampling this and adding the error mixes far better than sampling openness.
    """
    n_countries = len(law_error)
    base = numpyro.sample("step_size", dist.LogNormal(jnp.log(0.2), 0.5))
    spread = numpyro.sample("step_size_spread", dist.HalfNormal(0.5))
    drift = numpyro.sample("volatility_drift", dist.Normal(0, 0.3))
    drift_spread = numpyro.sample("volatility_drift_spread", dist.HalfNormal(0.2))
    start = numpyro.sample("start", dist.Normal(1.5, 1))
    size = numpyro.sample("step_size_country", dist.Normal().expand((n_countries,)).to_event(1))
    pace = numpyro.sample("volatility_drift_country", dist.Normal().expand((n_countries,)).to_event(1))
    decades = (np.arange(n_years - 1) - (n_years - 2) / 2) / 10
    volatility = LEAST_STEP + base * jnp.exp(spread * size[:, None] + (drift + drift_spread * pace)[:, None] * decades)
    # Levels, not standardised steps: the bands tell much about every year, so levels mix far better.
    return numpyro.sample("openness_as_law", RandomWalk(start - law_error, START_SPREAD, volatility))


class RandomWalk(dist.Distribution):
    """Gaussian random walks from a normal start, shape (countries, years); `volatility` (countries, years - 1)."""

    support = dist.constraints.independent(dist.constraints.real, 2)

    def __init__(self, start: jax.Array, spread: float, volatility: jax.Array) -> None:
        self.start, self.spread, self.volatility = start, spread, volatility
        super().__init__(event_shape=(volatility.shape[0], volatility.shape[1] + 1))

    def sample(self, key: jax.Array, sample_shape: tuple[int, ...] = ()) -> jax.Array:
        steps = jax.random.normal(key, sample_shape + self.event_shape)
        first = jnp.asarray(self.start)[..., None] + self.spread * steps[..., :1]
        return first + jnp.pad(jnp.cumsum(self.volatility * steps[..., 1:], axis=-1), [(0, 0)] * (steps.ndim - 1) + [(1, 0)])

    def log_prob(self, value: jax.Array) -> jax.Array:
        first = dist.Normal(self.start, self.spread).log_prob(value[..., 0]).sum(axis=-1)
        return first + dist.Normal(0, self.volatility).log_prob(jnp.diff(value, axis=-1)).sum(axis=(-2, -1))


def _ordinals(openness: jax.Array, law_error: jax.Array, spread: jax.Array, data: LatentData, observed: bool) -> jax.Array:
    """Bands of law and funding; each errs every year, and by country, around what openness lets expect.

    The edges of the bands are known, so openness is measured on the scale of law: less the logit of its restriction.
    Returns the expected share of restriction without errors, shape (ordinals, countries, years).
    """
    level = numpyro.sample("funding_level", dist.Normal(0, 1))
    loading = numpyro.sample("funding_loading", dist.LogNormal(0, 0.4))
    country_level = numpyro.sample("funding_country", dist.Normal(level - loading * law_error, spread).to_event(1))
    as_law = openness - law_error[:, None]
    predictor = jnp.stack([-as_law, country_level[:, None] - loading * as_law]) / YEARLY_ERROR
    if observed:
        numpyro.factor("bands_likelihood", log_ordered(data.bands, predictor, CUTPOINTS / YEARLY_ERROR).sum())
    else:
        numpyro.sample("bands", dist.OrderedLogistic(predictor, CUTPOINTS / YEARLY_ERROR).to_event(3))
    return expit(jnp.stack([-openness, level - loading * openness]))


def _detection(closedness: jax.Array, data: LatentData) -> jax.Array:
    """Probability that an incident becomes known: more where more was searched, less where the country is closed."""
    level = numpyro.sample("detection_level", dist.Normal(0.5, 0.7))
    density = numpyro.sample("detection_density", dist.HalfNormal(0.5))
    closed = numpyro.sample("detection_closedness", dist.HalfNormal(1.5))
    trend = numpyro.sample("detection_trend", dist.Normal(0.2, 0.3))
    decades = (np.asarray(data.years) - MIDDLE_YEAR) / 10
    searched = (np.asarray(data.density) - MIDDLE_DENSITY) / 0.1
    return expit(level + density * searched - closed * closedness + trend * decades)


def _incidents(closedness: jax.Array, detection: jax.Array, data: LatentData, observed: bool) -> jax.Array:
    """Counts of incidents thinned by detection, and the severity of the gravest of those that became known.

    Returns the expected severity of the gravest incident per family as a share of 4, mean over families, if every
    incident became known; shape (countries, years).
    """
    families = (len(FAMILIES),)
    level = numpyro.sample("incident_level", dist.Normal(-2, 1).expand(families).to_event(1))[:, None, None]
    loading = numpyro.sample("incident_closedness", dist.LogNormal(0.5, 0.5).expand(families).to_event(1))[:, None, None]
    spread = numpyro.sample("incident_country_error", dist.HalfNormal(0.5))
    size = numpyro.sample("incident_country", dist.Normal().expand((len(FAMILIES), len(data.countries))).to_event(2))
    concentration = numpyro.sample("concentration", dist.LogNormal(1, 0.7))
    happened = level + loading * closedness
    mean = jnp.exp(happened + spread * size[:, :, None] + jnp.log(detection) + jnp.log(data.exposure))
    slope = numpyro.sample("severity_closedness", dist.HalfNormal(1))
    first = numpyro.sample("severity_first", dist.Normal(-2, 1).expand((len(FAMILIES), 1)).to_event(2))
    gaps = numpyro.sample("severity_gaps", dist.LogNormal(0.4, 0.5).expand((len(FAMILIES), SEVERITIES - 2)).to_event(2))
    cutpoints = jnp.concatenate([first, first + jnp.cumsum(gaps, axis=1)], axis=1)[:, None, None, :]
    below = expit(cutpoints - slope * closedness[..., None])
    shares = gravest_shares(below, data.counts)
    if observed:
        numpyro.factor("counts_likelihood", log_negative_binomial(data.counts, mean, concentration).sum())
        mine = jnp.take_along_axis(shares, np.maximum(data.gravest - 1, 0)[..., None], axis=-1)[..., 0]
        numpyro.factor("gravest_likelihood", jnp.where(data.counts > 0, jnp.log(mine), 0).sum())
    else:
        numpyro.sample("counts", dist.NegativeBinomial2(mean, concentration).to_event(3))
        numpyro.sample("gravest", dist.Categorical(shares).to_event(3))
    return expected_gravest(below, jnp.exp(happened), concentration)


def log_ordered(bands: np.ndarray, predictor: jax.Array, cutpoints: np.ndarray) -> jax.Array:
    """Log probability of each band under the ordered logit, shape of `bands` and `predictor`.

    `cutpoints` (bands - 1), rising. With a below b, log(F(b) - F(a)) for the logistic F is
    log F(b) + log(1 - F(a)) + log(1 - exp(a - b)), which is exact far out in the tails.
    """
    ends = np.concatenate([[-1e3], cutpoints, [1e3]])
    lower, upper = ends[bands], ends[bands + 1]
    return log_sigmoid(upper - predictor) + log_sigmoid(predictor - lower) + np.log(-np.expm1(lower - upper))


def log_negative_binomial(counts: np.ndarray, mean: jax.Array, concentration: jax.Array) -> jax.Array:
    """Log probability of counts under the negative binomial with this mean and variance mean + mean^2 / concentration."""
    ways = jnp.cumsum(jnp.log(concentration + np.arange(counts.max() + 1))) - jnp.log(concentration + np.arange(counts.max() + 1))
    total = jnp.log(concentration + mean)
    terms = concentration * (jnp.log(concentration) - total) + counts * (jnp.log(mean) - total)
    return ways[counts] - gammaln(counts + 1.0) + terms


def gravest_shares(below: jax.Array, known: np.ndarray) -> jax.Array:
    """Probability of each severity, 1 to 4, of the gravest of `known` incidents, shape (families, countries, years, 4).

    `below` (..., 3) is the probability that one incident is of severity at most 1, 2, 3; the gravest of n is at most s
    with probability below_s ** n.
    """
    at_most = below ** np.maximum(known, 1)[..., None]
    edges = jnp.pad(at_most, [(0, 0)] * 3 + [(1, 1)], constant_values=((0, 0), (0, 0), (0, 0), (0, 1)))
    return jnp.clip(jnp.diff(edges, axis=-1), 1e-9, 1)


def expected_gravest(below: jax.Array, rate: jax.Array, concentration: jax.Array) -> jax.Array:
    """Expected severity of the year's gravest incident as a share of 4, mean over families; shape (countries, years).

    With N negative binomial of mean m and concentration k, E[F ** N] = (k / (k + m (1 - F))) ** k is the probability
    that none is graver than s; the expected severity is the sum of the complements over s = 0, 1, 2, 3.
    """
    at_most = jnp.pad(below, [(0, 0)] * 3 + [(1, 0)])
    none_graver = (concentration / (concentration + rate[..., None] * (1 - at_most))) ** concentration
    return (1 - none_graver).mean(axis=-1).mean(axis=0)
