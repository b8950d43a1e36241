"""Other ways to build the index side by side: what the composite of the last month would be under each.

Other forms and weights combine the published draws of the pillars anew. Without a reporter, without all but full texts, and
without events the states of practice are estimated again, by the particle filter, which costs little where one month alone is
asked for: from the reports of the last `WINDOW` months, with all of them and with some left out, under like random numbers. The
difference between the two medians moves the published score, so that leaving out nothing changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from analysis.engine.draws import Array, Draws, draw_parameters
from analysis.engine.structure import Structure, make_structure
from analysis.index.outlook import score_clouds
from analysis.index.scores import INDICES, LEAST_KNOWN, PILLARS, Evidence, Scores, combine_pillars
from analysis.index.summarise import DECIMALS, KNOWN, quantile_draws, rank_draws
from analysis.latent.filter import Setting, filter_states
from analysis.latent.parameters import fit_to_data
from analysis.latent.states import Conditionals

WINDOW = 120  # months of reports behind a state that is estimated again
N_PARAMETERS, N_PARTICLES = 20, 30
EXPONENTS = {"geometric": 0.0, "harmonic": -1.0}


@dataclass(frozen=True)
class Latest:
    """The last month as published: draws of all indices (indices, countries, draws), and what the composite is made with."""

    values: Array
    structure: Structure
    draws: Draws
    assumptions: dict[str, Array]

    @property
    def composite(self) -> Array:
        """Draws of the published composite, (countries, draws)."""
        return self.values[0]

    def combine(self, pillars: Array, structure: Structure | None = None, **held: float) -> Array:
        """Composite (countries, draws) of pillars (pillars, countries, draws), with some assumptions about it `held`."""
        fixed = {f"composite.{name}": np.full(self.draws.size, value) for name, value in held.items()}
        return combine_pillars(pillars[..., None], structure or self.structure, self.assumptions | fixed, self.draws)[..., 0]


def collect_latest(evidence: Evidence, scores: Scores, seed: int = 1948) -> Latest:
    """The last month of the scores that `simulate_scores` made under `seed`."""
    draws = Draws(evidence.n_draws, seed)
    assumptions = draw_parameters(evidence.assumptions, draws)
    return Latest(scores.values[..., -1], make_structure(evidence.structure), draws, assumptions)


def compare_alternatives(evidence: Evidence, scores: Scores, facts: Array, ranked: Array) -> pl.DataFrame:
    """Composite of the last month under each alternative of `schemas.robustness.ALTERNATIVE` that there is evidence for.

    `facts` (countries, months) sums recorded closures (`sum_facts`); `ranked` (countries,) says who is ranked. Columns
    country_iso3, alternative, score, lower_90, upper_90, difference (of scores), rank. A pillar alone has no score where under
    half of its rules are known.
    """
    latest = collect_latest(evidence, scores)
    found = {"published": latest.composite} | combine_otherwise(evidence, latest) | estimate_otherwise(evidence, latest)
    found["recorded_facts_only"] = np.repeat(scale_facts(facts)[:, -1:], 2, axis=1)
    published = _middle(latest.composite)
    frames = []
    for name, values in found.items():
        known = np.ones(len(ranked), bool)
        if (pillar := name.removesuffix("_only")) in KNOWN:
            known = scores.known[KNOWN.index(pillar), :, -1] >= LEAST_KNOWN
        frames.append(_summarise(evidence.countries, name, values, published, ranked, known))
    return pl.concat(frames).sort("country_iso3", "alternative")


def combine_otherwise(evidence: Evidence, latest: Latest) -> dict[str, Array]:
    """Composites (countries, draws) of the published pillars under other forms and weights, which are then held."""
    pillars = latest.values[1:4]
    found = {name: latest.combine(pillars, exponent=value) for name, value in EXPONENTS.items()}
    weight = pl.when(pl.col("parent") == "composite").then(1.0).otherwise("weight").alias("weight")
    equal = evidence.structure.with_columns(weight)
    found["equal_weights"] = latest.combine(pillars, make_structure(equal), weight_spread=0.0)
    return found | {f"{pillar}_only": latest.values[INDICES.index(pillar)] for pillar in PILLARS}


def estimate_otherwise(evidence: Evidence, latest: Latest) -> dict[str, Array]:
    """Composites (countries, draws) from practice estimated again: without each reporter, from full texts alone, without events.

    Reporters of whom there are few reports are `other` together, as lenses are.
    """
    codes, parameters = evidence.latent.codes, evidence.parameters.thin(N_PARAMETERS)
    given = Conditionals(evidence.latent, parameters)
    still = Conditionals(replace(evidence.latent, excess=np.zeros_like(evidence.latent.excess)), parameters)
    lens = np.array(codes.lenses)[codes.report_lens]
    reporter = np.array([name.split(":")[0] for name in lens])
    kept = {f"without_{name}": reporter != name for name in sorted(set(reporter))}
    kept["full_texts_only"] = np.array([name.endswith(":full") for name in lens], bool)
    base = _estimate(evidence, latest, given, np.ones(len(lens), bool), None)
    again = {name: _estimate(evidence, latest, given, mine, base) for name, mine in kept.items()}
    again["no_events"] = _estimate(evidence, latest, still, np.ones(len(lens), bool), None)
    moved = _middle(latest.composite) - _middle(base)
    return {name: np.clip(values + moved[:, None], 0, 100) for name, values in again.items()}


def _estimate(evidence: Evidence, latest: Latest, given: Conditionals, kept: Array, base: Array | None) -> Array:
    """Composite (countries, draws of the filter) from some reports; countries that lose none are as in `base`, if given."""
    end = evidence.n_months - 1
    setting = Setting(N_PARTICLES, max(end - WINDOW, 0))
    codes = evidence.latent.codes
    lost = codes.report_country[~kept & (codes.report_month >= setting.first)]
    places = sorted(set(lost.tolist())) if base is not None else list(range(len(evidence.countries)))
    n = given.n_draws * N_PARTICLES
    composite = np.empty((len(evidence.countries), n)) if base is None else base.copy()
    if not places:
        return composite
    clouds = filter_states(given, [end], setting, places, kept)
    mine = fit_to_data(given.parameters, evidence.latent)
    mine = replace(mine, draws=mine.draws | {"country_item": mine.draws["country_item"][:, places]})
    practice = score_clouds(clouds, mine, evidence.structure)
    draws = Draws(n, latest.draws.seed)
    wide = replace(latest, draws=draws, assumptions=draw_parameters(evidence.assumptions, draws))
    rules = latest.values[1:3][:, places][..., np.arange(n) % latest.draws.size]
    composite[places] = wide.combine(np.concatenate([rules, practice]))
    return composite


def _middle(values: Array) -> Array:
    """Median over draws of (countries, draws), as scores have it."""
    return quantile_draws(values[..., None], [0.5])[0, :, 0]


def sum_facts(records: pl.DataFrame, active: pl.DataFrame, countries: list[str], first_year: int, n_months: int) -> Array:
    """Sum of the strengths of scored, closing records in force, (countries, months).

    `records` is core_record; `active` (country_iso3, month, record_id, active_share) says in which months each is in force.
    """
    closing = records.filter((pl.col("is_scored") == 1) & (pl.col("direction") == "closing")).select("record_id", "strength")
    month = (pl.col("month").dt.year() - first_year) * 12 + pl.col("month").dt.month().cast(pl.Int32) - 1
    summed = (
        active.join(closing, on="record_id")
        .group_by("country_iso3", month.alias("place"))
        .agg((pl.col("strength") * pl.col("active_share")).sum().alias("total"))
        .filter(pl.col("country_iso3").is_in(countries))
    )
    total = np.zeros((len(countries), n_months))
    places = [countries.index(one) for one in summed["country_iso3"]]
    total[places, summed["place"].to_numpy()] = summed["total"].to_numpy()
    return total


def scale_facts(facts: Array) -> Array:
    """Sums of recorded closures as scores: 100 where there are none, 0 at the largest sum of any country and month."""
    most = facts.max(initial=0)
    return 100 * (1 - facts / (most if most > 0 else 1))


def _summarise(countries: list[str], name: str, values: Array, published: Array, ranked: Array, known: Array) -> pl.DataFrame:
    """Rows of one alternative from its draws (countries, draws)."""
    low, score, high = quantile_draws(values[..., None], [0.05, 0.5, 0.95])[..., 0]
    rank = np.full(len(countries), np.nan)
    taking_part = ranked & known
    rank[taking_part] = rank_draws(score[taking_part][:, None, None])[:, 0, 0]
    point = np.where(known, score, np.nan)
    columns = {"score": point, "lower_90": low, "upper_90": high, "difference": point - published}
    frame = pl.DataFrame({"country_iso3": countries, "alternative": [name] * len(countries)} | columns | {"rank": rank})
    numbers = [pl.col(one).cast(pl.Float64).round(DECIMALS).fill_nan(None) for one in columns]
    return frame.with_columns(*numbers, pl.col("rank").fill_nan(None).cast(pl.Int64))
