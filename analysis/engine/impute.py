"""Fill missing values. NaN means missing; what is known is never changed.

Source: OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 3; Little and Rubin (2002), Statistical
Analysis with Missing Data, ch. 4.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence

import numpy as np
import polars as pl

from analysis.engine.draws import Array
from analysis.engine.normalise import normalise_minmax

CENTRES: dict[str, Callable[..., Array]] = {"mean": np.nanmean, "median": np.nanmedian}


def _centre(values: Array, how: str, axis: int) -> Array:
    if how not in CENTRES:
        raise ValueError(f"impute by {how!r}: it must be mean or median")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a column without any value stays missing
        return CENTRES[how](values, axis=axis, keepdims=True)


def impute_columns(values: Array, how: str = "mean") -> Array:
    """Fill (units, indicators) with each indicator's mean or median over units."""
    return np.where(np.isnan(values), _centre(values, how, 0), values)


def impute_groups(values: Array, groups: Sequence[str | None], how: str = "mean") -> Array:
    """Fill (units, indicators) with the mean or median of the unit's group; `groups` has one name per unit.

    Units without a group (None) and groups without any value of an indicator keep what is missing.
    """
    filled = values.astype(float).copy()
    names = np.array([name or "" for name in groups])
    if names.size != values.shape[0]:
        raise ValueError(f"{names.size} groups given for {values.shape[0]} units")
    for name in sorted(set(names) - {""}):
        filled[names == name] = impute_columns(values[names == name], how)
    return filled


def impute_rows(
    values: Array, how: str = "mean", directions: Array | None = None, parts: Sequence[Sequence[int]] | None = None
) -> Array:
    """Fill (units, indicators) with the mean or median of the same unit's other indicators.

    Indicators are brought to one scale (min-max in their direction, shape (indicators,), 1 or -1) and back, unless
    `directions` is None: then they are taken as they are. `parts` are groups of columns; by default all are one group.
    """
    scaled = values.astype(float) if directions is None else normalise_minmax(values * directions, 0, 1)
    filled = scaled.copy()
    for part in parts or [range(values.shape[1])]:
        columns = list(part)
        filled[:, columns] = np.where(np.isnan(scaled[:, columns]), _centre(scaled[:, columns], how, 1), scaled[:, columns])
    if directions is not None:
        towards = values * directions
        low, high = np.nanmin(towards, axis=0), np.nanmax(towards, axis=0)
        filled = (filled * (high - low) + low) * directions
    return np.where(np.isnan(values), filled, values)


def impute_panel(
    frame: pl.DataFrame, unit: str, time: str, columns: Sequence[str] | None = None, longest: int | None = None
) -> pl.DataFrame:
    """Carry the last known value of each unit forward, over at most `longest` time points; never backwards.

    `frame` has one row per unit and time, in any order; the result has the same order. `columns` defaults to all
    columns of numbers but `time`. Raises ValueError when a unit has a time twice.
    """
    if frame.select(unit, time).is_duplicated().any():
        twice = frame.filter(frame.select(unit, time).is_duplicated()).row(0, named=True)
        raise ValueError(f"{unit} {twice[unit]!r} has {time} {twice[time]!r} twice")
    chosen = columns or [name for name, kind in frame.schema.items() if kind.is_numeric() and name != time]
    known = [pl.col(name).fill_nan(None) if frame.schema[name].is_float() else pl.col(name) for name in chosen]
    carried = [pl.col(name).forward_fill(limit=longest).over(unit, order_by=time) for name in chosen]
    return frame.with_columns(known).with_columns(carried)
