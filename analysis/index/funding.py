"""Pillar B, funding: how far levers on money narrow the space."""

from __future__ import annotations

import numpy as np

from analysis.engine.draws import Array
from analysis.index.combine import Group, noisy_or
from analysis.index.strength import Record, Setting, add_lasting, draw_span, fading, kept_strength, level_strength

# Cases of these levers last until a source reports their end; other cases begin to fade at once.
LASTING_LEVERS = {"donor_expulsion"}


def restrict_funding(records: list[Record], setting: Setting) -> Array:
    """Restriction of funding in one country, shape (draws, months), 0 (none) to 1.

    Within a lever the gravest measure governs and further ones add a little; levers combine by noisy-or. Rules last to
    their end. A case lasts to its end and then fades; without a known end it fades from its beginning.
    """
    levers: dict[str, dict[str, Group]] = {"restrictive": {}, "enabling": {}}
    for record in records:
        group = levers[record["direction"]].setdefault(record["lever"], Group(setting.shape))
        strength = kept_strength(record, setting) * level_strength(record, "severity", "severity", 3, setting, lowest=1)
        strength = strength * setting["funding.full_effect"]
        start, end = draw_span(record, setting)
        if record["level"] == "rule":
            add_lasting([group], strength, start, end)
            continue
        if record["end_earliest"] is None and record["lever"] not in LASTING_LEVERS:
            end = start
        first, effect = fading(start, end, setting["funding.half_life_months"], setting.n_months)
        group.add(strength[:, None].astype(np.float32) * effect, first)
    combined = {
        direction: noisy_or([g.restriction(setting["funding.pile_up"]) for g in groups.values()], setting.shape)
        for direction, groups in levers.items()
    }
    relief = setting["funding.enabling_relief"][:, None].astype(np.float32)
    return combined["restrictive"] * (1 - relief * combined["enabling"])
