"""Hand the core tables to the index and put its results into the database."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import polars as pl

from analysis.engine.draws import Array, Draws
from analysis.index.alternatives import compare_alternatives
from analysis.index.coherence import correlate_indices, measure_consistency, measure_weights, pillar_loadings
from analysis.index.sensitivity import N_POINTS, measure_sensitivity
from analysis.index.simulate import PILLARS, Inputs, simulate_scores
from analysis.index.summarise import summarise_changes, summarise_scores, summarise_year_changes
from pipelines.building.database import fetch_table, insert_frame

N_DRAWS = 1000
SOURCES = {"law": "core_legislation", "funding": "core_funding", "practice": "core_incident"}
BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")


def collect_inputs(connection: duckdb.DuckDBPyConnection) -> Inputs:
    """Collect what the index is made from out of the core and panel tables."""
    skeleton = fetch_table(connection, "panel_month")
    countries = skeleton["country_iso3"].unique().sort().to_list()
    months = skeleton["month"].unique().sort().to_list()
    n_months = len(months)
    records = {pillar: index_months(fetch_table(connection, table), months[0]) for pillar, table in SOURCES.items()}
    panel = fetch_table(connection, "panel_country_month").sort("country_iso3", "month")
    return Inputs(
        countries=countries,
        n_months=n_months,
        records=records,
        density={
            pillar: panel.filter(pl.col("index") == pillar)["evidence_density"].to_numpy().reshape(len(countries), n_months)
            for pillar in PILLARS
        },
        structure=fetch_table(connection, "raw_index_structure"),
        parameters=fetch_table(connection, "raw_index_parameters"),
    )


def index_months(records: pl.DataFrame, first: dt.date) -> pl.DataFrame:
    """Active records of the country's own authorities with their date bounds as months since `first`."""
    year, month = first.year, first.month
    months = [((pl.col(b).dt.year() - year) * 12 + pl.col(b).dt.month().cast(pl.Int32) - month).alias(b) for b in BOUNDS]
    scored = (pl.col("status") == "active") & (pl.col("authority") == "state")
    return records.filter(scored).with_columns(months)


def add_indices(connection: duckdb.DuckDBPyConnection, scratch: Path, n_draws: int = N_DRAWS) -> None:
    """Compute all indices and add index_country_month, index_country_year, their changes and robustness to the database."""
    inputs = collect_inputs(connection)
    countries = fetch_table(connection, "core_country").sort("country_iso3")
    ranked = (countries["role"] == "region").to_numpy()
    panel = fetch_table(connection, "panel_country_month")
    months = panel["month"].unique().sort().to_list()
    scores = simulate_scores(inputs, Draws(n_draws))
    monthly, yearly = summarise_scores(scores, inputs.countries, ranked, months, months[0].year)
    monthly = monthly.join(panel, on=["country_iso3", "index", "month"], how="left")
    by_year = panel.group_by("country_iso3", "index", pl.col("month").dt.year().cast(pl.Int64).alias("year")).agg(
        pl.col("n_active_records").max(), pl.col("evidence_density").mean().round(6), pl.len().cast(pl.Int64).alias("n_months")
    )
    yearly = yearly.join(by_year, on=["country_iso3", "index", "year"], how="left")
    for name, frame, key in (
        ("index_country_month", monthly.with_columns(pl.col("evidence_density").round(6)), "month"),
        ("index_country_year", yearly, "year"),
    ):
        first = ["country_iso3", key, "index"]
        insert_frame(connection, name, frame.select(*first, pl.exclude(first)).sort("country_iso3", "index", key), scratch)
    insert_frame(connection, "index_change", summarise_changes(scores, inputs.countries), scratch)
    changes = summarise_year_changes(scores, inputs.countries, months[0].year)
    insert_frame(connection, "index_change_year", changes, scratch)
    region = yearly.filter(pl.col("country_iso3").is_in(countries.filter(ranked)["country_iso3"].implode()))
    for name, frame in measure_robustness(inputs, scores[..., -1], Draws(n_draws), ranked, region).items():
        insert_frame(connection, name, frame, scratch)


def measure_robustness(
    inputs: Inputs, latest: Array, draws: Draws, ranked: Array, yearly: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """Tables on how far the scores depend on assumptions.

    `latest` (indices, countries, draws) are scores of the last month, `ranked` (countries,) says who is of the region, of
    which `yearly` are the scores by year. With few draws, as in tests, the Sobol design is as small.
    """
    return {
        "index_sensitivity": measure_sensitivity(inputs, min(N_POINTS, max(2 * draws.n, 128))),
        "index_alternative": compare_alternatives(inputs, latest, draws, ranked, pillar_loadings(yearly)),
        "index_effective_weight": measure_weights(inputs.structure, yearly),
        "index_correlation": correlate_indices(yearly),
        "index_consistency": measure_consistency(yearly),
    }
