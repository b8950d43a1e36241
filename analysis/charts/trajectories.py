"""Scores over time and now: what is measured drawn full, what is forecast dashed and lighter."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from analysis.site.names import INDEX_NAME
from analysis.site.places import open_country
from analysis.site.theme import ACCENT, COUNTRY_COLOUR, EVENT, INDEX_COLOUR

SCORE_AXIS = alt.Axis(values=[0, 25, 50, 75, 100], title="Score (100 = open)")
SMALL_AXIS = alt.Axis(values=[0, 50, 100], title=None)
SCALE = alt.Scale(domain=[0, 100])
MEASURED, FORECAST = "datum.part !== 'forecast'", "datum.part === 'forecast'"
COUNTRIES = alt.Scale(domain=list(COUNTRY_COLOUR), range=list(COUNTRY_COLOUR.values()))
NUMBERS = [alt.Tooltip(f"{name}:Q", format=".1f") for name in ("score", "lower_90", "upper_90")]
KINDS = ["law", "funding", "practice"]


def draw_bands(base: alt.Chart, axis: alt.Axis, middle: bool = True, points: bool = False) -> alt.LayerChart:
    """Score with its intervals, the forecast dashed and lighter. Rows need `part` (see views.scores.part_forecast)."""
    layers = []
    for condition, share, dash in ((MEASURED, 1.0, [1, 0]), (FORECAST, 0.45, [4, 3])):
        part = base.transform_filter(condition)
        wide = part.mark_area(opacity=0.18 * share).encode(y=alt.Y("lower_90:Q", axis=axis, scale=SCALE), y2="upper_90:Q")
        layers.append(wide)
        if middle:
            layers.append(
                part.mark_area(opacity=0.25 * share).encode(y=alt.Y("lower_50:Q", axis=axis, scale=SCALE), y2="upper_50:Q")
            )
        faint = 1 if share == 1 else 0.75
        drawn = part.mark_line(
            strokeWidth=2, strokeDash=dash, opacity=faint, point=alt.OverlayMarkDef(size=18) if points else False
        )
        layers.append(drawn.encode(y=alt.Y("score:Q", axis=axis, scale=SCALE)))
    return alt.LayerChart(layer=layers)


def chart_trajectory(scores: pl.DataFrame, events: pl.DataFrame) -> alt.LayerChart:
    """Composite of one country with bands and marks for the strongest records, closings filled, openings hollow.

    `scores`: month, score, intervals, part; `events`: month, score, title, record_id, kind, direction, href.
    """
    base = alt.Chart(scores).encode(
        x=alt.X("month:T", title=None),
        color=alt.value(ACCENT),
        tooltip=[alt.Tooltip("month:T", format="%b %Y"), *NUMBERS, "part:N"],
    )
    told = [alt.Tooltip("title:N", title="record"), alt.Tooltip("month:T", format="%b %Y"), "direction:N",
            alt.Tooltip("record_id:N", title="id")]  # fmt: skip
    shapes = alt.Scale(domain=KINDS, range=["circle", "square", "triangle-up"])
    colours = alt.Scale(domain=["closing", "opening"], range=[EVENT, "#117733"])
    marks = (
        alt.Chart(events)
        .mark_point(size=70, opacity=0.95, strokeWidth=1.6, filled=True, stroke="white")
        .encode(
            x="month:T",
            y="score:Q",
            href="href:N",
            shape=alt.Shape("kind:N", title=None, scale=shapes),
            fill=alt.Fill("direction:N", title=None, scale=colours),
            tooltip=told,
        )
    )
    layers = (draw_bands(base, SCORE_AXIS) + marks).resolve_scale(color="independent")
    return layers.properties(width="container", height=300)


def chart_indices(scores: pl.DataFrame, columns: int, width: int = 200) -> alt.FacetChart:
    """Several indices of one country side by side. `scores`: index, month, score, intervals, part; began and href where known."""
    named = scores.with_columns(pl.col("index").replace_strict(INDEX_NAME, return_dtype=pl.String).alias("name"))
    order = [INDEX_NAME[code] for code in INDEX_NAME if code in scores["index"].unique()]
    scale = alt.Scale(domain=[INDEX_NAME[code] for code in INDEX_NAME], range=[INDEX_COLOUR[code] for code in INDEX_NAME])
    told: list[Any] = ["name:N", alt.Tooltip("month:T", format="%b %Y"), *NUMBERS, "part:N"]
    base = alt.Chart(named).encode(
        x=alt.X("month:T", title=None, axis=alt.Axis(format="%Y", tickCount=4)),
        color=alt.Color("name:N", legend=None, scale=scale),
        tooltip=[*told, "began:N"] if "began" in scores.columns else told,
    )
    if "href" in scores.columns:
        base = base.encode(href="href:N")
    panels = draw_bands(base, SCORE_AXIS).properties(width=width, height=150)
    return panels.facet(facet=alt.Facet("name:N", title=None, sort=order), columns=columns)


def chart_small_multiples(scores: pl.DataFrame) -> alt.FacetChart:
    """One small panel per country. `scores`: country, country_iso3, year, score, interval ends, part, began."""
    base = open_country(alt.Chart(scores), "composite").encode(
        x=alt.X("year:Q", title=None, axis=alt.Axis(format="d", tickCount=3), scale=alt.Scale(nice=False)),
        color=alt.Color("country_iso3:N", legend=None, scale=COUNTRIES),
        tooltip=["country:N", alt.Tooltip("year:Q", format="d"), *NUMBERS, "part:N", "began:N"],
    )
    panels = draw_bands(base, SMALL_AXIS, middle=False).properties(width=130, height=90)
    return panels.facet(facet=alt.Facet("country:N", title=None), columns=5)


def chart_now(scores: pl.DataFrame) -> alt.LayerChart:
    """Score of each country at its last evidence with intervals; countries of one band on one ground.

    `scores`: country, country_iso3, score, interval ends, band (null for comparators), evidence (as text), href.
    """
    order = scores.sort("score", descending=True)["country"].to_list()
    base = alt.Chart(scores).encode(
        y=alt.Y("country:N", sort=order, title=None),
        tooltip=["country:N", *NUMBERS, alt.Tooltip("band:O"), alt.Tooltip("evidence:N", title="as of")],
    )
    axis = alt.Axis(values=[0, 25, 50, 75, 100], title="Composite score, 0 closed to 100 open")
    colour = alt.condition("datum.band === null", alt.value("#777777"), alt.value(ACCENT))
    ground = (
        base.transform_filter("datum.band !== null && datum.band % 2 === 1")
        .mark_bar(color="#8c96a0", opacity=0.16, height=alt.RelativeBandSize(band=1.0))
        .encode(x=alt.datum(0), x2=alt.datum(100))
    )
    wide = base.mark_rule(strokeWidth=2, opacity=0.55).encode(
        x=alt.X("lower_90:Q", axis=axis, scale=SCALE), x2="upper_90:Q", color=colour
    )
    middle = base.mark_rule(strokeWidth=6, opacity=0.55).encode(x="lower_50:Q", x2="upper_50:Q", color=colour)
    dot = base.mark_point(filled=True, size=90, opacity=1).encode(x="score:Q", href="href:N", color=colour)
    return (ground + wide + middle + dot).properties(width="container", height=alt.Step(22))


def chart_chosen() -> alt.LayerChart:
    """Scores of the countries that the reader chose; the page gives the rows under the name `chosen`.

    Rows: country, country_iso3, year, score, lower_90, upper_90, part.
    """
    base = open_country(alt.Chart(alt.NamedData(name="chosen")), "composite").encode(
        x=alt.X("year:Q", title=None, axis=alt.Axis(format="d", labelFlush=False, labelOverlap="greedy", tickMinStep=1),
                scale=alt.Scale(nice=False, zero=False)),
        color=alt.Color("country_iso3:N", legend=None, scale=COUNTRIES),
        tooltip=["country:N", alt.Tooltip("year:Q", format="d"), *NUMBERS, "part:N"],
    )  # fmt: skip
    last = base.transform_window(place="rank()", sort=[alt.SortField("year", "descending")], groupby=["country"])
    name = last.transform_filter("datum.place == 1").mark_text(align="left", dx=6, fontSize=11).encode(
        y="score:Q", text="country:N", color=alt.value("#777777")
    )  # fmt: skip
    lines = draw_bands(base, SCORE_AXIS, middle=False, points=True)
    return (lines + name).properties(width="container", height=380)
