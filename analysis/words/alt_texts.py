"""Text alternatives of charts: the finding in words, for those who do not see the chart."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.coverage import coverage_depth
from analysis.words.grammar import join_words


def alt_coverage(release: Release) -> str:
    """Text alternative of the coverage chart: mean depth by dataset."""
    depth = coverage_depth(release).group_by("dataset").agg(pl.col("depth").mean()).sort("dataset")
    parts = [f"{r['dataset']} {r['depth']:.1f}" for r in depth.iter_rows(named=True)]
    return f"Mean depth of search, 0 to 3: {join_words(parts)}."
