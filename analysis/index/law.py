"""Pillar A, law: how far legislation in force narrows the space."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from analysis.engine.draws import Array
from analysis.index.combine import Group, noisy_or
from analysis.index.strength import Record, Setting, add_lasting, draw_span, kept_strength, level_strength

TARGETS = ("stigma", "administrative_burden", "criminalisation")
AREAS = ("entry", "funding", "advocacy")


def restrict_law(records: list[Record], setting: Setting) -> Array:
    """Restriction by law in one country, shape (draws, months), 0 (none) to 1.

    For each area and target: within an instrument the gravest act governs and further acts add a little; instruments
    combine by noisy-or; enabling acts undo a share of what remains. The mean over the nine cells is the restriction.
    Computed once per stretch of months between which no act can begin or end.
    """
    breaks = find_breaks(records, setting.n_months)
    shape = (setting.draws.size, len(breaks))
    cells: dict[tuple[str, str, str], dict[str, Group]] = defaultdict(dict)
    for record in records:
        start, end = (np.searchsorted(breaks, month) for month in draw_span(record, setting))
        kept = kept_strength(record, setting) * setting["law.full_effect"]
        for target in TARGETS:
            strength = kept * level_strength(record, target, "severity", 3, setting)
            if not strength.any():
                continue
            groups = [
                cells[area, target, record["direction"]].setdefault(record["instrument"], Group(shape))
                for area in AREAS
                if record[area]
            ]
            if groups:
                add_lasting(groups, strength, start, end)
    total = np.zeros(shape, np.float32)
    for area in AREAS:
        for target in TARGETS:
            total += _cell(cells, area, target, shape, setting)
    return np.repeat(total / (len(AREAS) * len(TARGETS)), np.diff([*breaks, setting.n_months]), axis=1)


def find_breaks(records: list[Record], n_months: int) -> list[int]:
    """Month indices at which some record can begin or end, and 0; sorted, all below `n_months`."""
    breaks = {0}
    for record in records:
        for side in ("start", "end"):
            if record[f"{side}_earliest"] is not None:
                breaks.update(range(max(record[f"{side}_earliest"], 0), min(record[f"{side}_latest"] + 1, n_months)))
    return sorted(breaks)


def _cell(cells: dict, area: str, target: str, shape: tuple[int, int], setting: Setting) -> Array:
    combined = [
        noisy_or([g.restriction(setting["law.pile_up"]) for g in cells[area, target, direction].values()], shape)
        for direction in ("restrictive", "enabling")
    ]
    relief = setting["law.enabling_relief"][:, None].astype(np.float32)
    return combined[0] * (1 - relief * combined[1])
