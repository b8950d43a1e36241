"""Figures of the start page: where each country stands, and thirty-five years in small."""

from __future__ import annotations

import polars as pl

from analysis.charts.figure import Figure
from analysis.charts.trajectories import chart_now, chart_small_multiples
from analysis.schemas.release import Release
from analysis.site.places import country_href
from analysis.views.scores import INTERVALS, band_countries, part_forecast, standings, yearly_moves
from analysis.words.release import source_line
from analysis.words.standing import alt_multiples, alt_standing


def figure_standing(release: Release) -> Figure:
    """Score of every country at its last evidence, in bands."""
    standing = standings(release)
    bands = band_countries(standing).select("country_iso3", "band")
    evidence = pl.col("month").dt.strftime("%b %Y").alias("evidence")
    now = standing.join(bands, on="country_iso3", how="left", maintain_order="left").with_columns(country_href(), evidence)
    shown = now.select("country", "country_iso3", "href", "band", "evidence", *INTERVALS)
    return Figure(chart_now(shown), alt_standing(release), source_line(release), shown.drop("href", "country_iso3"))


def figure_multiples(release: Release) -> Figure:
    """The composite of the fifteen by year since 1991, forecast apart."""
    years = yearly_moves(release).filter(pl.col("country_iso3").is_in(release.region()))
    drawn = part_forecast(years, "year", ["country"]).select("country", "country_iso3", "year", *INTERVALS, "part", "began")
    data = years.filter((pl.col("year") % 5 == 0) | (pl.col("year") == pl.col("year").max()))
    told = data.select("country", "year", "score", "lower_90", "upper_90", "is_forecast", "n_reports")
    return Figure(chart_small_multiples(drawn), alt_multiples(years), source_line(release), told)
