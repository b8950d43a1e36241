"""`civicspace impact`: what rows would change in the scores."""

from __future__ import annotations

import tempfile
from pathlib import Path

import polars as pl

from analysis.index.impact import compare_evidence
from analysis.index.scores import INDICES, Evidence
from analysis.schemas.registry import INPUT_TABLES, key_of
from pipelines.building.conventions import Tables
from pipelines.building.database import build_database
from pipelines.building.index import read_evidence
from pipelines.building.problems import DataError
from pipelines.building.progress import Progress
from pipelines.building.read import FILE, ROW
from pipelines.building.stored import Stored, read_stored
from pipelines.records.check import Checked, check_paths
from pipelines.records.submission import KEYS, Row

SCORED = ("reports", "assessments", "regimes", "incidents", "counts", "legislation", "funding")
MOST_ROWS = 15
LEAST = 0.05  # points below which a change is told as none


def tell_impact(root: Path, paths: list[Path], order: str | None, n_draws: int, progress: Progress) -> str:
    """Text that tells scores before and after. Nothing is written.

    Raises DataError when the rows, or data/ itself, have problems.
    """
    checked = check_paths(root, paths, order)
    if checked.problems or checked.base.problems:
        raise DataError(checked.problems or checked.base.problems)
    rows = [row for row in checked.filled.new + checked.filled.revised if row.table in SCORED]
    known = len(checked.filled.known)
    if not rows:
        return f"no score changes: these files hold nothing new that a score rests on ({known} rows are there already)"
    stored = read_stored(root)
    touched = _countries(checked, rows)
    countries = [country for country in touched if country in checked.base.frames["countries"]["country_iso3"]]
    if not countries:
        return f"no score changes: {', '.join(touched)} has no index"
    before = _collect(checked.base.frames, stored, n_draws, countries, progress, "before")
    after = _collect(checked.frames, stored, n_draws, countries, progress, "after")
    progress.step(f"compare {', '.join(countries)} over {before.n_draws:,} draws")
    frame = compare_evidence(before, after)
    parts = [[*_tell_country(country, frame, before.first_year), *_tell_rows(country, rows)] for country in countries]
    scale = "scores from 0 (closed) to 100 (open), medians with 90 % intervals"
    head = f"{len(rows)} rows that count; {scale} of {before.n_draws:,} draws"
    return "\n".join([head, *(line for part in parts for line in part)])


def _collect(frames: Tables, stored: Stored, n_draws: int, countries: list[str], progress: Progress, when: str) -> Evidence:
    progress.step(f"build the tables {when}")
    tables = {name: frame.drop(FILE, ROW).sort(key_of(INPUT_TABLES[name])) for name, frame in frames.items()}
    with tempfile.TemporaryDirectory() as folder:
        connection = build_database(tables, Path(folder) / "impact.duckdb", Path(folder))
        evidence = read_evidence(connection, stored, n_draws, countries)
        connection.close()
    return evidence


def _countries(checked: Checked, rows: list[Row]) -> list[str]:
    """Countries of the rows, and those that revised rows belonged to."""
    return sorted({row.cells.get("country_iso3") or "INT" for row in rows})


def _tell_country(country: str, frame: pl.DataFrame, first_year: int) -> list[str]:
    mine = frame.filter(pl.col("country_iso3") == country)
    last = int(mine["year"].max())  # type: ignore[arg-type]
    peak = mine.sort(pl.col("change").abs(), "year", descending=True).row(0, named=True)
    lines = ["", f"{country}"]
    if abs(peak["change"]) < LEAST:
        return [*lines, f"  no score moves by {LEAST} points or more in any year from {first_year} to {last}"]
    for year in dict.fromkeys((last, peak["year"])):
        lines.append(f"  {year}{', the last year' if year == last else ', where most changes'}")
        lines.append(f"  {'':<12}{'before':>8}{'':<16}{'after':>8}{'':<16}{'change':>8}")
        for index in INDICES:
            row = mine.filter((pl.col("index") == index) & (pl.col("year") == year)).row(0, named=True)
            cells = [f"{row[name]:>{8}.1f} {_interval(row, name):<15}" for name in ("before", "after")]
            lines.append(f"  {index:<12}{''.join(cells)}{row['change']:>+8.1f} {_interval(row, 'change', '+')}")
    return lines


def _tell_rows(country: str, rows: list[Row]) -> list[str]:
    """The rows that count, as the file numbers them."""
    mine = [row for row in rows if row.cells.get("country_iso3") == country]
    lines = []
    for row in mine[:MOST_ROWS]:
        told = (row.cells.get("title_en") or row.cells.get("note") or "")[:80]
        lines.append(f"  row {row.number:<6}{row.cells[KEYS[row.table]]}  {row.table:<12}{told}")
    left = len(mine) - len(lines)
    return ["  Rows that count:", *lines, *([f"  and {left} more"] if left else [])]


def _interval(row: dict, name: str, sign: str = "") -> str:
    return f"({row[f'{name}_lower_90']:{sign}.1f} to {row[f'{name}_upper_90']:{sign}.1f})"
