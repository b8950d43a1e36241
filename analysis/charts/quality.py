"""What was read: reports by country and period."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.charts.coverage import chart_coverage
from analysis.charts.figure import Figure
from analysis.schemas.release import Release
from analysis.site.places import open_country
from analysis.site.theme import SEQUENTIAL
from analysis.views.coverage import coverage_depth
from analysis.views.quality import reports_by_period
from analysis.words.alt_texts import alt_coverage
from analysis.words.quality import describe_reports
from analysis.words.release import source_line


def figure_reports(release: Release) -> Figure:
    """Reports that were read, by country and five-year period."""
    rows = reports_by_period(release)
    share = (pl.col("full_share") * 100).round(0).cast(pl.Int64).alias("read in full, %")
    shown = rows.select("country", "period", pl.col("n_reports").alias("reports"), pl.col("n_codes").alias("levels"), share)
    return Figure(chart_reports(rows), describe_reports(release), source_line(release), shown)


def chart_reports(rows: pl.DataFrame) -> alt.LayerChart:
    """Levels coded by country and period; the number in a cell is that of reports. `rows`: as reports_by_period."""
    cells = open_country(alt.Chart(rows), "practice").encode(
        x=alt.X("period:O", title=None, axis=alt.Axis(labelAngle=-50)),
        y=alt.Y("country:N", title=None),
        tooltip=[
            "country:N",
            "period:O",
            alt.Tooltip("n_reports:Q", title="reports"),
            alt.Tooltip("n_codes:Q", title="levels"),
            alt.Tooltip("full_share:Q", title="read in full", format=".0%"),
        ],
    )
    scale = alt.Scale(range=SEQUENTIAL[:4], domainMin=0)
    fill = cells.mark_rect(stroke="white", strokeWidth=1).encode(
        color=alt.Color("n_codes:Q", title="Levels coded (colour); reports (number)", scale=scale)
    )
    return (fill + cells.mark_text(fontSize=10, color="#1c2733").encode(text="n_reports:Q")).properties(
        width="container", height=alt.Step(20)
    )


def figure_coverage(release: Release) -> Figure:
    """How deeply each country and period was searched for acts, funding measures and incidents."""
    rows = coverage_depth(release)
    shown = rows.select("country", "dataset", "period", "depth")
    return Figure(chart_coverage(rows), alt_coverage(release), source_line(release), shown)
