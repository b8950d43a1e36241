"""Our composite beside other published indices."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.charts.figure import Figure
from analysis.schemas.release import Release
from analysis.site.theme import ACCENT, EVENT
from analysis.views.validity import VIEWS, agreements, shorten_name
from analysis.words.release import source_line
from analysis.words.validity import VIEW_NAME, alt_agreement

LEAST_PAIRS = 60  # series with fewer pairs are left to the tables


def figure_agreement(release: Release) -> Figure:
    """Correlation of the composite with each published series, beside what others reach with it, in four views."""
    parts = [agreements(release, view).with_columns(pl.lit(VIEW_NAME[view]).alias("view")) for view in VIEWS]
    short = pl.col("benchmark").map_elements(shorten_name, return_dtype=pl.String)
    rows = pl.concat(parts).filter(pl.col("n") >= LEAST_PAIRS).with_columns(short)
    numbers = [pl.col(name).round(2).cast(pl.String) for name in ("spearman", "spearman_lower_90", "spearman_upper_90", "others")]
    shown = rows.select("benchmark", "view", "n", *numbers, pl.col("means").round(2).cast(pl.String))
    return Figure(chart_agreement(rows), alt_agreement(release), source_line(release), shown)


def chart_agreement(rows: pl.DataFrame) -> alt.FacetChart:
    """Ours with 90 % interval (points), the median of others (ticks), country means (crosses). `rows`: as views' agreements."""
    names = [VIEW_NAME[view] for view in VIEWS]
    tooltip = [
        alt.Tooltip("benchmark:N"),
        alt.Tooltip("n:Q"),
        alt.Tooltip("spearman:Q", format=".2f", title="ours"),
        alt.Tooltip("others:Q", format=".2f"),
        alt.Tooltip("means:Q", format=".2f", title="country means"),
    ]
    base = alt.Chart(rows).encode(y=alt.Y("benchmark:N", title=None, axis=alt.Axis(labelLimit=200)), tooltip=tooltip)
    x = alt.X("spearman_lower_90:Q", title=None, scale=alt.Scale(domain=[-0.2, 1]), axis=alt.Axis(values=[0, 0.5, 1]))
    bar = base.mark_rule(strokeWidth=3, opacity=0.35, color=ACCENT).encode(x=x, x2="spearman_upper_90:Q")
    ours = base.mark_point(filled=True, size=45, color=ACCENT, opacity=1).encode(x="spearman:Q")
    others = base.mark_tick(thickness=2, size=12, color=EVENT).encode(x="others:Q")
    means = base.mark_point(shape="cross", size=35, color="#777777", filled=True).encode(x="means:Q")
    return (
        (bar + means + others + ours)
        .properties(width=100, height=alt.Step(16))
        .facet(facet=alt.Facet("view:N", title=None, sort=names), columns=4, spacing=10)
        .properties(usermeta={"labels": 150})
    )
