"""Tables of the claims tested."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.findings import claims
from analysis.schemas.release import Release
from analysis.tables.make import make_table, show_fixed, show_range


def table_order_test(release: Release) -> GT:
    """The ladder's order against shuffled rungs."""
    percent = [(100 * pl.col(name)).round(0).cast(pl.Int64).alias(name) for name in ("lower_first_share", "expected_share")]
    low, high = ((100 * pl.col(f"expected_{end}_90")).round(0).cast(pl.Int64) for end in ("lower", "upper"))
    shown = claims.compare_order(release).select(
        pl.col("unit").alias("within each"), pl.col("n_units").alias("units"), pl.col("n_pairs").alias("pairs of rungs"),
        percent[0].alias("lower first, %"), percent[1].alias("by chance, %"),
        pl.format("{} to {}", low, high).alias("90 % of shuffles"),
        show_fixed(pl.col("p_value"), 3).alias("p"),
    )  # fmt: skip
    return make_table(shown, "tbl-order-test")


def table_effects(effects: pl.DataFrame, direction: str, name: str) -> GT:
    """Effects of one direction by outcome and horizon."""
    shown = effects.filter(pl.col("direction") == direction).select(
        pl.col("outcome"), pl.col("horizon").alias("years ahead"), "n", pl.col("n_countries").alias("countries"),
        show_fixed(pl.col("estimate"), 2).alias("estimate"), show_range("lower_90", "upper_90").alias("90 % interval"),
        show_fixed(pl.col("p_value"), 3).alias("p"),
    )  # fmt: skip
    return make_table(shown, name)
