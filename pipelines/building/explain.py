"""`civicspace explain`: which records move a country's score in a year, with their sources."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from analysis.index.explain import explain_scores
from pipelines.building.database import fetch_table
from pipelines.building.index import collect_inputs
from pipelines.building.problems import WrongUse

RECORD_TABLES = ("core_legislation", "core_funding", "core_incident")


def explain_year(database: Path, country: str, year: int, most: int = 15) -> str:
    """Text that tells score, interval and the records that move it most, each with its sources.

    Raises WrongUse for an unknown country or year, and when there is no release yet.
    """
    if not database.exists():
        raise WrongUse(f"no release yet ({database}); run `civicspace build` first")
    with duckdb.connect(str(database), read_only=True) as connection:
        inputs = collect_inputs(connection)
        years = fetch_table(connection, "index_country_year").filter(pl.col("country_iso3") == country).sort("year")
        scores = years.filter(pl.col("year") == year)
        if country not in inputs.countries:
            raise WrongUse(f"no country {country}; there are {', '.join(inputs.countries)}")
        if scores.is_empty():
            raise WrongUse(f"no year {year}; the release covers {years['year'][0]} to {years['year'][-1]}")
        first = (year - years["year"][0]) * 12
        effects = explain_scores(inputs, country, slice(first, min(first + 12, inputs.n_months))).filter(
            pl.col("effect").abs() > 0.05
        )
        titles = pl.concat([fetch_table(connection, t).select("record_id", "title_en", "verification") for t in RECORD_TABLES])
        cited = fetch_table(connection, "core_record_source").join(fetch_table(connection, "core_source"), on="source_id")
        name = fetch_table(connection, "core_country").filter(pl.col("country_iso3") == country)["name_en"].item()
    named = effects.join(titles, on="record_id", how="left", maintain_order="left")
    return "\n".join([*_tell_scores(name, year, scores), "", *_tell_effects(named, cited, most)])


def _tell_scores(name: str, year: int, scores: pl.DataFrame) -> list[str]:
    lines = [f"{name} {year}: scores from 0 (closed) to 100 (open), with 90 % intervals"]
    for row in scores.sort("index").iter_rows(named=True):
        lines.append(
            f"  {row['index']:<10}{row['score']:6.1f}  ({row['lower_90']:.1f} to {row['upper_90']:.1f}), "
            f"{row['n_active_records']} records, evidence density {row['evidence_density']:.2f}"
        )
    return lines


def _tell_effects(effects: pl.DataFrame, cited: pl.DataFrame, most: int) -> list[str]:
    shown = min(most, effects.height)
    lines = [f"Records that move these scores most ({shown} of {effects.height}), with points on pillar and composite:"]
    for row in effects.head(most).iter_rows(named=True):
        numbers = f"{row['effect']:+6.1f} {row['effect_composite']:+6.1f}"
        lines.append(f"  {numbers}  {row['record_id']}  {row['pillar']:<8}  {row['title_en']}")
        for source in cited.filter(pl.col("record_id") == row["record_id"]).sort("source_id").iter_rows(named=True):
            lines.append(f"                 {source['publisher']}: {source['url']}")
    return lines if effects.height else [*lines, "  none: no record counts in this year"]
