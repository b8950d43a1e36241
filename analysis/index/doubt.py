"""What is unsure about a record, draw by draw: a level, a date, whether it holds at all."""

from __future__ import annotations

import numpy as np

from analysis.engine.draws import Array, Draws


def draw_level(level: int, lowest: int, highest: int, name: str, error_share: Array, draws: Draws) -> Array:
    """Level that another coder might give: one lower or one higher, each with probability `error_share`."""
    u = draws.uniform(name)
    shifted = level - (u < error_share).astype(int) + (u > 1 - error_share).astype(int)
    return np.clip(shifted, lowest, highest)


def draw_month(earliest: int, latest: int, name: str, draws: Draws) -> Array:
    """Month index, uniform between the earliest and latest month that the date can mean."""
    if earliest == latest:
        return np.full(draws.size, earliest)
    return earliest + np.floor(draws.uniform(name) * (latest - earliest + 1)).astype(int)


def draw_kept(record_id: str, verification: str, parameters: dict[str, Array], draws: Draws) -> Array:
    """1 where the record holds, 0 in the share of draws in which so sourced a record is wrong as a whole."""
    wrong = parameters["verification.one_source" if verification == "one_source" else "verification.two_sources"]
    return (draws.uniform(f"{record_id}:kept") >= wrong).astype(np.float32)
