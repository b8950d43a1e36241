"""The structure of an index: which component belongs to which, in what direction and with what weight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from analysis.engine.draws import Array


@dataclass(frozen=True)
class Structure:
    """Components from the bottom level upwards, in the order of the table within a level.

    `parents` holds the place of each component's parent, -1 at the top. The components of level 1, the indicators,
    come first, so that column i of a data array belongs to `codes[i]`.
    """

    codes: tuple[str, ...]
    levels: Array
    parents: Array
    directions: Array
    weights: Array

    @property
    def indicators(self) -> tuple[str, ...]:
        """Codes of level 1, in the order that data arrays have their columns."""
        return self.codes[: self.n_indicators]

    @property
    def n_indicators(self) -> int:
        return int((self.levels == self.levels.min()).sum())

    def place(self, code: str) -> int:
        """Place of a component. Raises ValueError for an unknown code."""
        if code not in self.codes:
            raise ValueError(f"no component {code!r} in the structure; there are {', '.join(self.codes)}")
        return self.codes.index(code)

    def children(self, place: int) -> Array:
        """Places of the components whose parent is at `place`."""
        return np.flatnonzero(self.parents == place)

    def groups(self, level: int) -> dict[str, list[str]]:
        """Parents one level or more above `level`, each with its children of that level, in order."""
        grouped: dict[str, list[str]] = {}
        for place in np.flatnonzero((self.levels == level) & (self.parents >= 0)):
            grouped.setdefault(self.codes[self.parents[place]], []).append(self.codes[place])
        return grouped


def make_structure(table: pl.DataFrame) -> Structure:
    """Structure from a table with columns code, parent, level, direction and weight, in any order of rows.

    `parent` is null at the top; level 1 is the bottom. Raises ValueError, naming the component, for a code given twice,
    an unknown parent, a parent that is not on a higher level, a negative weight, a direction other than 1 or -1, and an
    aggregate without components.
    """
    ordered = table.select("code", "parent", "level", "direction", "weight").sort("level", maintain_order=True)
    codes = ordered["code"].to_list()
    if len(set(codes)) < len(codes):
        raise ValueError(f"component {next(code for code in codes if codes.count(code) > 1)!r} is in the structure twice")
    place = {code: number for number, code in enumerate(codes)}
    for row in ordered.iter_rows(named=True):
        _check_component(row, place, ordered["level"].to_list())
    empty = [c for c, level in zip(codes, ordered["level"], strict=True) if level > ordered["level"].min()]
    if lacking := [code for code in empty if code not in set(ordered["parent"].drop_nulls())]:
        raise ValueError(f"component {lacking[0]!r} stands above level 1 but no component has it as its parent")
    parents = [-1 if parent is None else place[parent] for parent in ordered["parent"]]
    return Structure(
        tuple(codes),
        ordered["level"].to_numpy(),
        np.array(parents, dtype=int),
        ordered["direction"].to_numpy().astype(float),
        ordered["weight"].to_numpy().astype(float),
    )


def _check_component(row: dict, place: dict[str, int], levels: list[int]) -> None:
    code, parent = row["code"], row["parent"]
    if parent is not None and parent not in place:
        raise ValueError(f"component {code!r} has the parent {parent!r}, which is not in the structure")
    if parent is not None and levels[place[parent]] <= row["level"]:
        raise ValueError(f"component {code!r} is on level {row['level']}, its parent {parent!r} is not above it")
    if row["direction"] not in (1, -1):
        raise ValueError(f"component {code!r} has the direction {row['direction']}; it must be 1 or -1")
    if row["weight"] is None or not row["weight"] >= 0:
        raise ValueError(f"component {code!r} has the weight {row['weight']}; it must be 0 or more")


def read_values(frame: pl.DataFrame, structure: Structure) -> Array:
    """Indicator data of a frame with one column per indicator, shape (units, indicators), missing as NaN.

    Raises ValueError when a column is missing.
    """
    if lacking := [code for code in structure.indicators if code not in frame.columns]:
        raise ValueError(f"the data have no column {lacking[0]!r}, which is an indicator of the structure")
    columns = [pl.col(code).cast(pl.Float64).fill_null(float("nan")) for code in structure.indicators]
    return frame.select(columns).to_numpy()
