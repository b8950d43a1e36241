"""Electoral and substantive democracy side by side."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.charts.figure import Figure
from analysis.schemas.release import Release
from analysis.site.places import open_country
from analysis.site.theme import ACCENT, EVENT
from analysis.views.democracy import OURS, two_democracies
from analysis.words.democracy import describe_democracies
from analysis.words.release import source_line


def figure_democracies(release: Release) -> Figure:
    """Political-rights ratings beside our composite, per country."""
    rows = two_democracies(release)
    return Figure(
        chart_two_democracies(rows), describe_democracies(release), source_line(release), rows.filter(pl.col("measure") != OURS)
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
    ours = base.transform_filter(f"datum.measure == '{OURS}'").mark_line(color=ACCENT, strokeWidth=2)
    theirs = base.transform_filter(f"datum.measure != '{OURS}'").mark_point(size=28, filled=True, color=EVENT)
    return (ours + theirs).properties(width=130, height=90).facet(facet=alt.Facet("country:N", title=None), columns=5)
