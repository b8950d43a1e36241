"""The chart of the two-page brief."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from analysis.charts import trajectories
from analysis.charts.figure import Figure
from analysis.schemas.release import Release
from analysis.views.scores import INTERVALS, monthly_scores, moving_records


def chart_brief(release: Release, country: str) -> dict[str, Any]:
    """Vega-Lite specification of the brief's chart: composite with intervals and marked records, at a fixed width."""
    monthly = monthly_scores(release, country, ["composite"]).select("month", *INTERVALS)
    chart: alt.LayerChart = trajectories.chart_trajectory(monthly, moving_records(release, country, most=8))
    return Figure(chart.properties(width=470, height=150), "", "", pl.DataFrame()).spec()
