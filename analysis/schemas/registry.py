"""The registry of tables, and what their models tell about each column."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from analysis.schemas.context import Benchmarks, Commitments, Counts, FatfR8, Organisations, Responses
from analysis.schemas.legislation import Legislation
from analysis.schemas.measures import Funding, Incidents
from analysis.schemas.provenance import Coverage, Leads, SecondCoding, Sources
from analysis.schemas.records import Table
from analysis.schemas.settings import Countries, IndexParameters, IndexStructure, ReleaseSettings

# Dataset name (folder or file under data/) to model. Order: what is referred to comes first.
INPUT_TABLES: dict[str, type[Table]] = {
    "countries": Countries,
    "release": ReleaseSettings,
    "index/structure": IndexStructure,
    "index/parameters": IndexParameters,
    "sources": Sources,
    "organisations": Organisations,
    "legislation": Legislation,
    "funding": Funding,
    "incidents": Incidents,
    "commitments": Commitments,
    "fatf_r8": FatfR8,
    "responses": Responses,
    "counts": Counts,
    "benchmarks": Benchmarks,
    "coverage": Coverage,
    "coverage/leads": Leads,
    "second_coding": SecondCoding,
}
RECORD_LETTER = {
    "sources": "S",
    "organisations": "O",
    "legislation": "L",
    "funding": "F",
    "incidents": "I",
    "commitments": "C",
    "fatf_r8": "R8",
    "responses": "R",
    "counts": "N",
    "benchmarks": "B",
    "coverage": "V",
}


@dataclass(frozen=True)
class Column:
    """One column as its model describes it."""

    name: str
    dtype: pl.DataType
    nullable: bool
    unique: bool
    meaning: str
    expected: str = ""
    example: str = ""
    vocabulary: dict[str, str] = field(default_factory=dict)
    anchors: dict[int, dict[str, str]] = field(default_factory=dict)
    references: str | None = None
    is_list: bool = False
    is_date: bool = False
    precision_of: str | None = None

    @property
    def is_key(self) -> bool:
        """Whether it names the row: `record_id` or `source_id`."""
        return self.unique and self.name in ("record_id", "source_id")


def describe_table(model: type[Table]) -> list[Column]:
    """Columns of a table, in order, from its Pandera model."""
    columns = []
    for name, column in model.to_schema().columns.items():
        metadata: dict[str, Any] = dict(column.metadata or {})
        columns.append(Column(name, column.dtype.type, column.nullable, column.unique, column.description or "", **metadata))
    return columns


def key_of(model: type[Table]) -> list[str]:
    """Names of the key columns: the column that must be unique, or those that must be unique together."""
    schema = model.to_schema()
    return [name for name, column in schema.columns.items() if column.unique][:1] or list(schema.unique or [])
