"""The chart of the two-page brief."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from analysis.charts import trajectories
from analysis.charts.figure import Figure
from analysis.schemas.release import Release
from analysis.views.scores import INTERVALS, marked_records, monthly_scores, part_forecast


def chart_brief(release: Release, country: str) -> dict[str, Any]:
    """Vega-Lite specification of the brief's chart: composite with intervals, forecast and marked records, at a fixed width."""
    monthly = part_forecast(monthly_scores(release, country, ["composite"]), "month", ["index"])
    marks = marked_records(release, country, most=9)
    chart: alt.LayerChart = trajectories.chart_trajectory(monthly.select("month", *INTERVALS, "part"), marks)
    return Figure(chart.properties(width=470, height=130), "", "", pl.DataFrame()).spec()
