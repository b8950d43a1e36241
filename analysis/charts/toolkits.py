"""Acts of the first toolkit and levers on funding."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.site.theme import COUNTRY_COLOUR, SEQUENTIAL


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
