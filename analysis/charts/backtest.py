"""Outlook and past: forecasts by country, falls and rises on a time line."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.charts.figure import Figure
from analysis.schemas.release import Release
from analysis.site.places import open_country
from analysis.site.theme import ACCENT, EVENT
from analysis.views.backtest import region_episodes
from analysis.views.outlook import region_outlook
from analysis.words.backtest import describe_episodes, describe_forecasts
from analysis.words.release import source_line

KIND_COLOUR = {"fall": EVENT, "rise": ACCENT}


def figure_outlook(release: Release) -> Figure:
    """Probability of a fall and of a rise by five points or more within twelve months, by country."""
    wide = region_outlook(release)
    rows = wide.unpivot(
        ["fall_probability", "rise_probability"],
        index=["country_iso3", "country"],
        variable_name="kind",
        value_name="probability",
    ).with_columns(pl.col("kind").str.replace("_probability", ""))
    shown = wide.select("country", *((100 * pl.col(f"{end}_probability")).round(1).alias(f"{end}, %") for end in KIND_COLOUR))
    return Figure(chart_outlook(rows), describe_forecasts(release), source_line(release), shown)


def chart_outlook(rows: pl.DataFrame) -> alt.Chart:
    """Probabilities as points, a row per country. `rows`: country_iso3, country, kind (fall, rise), probability."""
    return (
        open_country(alt.Chart(rows), "composite")
        .mark_point(filled=True, size=80, opacity=0.9)
        .encode(
            x=alt.X("probability:Q", title="Probability", axis=alt.Axis(format="%"), scale=alt.Scale(domainMin=0)),
            y=alt.Y("country:N", title=None),
            color=alt.Color("kind:N", title=None, scale=alt.Scale(domain=list(KIND_COLOUR), range=list(KIND_COLOUR.values()))),
            shape=alt.Shape(
                "kind:N", title=None, scale=alt.Scale(domain=list(KIND_COLOUR), range=["triangle-down", "triangle-up"])
            ),
            tooltip=["country:N", "kind:N", alt.Tooltip("probability:Q", format=".1%")],
        )
        .properties(width="container", height=alt.Step(20))
    )


def figure_episodes(release: Release) -> Figure:
    """Falls and rises of the composite by five points or more, by country."""
    rows = region_episodes(release)
    shown = rows.select("country", "kind", "start_month", "end_month", "points")
    return Figure(chart_episodes(rows), describe_episodes(release), source_line(release), shown)


def chart_episodes(rows: pl.DataFrame) -> alt.LayerChart:
    """Episodes as bars. `rows`: country_iso3, country, kind, start_month, end_month, points."""
    base = open_country(alt.Chart(rows), "composite").encode(
        y=alt.Y("country:N", title=None),
        tooltip=[
            alt.Tooltip("country:N"),
            alt.Tooltip("kind:N"),
            alt.Tooltip("start_month:T", format="%b %Y", title="from"),
            alt.Tooltip("end_month:T", format="%b %Y", title="to"),
            alt.Tooltip("points:Q", format="+.0f"),
        ],
    )
    colour = alt.Color("kind:N", title=None, scale=alt.Scale(domain=list(KIND_COLOUR), range=list(KIND_COLOUR.values())))
    bars = base.mark_bar(height=12, opacity=0.75).encode(x=alt.X("start_month:T", title=None), x2="end_month:T", color=colour)
    middle = "(toNumber(toDate(datum.start_month)) + toNumber(toDate(datum.end_month))) / 2"
    texts = (
        base.transform_calculate(middle=middle)
        .mark_text(fontSize=10, color="#ffffff", fontWeight="bold")
        .encode(x="middle:T", text=alt.Text("points:Q", format="+.0f"))
    )
    return (bars + texts).properties(width="container", height=alt.Step(22))
