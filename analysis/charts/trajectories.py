"""Scores over time."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.site.names import INDEX_NAME
from analysis.site.places import open_country
from analysis.site.theme import ACCENT, COUNTRY_COLOUR, EVENT, INDEX_COLOUR

SCORE_AXIS = alt.Axis(values=[0, 25, 50, 75, 100], title="Score (100 = open)")


def _bands(base: alt.Chart, colour: str) -> alt.LayerChart:
    wide = base.mark_area(opacity=0.15, color=colour).encode(y=alt.Y("lower_90:Q", title="", scale=_scale()), y2="upper_90:Q")
    middle = base.mark_area(opacity=0.25, color=colour).encode(y="lower_50:Q", y2="upper_50:Q")
    line = base.mark_line(color=colour, strokeWidth=2).encode(y=alt.Y("score:Q", axis=SCORE_AXIS, scale=_scale()))
    return wide + middle + line


def _scale() -> alt.Scale:
    return alt.Scale(domain=[0, 100])


def chart_trajectory(scores: pl.DataFrame, events: pl.DataFrame) -> alt.LayerChart:
    """Composite of one country with 50 % and 90 % bands, and marks for the records that moved it.

    `scores`: month, score, lower_/upper_ 50 and 90 (one row per month); `events`: month, score, title, record_id, kind.
    """
    base = alt.Chart(scores).encode(
        x=alt.X("month:T", title=None),
        tooltip=[
            alt.Tooltip("month:T", format="%b %Y"),
            alt.Tooltip("score:Q", format=".1f"),
            alt.Tooltip("lower_90:Q", format=".1f"),
            alt.Tooltip("upper_90:Q", format=".1f"),
        ],
    )
    marks = (
        alt.Chart(events)
        .mark_point(filled=True, size=70, color=EVENT, opacity=0.95, stroke="white", strokeWidth=0.7)
        .encode(
            x="month:T",
            y="score:Q",
            href="href:N",
            shape=alt.Shape(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=["law", "funding", "practice"], range=["circle", "square", "triangle-up"]),
            ),
            tooltip=[
                alt.Tooltip("title:N", title="record"),
                alt.Tooltip("month:T", format="%b %Y"),
                alt.Tooltip("record_id:N", title="id"),
            ],
        )
    )
    return (_bands(base, ACCENT) + marks).properties(width="container", height=300)


def chart_pillars(scores: pl.DataFrame) -> alt.FacetChart:
    """Pillars of one country side by side. `scores`: index, month, score, interval ends, began, href."""
    named = scores.with_columns(pl.col("index").replace_strict(INDEX_NAME).alias("pillar"))
    base = alt.Chart(named).encode(
        x=alt.X("month:T", title=None, axis=alt.Axis(format="%Y", tickCount=4)),
        color=alt.Color(
            "pillar:N", legend=None, scale=alt.Scale(domain=list(INDEX_NAME.values()), range=list(INDEX_COLOUR.values()))
        ),
        href="href:N",
        tooltip=["pillar:N", alt.Tooltip("month:T", format="%b %Y"), alt.Tooltip("score:Q", format=".1f"), "began:N"],
    )
    wide = base.mark_area(opacity=0.15).encode(y=alt.Y("lower_90:Q", axis=SCORE_AXIS, scale=_scale()), y2="upper_90:Q")
    middle = base.mark_area(opacity=0.25).encode(y="lower_50:Q", y2="upper_50:Q")
    line = base.mark_line(strokeWidth=2).encode(y=alt.Y("score:Q", axis=SCORE_AXIS))
    return (wide + middle + line).properties(width=210, height=170).facet(facet=alt.Facet("pillar:N", title=None), columns=3)


def chart_small_multiples(scores: pl.DataFrame) -> alt.FacetChart:
    """One small panel per country. `scores`: country, country_iso3, year, score, interval ends, began."""
    base = open_country(alt.Chart(scores), "composite").encode(
        x=alt.X("year:Q", title=None, axis=alt.Axis(format="d", tickCount=3), scale=alt.Scale(nice=False)),
        color=alt.Color(
            "country_iso3:N", legend=None, scale=alt.Scale(domain=list(COUNTRY_COLOUR), range=list(COUNTRY_COLOUR.values()))
        ),
        tooltip=["country:N", alt.Tooltip("year:Q", format="d"), alt.Tooltip("score:Q", format=".1f"),
                 alt.Tooltip("lower_90:Q", format=".1f"), alt.Tooltip("upper_90:Q", format=".1f"), "began:N"],
    )  # fmt: skip
    wide = base.mark_area(opacity=0.2).encode(y=alt.Y("lower_90:Q", title=None, scale=_scale()), y2="upper_90:Q")
    line = base.mark_line(strokeWidth=2).encode(y=alt.Y("score:Q", axis=alt.Axis(values=[0, 50, 100], title=None)))
    return (wide + line).properties(width=130, height=90).facet(facet=alt.Facet("country:N", title=None), columns=5)


def chart_now(scores: pl.DataFrame) -> alt.LayerChart:
    """Latest score of each country with its intervals. `scores`: country, country_iso3, score, interval ends."""
    order = scores.sort("score", descending=True)["country"].to_list()
    base = alt.Chart(scores).encode(
        y=alt.Y("country:N", sort=order, title=None),
        tooltip=[
            "country:N",
            alt.Tooltip("score:Q", format=".1f"),
            alt.Tooltip("lower_90:Q", format=".1f"),
            alt.Tooltip("upper_90:Q", format=".1f"),
        ],
    )
    axis = alt.Axis(values=[0, 25, 50, 75, 100], title="Composite score, 0 closed to 100 open")
    wide = base.mark_rule(strokeWidth=2, color=ACCENT, opacity=0.45).encode(
        x=alt.X("lower_90:Q", axis=axis, scale=_scale()), x2="upper_90:Q"
    )
    middle = base.mark_rule(strokeWidth=6, color=ACCENT, opacity=0.45).encode(x="lower_50:Q", x2="upper_50:Q")
    dot = base.mark_point(filled=True, size=90, color=ACCENT, opacity=1).encode(x="score:Q", href="href:N")
    return (wide + middle + dot).properties(width="container", height=alt.Step(22))


def chart_chosen() -> alt.LayerChart:
    """Scores of the countries that the reader chose; the page gives the rows under the name `chosen`.

    Rows: country, country_iso3, year, score, lower_90, upper_90.
    """
    domain = alt.Scale(domain=list(COUNTRY_COLOUR), range=list(COUNTRY_COLOUR.values()))
    base = open_country(alt.Chart(alt.NamedData(name="chosen")), "composite").encode(
        x=alt.X("year:Q", title=None, axis=alt.Axis(format="d", labelFlush=False, labelOverlap="greedy", tickMinStep=1),
                scale=alt.Scale(nice=False, zero=False)),
        color=alt.Color("country_iso3:N", legend=None, scale=domain),
        tooltip=["country:N", alt.Tooltip("year:Q", format="d"), alt.Tooltip("score:Q", format=".1f"),
                 alt.Tooltip("lower_90:Q", format=".1f"), alt.Tooltip("upper_90:Q", format=".1f")],
    )  # fmt: skip
    band = base.mark_area(opacity=0.15).encode(y=alt.Y("lower_90:Q", title=None, scale=_scale()), y2="upper_90:Q")
    line = base.mark_line(strokeWidth=2.2, point={"size": 18}).encode(y=alt.Y("score:Q", axis=SCORE_AXIS))
    last = base.transform_window(place="rank()", sort=[alt.SortField("year", "descending")], groupby=["country"])
    name = last.transform_filter("datum.place == 1").mark_text(align="left", dx=6, fontSize=11).encode(
        y="score:Q", text="country:N", color=alt.value("#777777")
    )  # fmt: skip
    return (band + line + name).properties(width="container", height=380)
