"""Other ways to build the index side by side: what the latest composite would be under each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from analysis.engine.draws import Array, Draws, draw_parameters
from analysis.index.latest import latest_inputs
from analysis.index.simulate import PILLARS, Inputs, aggregate_composite, simulate_scores
from analysis.index.strength import Setting
from analysis.index.summarise import DECIMALS, quantile_draws, rank_draws

Change = Callable[[Inputs], Inputs]
NEVER = 1e6  # months: a half-life in which nothing fades
LOWEST = 1e-6  # points: a floor that no score is told apart from 0 by


@dataclass(frozen=True)
class Alternative:
    """One other construction (its meaning is in the schema): how the inputs change, and whether the pillars do."""

    change: Change
    changes_pillars: bool = False


def fix_parameters(values: dict[str, float]) -> Change:
    """Hold assumptions at a value, without a range."""

    def change(inputs: Inputs) -> Inputs:
        held = [
            pl.col("name").replace_strict(values, default=pl.col(column), return_dtype=pl.Float64).alias(column)
            for column in ("value", "low", "high")
        ]
        return replace(inputs, parameters=inputs.parameters.with_columns(held))

    return change


def set_weights(weights: dict[str, float], held: bool = True) -> Change:
    """Give the pillars these weights; `held` takes away the range around them."""

    def change(inputs: Inputs) -> Inputs:
        weight = pl.col("code").replace_strict(weights, default=pl.col("weight"), return_dtype=pl.Float64)
        weighted = replace(inputs, structure=inputs.structure.with_columns(weight.alias("weight")))
        return fix_parameters({"composite.weight_spread": 0.0})(weighted) if held else weighted

    return change


def keep_verified(inputs: Inputs) -> Inputs:
    """Leave out records that rest on one source."""
    kept = {pillar: frame.filter(pl.col("verification") != "one_source") for pillar, frame in inputs.records.items()}
    return replace(inputs, records=kept)


def _only(pillar: str) -> Change:
    """One pillar as it is, without the floor under the mean."""
    weigh = set_weights({name: float(name == pillar) for name in PILLARS})
    return lambda inputs: fix_parameters({"composite.floor": LOWEST})(weigh(inputs))


LINEAR = {f"{kind}.level_{k}": k / top for kind, top in (("severity", 3), ("scope", 3), ("practice", 4)) for k in range(1, top)}
ALTERNATIVES = {
    "arithmetic": Alternative(fix_parameters({"composite.exponent": 1.0})),
    "geometric": Alternative(fix_parameters({"composite.exponent": 0.0})),
    "harmonic": Alternative(fix_parameters({"composite.exponent": -1.0})),
    "equal_weights": Alternative(set_weights(dict.fromkeys(PILLARS, 1.0))),
    "pca_weights": Alternative(lambda inputs: inputs),
    "law_only": Alternative(_only("law")),
    "funding_only": Alternative(_only("funding")),
    "practice_only": Alternative(_only("practice")),
    "no_half_life": Alternative(
        fix_parameters({"practice.half_life_months": NEVER, "funding.half_life_months": NEVER}),
        changes_pillars=True,
    ),
    "linear_levels": Alternative(fix_parameters(LINEAR), True),
    "verified_only": Alternative(keep_verified, True),
    "nothing_unseen": Alternative(fix_parameters({"coverage.missing": 0.0}), True),
}


def compare_alternatives(inputs: Inputs, latest: Array, draws: Draws, ranked: Array, loadings: dict[str, float]) -> pl.DataFrame:
    """Latest composite under each alternative, and its difference from the published one, draw by draw.

    `latest` (indices, countries, draws) are the published scores of the last month; `ranked` (countries,) says who is
    ranked; `loadings` are the PCA weights of the pillars. Columns country_iso3, alternative, score, lower_90, upper_90,
    difference (median) and rank.
    """
    now = latest_inputs(inputs)
    frames = [_summarise(inputs.countries, "published", latest[0], latest[0], ranked)]
    changed = {name: (set_weights(loadings) if name == "pca_weights" else a.change)(now) for name, a in ALTERNATIVES.items()}
    again = _simulate_again({name: changed[name] for name, a in ALTERNATIVES.items() if a.changes_pillars}, draws)
    for name, inputs_changed in changed.items():
        composite = again[name] if name in again else _aggregate_again(inputs_changed, latest[1:], draws)
        frames.append(_summarise(inputs.countries, name, composite, latest[0], ranked))
    return pl.concat(frames).sort("country_iso3", "alternative")


@dataclass(frozen=True)
class _Repeated(Draws):
    """The same draws `times` times over, so that constructions of the same records are computed in one go."""

    times: int = 1

    @property
    def size(self) -> int:
        return self.n * self.times

    def uniform(self, name: str) -> Array:
        return np.tile(Draws(self.n, self.seed).uniform(name), self.times)


def _simulate_again(changed: dict[str, Inputs], draws: Draws) -> dict[str, Array]:
    """Composite (countries, draws) of each construction; those that differ in parameters alone together."""
    records = next(iter(changed.values())).records
    together = [name for name, inputs in changed.items() if inputs.records is records]
    drawn = [draw_parameters(changed[name].parameters, draws) for name in together]
    parameters = {name: np.concatenate([one[name] for one in drawn]) for name in drawn[0]}
    repeated = _Repeated(draws.n, draws.seed, len(together))
    stacked = simulate_scores(changed[together[0]], repeated, parameters)[0, :, :, 0]
    found = dict(zip(together, np.split(stacked, len(together), axis=1), strict=True))
    return found | {name: simulate_scores(changed[name], draws)[0, :, :, 0] for name in changed if name not in together}


def _aggregate_again(inputs: Inputs, pillars: Array, draws: Draws) -> Array:
    """Composite (countries, draws) from the pillars that are there (pillars, countries, draws)."""
    setting = Setting(draw_parameters(inputs.parameters, draws), draws, inputs.n_months)
    return aggregate_composite(pillars.transpose(0, 2, 1), inputs.structure, setting).T


def _summarise(countries: list[str], name: str, composite: Array, published: Array, ranked: Array) -> pl.DataFrame:
    low, score, high = quantile_draws(composite[..., None], [0.05, 0.5, 0.95])[..., 0]
    rank = np.full(len(countries), np.nan)
    rank[ranked] = rank_draws(score[ranked][:, None, None])[:, 0, 0]
    columns = {"score": score, "lower_90": low, "upper_90": high, "difference": np.median(composite - published, axis=1)}
    frame = pl.DataFrame({"country_iso3": countries, "alternative": [name] * len(countries)} | columns | {"rank": rank})
    return frame.with_columns(pl.col(*columns).cast(pl.Float64).round(DECIMALS), pl.col("rank").fill_nan(None).cast(pl.Int64))
