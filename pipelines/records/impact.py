"""`civicspace impact`: what rows would change in the scores, and which of them matter most."""

from __future__ import annotations

import tempfile
from pathlib import Path

import polars as pl

from analysis.engine.draws import Draws
from analysis.index.explain import explain_scores
from analysis.index.impact import compare_inputs, restrict_countries
from analysis.index.simulate import INDICES, Inputs
from analysis.schemas.registry import INPUT_TABLES, key_of
from pipelines.building.conventions import Tables
from pipelines.building.database import build_database, fetch_table
from pipelines.building.index import collect_inputs
from pipelines.building.problems import DataError
from pipelines.building.progress import Progress
from pipelines.building.read import FILE, ROW
from pipelines.records.check import Checked, check_paths
from pipelines.records.submission import KEYS, Row

SCORED = ("legislation", "funding", "incidents", "coverage")
LEAST = 0.05  # points below which a change is told as none
MOST_RECORDS = 15


def tell_impact(root: Path, paths: list[Path], order: str | None, n_draws: int, progress: Progress) -> str:
    """Text that tells scores before and after, and the records that move them most. Nothing is written.

    Raises DataError when the rows, or data/ itself, have problems.
    """
    checked = check_paths(root, paths, order)
    if checked.problems or checked.base.problems:
        raise DataError(checked.problems or checked.base.problems)
    rows = [row for row in checked.filled.new + checked.filled.revised if row.table in SCORED]
    known = len(checked.filled.known)
    if not rows:
        return (
            f"no score changes: these files hold no new law, funding measure, incident or search ({known} rows are there already)"
        )
    before, first_year = _collect(checked.base.frames, progress, "before")
    after, _ = _collect(checked.frames, progress, "after")
    touched = _countries(checked, rows)
    countries = [country for country in touched if country in before.countries]
    if not countries:
        return f"no score changes: {', '.join(touched)} has no index"
    progress.step(f"compare {', '.join(countries)} over {n_draws:,} draws")
    old, new = (restrict_countries(inputs, countries) for inputs in (before, after))
    frame = compare_inputs(old, new, Draws(n_draws), first_year)
    parts = [_tell_country(country, frame, new, rows, first_year) for country in countries]
    head = f"{len(rows)} rows that count; scores from 0 (closed) to 100 (open), medians with 90 % intervals of {n_draws:,} draws"
    return "\n".join([head, *(line for part in parts for line in part)])


def _collect(frames: Tables, progress: Progress, when: str) -> tuple[Inputs, int]:
    progress.step(f"build the tables {when}")
    tables = {name: frame.drop(FILE, ROW).sort(key_of(INPUT_TABLES[name])) for name, frame in frames.items()}
    with tempfile.TemporaryDirectory() as folder:
        connection = build_database(tables, Path(folder) / "impact.duckdb", Path(folder))
        inputs = collect_inputs(connection)
        first = fetch_table(connection, "panel_month")["month"].min()
        connection.close()
    return inputs, int(first.year)  # type: ignore[union-attr]


def _countries(checked: Checked, rows: list[Row]) -> list[str]:
    """Countries of the rows, and those that revised rows belonged to."""
    return sorted({row.cells.get("country_iso3") or "INT" for row in rows})


def _tell_country(country: str, frame: pl.DataFrame, inputs: Inputs, rows: list[Row], first_year: int) -> list[str]:
    mine = frame.filter(pl.col("country_iso3") == country)
    last = int(mine["year"].max())  # type: ignore[arg-type]
    peak = mine.sort(pl.col("change").abs(), "year", descending=True).row(0, named=True)
    lines = ["", f"{country}"]
    if abs(peak["change"]) < LEAST:
        return [*lines, f"  no score moves by {LEAST} points or more in any year from {first_year} to {last}"]
    for year in dict.fromkeys((last, peak["year"])):
        lines.append(f"  {year}{', the last year' if year == last else ', where most changes'}")
        lines.append(f"  {'':<10}{'before':>8}{'':<16}{'after':>8}{'':<16}{'change':>8}")
        for index in INDICES:
            row = mine.filter((pl.col("index") == index) & (pl.col("year") == year)).row(0, named=True)
            cells = [f"{row[name]:>{8}.1f} {_interval(row, name):<15}" for name in ("before", "after")]
            lines.append(f"  {index:<10}{''.join(cells)}{row['change']:>+8.1f} {_interval(row, 'change', '+')}")
    return lines + _tell_records(country, inputs, rows, peak["year"], first_year)


def _interval(row: dict, name: str, sign: str = "") -> str:
    return f"({row[f'{name}_lower_90']:{sign}.1f} to {row[f'{name}_upper_90']:{sign}.1f})"


def _tell_records(country: str, inputs: Inputs, rows: list[Row], year: int, first_year: int) -> list[str]:
    """Effect of each row on its pillar in the year where most changes: the score with it, less the score without it."""
    mine = {row.cells[KEYS[row.table]]: row for row in rows if row.cells.get("country_iso3") == country}
    first = (year - first_year) * 12
    effects = explain_scores(inputs, country, slice(first, min(first + 12, inputs.n_months)))
    effects = effects.filter(pl.col("record_id").is_in(list(mine)) & (pl.col("effect").abs() >= LEAST))
    lines = [f"  Rows that matter most in {year}, with points on pillar and composite:"]
    for row in effects.head(MOST_RECORDS).iter_rows(named=True):
        told = mine[row["record_id"]]
        title = (told.cells.get("title_en") or "")[:80]
        place = f"row {told.number}"
        lines.append(
            f"  {row['effect']:+7.1f}{row['effect_composite']:+7.1f}  {place:<9}{row['record_id']}  {row['pillar']:<9}{title}"
        )
    silent = len(mine) - effects.height
    if silent:
        rows_say = "1 row" if silent == 1 else f"{silent} rows"
        lines.append(f"  {rows_say} would move no score alone in {year}: the gravest act of a kind governs")
    return lines
