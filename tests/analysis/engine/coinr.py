"""COINr 1.1.14 on its ASEM example: reference data outside the repository, read for tests that skip without them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from analysis.engine.draws import Array
from analysis.engine.structure import Structure, make_structure

FOLDER = Path(__file__).parents[4] / "shared" / "reference" / "coinr"
needs_coinr = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"COINr's reference outputs are not there ({FOLDER})")


@cache
def read_reference(name: str) -> pl.DataFrame:
    """One file of the reference; units are sorted where there are any."""
    frame = pl.read_csv(FOLDER / f"{name}.csv", null_values=["NA", ""], infer_schema_length=None)
    keys = [key for key in ("uCode", "Time") if key in frame.columns]
    return frame.sort(keys) if keys else frame


@cache
def asem_structure() -> Structure:
    """Structure of the example from its metadata."""
    meta = read_reference("ASEM_iMeta").filter(pl.col("Type").is_in(["Indicator", "Aggregate"]))
    names = {"iCode": "code", "Parent": "parent", "Level": "level", "Direction": "direction", "Weight": "weight"}
    return make_structure(meta.rename(names))


def read_units(name: str, codes: tuple[str, ...] | None = None) -> Array:
    """Columns of a reference table, shape (units, codes), by default the indicators; missing as NaN."""
    return read_reference(name).select(codes or asem_structure().indicators).cast(pl.Float64).to_numpy()


def directions() -> Array:
    """Direction of each indicator."""
    return asem_structure().directions[: asem_structure().n_indicators]


def is_close(found: Array, expected: Array, tolerance: float = 1e-9) -> bool:
    """Equal within an absolute or relative tolerance; missing in the same places."""
    return np.allclose(found, expected, rtol=tolerance, atol=tolerance, equal_nan=True)


def denominators() -> Array:
    """Denominator of each unit and indicator, NaN for indicators that are not divided."""
    meta = dict(read_reference("ASEM_iMeta").select("iCode", "Denominator").iter_rows())
    data = read_reference("ASEM_iData")
    none = np.full(data.height, np.nan)
    columns = [data[meta[code]].cast(pl.Float64).to_numpy() if meta[code] else none for code in asem_structure().indicators]
    return np.stack(columns, axis=1)


def runif(seed: int, n: int) -> Array:
    """R's `set.seed(seed); runif(n)`: Mersenne Twister, its state filled by the linear congruential generator of R."""
    x, state = seed, []
    for step in range(50 + 625):
        x = (69069 * x + 1) % 2**32
        if step >= 50:
            state.append(x)
    generator = np.random.MT19937()
    generator.state = {"bit_generator": "MT19937", "state": {"key": np.array(state[1:], np.uint32), "pos": 624}}
    return generator.random_raw(n) * 2.3283064365386963e-10


def noisy_sets(n: int = 100, noise: float = 0.25) -> Array:
    """The sets of weights that the reference's uncertainty analysis drew from, shape (n, codes).

    Seed 42; each set takes one number for each component of level 2, then of level 3, in the order of its table of weights.
    """
    structure = asem_structure()
    table = read_reference("coin_weights_original")
    codes = [code for level in (2, 3) for code in table.filter(pl.col("Level") == level)["iCode"]]
    sets = np.tile(structure.weights, (n, 1))
    places = [structure.place(code) for code in codes]
    sets[:, places] *= 1 + noise * (2 * runif(42, n * len(codes)).reshape(n, -1) - 1)
    return sets
