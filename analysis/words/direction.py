"""Fall, rise or no sure direction, in words: a direction is named only where it is as good as certain."""

from __future__ import annotations

from typing import Any

from analysis.findings.robustness import PROBABLE
from analysis.words.grammar import signed

SPAN = {12: "twelve months", 36: "three years"}


def find_direction(change: dict[str, Any]) -> str:
    """fall, rise or unclear, by a row with fall_probability and rise_probability."""
    if change["fall_probability"] >= PROBABLE:
        return "fall"
    return "rise" if change["rise_probability"] >= PROBABLE else "unclear"


def describe_direction(change: dict[str, Any], months: int = 36) -> str:
    """'fell by 14.9 points over three years (90 % interval −24.5 to −6.9)', or that no direction is sure."""
    way = find_direction(change)
    low, middle, high = (change[name] for name in ("change_lower_90", "change", "change_upper_90"))
    if way == "unclear":
        return f"no sure direction over {SPAN[months]} (90 % interval {signed(low)} to {signed(high)} points)"
    word = "fell" if way == "fall" else "rose"
    return f"{word} by {abs(middle):.1f} points over {SPAN[months]} (90 % interval {signed(low)} to {signed(high)})"


def name_direction(change: dict[str, Any]) -> str:
    """For a cell: 'fell −14.9', 'rose +3.0', 'no sure direction'."""
    way = find_direction(change)
    return "no sure direction" if way == "unclear" else f"{'fell' if way == 'fall' else 'rose'} {signed(change['change'])}"
