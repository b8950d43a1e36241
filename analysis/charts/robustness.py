"""Charts of the robustness page: where uncertainty comes from, and scores under other constructions."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.site.places import open_country
from analysis.site.theme import ACCENT, SEQUENTIAL


def chart_sensitivity(shares: pl.DataFrame) -> alt.Chart:
    """Total-order indices by country and group. `shares`: country_iso3, country, group, total_order, interval."""
    return (
        open_country(alt.Chart(shares), "composite")
        .mark_rect(stroke="white", strokeWidth=1)
        .encode(
            x=alt.X("group:N", title=None, axis=alt.Axis(labelAngle=-50, labelLimit=160)),
            y=alt.Y("country:N", title=None),
            color=alt.Color(
                "total_order:Q", title="Total-order index", scale=alt.Scale(range=SEQUENTIAL, domain=[0, 1], clamp=True)
            ),
            tooltip=[
                "country:N",
                "group:N",
                alt.Tooltip("total_order:Q", format=".2f", title="total order"),
                alt.Tooltip("total_order_lower_90:Q", format=".2f", title="from"),
                alt.Tooltip("total_order_upper_90:Q", format=".2f", title="to"),
            ],
        )
        .properties(width="container", height=alt.Step(20))
    )


def chart_alternatives(scores: pl.DataFrame) -> alt.LayerChart:
    """Latest composite under each construction, a row per country. `scores`: country_iso3, country, alternative, score, rank."""
    base = open_country(alt.Chart(scores), "composite").encode(
        x=alt.X("score:Q", title="Latest composite (100 = open)", scale=alt.Scale(domain=[0, 100])),
        y=alt.Y("country:N", title=None),
        tooltip=["country:N", "alternative:N", alt.Tooltip("score:Q", format=".1f"), "rank:Q"],
    )
    others = base.transform_filter("datum.alternative !== 'published'").mark_tick(color="#777777", thickness=2, opacity=0.7)
    published = base.transform_filter("datum.alternative === 'published'").mark_point(
        color=ACCENT, filled=True, size=80, shape="diamond"
    )
    return (others + published).properties(width="container", height=alt.Step(22))
