"""Text alternatives of charts: the finding in words, for those who do not see the chart."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.coverage import coverage_depth
from analysis.views.toolkits import lever_counts
from analysis.words.grammar import count, join_words


def alt_levers(release: Release) -> str:
    """Text alternative of the levers: the most frequent one and how many countries use it."""
    levers = lever_counts(release)
    spread = levers.group_by("lever").agg(pl.col("n_records").sum(), pl.len().alias("n_countries"))
    first = spread.sort(-pl.col("n_countries").cast(pl.Int64), "lever").row(0, named=True)
    measures = count(int(spread["n_records"].sum()), "restrictive measure")
    return (
        f"{measures} over {count(spread.height, 'lever')}; the widest spread is {first['lever']}, "
        f"recorded in {count(first['n_countries'], 'country', 'countries')}."
    )


def alt_coverage(release: Release) -> str:
    """Text alternative of the coverage chart: mean depth by dataset."""
    depth = coverage_depth(release).group_by("dataset").agg(pl.col("depth").mean()).sort("dataset")
    parts = [f"{r['dataset']} {r['depth']:.1f}" for r in depth.iter_rows(named=True)]
    return f"Mean depth of search, 0 to 3: {join_words(parts)}."
