"""The file of the ledger, `data/ledger.csv`: read, write, and what it says of versions."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from pathlib import Path

import polars as pl

from analysis.intake.ledger import Line, sort_lines
from analysis.schemas.ledger import NEXT, Ledger
from analysis.schemas.registry import describe_table
from pipelines.building.problems import DataError
from pipelines.building.read import FILE, ROW
from pipelines.building.validate import validate_files

NAME = "ledger.csv"
SHOWN = f"data/{NAME}"
COLUMNS = [column.name for column in describe_table(Ledger)]


def read_ledger(data: Path) -> list[Line]:
    """Lines of the ledger, none when there is no ledger yet. Raises DataError when it is damaged."""
    if not (data / NAME).exists():
        return []
    frame, problems = validate_files([data / NAME], [SHOWN], Ledger)
    if problems:
        raise DataError(problems)
    return [Line(**{k: v or "" for k, v in row.items()}) for row in frame.drop(FILE, ROW).iter_rows(named=True)]


def format_ledger(lines: list[Line]) -> bytes:
    """The ledger as CSV."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(line) for line in sort_lines(lines))
    return buffer.getvalue().encode()


def stamps(data: Path, version: str) -> pl.DataFrame:
    """`first_published` and `last_revised` of every published record, by record_id; what is to come gets `version`."""
    spans: dict[str, tuple[str, str]] = {}
    for line in read_ledger(data):
        told = version if line.version == NEXT else line.version
        spans[line.record_id] = (spans.get(line.record_id, (told,))[0], told)
    rows = [(key, *span) for key, span in spans.items()]
    return pl.DataFrame(rows, schema=["record_id", "first", "last"], orient="row", strict=False).cast(pl.String)
