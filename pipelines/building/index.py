"""Hand the core tables and the stored draws to the index and put its results into the database."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from analysis.index.drivers import list_drivers
from analysis.index.evidence import TABLES, collect_evidence, months_to
from analysis.index.scores import Evidence, Scores, simulate_scores
from analysis.index.summarise import summarise_changes, summarise_scores, summarise_year_changes
from pipelines.building.database import fetch_table, insert_frame
from pipelines.building.stored import Stored

N_DRAWS = 200  # parameter draws; two states are kept for each


def read_evidence(
    connection: duckdb.DuckDBPyConnection, stored: Stored, n_draws: int = N_DRAWS, only: list[str] | None = None
) -> Evidence:
    """Evidence of all countries, or of `only` some, with at most `n_draws` of the stored parameter draws."""
    tables = {name: fetch_table(connection, name) for name in TABLES}
    structure, assumptions = fetch_table(connection, "raw_index_structure"), fetch_table(connection, "raw_index_parameters")
    thinned = stored.thin(n_draws)
    return collect_evidence(tables, structure, assumptions, thinned.parameters, thinned.rules, only)


def add_indices(connection: duckdb.DuckDBPyConnection, evidence: Evidence, scratch: Path) -> Scores:
    """Compute all indices and add index_country_month, index_country_year, their changes and drivers. Returns the draws."""
    scores = simulate_scores(evidence)
    countries = fetch_table(connection, "core_country").sort("country_iso3")
    ranked = (countries["role"] == "region").to_numpy()
    months = fetch_table(connection, "panel_month")["month"].unique().sort().to_list()
    monthly, yearly = summarise_scores(scores, evidence.countries, ranked, months)
    reaches = fetch_table(connection, "panel_evidence").filter(pl.col("index") == "practice").sort("country_iso3")
    last = months_to(reaches["evidence_to"].to_list(), evidence.first_year, evidence.n_months)
    reports = count_reports(fetch_table(connection, "core_report"))
    monthly = tell_evidence(monthly, reaches, reports, "month").sort("country_iso3", "index", "month")
    yearly = tell_evidence(yearly.with_columns(pl.date("year", 12, 31).alias("month")), reaches, reports, "year").drop("month")
    lengths = pl.DataFrame({"month": months}).group_by(pl.col("month").dt.year().cast(pl.Int64).alias("year")).len("n_months")
    yearly = yearly.join(lengths, on="year").sort("country_iso3", "index", "year")
    last = last.clip(min=min(36, evidence.n_months - 1))
    for name, frame in (
        ("index_country_month", monthly),
        ("index_country_year", yearly),
        ("index_change", summarise_changes(scores, evidence.countries, months, last)),
        ("index_change_year", summarise_year_changes(scores, evidence.countries, evidence.first_year)),
        ("index_driver", list_drivers(evidence, last)),
    ):
        insert_frame(connection, name, frame, scratch)
    return scores


def count_reports(reports: pl.DataFrame) -> pl.DataFrame:
    """Months that the windows of active, coded reports touch: country_iso3, month, report_id."""
    coded = reports.filter((pl.col("status") == "active") & (pl.col("n_codes") > 0))
    return coded.select(
        "country_iso3",
        "report_id",
        pl.date_ranges(
            pl.col("window_from").str.to_date().dt.month_start(), pl.col("window_to").str.to_date(), interval="1mo"
        ).alias("month"),
    ).explode("month")


def tell_evidence(scores: pl.DataFrame, reaches: pl.DataFrame, reports: pl.DataFrame, period: str) -> pl.DataFrame:
    """Add `is_forecast` (the period lies after the evidence-to date) and `n_reports` to scores by month or year.

    A year is a forecast where no month of it has evidence; `scores` carries the last day of a year as `month`.
    """
    key = pl.col("month") if period == "month" else pl.col("month").dt.year().cast(pl.Int64).alias("year")
    counted = reports.group_by("country_iso3", key).agg(pl.col("report_id").n_unique().cast(pl.Int64).alias("n_reports"))
    joined = scores.join(reaches.select("country_iso3", "evidence_to"), on="country_iso3", how="left").join(
        counted, on=["country_iso3", period], how="left"
    )
    begins = pl.col("month") if period == "month" else pl.date(pl.col("month").dt.year(), 1, 1)
    ends_before = (pl.col("evidence_to") < begins).fill_null(True)
    return joined.with_columns(ends_before.cast(pl.Int64).alias("is_forecast"), pl.col("n_reports").fill_null(0)).drop(
        "evidence_to"
    )
