"""Check records: all of data/, files under data/ as strictly as the build does, other files as contributions."""

from __future__ import annotations

from pathlib import Path

from analysis.schemas.registry import INPUT_TABLES
from pipelines.building.problems import DataError
from pipelines.building.read import FILE, list_files
from pipelines.building.validate import load_tables, validate_tables
from pipelines.datasets.folders import is_dataset, list_datasets
from pipelines.records.result import CheckResult


def check_all(root: Path) -> CheckResult:
    """Validate everything under data/."""
    try:
        result = CheckResult({table: frame.height for table, frame in load_tables(root / "data").items()})
    except DataError as error:
        result = CheckResult(problems=error.problems)
    _check_datasets(root, list_datasets(root / "data"), result)
    return result


def check_files(root: Path, paths: list[Path], order: str | None = None) -> CheckResult:
    """Check files and folders: those that are tables of data/ strictly, all others as contributions.

    References are looked up in data/ and in the files given. `order` is the stated order of day and month in dates.
    """
    from pipelines.records.check import check_paths  # reads nothing that a check of data/ needs
    from pipelines.records.submission import list_inputs

    datasets = [path for path in paths if is_dataset(path)]
    paths = [path for path in paths if path not in datasets]
    ours: dict[Path, str] = {}
    others: list[Path] = []
    for path in list_inputs(paths):
        if str(path) != "-" and find_table(path.resolve(), root / "data"):
            ours[path.resolve()] = str(path)
        else:
            others.append(path)
    result = _check_ours(root, ours) if ours else CheckResult()
    _check_datasets(root, datasets, result)
    if others:
        checked = check_paths(root, others, order)
        result.rows |= checked.counts
        result.problems += checked.problems
        result.notices += checked.notices
    return result


def _check_datasets(root: Path, folders: list[Path], result: CheckResult) -> None:
    """Check contributed datasets: table, source card, mapping, and what their rows become."""
    if not folders:
        return
    from pipelines.datasets.importing import check_dataset

    for folder in folders:
        checked = check_dataset(root, folder)
        result.rows |= checked.rows
        result.problems += checked.problems
        result.notices += checked.notices


def _check_ours(root: Path, wanted: dict[Path, str]) -> CheckResult:
    data = root / "data"
    given: dict[str, list[Path]] = {table: [] for table in INPUT_TABLES}
    for path in wanted:
        given[find_table(path, data) or ""].append(path)
    for table, paths in given.items():
        paths += [path for path in list_files(data, table) if path.resolve() not in wanted]
    shown = {path: wanted.get(path, str(path)) for paths in given.values() for path in paths}
    frames, found = validate_tables(given, shown)
    result = CheckResult(dict.fromkeys(wanted.values(), 0), [p for p in found if p.file in wanted.values()])
    for frame in frames.values():
        result.rows |= {name: n for name, n in frame[FILE].value_counts().iter_rows() if name in result.rows}
    return result


def find_table(path: Path, data: Path) -> str | None:
    """Table that a file under data/ belongs to by its place; None for every other file."""
    if path.suffix != ".csv" or not path.is_relative_to(data.resolve()):
        return None
    inside = path.relative_to(data.resolve())
    return next((n for n in (inside.with_suffix("").as_posix(), inside.parent.as_posix()) if n in INPUT_TABLES), None)
