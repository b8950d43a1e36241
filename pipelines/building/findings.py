"""Add what the scores depend on, what they are worth and what may follow: tables computed from the draws of the index."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import numpy as np
import polars as pl

from analysis.engine.draws import Array
from analysis.findings.benchmarks import measure_validity
from analysis.index.alternatives import collect_latest, compare_alternatives, sum_facts
from analysis.index.coherence import correlate_indices, measure_consistency, measure_weights
from analysis.index.episodes import follow_steps, list_episodes, list_steps
from analysis.index.evidence import months_to
from analysis.index.outlook import backtest_forecasts, cut_months, forecast_changes, list_outlook
from analysis.index.scores import Evidence, Scores
from analysis.index.sensitivity import measure_sensitivity
from pipelines.building.database import fetch_table, insert_frame

READ = (
    "core_country",
    "core_record",
    "core_regime",
    "core_report",
    "core_benchmark",
    "index_country_year",
    "ladder_step",
    "panel_evidence",
    "panel_month",
    "panel_record_month",
)
Frames = dict[str, pl.DataFrame]


def add_findings(connection: duckdb.DuckDBPyConnection, evidence: Evidence, scores: Scores, scratch: Path) -> None:
    """Compute and add the tables of robustness, outlook and validity. The index's own tables must be there already."""
    tables = {name: fetch_table(connection, name) for name in READ}
    ranked = (tables["core_country"].sort("country_iso3")["role"] == "region").to_numpy()
    parts: tuple[Callable[[Frames, Evidence, Scores, Array], Frames], ...] = (find_validity, find_robustness, find_outlook)
    with ThreadPoolExecutor(max_workers=2) as pool:
        found = list(pool.map(lambda part: part(tables, evidence, scores, ranked), parts))
    for frames in found:
        for name, frame in frames.items():
            insert_frame(connection, name, frame, scratch)


def find_validity(tables: Frames, evidence: Evidence, scores: Scores, ranked: Array) -> Frames:
    """Our yearly indices of the fifteen beside other published ones."""
    countries = [name for name, is_ranked in zip(evidence.countries, ranked, strict=True) if is_ranked]
    found = measure_validity(tables["index_country_year"], tables["core_benchmark"], tables["core_regime"], countries)
    return {"validity": found}


def find_robustness(tables: Frames, evidence: Evidence, scores: Scores, ranked: Array) -> Frames:
    """What scores depend on, and how their parts hang together."""
    active = tables["panel_record_month"].select("country_iso3", "month", "record_id", "active_share")
    facts = sum_facts(tables["core_record"], active, evidence.countries, evidence.first_year, evidence.n_months)
    names = pl.Series(evidence.countries).filter(pl.Series(ranked))
    yearly = tables["index_country_year"].filter(pl.col("country_iso3").is_in(names.implode()))
    return {
        "index_alternative": compare_alternatives(evidence, scores, facts, ranked),
        "index_sensitivity": measure_sensitivity(collect_latest(evidence, scores), evidence.countries),
        "index_effective_weight": measure_weights(evidence.structure, yearly),
        "index_correlation": correlate_indices(yearly),
        "index_consistency": measure_consistency(yearly),
    }


def find_outlook(tables: Frames, evidence: Evidence, scores: Scores, ranked: Array) -> Frames:
    """What may follow, how such forecasts did, and what followed in the past."""
    months = tables["panel_month"]["month"].unique().sort().to_list()
    reaches = tables["panel_evidence"].filter(pl.col("index") == "practice").sort("country_iso3")
    last = months_to(reaches["evidence_to"].to_list(), evidence.first_year, evidence.n_months)
    asked = sorted({*cut_months(evidence, last), *last[last >= 0].tolist()})
    forecasts = forecast_changes(evidence, scores, tables["core_report"], asked)
    steps = list_steps(tables["core_regime"], tables["ladder_step"])
    return {
        "index_outlook": list_outlook(forecasts, evidence.countries, last, months),
        "index_outlook_backtest": backtest_forecasts(forecasts, evidence, scores, last, ranked),
        "index_episode": list_episodes(scores, evidence.countries, last, months),
        "index_followed": follow_steps(steps, scores, evidence.countries, np.asarray(last), months),
    }
