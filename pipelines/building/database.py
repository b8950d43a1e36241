"""The DuckDB database: raw tables from validated frames, then one table per SQL file in dependency order."""

from __future__ import annotations

import re
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb
import polars as pl

from analysis.schemas.vocabulary import INCIDENT_FAMILY, INCIDENT_TYPE, INSECURITY_KIND, SHOWN_MONTHS

SQL = Path(__file__).parents[1] / "sql"


def build_database(tables: dict[str, pl.DataFrame], path: Path, scratch: Path) -> duckdb.DuckDBPyConnection:
    """Create the database at `path` from validated tables; `scratch` takes temporary files. Returns the open connection."""
    connection = duckdb.connect(str(path))
    connection.execute("SET preserve_insertion_order = true")
    for dataset, frame in tables.items():
        insert_frame(connection, "raw_" + dataset.replace("/", "_"), frame, scratch)
    insert_frame(connection, "raw_incident_type", incident_types(), scratch)
    connection.execute((SQL / "macros.sql").read_text(encoding="utf-8"))
    for name, query in order_queries(read_queries(SQL)).items():
        connection.execute(f"CREATE TABLE {name} AS {query}")
    return connection


def insert_frame(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame, scratch: Path) -> None:
    """Create table `name` from a frame."""
    file = scratch / f"{name}.parquet"
    frame.write_parquet(file)
    connection.execute(f"CREATE TABLE {name} AS FROM read_parquet(?)", [str(file)])  # nosec: name is a table of ours
    file.unlink()


def fetch_table(connection: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    """Fetch a whole table, in its stored order."""
    return pl.DataFrame(connection.table(name))


def read_queries(folder: Path) -> dict[str, str]:
    """SELECT statements by table name, from every `<table>.sql` below `folder` but the macros."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.sql")) if path.stem != "macros"}


def order_queries(queries: dict[str, str]) -> dict[str, str]:
    """Order queries so that each table comes after those it reads. Raises graphlib.CycleError on a circle."""
    words = {name: set(re.findall(r"\b[a-z]+_\w+\b", re.sub(r"--.*", "", query))) for name, query in queries.items()}
    reads = {name: (found & queries.keys()) - {name} for name, found in words.items()}
    return {name: queries[name] for name in TopologicalSorter(reads).static_order()}


def incident_types() -> pl.DataFrame:
    """One row per incident type: family, kind of insecurity (none for openings), months that an effect without end is shown."""
    kinds = {type_: kind for kind, types in INSECURITY_KIND.items() for type_ in types}
    families = {type_: family for family, types in INCIDENT_FAMILY.items() for type_ in types}
    rows = [(type_, families.get(type_), kinds.get(type_), SHOWN_MONTHS.get(type_, 0)) for type_ in INCIDENT_TYPE]
    schema = {"type": pl.String, "family": pl.String, "insecurity_kind": pl.String, "months_without_end": pl.Int32}
    return pl.DataFrame(rows, schema=schema, orient="row")
