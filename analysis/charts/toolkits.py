"""Acts of the first toolkit and levers on funding."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.charts.figure import Figure
from analysis.schemas.release import Release
from analysis.site.theme import COUNTRY_COLOUR, SEQUENTIAL
from analysis.views.toolkits import BILL, lever_counts, toolkit_acts
from analysis.words.release import source_line
from analysis.words.toolkits import describe_levers, describe_toolkit

KINDS = ["closing", "opening", BILL]


def figure_acts(release: Release) -> Figure:
    """Acts and bills of the first toolkit on a time line, a row per country."""
    acts = toolkit_acts(release)
    shown = acts.select("country", "date", "title", "kind", "record_id")
    return Figure(chart_acts(acts.drop("record_id")), describe_toolkit(release), source_line(release), shown)


def chart_acts(acts: pl.DataFrame) -> alt.Chart:
    """Acts of one toolkit on a time line, a row per country. `acts`: country, country_iso3, date, title, kind, href."""
    return (
        alt.Chart(acts)
        .mark_point(filled=True, size=80, opacity=0.85)
        .encode(
            x=alt.X("date:T", title=None),
            y=alt.Y("country:N", title=None),
            shape=alt.Shape("kind:N", title=None, legend=alt.Legend(columns=3), scale=alt.Scale(domain=KINDS)),
            color=alt.Color(
                "country_iso3:N", legend=None, scale=alt.Scale(domain=list(COUNTRY_COLOUR), range=list(COUNTRY_COLOUR.values()))
            ),
            href="href:N",
            tooltip=["country:N", alt.Tooltip("date:T", format="%b %Y"), alt.Tooltip("title:N"), alt.Tooltip("kind:N")],
        )
        .properties(width="container", height=alt.Step(24))
    )


def figure_levers(release: Release) -> Figure:
    """Closing funding measures by lever and country."""
    levers = lever_counts(release)
    shown = levers.select("country", "lever", "n_records")
    return Figure(chart_levers(levers.drop("country_iso3")), describe_levers(release), source_line(release), shown)


def chart_levers(levers: pl.DataFrame) -> alt.Chart:
    """Funding levers by country. `levers`: country, lever, n_records, href."""
    return (
        alt.Chart(levers)
        .mark_rect(stroke="white", strokeWidth=1)
        .encode(
            x=alt.X("country:N", title=None, axis=alt.Axis(labelAngle=-50)),
            y=alt.Y("lever:N", title=None, axis=alt.Axis(labelLimit=220)),
            color=alt.Color("n_records:Q", title="Records", scale=alt.Scale(range=SEQUENTIAL[1:], domainMin=1)),
            href="href:N",
            tooltip=["country:N", "lever:N", alt.Tooltip("n_records:Q", title="records")],
        )
        .properties(width="container", height=alt.Step(26))
    )
