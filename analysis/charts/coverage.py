"""How deep was searched."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.site.places import open_country
from analysis.site.theme import SEQUENTIAL


def chart_coverage(coverage: pl.DataFrame) -> alt.Chart:
    """How deeply each country and period was searched. `coverage`: country_iso3, country, period, dataset, depth (0 to 3)."""
    return (
        open_country(alt.Chart(coverage), "coverage")
        .mark_rect(stroke="white", strokeWidth=1)
        .encode(
            x=alt.X("period:O", title=None, axis=alt.Axis(labelAngle=-50)),
            y=alt.Y("country:N", title=None),
            color=alt.Color("depth:Q", title="Mean depth of search", scale=alt.Scale(range=SEQUENTIAL, domain=[0, 3])),
            tooltip=["country:N", "period:O", "dataset:N", alt.Tooltip("depth:Q", format=".2f")],
        )
        .properties(width=200, height=alt.Step(18))
        .facet(facet=alt.Facet("dataset:N", title=None), columns=3)
    )
