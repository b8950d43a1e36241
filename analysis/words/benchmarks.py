"""Other indices beside ours, in words."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.benchmarks import benchmark_shares
from analysis.words.grammar import count, join_words


def alt_benchmarks(release: Release, country: str) -> str:
    """Text alternative of the comparison with other indices: how many figures of which."""
    others = benchmark_shares(release, country).filter(~pl.col("is_ours"))
    if others.is_empty():
        return "No headline figure of another index is recorded."
    names = others["source"].unique().sort().to_list()
    years = others["year"].sort()
    return f"{count(others.height, 'figure')} of {join_words(names)}, {years[0]} to {years[-1]}."
