"""The measurement model: made-up countries, left-out codes, levels drawn anew."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.charts.figure import Figure
from analysis.schemas.release import Release
from analysis.site.theme import ACCENT, EVENT
from analysis.views.model import left_out_codes, level_shares
from analysis.words.model import describe_checks, describe_left_out, describe_recovery
from analysis.words.release import source_line

_SCORE = alt.Scale(domain=[0, 100])
NOMINAL_COLOUR = {"50 %": "#999933", "80 %": "#4477aa", "90 %": "#882255"}


def figure_recovery(release: Release) -> Figure:
    """Made-up countries: the true score, the model's, and what counting closures would say."""
    rows = release["latent_recovery"]
    return Figure(chart_recovery(rows), describe_recovery(release), source_line(release), rows.filter(pl.col("year") % 5 == 0))


def chart_recovery(recovery: pl.DataFrame) -> alt.FacetChart:
    """True, modelled (with 90 % interval) and naive scores. `recovery`: the columns of table latent_recovery."""
    base = alt.Chart(recovery).encode(
        x=alt.X("year:Q", title=None, axis=alt.Axis(format="d", tickCount=3), scale=alt.Scale(nice=False)),
        tooltip=["country:N", alt.Tooltip("year:Q", format="d"), alt.Tooltip("true_score:Q", format=".0f"),
                 alt.Tooltip("model_score:Q", format=".0f"), alt.Tooltip("naive_score:Q", format=".0f"),
                 alt.Tooltip("n_reports:Q", title="reports")],
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
        .properties(width=170, height=100)
        .facet(facet=alt.Facet("country:N", title=None), columns=3)
    )


def figure_left_out(release: Release) -> Figure:
    """Share of left-out codes that the 50, 80 and 90 % sets hold, by what was left out."""
    rows = left_out_codes(release).filter(pl.col("kind") != "tails")
    shown = rows.select("kind", "left_out", "n_codes", *((pl.col(name) * 100).round(1) for name in ("nominal", "actual")))
    return Figure(chart_left_out(rows), describe_left_out(release), source_line(release), shown)


def chart_left_out(rows: pl.DataFrame) -> alt.LayerChart:
    """Actual beside nominal coverage. `rows`: left_out, nominal, actual, n_codes."""
    marked = rows.with_columns(
        pl.format("{} %", (100 * pl.col("nominal")).round(0).cast(pl.Int64)).alias("set"),
        pl.format("{} ({})", "left_out", "n_codes").alias("label"),
    )
    colour = alt.Color(
        "set:N",
        title="Should hold",
        scale=alt.Scale(domain=list(NOMINAL_COLOUR), range=list(NOMINAL_COLOUR.values())),
    )
    dots = (
        alt.Chart(marked)
        .mark_point(filled=True, size=70, opacity=0.9)
        .encode(
            x=alt.X(
                "actual:Q", title="Share of left-out codes held", axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0.3, 1])
            ),
            y=alt.Y("label:N", title=None, sort=None, axis=alt.Axis(labelLimit=260)),
            color=colour,
            shape=alt.Shape("set:N", title="Should hold", scale=alt.Scale(domain=list(NOMINAL_COLOUR))),
            tooltip=["left_out:N", "set:N", alt.Tooltip("actual:Q", format=".1%"), alt.Tooltip("n_codes:Q", title="codes")],
        )
    )
    asked = (
        alt.Chart(marked.select("set", "nominal").unique().sort("nominal"))
        .mark_rule(strokeDash=[4, 3], opacity=0.8)
        .encode(x="nominal:Q", color=colour)
    )
    return (asked + dots).properties(width="container", height=alt.Step(20))


def figure_levels(release: Release) -> Figure:
    """Shares of the four levels by item: in the data, and in data drawn anew from the fitted model."""
    rows = level_shares(release)
    percent = [(pl.col(name) * 100).round(1) for name in ("observed", "predicted", "lower_90", "upper_90")]
    return Figure(chart_levels(rows), describe_checks(release), source_line(release), rows.select("item", "level", *percent))


def chart_levels(rows: pl.DataFrame) -> alt.FacetChart:
    """Observed shares as points over the predicted 90 % intervals. `rows`: item, level, observed, lower_90, upper_90."""
    base = alt.Chart(rows).encode(y=alt.Y("item:N", title=None, axis=alt.Axis(labelLimit=200)))
    x = alt.X("lower_90:Q", title=None, axis=alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75]), scale=alt.Scale(domain=[0, 0.8]))
    bar = base.mark_rule(strokeWidth=6, color=ACCENT, opacity=0.4).encode(x=x, x2="upper_90:Q")
    dot = base.mark_point(filled=True, size=28, color=EVENT, opacity=1).encode(
        x="observed:Q",
        tooltip=["item:N", "level:N", alt.Tooltip("observed:Q", format=".1%"), alt.Tooltip("predicted:Q", format=".1%")],
    )
    return (
        (bar + dot)
        .properties(width=120, height=alt.Step(16))
        .facet(facet=alt.Facet("level:N", title=None), columns=4)
        .properties(usermeta={"labels": 150})
    )
