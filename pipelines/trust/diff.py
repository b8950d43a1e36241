"""`civicspace diff`: what changed between two releases."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import polars as pl

from analysis.schemas.registry import RECORD_LETTER
from analysis.views.differences import Difference, compare_records, compare_years
from pipelines.building.progress import Progress
from pipelines.building.release import build_release
from pipelines.records.submission import KEYS, NAMES
from pipelines.trust.ledger import find_state

TABLES = {name: f"core_{name.removesuffix('s')}" for name in RECORD_LETTER}  # incidents: core_incident
MOST, MOST_COLUMNS, LEAST = 40, 4, 0.5
KINDS = ("gone", "retracted", "revised", "added")


def tell_difference(root: Path, names: tuple[str, str], n_draws: int, progress: Progress) -> str:
    """Text that tells records and scores that differ between two releases.

    Each name is a release folder, a project folder, or a version or commit, from whose data/ the scores are made anew.
    Raises WrongUse for a name that is none of them.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folders = [_find_release(root, name, Path(scratch) / str(n), n_draws, progress) for n, name in enumerate(names)]
        found = [difference for dataset in TABLES for difference in _compare_table(dataset, *folders)]
        old, new = (pl.read_parquet(folder / "index_country_year.parquet") for folder in folders)
        lines = [f"from {names[0]} to {names[1]}", "", *_tell_records(found), "", *_tell_scores(compare_years(old, new))]
    return "\n".join(lines)


def _find_release(root: Path, name: str, scratch: Path, n_draws: int, progress: Progress) -> Path:
    for folder in (Path(name), Path(name) / "build" / "release", root / "build" / "releases" / name):
        if (folder / "index_country_year.parquet").is_file():
            return folder
    state = find_state(root, name, scratch)
    if state != scratch:
        shutil.copytree(state / "data", scratch / "data")
    progress.step(f"build the release of {name}")
    return build_release(scratch, Progress(quiet=True), n_draws)


def _compare_table(dataset: str, old: Path, new: Path) -> list[Difference]:
    files = [folder / f"{TABLES[dataset]}.parquet" for folder in (old, new)]
    if not all(file.is_file() for file in files):
        return []
    said = pl.selectors.by_name(*NAMES[dataset], require_all=False)  # without what the release derives
    before, after = (pl.read_parquet(file).select(said) for file in files)
    return compare_records(TABLES[dataset], before, after, KEYS[dataset])


def _tell_records(found: list[Difference]) -> list[str]:
    if not found:
        return ["Records: none differs"]
    counts = {kind: sum(one.kind == kind for one in found) for kind in KINDS}
    lines = ["Records: " + ", ".join(f"{count:,} {kind}" for kind, count in counts.items() if count)]
    for kind in KINDS:
        mine = [one for one in found if one.kind == kind]
        for one in mine[:MOST]:
            columns = list(one.columns.items())
            told = [f"{name}: {_short(before)} → {_short(after)}" for name, (before, after) in columns[:MOST_COLUMNS]]
            more = [f"and {len(columns) - MOST_COLUMNS} columns more"] if len(columns) > MOST_COLUMNS else []
            lines.append(f"  {kind:<10}{one.key}  {one.title[:70]}" + (f" ({'; '.join(told + more)})" if told else ""))
        if len(mine) > MOST:
            lines.append(f"  {kind:<10}and {len(mine) - MOST:,} more")
    return lines


def _short(value: str | None) -> str:
    return "empty" if value is None else f"{value[:40]}…" if len(value) > 41 else value


def _tell_scores(frame: pl.DataFrame) -> list[str]:
    moved = frame.filter(pl.col("change").abs() >= LEAST)
    lines = [f"Scores of years: {moved.height:,} of {frame.height:,} move by {LEAST} points or more"]
    if moved.is_empty():
        return lines
    lines.append(f"  {'':<20}{'before':>8}{'':<16}{'after':>8}{'':<16}{'change':>8}")
    for row in moved.head(MOST).iter_rows(named=True):
        before = f"{row['score']:>8.1f} {_interval(row['lower_90'], row['upper_90']):<15}"
        after = f"{row['score_new']:>8.1f} {_interval(row['lower_90_new'], row['upper_90_new']):<15}"
        lines.append(f"  {row['country_iso3']} {row['year']} {row['index']:<10} {before}{after}{row['change']:>+8.1f}")
    return lines if moved.height <= MOST else [*lines, f"  and {moved.height - MOST:,} more"]


def _interval(low: float, high: float) -> str:
    return f"({low:.1f} to {high:.1f})"
