"""The release: every table as Parquet and CSV, the database, a data package and a manifest."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import pandera.errors
import polars as pl

from analysis.schemas.outputs import OUTPUT_KEYS, OUTPUT_TABLES
from analysis.schemas.registry import describe_table, key_of
from pipelines.building.database import build_database, fetch_table, insert_frame
from pipelines.building.findings import add_findings
from pipelines.building.folders import replace_folder
from pipelines.building.index import N_DRAWS, add_indices, read_evidence
from pipelines.building.ledger_file import stamps
from pipelines.building.model import add_model
from pipelines.building.progress import Progress
from pipelines.building.stored import read_stored
from pipelines.building.validate import load_tables
from pipelines.building.variants import Settings, apply_settings, name_variant

FRICTIONLESS_TYPE = {"String": "string", "Int64": "integer", "Float64": "number", "Date": "date"}


def build_release(root: Path, progress: Progress, n_draws: int = N_DRAWS, changed: Settings | None = None) -> Path:
    """Validate data/, build the database, compute the indices and write build/release, or leave the old one untouched.

    With `changed` assumptions or weights the result is a variant under build/variants; build/release is left alone.
    Raises DataError with every problem of the input, ValueError for a setting that cannot be, OSError when the disk fails.
    """
    progress.step("validate data/")
    tables = load_tables(root / "data")
    target = root / "build" / "release"
    if changed:
        tables = apply_settings(tables, changed)
        target = root / "build" / "variants" / name_variant(changed)
    with replace_folder(target) as staging:
        progress.step("build the DuckDB tables")
        connection = build_database(tables, staging / "civicspace.duckdb", staging)
        settings = dict(tables["release"].select("name", "value").iter_rows())
        progress.step(f"compute the indices ({n_draws:,} draws)")
        stored = read_stored(root)
        evidence = read_evidence(connection, stored, n_draws)
        scores = add_indices(connection, evidence, staging)
        facts = add_model(connection, root, stored, evidence.latent, staging)
        add_findings(connection, evidence, scores, staging)
        if facts["status"] == "stale":
            progress.step("the stored draws are of other evidence; the states are of today's, `civicspace model` makes both fit")
        progress.step("write the release")
        stamp_versions(connection, settings["version"], stamps(root / "data", settings["version"]), staging)
        if (root / "data" / "ledger.csv").exists():
            shutil.copyfile(root / "data" / "ledger.csv", staging / "ledger.csv")
        rows = {name: export_table(connection, name, staging) for name in OUTPUT_TABLES}
        connection.close()
        write_json(staging / "datapackage.json", describe_package(settings, staging))
        manifest = describe_manifest(root, staging, settings, rows) | {"draws": evidence.n_draws, "model": facts}
        write_json(staging / "manifest.json", manifest | ({"changed": changed} if changed else {}))
    return target


def stamp_versions(connection: duckdb.DuckDBPyConnection, version: str, published: pl.DataFrame, scratch: Path) -> None:
    """Fill `first_published` and `last_revised` from the ledger (`published`: record_id, first, last).

    Records that are not in it, being new, get this release's version.
    """
    insert_frame(connection, "raw_published", published, scratch)
    for name, model in OUTPUT_TABLES.items():
        if "first_published" in model.to_schema().columns:
            for column, stamp in (("first_published", "first"), ("last_revised", "last")):
                known = f'(SELECT "{stamp}" FROM raw_published AS p WHERE p.record_id = {name}.record_id)'  # noqa: S608
                connection.execute(f"UPDATE {name} SET {column} = coalesce({known}, {column}, ?)", [version])  # noqa: S608


def export_table(connection: duckdb.DuckDBPyConnection, name: str, folder: Path) -> int:
    """Check a table against its model and write it as Parquet and CSV, sorted by key. Returns its row count."""
    model = OUTPUT_TABLES[name]
    columns = [column.name for column in describe_table(model)]
    frame = fetch_table(connection, name).select(columns).sort(OUTPUT_KEYS.get(name) or key_of(model))
    integers = [column.name for column in describe_table(model) if column.dtype == pl.Int64]
    frame = frame.with_columns(pl.col(integers).cast(pl.Int64))
    try:
        model.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        raise RuntimeError(f"table {name} of the release does not fit its schema:\n{errors.failure_cases.head(10)}") from errors
    frame.write_parquet(folder / f"{name}.parquet")
    frame.write_csv(folder / f"{name}.csv", line_terminator="\n")
    return frame.height


def describe_package(settings: dict[str, str], folder: Path | None = None) -> dict[str, Any]:
    """Data package descriptor (Frictionless v1) of the CSV files, generated from the models.

    With `folder`, each resource carries size and hash of its file.
    """
    return {
        "profile": "tabular-data-package",
        "name": "civicspace",
        "title": settings["title"],
        "version": settings["version"],
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": [_describe_resource(name, folder) for name in OUTPUT_TABLES],
    }


def _describe_resource(name: str, folder: Path | None) -> dict[str, Any]:
    model = OUTPUT_TABLES[name]
    path = f"{name}.csv"
    resource: dict[str, Any] = {
        "name": name.replace("_", "-"),
        "path": path,
        "profile": "tabular-data-resource",
        "description": (model.__doc__ or "").strip(),
        "encoding": "utf-8",
        "format": "csv",
        "mediatype": "text/csv",
        "schema": {
            "fields": [_describe_field(c) for c in describe_table(model)],
            "primaryKey": OUTPUT_KEYS.get(name) or key_of(model),
        },
    }
    if folder is not None:
        resource |= {"bytes": (folder / path).stat().st_size, "hash": f"sha256:{hash_file(folder / path)}"}
    return resource


def _describe_field(column: Any) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": not column.nullable}
    if column.vocabulary and not column.is_list:
        constraints["enum"] = list(column.vocabulary)
    elif column.anchors:
        constraints["enum"] = list(column.anchors)
    return {
        "name": column.name,
        "type": FRICTIONLESS_TYPE[str(column.dtype)],
        "description": column.meaning,
        "constraints": constraints,
    }


def describe_manifest(root: Path, folder: Path, settings: dict[str, str], rows: dict[str, int]) -> dict[str, Any]:
    """Version, commit, and SHA-256 and row count of every file of the release and every input."""
    files: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.iterdir()):
        # The database differs in its bytes between builds, not in its tables.
        files[path.name] = {} if path.suffix == ".duckdb" else {"sha256": hash_file(path)}
        files[path.name] |= {"bytes": path.stat().st_size}
        if path.stem in rows:
            files[path.name]["rows"] = rows[path.stem]
    inputs = {}
    for path in sorted((root / "data").rglob("*.csv")):
        inputs[path.relative_to(root).as_posix()] = {"sha256": hash_file(path), "rows": count_rows(path)}
    for path in (root / "requirements.lock", *sorted((root / "pipelines" / "sql").rglob("*.sql"))):
        if path.exists():
            inputs[path.relative_to(root).as_posix()] = {"sha256": hash_file(path)}
    return {
        "name": "civicspace",
        "version": settings["version"],
        "as_of_date": settings["as_of_date"],
        "commit": read_commit(root),
        "files": files,
        "inputs": inputs,
    }


def read_commit(root: Path) -> str:
    """Commit of the project folder, with '+changes' when the work tree differs; 'unknown' outside git."""
    git = ["git", "-C", str(root)]
    try:
        commit = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
        dirty = subprocess.run([*git, "status", "--porcelain"], capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return commit + ("+changes" if dirty else "")


def count_rows(path: Path) -> int:
    """Data rows of a valid CSV file (no cell spans lines)."""
    return max(sum(1 for line in path.read_bytes().splitlines() if line) - 1, 0)


def hash_file(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write JSON for people: indented, UTF-8, ending in a line break."""
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
