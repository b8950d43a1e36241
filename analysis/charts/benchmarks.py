"""Other published indices beside ours."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.site.theme import ACCENT


def chart_benchmarks(figures: pl.DataFrame) -> alt.LayerChart:
    """Other indices beside our composite, all on 0 to 100. `figures`: year, source, share, is_ours, href (the source)."""
    base = alt.Chart(figures).encode(
        x=alt.X("year:Q", title=None, axis=alt.Axis(format="d"), scale=alt.Scale(nice=False)),
        y=alt.Y("share:Q", title="Share of the scale (100 = open)", scale=alt.Scale(domain=[0, 100])),
        href="href:N",
        tooltip=["source:N", alt.Tooltip("year:Q", format="d"), alt.Tooltip("share:Q", format=".0f")],
    )
    ours = base.transform_filter("datum.is_ours").mark_line(color=ACCENT, strokeWidth=2.5)
    others = (
        base.transform_filter("!datum.is_ours")
        .mark_point(size=45, filled=True, opacity=0.8)
        .encode(shape=alt.Shape("source:N", title="Other index (points); line: our composite"), color=alt.value("#777777"))
    )
    return (ours + others).properties(width="container", height=240)
