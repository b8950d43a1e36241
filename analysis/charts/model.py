"""The latent model beside the composite, and what it finds in simulated countries."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.site.places import open_country
from analysis.site.theme import ACCENT, EVENT

_SCORE = alt.Scale(domain=[0, 100])


def chart_model_composite(scores: pl.DataFrame) -> alt.FacetChart:
    """Model with 90 % interval and composite per country.

    `scores`: country_iso3, country, year, score, lower_90, upper_90, composite.
    """
    base = open_country(alt.Chart(scores), "incidents").encode(
        x=alt.X("year:Q", title=None, axis=alt.Axis(format="d", tickCount=3), scale=alt.Scale(nice=False)),
        tooltip=["country:N", alt.Tooltip("year:Q", format="d"), alt.Tooltip("score:Q", title="model", format=".0f"),
                 alt.Tooltip("composite:Q", format=".0f")],
    )  # fmt: skip
    axis = alt.Axis(values=[0, 50, 100], title=None)
    band = base.mark_area(opacity=0.25, color=ACCENT).encode(y=alt.Y("lower_90:Q", axis=axis, scale=_SCORE), y2="upper_90:Q")
    model = base.mark_line(strokeWidth=2, color=ACCENT).encode(y="score:Q")
    composite = base.mark_line(strokeWidth=1.6, color=EVENT, strokeDash=[4, 3]).encode(y="composite:Q")
    return (band + model + composite).properties(width=130, height=90).facet(facet=alt.Facet("country:N", title=None), columns=5)


def chart_recovery(recovery: pl.DataFrame) -> alt.FacetChart:
    """True, modelled (with 90 % interval) and naive scores. `recovery`: the columns of table latent_recovery."""
    base = alt.Chart(recovery).encode(
        x=alt.X("year:Q", title=None, axis=alt.Axis(format="d", tickCount=3), scale=alt.Scale(nice=False)),
        tooltip=["country:N", alt.Tooltip("year:Q", format="d"), alt.Tooltip("true_score:Q", format=".0f"),
                 alt.Tooltip("model_score:Q", format=".0f"), alt.Tooltip("naive_score:Q", format=".0f")],
    )  # fmt: skip
    axis = alt.Axis(values=[0, 50, 100], title=None)
    band = base.mark_area(opacity=0.25, color=ACCENT).encode(
        y=alt.Y("model_lower_90:Q", axis=axis, scale=_SCORE), y2="model_upper_90:Q"
    )
    model = base.mark_line(strokeWidth=2, color=ACCENT).encode(y="model_score:Q")
    truth = base.mark_line(strokeWidth=1.4, color="#777777").encode(y="true_score:Q")
    naive = base.mark_line(strokeWidth=1.6, color=EVENT, strokeDash=[4, 3]).encode(y="naive_score:Q")
    return (
        (band + truth + model + naive)
        .properties(width=150, height=100)
        .facet(facet=alt.Facet("country:N", title=None), columns=4)
    )
