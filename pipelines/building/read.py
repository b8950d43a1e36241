"""Read CSV tables as people write them: text first, every defect named."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import polars as pl

from analysis.schemas.records import Table
from analysis.schemas.registry import Column, describe_table
from pipelines.building.problems import Problem

FILE = "__file"
ROW = "__row"
LONGEST_FILE = 64 * 1024 * 1024


def list_files(data: Path, table: str) -> list[Path]:
    """Files of a table: `data/<table>.csv` or `data/<table>/*.csv`, sorted."""
    single = data / f"{table}.csv"
    return [single] if single.exists() else sorted((data / table).glob("*.csv"))


def read_records(path: Path, model: type[Table], shown: str) -> tuple[pl.DataFrame, list[Problem]]:
    """Read one CSV file into a frame of text columns plus `__file` and `__row`.

    `shown` is the file's name in messages. Rows that cannot be split into columns are left out and reported.
    """
    names = [column.name for column in describe_table(model)]
    schema = dict.fromkeys(names, pl.String) | {FILE: pl.String, ROW: pl.Int64}
    content, problem = _read_text(path, shown)
    if problem:
        return pl.DataFrame(schema=schema), [problem]
    rows, problems = _split_rows(content, names, shown)
    return pl.DataFrame(rows, schema=schema, orient="row"), problems


def _read_text(path: Path, shown: str) -> tuple[str, Problem | None]:
    try:
        if path.stat().st_size > LONGEST_FILE:
            return "", Problem(shown, None, None, f"{path.stat().st_size:,} bytes", f"a file of at most {LONGEST_FILE:,} bytes")
        content = path.read_bytes()
    except OSError as error:
        return "", Problem(shown, None, None, error.strerror, "a file that can be read")
    if content.startswith(b"\xef\xbb\xbf"):
        return "", Problem(shown, 1, None, "a byte order mark (BOM)", "plain UTF-8: save as 'CSV UTF-8' without BOM")
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        return "", Problem(shown, row, None, f"byte 0x{content[error.start]:02x}", "UTF-8 text: save the file as UTF-8")


def _split_rows(content: str, names: list[str], shown: str) -> tuple[list[tuple], list[Problem]]:
    csv.field_size_limit(LONGEST_FILE)
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    rows: list[tuple] = []
    problems: list[Problem] = []
    number = 0
    try:
        header = next(reader, [])
        number = 1
        problems += _check_header(header, names, shown)
        if problems:
            return [], problems
        places = [header.index(name) for name in names]
        for number, cells in enumerate(reader, start=2):
            if not cells:
                continue
            if len(cells) != len(header):
                problems.append(Problem(shown, number, None, f"{len(cells)} cells", f"{len(header)} cells, as in the header"))
                continue
            rows.append((*(cells[place] or None for place in places), shown, number))
    except csv.Error as error:
        problems.append(
            Problem(shown, number + 1, None, str(error), "well-formed CSV: quotes closed, doubled inside quoted cells")
        )
    return rows, problems


def _check_header(header: list[str], names: list[str], shown: str) -> list[Problem]:
    if not header:
        return [Problem(shown, 1, None, "an empty file", "a header row: " + ",".join(names))]
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        return [Problem(shown, 1, None, header[0], "commas between columns, not semicolons or tabs")]
    problems = [
        Problem(shown, 1, name, name, "no such column; columns are " + ", ".join(names)) for name in header if name not in names
    ]
    problems += [
        Problem(shown, 1, name, None, "this column, which is missing from the header") for name in names if name not in header
    ]
    problems += [Problem(shown, 1, name, name, "each column once") for name in sorted({n for n in header if header.count(n) > 1})]
    return problems


def cast_columns(frame: pl.DataFrame, columns: list[Column]) -> tuple[pl.DataFrame, list[Problem]]:
    """Give text columns their types; cells that do not fit become null and are reported."""
    problems: list[Problem] = []
    typed = frame
    for column in columns:
        if column.dtype == pl.String:
            continue
        cast = frame[column.name].cast(column.dtype, strict=False)
        finite = cast.is_finite() if column.dtype.is_float() else cast.is_not_null()
        bad = frame.filter(frame[column.name].is_not_null() & ~finite.fill_null(False))
        problems += [
            Problem(row[FILE], row[ROW], column.name, row[column.name], column.expected) for row in bad.iter_rows(named=True)
        ]
        typed = typed.with_columns(cast.alias(column.name))
    return typed, problems
