"""From evidence to scores: rules in force to law and funding, the measurement model to practice, both to the composite.

Scores run from 0 (every item at its worst level) to 100 (every item at level 0). Weights and the tree of components stand in
data/index/structure.csv, assumptions in data/index/parameters.csv. Formula of a component: 100 × (1 - weighted mean level / 3).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from analysis.engine.aggregate import aggregate_generalised
from analysis.engine.draws import Array, Draws, draw_parameters
from analysis.engine.structure import Structure, make_structure
from analysis.latent.data import ITEM_CODES, RIGHT_CODES, LatentData
from analysis.latent.parameters import Parameters, fit_to_data
from analysis.latent.rules import RULE_CODES, Spells, draw_unknown
from analysis.latent.states import KEPT_SWEEPS, expected_levels, sample_states
from analysis.schemas.items import ITEMS

PILLARS = ("law", "funding", "practice")
INDICES = ("composite", *PILLARS, *RIGHT_CODES)
WORST = 3
LEAST_KNOWN = 0.5  # share of a pillar's weight that must be known for a point score
FLOOR = 1.0  # lowest score that enters a mean with an exponent other than 1


@dataclass(frozen=True)
class Evidence:
    """What the index is made from, with the stored draws of the parameters it is read with."""

    countries: list[str]
    first_year: int
    n_months: int
    spells: Spells
    latent: LatentData
    parameters: Parameters
    rules: dict[str, Array]
    structure: pl.DataFrame
    assumptions: pl.DataFrame

    @property
    def n_draws(self) -> int:
        """Draws of a score: parameter draws times states kept for each."""
        return self.parameters.n * len(KEPT_SWEEPS)


@dataclass(frozen=True)
class Scores:
    """Draws of all indices, `values` (indices, countries, draws, months), and the share of the rules' weight that is known,
    `known` (pillars law and funding, countries, months).
    """

    values: Array
    known: Array


def simulate_scores(evidence: Evidence, seed: int = 1948) -> Scores:
    """Scores of all countries and months. Raises ValueError for a structure that lacks a component."""
    structure = make_structure(evidence.structure)
    draws = Draws(evidence.n_draws, seed)
    assumptions = draw_parameters(evidence.assumptions, draws)
    law, known = score_rules(evidence, structure, assumptions, draws)
    practice = score_practice(evidence, structure, seed)
    pillars = np.concatenate([law, practice[:1]])
    composite = combine_pillars(pillars, structure, assumptions, draws)
    return Scores(np.concatenate([composite[None], pillars, practice[1:]]).astype(np.float32), known)


def item_weights(structure: Structure, parent: str, codes: list[str]) -> Array:
    """Weights of the components below `parent`, in the order of `codes`. Raises ValueError for one that is missing."""
    below = {structure.codes[place]: structure.weights[place] for place in structure.children(structure.place(parent))}
    if lacking := [code for code in codes if code not in below]:
        raise ValueError(f"the structure has no component {lacking[0]!r} below {parent!r}")
    return np.array([below[code] for code in codes])


def practice_code(item: str) -> str:
    """Code of an item of practice in the structure, where `funding` is a pillar too."""
    return f"practice_{item}"


def score_rules(evidence: Evidence, structure: Structure, assumptions: dict[str, Array], draws: Draws) -> tuple[Array, Array]:
    """Law and funding, (2, countries, draws, months), and the known share of their weight, (2, countries, months)."""
    spells, n_months = evidence.spells, evidence.n_months
    uniforms = np.stack([draws.uniform(f"{name}:level") for name in spells.record_ids]) if spells.record_ids else np.zeros((0, 1))
    levels = draw_unknown(spells, evidence.rules, uniforms) if spells.record_ids else np.zeros((0, draws.size), np.int8)
    levels = _draw_coding(spells, levels, assumptions["rules.coding_error"], draws)
    starts = _draw_starts(spells, draws)
    scores = np.empty((2, len(evidence.countries), draws.size, n_months), np.float32)
    known = np.zeros((2, len(evidence.countries), n_months))
    for pillar, name in enumerate(("law", "funding")):
        codes = [code for code in RULE_CODES if ITEMS[code].part == name]
        weights = item_weights(structure, name, codes) / item_weights(structure, name, codes).sum()
        for country in range(len(evidence.countries)):
            total = np.zeros((draws.size, n_months), np.float32)
            for code, weight in zip(codes, weights, strict=True):
                mine = np.flatnonzero((spells.country == country) & (spells.item == RULE_CODES.index(code)))
                total += weight * _spread(levels[mine], starts[mine], n_months)
                known[pillar, country] += weight * _known(spells, mine, n_months)
            scores[pillar, country] = 100 * (1 - total / WORST)
    return scores, known


def _draw_starts(spells: Spells, draws: Draws) -> Array:
    """Month in which each spell starts, (spells, draws), uniform over the months its date can mean."""
    starts = np.repeat(spells.first_earliest[:, None], draws.size, axis=1)
    for place in np.flatnonzero(spells.first_latest > spells.first_earliest):
        width = spells.first_latest[place] - spells.first_earliest[place] + 1
        starts[place] += np.floor(draws.uniform(f"{spells.record_ids[place]}:start") * width).astype(int)
    return starts


def _draw_coding(spells: Spells, levels: Array, error: Array, draws: Draws) -> Array:
    """Levels as another coder might give them: one lower or higher, each with the chance that second codings show."""
    shifted = levels.astype(np.int8)
    for place in np.flatnonzero(spells.level >= 0):
        uniform = draws.uniform(f"{spells.record_ids[place]}:coding")
        shifted[place] += (uniform > 1 - error).astype(np.int8) - (uniform < error).astype(np.int8)
    return np.clip(shifted, 0, WORST)


def _spread(levels: Array, starts: Array, n_months: int) -> Array:
    """Level in each month, (draws, months): that of the last spell that has started; before the first, the first's."""
    months = np.arange(n_months)
    out = (
        np.repeat(levels[0][:, None], n_months, axis=1).astype(np.float32) if len(levels) else np.zeros((1, n_months), np.float32)
    )
    for level, start in zip(levels[1:], starts[1:], strict=True):
        started = months[None, :] >= start[:, None]
        np.copyto(out, level[:, None].astype(np.float32), where=started)
    return out


def _known(spells: Spells, mine: Array, n_months: int) -> Array:
    known = np.zeros(n_months)
    for place in mine:
        known[spells.first_earliest[place] :] = float(spells.level[place] >= 0)
    return known


def score_practice(evidence: Evidence, structure: Structure, seed: int) -> Array:
    """Practice and its rights, (1 + rights, countries, draws, months)."""
    state, right = sample_states(evidence.latent, evidence.parameters, seed)
    levels = expected_levels(state, right, fit_to_data(evidence.parameters, evidence.latent))
    return weigh_levels(levels, structure).transpose(0, 2, 3, 1)


def weigh_levels(levels: Array, structure: Structure) -> Array:
    """Scores of practice and its rights, (1 + rights, ...), from levels of items (items, ...)."""
    rights = []
    for right in RIGHT_CODES:
        items = [item for item in ITEM_CODES if ITEMS[item].part == right]
        weights = item_weights(structure, right, [practice_code(item) for item in items])
        mean = np.tensordot(weights / weights.sum(), levels[[ITEM_CODES.index(item) for item in items]], axes=1)
        rights.append(100 * (1 - mean / WORST))
    weights = item_weights(structure, "practice", RIGHT_CODES)
    practice = np.tensordot(weights / weights.sum(), np.stack(rights), axes=1)
    return np.stack([practice, *rights])


def combine_pillars(pillars: Array, structure: Structure, assumptions: dict[str, Array], draws: Draws) -> Array:
    """Composite of the pillars (pillars, countries, draws, months): generalised mean, weights drawn about the structure's."""
    spread = assumptions["composite.weight_spread"]
    drawn = [1 + spread * (2 * draws.uniform(f"weight:{pillar}") - 1) for pillar in PILLARS]
    weights = item_weights(structure, "composite", list(PILLARS))[:, None] * np.stack(drawn)
    exponent = assumptions["composite.exponent"]
    if np.all(exponent == 1):
        share = (weights / weights.sum(axis=0)).astype(np.float32)
        return np.einsum("pd,pcdm->cdm", share, pillars)
    values = np.maximum(pillars, FLOOR).transpose(1, 3, 2, 0)  # countries, months, draws, pillars
    composite = np.empty(values.shape[:-1], np.float32)
    for draw in range(values.shape[2]):
        composite[:, :, draw] = aggregate_generalised(values[:, :, draw], weights[:, draw], float(exponent[draw]))
    return composite.transpose(0, 2, 1)
