"""The escalation ladder: records on each rung, and first use."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.charts.figure import Figure
from analysis.schemas.release import Release
from analysis.site.names import RUNG_NAME
from analysis.site.theme import SEQUENTIAL
from analysis.views.ladder import first_rungs
from analysis.words.ladder import describe_order
from analysis.words.release import source_line


def chart_ladder(rungs: pl.DataFrame, last_year: int) -> alt.Chart:
    """Rungs in use by year from 1991 to `last_year`; darker means more records. `rungs`: year, rung_name, n_records, href."""
    axis = alt.Axis(labelAngle=0, values=list(range(1995, last_year + 1, 5)))
    return (
        alt.Chart(rungs)
        .mark_rect(stroke="white", strokeWidth=1)
        .encode(
            x=alt.X("year:O", title=None, axis=axis, scale=alt.Scale(domain=list(range(1991, last_year + 1)))),
            y=alt.Y("rung_name:N", title=None, sort=list(reversed(RUNG_NAME.values())), axis=alt.Axis(labelLimit=180)),
            color=alt.Color("n_records:Q", title="Records in effect", scale=alt.Scale(range=SEQUENTIAL[1:], domainMin=1)),
            href="href:N",
            tooltip=[
                alt.Tooltip("year:O"),
                alt.Tooltip("rung_name:N", title="rung"),
                alt.Tooltip("n_records:Q", title="records"),
            ],
        )
        .properties(width="container", height=alt.Step(30))
    )


def figure_first_rungs(release: Release) -> Figure:
    """Year of the first recorded use of each rung, by country."""
    steps = first_rungs(release)
    shown = steps.select("country", "rung_name", "year", "title", "record_id")
    return Figure(chart_first_rungs(steps.drop("record_id", "rung")), describe_order(release), source_line(release), shown)


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
