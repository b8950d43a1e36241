"""The registry of tables, and what their models tell about each column."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from analysis.schemas.context import Benchmarks, Commitments, Counts, FatfR8, Organisations, Responses
from analysis.schemas.evidence import Assessments, Regimes, Reports
from analysis.schemas.legislation import Legislation
from analysis.schemas.measures import Funding, Incidents
from analysis.schemas.provenance import Coverage, Leads, SecondCoding, Sources
from analysis.schemas.records import Table
from analysis.schemas.settings import Countries, IndexParameters, IndexStructure, Priors, ReleaseSettings

# Dataset name (folder or file under data/) to model. Order: what is referred to comes first.
INPUT_TABLES: dict[str, type[Table]] = {
    "countries": Countries,
    "release": ReleaseSettings,
    "index/structure": IndexStructure,
    "index/parameters": IndexParameters,
    "index/priors": Priors,
    "sources": Sources,
    "organisations": Organisations,
    "legislation": Legislation,
    "funding": Funding,
    "incidents": Incidents,
    "reports": Reports,
    "assessments": Assessments,
    "regimes": Regimes,
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
    "reports": "P",
    "assessments": "A",
    "regimes": "G",
    "commitments": "C",
    "fatf_r8": "R8",
    "responses": "R",
    "counts": "N",
    "benchmarks": "B",
    "coverage": "V",
}

# Examples of columns that record tables share, so that the example row of each template makes sense by itself.
EXAMPLES: dict[str, dict[str, str]] = {
    "Funding": {
        "record_id": "IND-F-0002",
        "country_iso3": "IND",
        "title_en": "Accounts of an international organisation frozen",
        "source_ids": "IND-S-0001;IND-S-0002",
        "lever": "asset_freeze_seizure",
        "level": "case",
        "scope": "1",
        "legal_basis": "",
        "note": "Frozen on 25 October 2018; the end was not found.",
    },
    "Incidents": {
        "record_id": "RUS-I-0035",
        "title_en": "Supreme Court orders an association liquidated",
        "country_iso3": "RUS",
        "source_ids": "RUS-S-0001;RUS-S-0002",
        "note": "Ruling of 28 December 2021; upheld on appeal in 2022.",
        "type": "liquidation",
        "rung": "3",
        "severity": "3",
        "perpetrator": "courts_prosecution",
        "persons_affected": "",
        "is_minimum": "0",
        "impunity": "0",
        "opacity": "0",
        "sensitivity_climate": "1",
        "person_publication": "not_named",
    },
    "Organisations": {"record_id": "RUS-O-0001", "country_iso3": "RUS", "title_en": "Memorial", "note": ""},
    "Commitments": {
        "record_id": "GEO-C-0001",
        "title_en": "Accession to the International Covenant on Civil and Political Rights",
        "note": "",
    },
    "FatfR8": {"record_id": "GEO-R8-0001", "title_en": "Rating in the mutual evaluation of 2020", "note": ""},
    "Responses": {
        "record_id": "RUS-R-0001",
        "country_iso3": "RUS",
        "title_en": "Judgment on the foreign-agent law",
        "source_ids": "RUS-S-0001",
        "note": "",
    },
    "Counts": {"record_id": "GEO-N-0001", "title_en": "Organisations on a state register", "note": ""},
    "Benchmarks": {"record_id": "GEO-B-0001", "title_en": "Freedom in the World: total score", "note": ""},
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
        """Whether it names the row: `record_id`, `source_id` or `report_id`."""
        return self.unique and self.name in ("record_id", "source_id", "report_id")


def describe_table(model: type[Table]) -> list[Column]:
    """Columns of a table, in order, from its Pandera model."""
    columns = []
    own = EXAMPLES.get(model.__name__, {})
    for name, column in model.to_schema().columns.items():
        metadata: dict[str, Any] = dict(column.metadata or {})
        metadata |= {"example": own[name]} if name in own else {}
        columns.append(Column(name, column.dtype.type, column.nullable, column.unique, column.description or "", **metadata))
    return columns


def key_of(model: type[Table]) -> list[str]:
    """Names of the key columns: the column that must be unique, or those that must be unique together."""
    schema = model.to_schema()
    return [name for name, column in schema.columns.items() if column.unique][:1] or list(schema.unique or [])
