"""Charts of the robustness page: where uncertainty comes from, and scores under other constructions."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.charts.figure import Figure
from analysis.schemas.release import Release
from analysis.site.places import open_country
from analysis.site.theme import ACCENT, EVENT, SEQUENTIAL
from analysis.views.robustness import FACTS, alternative_scores, sensitivity_shares
from analysis.words.release import source_line
from analysis.words.robustness import describe_alternatives, describe_sensitivity


def figure_sensitivity(release: Release) -> Figure:
    """Sobol indices of groups of assumptions for the latest composite of each country."""
    shares = sensitivity_shares(release)
    shown = shares.select("country", "group", *(pl.col(name).round(2).cast(pl.String) for name in shares.columns[3:]))
    return Figure(chart_sensitivity(shares), describe_sensitivity(release), source_line(release), shown)


def chart_sensitivity(shares: pl.DataFrame) -> alt.Chart:
    """Total-order indices by country and group. `shares`: country_iso3, country, group, total_order, interval."""
    return (
        open_country(alt.Chart(shares), "composite")
        .mark_rect(stroke="white", strokeWidth=1)
        .encode(
            x=alt.X("group:N", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("country:N", title=None),
            color=alt.Color(
                "total_order:Q", title="Total-order index", scale=alt.Scale(range=SEQUENTIAL, domain=[0, 1], clamp=True)
            ),
            tooltip=[
                "country:N",
                "group:N",
                alt.Tooltip("total_order:Q", format=".2f", title="total order"),
                alt.Tooltip("total_order_lower_90:Q", format=".2f", title="from"),
                alt.Tooltip("total_order_upper_90:Q", format=".2f", title="to"),
            ],
        )
        .properties(width="container", height=alt.Step(20))
    )


def figure_alternatives(release: Release) -> Figure:
    """Latest composite as published, under other constructions, and by recorded facts alone."""
    scores = alternative_scores(release).drop_nulls("score")
    shown = scores.select("country", "alternative", "score", "difference", "rank")
    return Figure(chart_alternatives(scores), describe_alternatives(release), source_line(release), shown)


def chart_alternatives(scores: pl.DataFrame) -> alt.LayerChart:
    """Latest composite under each construction, a row per country. `scores`: country_iso3, country, code, alternative, score,
    rank.
    """
    base = open_country(alt.Chart(scores), "composite").encode(
        x=alt.X("score:Q", title="Latest composite (100 = open)", scale=alt.Scale(domain=[0, 100])),
        y=alt.Y("country:N", title=None),
        tooltip=["country:N", "alternative:N", alt.Tooltip("score:Q", format=".1f"), "rank:Q"],
    )
    others = base.transform_filter(f"datum.code !== 'published' && datum.code !== '{FACTS}'").mark_tick(
        color="#777777", thickness=2, opacity=0.7
    )
    facts = base.transform_filter(f"datum.code === '{FACTS}'").mark_point(color=EVENT, size=60, shape="cross", filled=True)
    published = base.transform_filter("datum.code === 'published'").mark_point(
        color=ACCENT, filled=True, size=80, shape="diamond"
    )
    return (others + facts + published).properties(width="container", height=alt.Step(22))
