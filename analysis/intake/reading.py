"""How a cell was read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """A cell as read: its value, what was changed to get there, and why its meaning is not certain, if it is not."""

    value: str | None
    note: str = ""
    problem: str = ""
