"""The ladder and defenders across countries."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.site.places import open_country
from analysis.site.theme import RUNG_NAME, SEQUENTIAL

# Okabe and Ito's colours, told apart with all common colour-vision deficiencies (jfly.uni-koeln.de/color).
KIND_COLOUR = {
    "arbitrary arrest detention": "#0072b2",
    "physical integrity material attacks": "#d55e00",
    "harassment": "#999999",
}


def chart_first_rungs(steps: pl.DataFrame) -> alt.Chart:
    """First recorded year of each rung by country. `steps`: country, year, rung_name, title, href."""
    return (
        alt.Chart(steps)
        .mark_point(filled=True, size=90, opacity=0.9)
        .encode(
            x=alt.X("year:Q", title=None, axis=alt.Axis(format="d"), scale=alt.Scale(nice=False, zero=False, padding=10)),
            y=alt.Y("country:N", title=None),
            color=alt.Color(
                "rung_name:N",
                title=None,
                scale=alt.Scale(domain=list(RUNG_NAME.values()), range=SEQUENTIAL[1:]),
                legend=alt.Legend(columns=2, labelLimit=220),
            ),
            shape=alt.Shape("rung_name:N", title=None, scale=alt.Scale(domain=list(RUNG_NAME.values()))),
            href="href:N",
            tooltip=["country:N", "year:Q", alt.Tooltip("rung_name:N", title="rung"), "title:N"],
        )
        .properties(width="container", height=alt.Step(24))
    )


def chart_insecurity(counts: pl.DataFrame) -> alt.Chart:
    """Recorded incidents that touch defenders by year and kind of insecurity. `counts`: year, kind, n_incidents, href."""
    return (
        alt.Chart(counts)
        .mark_bar()
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap="greedy")),
            y=alt.Y("n_incidents:Q", title="Recorded incidents"),
            color=alt.Color(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=list(KIND_COLOUR), range=list(KIND_COLOUR.values())),
                legend=alt.Legend(columns=1, labelLimit=320),
            ),
            href="href:N",
            tooltip=["year:O", "kind:N", alt.Tooltip("n_incidents:Q", title="incidents")],
        )
        .properties(width="container", height=240)
    )


def chart_two_democracies(figures: pl.DataFrame) -> alt.FacetChart:
    """Political-rights rating of another index beside our composite, per country.

    `figures`: country_iso3, country, year, measure, share.
    """
    base = open_country(alt.Chart(figures), "benchmarks").encode(
        x=alt.X("year:Q", title=None, axis=alt.Axis(format="d", tickCount=3), scale=alt.Scale(nice=False)),
        y=alt.Y("share:Q", title=None, axis=alt.Axis(values=[0, 50, 100]), scale=alt.Scale(domain=[0, 100])),
        tooltip=["country:N", "year:Q", "measure:N", alt.Tooltip("share:Q", format=".0f")],
    )
    ours = base.transform_filter("datum.measure == 'civic space (ours)'").mark_line(color="#3b6ea5", strokeWidth=2)
    theirs = base.transform_filter("datum.measure != 'civic space (ours)'").mark_point(size=28, filled=True, color="#c2571a")
    return (ours + theirs).properties(width=130, height=90).facet(facet=alt.Facet("country:N", title=None), columns=5)
