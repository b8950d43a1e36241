"""Records over time and kind: ladder, toolkits, coverage, other indices."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.site.places import open_country
from analysis.site.theme import ACCENT, COUNTRY_COLOUR, RUNG_NAME, SEQUENTIAL


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


def chart_acts(acts: pl.DataFrame) -> alt.Chart:
    """Acts of one toolkit on a time line, a row per country. `acts`: country, country_iso3, date, title, kind, href."""
    return (
        alt.Chart(acts)
        .mark_point(filled=True, size=80, opacity=0.85)
        .encode(
            x=alt.X("date:T", title=None),
            y=alt.Y("country:N", title=None),
            shape=alt.Shape("kind:N", title=None, legend=alt.Legend(columns=2)),
            color=alt.Color(
                "country_iso3:N", legend=None, scale=alt.Scale(domain=list(COUNTRY_COLOUR), range=list(COUNTRY_COLOUR.values()))
            ),
            href="href:N",
            tooltip=["country:N", alt.Tooltip("date:T", format="%b %Y"), alt.Tooltip("title:N"), alt.Tooltip("kind:N")],
        )
        .properties(width="container", height=alt.Step(24))
    )


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


def chart_benchmarks(figures: pl.DataFrame) -> alt.LayerChart:
    """Other indices beside our composite, all on 0 to 100. `figures`: year, source, share, is_ours, href (the source)."""
    base = alt.Chart(figures).encode(
        x=alt.X("year:Q", title=None, axis=alt.Axis(format="d"), scale=alt.Scale(nice=False)),
        y=alt.Y("share:Q", title="Share of the scale (100 = open)", scale=alt.Scale(domain=[0, 100])),
        href="href:N",
        tooltip=["source:N", alt.Tooltip("year:Q", format="d"), alt.Tooltip("share:Q", format=".0f")],
    )
    ours = base.transform_filter("datum.is_ours").mark_line(color=ACCENT, strokeWidth=2.5)
    others = (
        base.transform_filter("!datum.is_ours")
        .mark_point(size=45, filled=True, opacity=0.8)
        .encode(shape=alt.Shape("source:N", title="Other index (points); line: our composite"), color=alt.value("#777777"))
    )
    return (ours + others).properties(width="container", height=240)
