"""Incidents against defenders."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.charts.figure import Figure
from analysis.schemas.release import Release
from analysis.views.defenders import insecurity_years
from analysis.words.defenders import describe_defenders
from analysis.words.release import source_line

# Okabe and Ito's colours, told apart with all common colour-vision deficiencies (jfly.uni-koeln.de/color).
INSECURITY_COLOUR = {
    "arbitrary arrest detention": "#0072b2",
    "physical integrity material attacks": "#d55e00",
    "harassment": "#999999",
}


def figure_insecurity(release: Release) -> Figure:
    """Closings that touch defenders by year and kind of insecurity."""
    years = insecurity_years(release)
    return Figure(chart_insecurity(years), describe_defenders(release), source_line(release), years)


def chart_insecurity(counts: pl.DataFrame) -> alt.Chart:
    """Recorded incidents that touch defenders by year and kind of insecurity. `counts`: year, kind, n_incidents, href."""
    return (
        alt.Chart(counts)
        .mark_bar()
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap="greedy")),
            y=alt.Y("n_incidents:Q", title="Recorded closings"),
            color=alt.Color(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=list(INSECURITY_COLOUR), range=list(INSECURITY_COLOUR.values())),
                legend=alt.Legend(columns=1, labelLimit=320),
            ),
            href="href:N",
            tooltip=["year:O", "kind:N", alt.Tooltip("n_incidents:Q", title="incidents")],
        )
        .properties(width="container", height=240)
    )
