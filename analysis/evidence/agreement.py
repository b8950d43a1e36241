"""Agreement between the first and the second coder."""

from __future__ import annotations

from typing import Literal

import krippendorff
import numpy as np
import polars as pl

from analysis.schemas.release import Release

TABLES = {"legislation": "core_legislation", "funding": "core_funding", "incidents": "core_incident"}
FLAGS = {"entry", "funding", "advocacy", "sensitivity_climate", "opacity", "distortive_law_use", "impunity"}


def pair_codings(release: Release) -> pl.DataFrame:
    """First and second value of every variable coded twice: dataset, record_id, variable, first, second."""
    second = release["core_second_coding"].filter(pl.col("coder") == "pass-2")
    parts = []
    for dataset, table in TABLES.items():
        wanted = [v for v in second["variable"].unique().sort() if v in release[table].columns]
        first = release[table].select("record_id", pl.col(wanted).cast(pl.Int64).fill_null(0))
        long = first.unpivot(wanted, index="record_id", variable_name="variable", value_name="first")
        joined = second.join(long, on=["record_id", "variable"])
        parts.append(
            joined.select(pl.lit(dataset).alias("dataset"), "record_id", "variable", "first", pl.col("value").alias("second"))
        )
    return pl.concat(parts).sort("dataset", "variable", "record_id")


def measure_agreement(release: Release) -> pl.DataFrame:
    """Krippendorff's alpha per variable, ordinal for levels and nominal for flags, with raw agreement.

    Columns dataset, variable, records, agreement (share equal), alpha (null where no value varies).
    Source: Krippendorff (2018), Content Analysis, 4th edition, chapter 12.
    """
    rows = []
    for (dataset, variable), pairs in pair_codings(release).group_by(["dataset", "variable"], maintain_order=True):
        values = pairs.select("first", "second").to_numpy().T
        scale: Literal["nominal", "ordinal"] = "nominal" if variable in FLAGS else "ordinal"
        alpha = krippendorff.alpha(values, level_of_measurement=scale) if len(np.unique(values)) > 1 else None
        rows.append((dataset, variable, pairs.height, float((values[0] == values[1]).mean()), alpha))
    schema = {"dataset": pl.String, "variable": pl.String, "records": pl.Int64, "agreement": pl.Float64, "alpha": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")
