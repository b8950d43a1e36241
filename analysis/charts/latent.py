"""The model beside the composite, recovery of simulations, correlations by lag."""

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


def chart_lags(lags: pl.DataFrame) -> alt.LayerChart:
    """Correlation by lag with 90 % intervals. `lags`: lag, spearman, spearman_lower_90, spearman_upper_90, n."""
    base = alt.Chart(lags).encode(
        x=alt.X("lag:O", title="Years by which the second comes later (negative: earlier)", axis=alt.Axis(labelAngle=0)),
        tooltip=["lag:O", alt.Tooltip("spearman:Q", format=".2f"), "n:Q"],
    )
    rule = base.mark_rule(strokeWidth=3, color=ACCENT, opacity=0.5).encode(
        y=alt.Y("spearman_lower_90:Q", title="Spearman's correlation"), y2="spearman_upper_90:Q"
    )
    zero = alt.Chart(pl.DataFrame({"y": [0.0]})).mark_rule(strokeDash=[3, 3], color="#8c96a0").encode(y="y:Q")
    dot = base.mark_point(filled=True, size=90, color=ACCENT, opacity=1).encode(y="spearman:Q")
    return (zero + rule + dot).properties(width="container", height=220)


def chart_effects(effects: pl.DataFrame) -> alt.LayerChart:
    """Effects with 90 % intervals by outcome and horizon. `effects`: label, estimate, lower_90, upper_90, p_value."""
    base = alt.Chart(effects).encode(
        y=alt.Y("label:N", title=None, sort=None, axis=alt.Axis(labelLimit=260)),
        tooltip=["label:N", alt.Tooltip("estimate:Q", format=".2f"), alt.Tooltip("p_value:Q", format=".3f")],
    )
    rule = base.mark_rule(strokeWidth=3, color=ACCENT, opacity=0.5).encode(
        x=alt.X("lower_90:Q", title="Points of the outcome per standard deviation of targeting"), x2="upper_90:Q"
    )
    zero = alt.Chart(pl.DataFrame({"x": [0.0]})).mark_rule(strokeDash=[3, 3], color="#8c96a0").encode(x="x:Q")
    dot = base.mark_point(filled=True, size=80, color=ACCENT, opacity=1).encode(x="estimate:Q")
    return (zero + rule + dot).properties(width="container", height=alt.Step(20))
