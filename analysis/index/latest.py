"""The last month alone: the same records seen from it, so that many draws of it cost little."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from analysis.index.simulate import Inputs

BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")


def latest_inputs(inputs: Inputs) -> Inputs:
    """Inputs in which month 0 is the last month; its scores are those of the whole series in its last month, draw by draw."""
    back = inputs.n_months - 1
    moved = {pillar: frame.with_columns(pl.col(BOUNDS) - back) for pillar, frame in inputs.records.items()}
    moved["law"] = moved["law"].filter(pl.col("end_latest").fill_null(1) > 0)  # acts that have ended count no more
    density = {pillar: values[:, -1:] for pillar, values in inputs.density.items()}
    return replace(inputs, n_months=1, records=moved, density=density)
