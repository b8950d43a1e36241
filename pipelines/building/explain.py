"""`civicspace explain`: which reports, rules and events hold a country's score, and which moved it, with their sources."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import polars as pl

from analysis.index.drivers import list_drivers
from pipelines.building.database import fetch_table
from pipelines.building.index import read_evidence
from pipelines.building.problems import WrongUse
from pipelines.building.stored import read_stored

VIEWS = {
    "level": "What holds the composite where it was at the end of the year (points that it would be higher without, if negative)",
    "year": "What moved it in the twelve months before",
}


def explain_year(root: Path, database: Path, country: str, year: int, most: int = 15) -> str:
    """Text that tells scores, intervals and the evidence behind them, each with its sources.

    Raises WrongUse for an unknown country or year, and when there is no release yet.
    """
    if not database.exists():
        raise WrongUse(f"no release yet ({database}); run `civicspace build` first")
    with duckdb.connect(str(database), read_only=True) as connection:
        names = dict(fetch_table(connection, "core_country").select("country_iso3", "name_en").iter_rows())
        if country not in names:
            raise WrongUse(f"no country {country}; there are {', '.join(names)}")
        years = fetch_table(connection, "index_country_year").filter(pl.col("country_iso3") == country).sort("year")
        scores = years.filter(pl.col("year") == year)
        if scores.is_empty():
            raise WrongUse(f"no year {year}; the release covers {years['year'][0]} to {years['year'][-1]}")
        evidence = read_evidence(connection, read_stored(root), only=[country])
        last = min((year - evidence.first_year) * 12 + 11, evidence.n_months - 1)
        drivers = list_drivers(evidence, np.array([min(max(last, 36), evidence.n_months - 1)]))
        told = describe_evidence(connection)
        cited = fetch_table(connection, "core_record_source").join(fetch_table(connection, "core_source"), on="source_id")
    lines = _tell_scores(names[country], year, scores)
    for view, heading in VIEWS.items():
        rows = drivers.filter(pl.col("view") == view).join(told, on="evidence_id", how="left", maintain_order="left")
        lines += ["", *_tell_drivers(heading, rows, cited, most)]
    return "\n".join([*lines, "", "Reports overlap, so points need not add up to the score."])


def describe_evidence(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Words for each report and spell: evidence_id, told."""
    reports = fetch_table(connection, "core_report").select(
        pl.col("report_id").alias("evidence_id"),
        pl.format("{} about {} to {}, {} items", "reporter", "window_from", "window_to", "n_codes").alias("told"),
    )
    spells = fetch_table(connection, "core_regime").select(
        pl.col("record_id").alias("evidence_id"),
        pl.format("rule {}: level {} since {}", pl.col("item"), pl.col("level"), pl.col("start")).alias("told"),
    )
    return pl.concat([reports, spells])


def _tell_scores(name: str, year: int, scores: pl.DataFrame) -> list[str]:
    lines = [f"{name} {year}: scores from 0 (closed) to 100 (open), with 90 % intervals"]
    for row in scores.sort("index").iter_rows(named=True):
        point = "   (too little known)" if row["score"] is None else f"{row['score']:6.1f}"
        state = "forecast, no evidence" if row["is_forecast"] else f"{row['n_reports']} reports"
        lines.append(f"  {row['index']:<12}{point}  ({row['lower_90']:.1f} to {row['upper_90']:.1f}), {state}")
    return lines


def _tell_drivers(heading: str, drivers: pl.DataFrame, cited: pl.DataFrame, most: int) -> list[str]:
    shown = min(most, drivers.height)
    lines = [f"{heading} ({shown} of {drivers.height}):"]
    for row in drivers.head(most).iter_rows(named=True):
        words = row["told"] or f"dated events of {row['evidence_id']}"
        lines.append(f"  {row['points']:+6.1f}  {row['evidence_id']}  {words}")
        for source in cited.filter(pl.col("record_id") == row["evidence_id"]).sort("source_id").iter_rows(named=True):
            lines.append(f"            {source['publisher']}: {source['url']}")
    return lines if drivers.height else [*lines, "  nothing that moves it by a twentieth of a point"]
