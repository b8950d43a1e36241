"""Figures of a country's page."""

from __future__ import annotations

import polars as pl

from analysis.charts.benchmarks import chart_benchmarks
from analysis.charts.figure import Figure
from analysis.charts.ladder import chart_ladder
from analysis.charts.trajectories import chart_indices, chart_trajectory
from analysis.schemas.release import Release
from analysis.site.names import PILLAR_NAME, RIGHT_NAME
from analysis.views.benchmarks import benchmark_shares
from analysis.views.ladder import ladder_years
from analysis.views.scores import (
    INTERVALS,
    index_years,
    marked_records,
    monthly_scores,
    part_forecast,
    pillar_steps,
    quarterly_scores,
    yearly_scores,
)
from analysis.words.benchmarks import alt_benchmarks
from analysis.words.countries import alt_parts, alt_trajectory, describe_ladder
from analysis.words.release import source_line


def figure_trajectory(release: Release, country: str) -> Figure:
    """Composite by month with intervals, forecast and marked records."""
    monthly = part_forecast(monthly_scores(release, country, ["composite"]), "month", ["index"])
    chart = chart_trajectory(monthly.select("month", *INTERVALS, "part"), marked_records(release, country))
    years = yearly_scores(release).filter(pl.col("country_iso3") == country)
    data = years.select("year", *INTERVALS, "n_reports", "is_forecast")
    return Figure(chart, alt_trajectory(release, country), source_line(release), data)


def figure_pillars(release: Release, country: str) -> Figure:
    """Law, funding and practice side by side."""
    steps = part_forecast(pillar_steps(release, country), "month", ["index"]).drop("is_forecast")
    data = index_years(release, country, list(PILLAR_NAME))
    return Figure(chart_indices(steps, columns=3), alt_parts(release, country, PILLAR_NAME), source_line(release), data)


def figure_rights(release: Release, country: str) -> Figure:
    """The four rights of practice side by side."""
    scores = part_forecast(quarterly_scores(release, country, list(RIGHT_NAME)), "month", ["index"])
    steps = scores.select("index", "month", *INTERVALS, "part")
    data = index_years(release, country, list(RIGHT_NAME))
    chart = chart_indices(steps, columns=4, width=145)
    return Figure(chart, alt_parts(release, country, RIGHT_NAME), source_line(release), data)


def figure_ladder(release: Release, country: str) -> Figure:
    """Rungs of the ladder in use by year."""
    rungs = ladder_years(release, country)
    last = release["index_country_year"]["year"].max()
    return Figure(chart_ladder(rungs, int(str(last))), describe_ladder(release, country), source_line(release), rungs)


def figure_benchmarks(release: Release, country: str) -> Figure:
    """Other indices beside ours."""
    shares = benchmark_shares(release, country)
    data = shares.filter(~pl.col("is_ours")).drop("is_ours")
    return Figure(chart_benchmarks(shares), alt_benchmarks(release, country), source_line(release), data)
