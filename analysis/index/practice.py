"""Pillar C, practice: what is done to people and organisations. Never raw counts."""

from __future__ import annotations

import numpy as np

from analysis.engine.draws import Array
from analysis.index.combine import Group
from analysis.index.doubt import draw_kept
from analysis.index.strength import Record, Setting, draw_span, fading, level_strength
from analysis.schemas.vocabulary import INCIDENT_FAMILY, INCIDENT_LASTING, TARGET


def restrict_practice(records: list[Record], setting: Setting) -> Array:
    """Restriction in practice in one country, shape (draws, months), 0 (none) to 1.

    The gravest act governs each family (liberty, physical integrity, organisations, information, movement), further
    ones add a little; the mean over families and the mean over kinds of targets are blended. Lasting effects last to
    their end; everything fades with a half-life after it is over.
    """
    families = {family: Group(setting.shape) for family in INCIDENT_FAMILY}
    targets = {target: Group(setting.shape) for target in TARGET}
    for record in records:
        strength = level_strength(record, "severity", "practice", 4, setting, lowest=1) * setting["practice.full_effect"]
        strength = strength * draw_kept(record["record_id"], record["verification"], setting.parameters, setting.draws)
        start, end = draw_effect(record, setting)
        first, effect = fading(start, end, setting["practice.half_life_months"], setting.n_months)
        effect *= strength[:, None].astype(np.float32)
        families[record["family"]].add(effect, first)
        targets[record["target"]].add(effect, first)
    pile_up = setting["practice.pile_up"]
    by_family = sum(group.restriction(pile_up) for group in families.values()) / len(families)
    by_target = sum(group.gravest for group in targets.values()) / len(targets)
    share = setting["practice.family_share"][:, None].astype(np.float32)
    return share * by_family + (1 - share) * by_target


def draw_effect(record: Record, setting: Setting) -> tuple[Array, Array]:
    """Months of full effect: to the reported end; without one, by the kind of act (see INCIDENT_LASTING)."""
    start, end = draw_span(record, setting)
    if record["end_earliest"] is None:
        lasting = INCIDENT_LASTING.get(record["type"])
        if lasting is None:
            end = start
        elif lasting == "term":
            end = start + np.round(setting["practice.assumed_prison_months"]).astype(int)
    return start, end
