"""Strength of single records over draws and months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.engine.draws import Array, Draws
from analysis.index.combine import Group
from analysis.index.doubt import draw_kept, draw_level, draw_month

Record = dict[str, Any]


@dataclass(frozen=True)
class Setting:
    """What every pillar needs: drawn assumptions, random numbers, number of months."""

    parameters: dict[str, Array]
    draws: Draws
    n_months: int

    @property
    def shape(self) -> tuple[int, int]:
        return self.draws.size, self.n_months

    def __getitem__(self, name: str) -> Array:
        return self.parameters[name]


def level_strength(record: Record, variable: str, prefix: str, highest: int, setting: Setting, lowest: int = 0) -> Array:
    """Strength of an ordinal, shape (draws,): its drawn level through the weights `<prefix>.level_k`; the top is 1."""
    error = setting["coding.error_share"]
    level = draw_level(record[variable], lowest, highest, f"{record['record_id']}:{variable}", error, setting.draws)
    weights = [np.zeros_like(error)] + [setting[f"{prefix}.level_{k}"] for k in range(1, highest)] + [np.ones_like(error)]
    return np.choose(level, weights)


def kept_strength(record: Record, setting: Setting) -> Array:
    """Scope weight times whether the record holds at all, shape (draws,)."""
    scope = level_strength(record, "scope", "scope", 3, setting, lowest=1)
    return scope * draw_kept(record["record_id"], record["verification"], setting.parameters, setting.draws)


def draw_span(record: Record, setting: Setting) -> tuple[Array, Array]:
    """First month in effect and first month no longer in effect, shape (draws,); months without end get n_months."""
    name, months = record["record_id"], setting.n_months
    start = draw_month(record["start_earliest"], record["start_latest"], f"{name}:start", setting.draws)
    if record["end_earliest"] is None:
        return start, np.full(setting.draws.size, months)
    end = draw_month(record["end_earliest"], record["end_latest"], f"{name}:end", setting.draws)
    return start, np.maximum(start, end)


def fading(start: Array, end: Array, half_life: Array, n_months: int) -> tuple[int, Array]:
    """Full effect from `start` to before `end`, then halved every `half_life` months.

    Returns the first month with any effect and an array (draws, months from there).
    """
    first = int(np.clip(start.min(), 0, n_months))
    months = np.arange(first, n_months)[None, :]
    age = np.maximum(months - end[:, None], 0)
    effect = np.exp2(-age / half_life[:, None]).astype(np.float32)
    if start.max() > first:
        effect *= months >= start[:, None]
    return first, effect


def add_lasting(groups: list[Group], strength: Array, start: Array, end: Array) -> None:
    """Add a record to groups with full effect between `start` and `end` and none outside."""
    n_months = groups[0].gravest.shape[1]
    first, last = int(np.clip(start.min(), 0, n_months)), int(np.clip(end.max(), 0, n_months))
    effect = strength[:, None].astype(np.float32)
    if start.max() > max(first, start.min()) or end.min() < last:
        months = np.arange(first, last)[None, :]
        effect = effect * ((months >= start[:, None]) & (months < end[:, None]))
    for group in groups:
        group.add(effect, first, last)
