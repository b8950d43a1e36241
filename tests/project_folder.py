"""A tiny project folder that tests write, change and build."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

from analysis.schemas.registry import INPUT_TABLES, RECORD_LETTER, describe_table
from pipelines.building.problems import DataError, Problem
from pipelines.building.validate import Tables, load_tables
from tests.made_draws import write_made_draws

REPOSITORY = Path(__file__).parents[1]

# What a valid default row has beyond the examples of its required columns; everything optional is empty.
PRECISION = {4: "year", 7: "month", 10: "day"}
RECORD = {"source_ids": "GEO-S-0001", "verification": "one_source", "status": "active"}
DEFAULTS: dict[str, dict[str, object]] = {
    "sources": {"source_id": "GEO-S-0001", "url": "https://example.org/one", "publisher": "Gazette"},
    "organisations": RECORD | {"record_id": "GEO-O-0001", "title_en": "An organisation"},
    "legislation": RECORD
    | {
        "record_id": "GEO-L-0001",
        "title_en": "An act",
        "instrument": "association",
        "direction": "restrictive",
        "in_force_from": "1999-03-10",
        "rights": "ICCPR22",
        "stigma": 0,
        "administrative_burden": 2,
        "criminalisation": 1,
        "scope": 3,
        "entry": 1,
        "funding": 0,
        "advocacy": 0,
    },
    "funding": RECORD
    | {
        "record_id": "GEO-F-0001",
        "title_en": "A measure",
        "lever": "prior_authorisation",
        "level": "rule",
        "start": "1999-06-15",
        "severity": 2,
        "scope": 3,
        "direction": "restrictive",
    },
    "incidents": RECORD
    | {
        "record_id": "GEO-I-0001",
        "title_en": "An incident",
        "direction": "closing",
        "date": "1999-09-20",
        "type": "smear_campaign",
        "rung": 2,
        "target": "ngo",
        "is_minimum": 0,
        "severity": 2,
        "sensitivity_climate": 0,
        "opacity": 0,
        "distortive_law_use": 0,
        "impunity": 0,
        "person_publication": "not_named",
    },
    "reports": {
        "report_id": "GEO-P-0001",
        "status": "active",
        "reporter": "usdos",
        "window_from": "1999-01-01",
        "window_to": "1999-12-31",
        "source_ids": "GEO-S-0001",
        "depth": "full",
    },
    "assessments": {"record_id": "GEO-A-0001", "status": "active", "report_id": "GEO-P-0001", "item": "assembly", "level": 2},
    "regimes": {
        "record_id": "GEO-G-0001",
        "status": "active",
        "item": "registration",
        "level": "1",
        "start": "1991",
        "basis": "described",
        "source_ids": "GEO-S-0001",
        "verification": "one_source",
    },
    "commitments": RECORD | {"record_id": "GEO-C-0001", "title_en": "A step", "date": "1999-05-20"},
    "fatf_r8": RECORD | {"record_id": "GEO-R8-0001", "title_en": "A rating", "date": "2000-05"},
    "responses": RECORD | {"record_id": "GEO-R-0001", "title_en": "An answer", "date": "2000-02-01", "answers": "GEO-L-0001"},
    "counts": RECORD | {"record_id": "GEO-N-0001", "title_en": "A count", "date": "1999-12-31", "value": 12},
    "benchmarks": RECORD
    | {"record_id": "GEO-B-0001", "title_en": "A figure", "year": 1999, "value": 55, "scale_low": 0, "scale_high": 100},
    "coverage": {"record_id": "GEO-V-0001", "topic": "association", "period_from": 1999, "period_to": 2000, "result": "found"},
    "second_coding": {"record_id": "GEO-L-0001", "variable": "stigma", "value": 1},
    "coverage/leads": {"lead_id": "G-1", "outcome": "recorded", "record_ids": "GEO-L-0001"},
}


def make_row(table: str, **changes: object) -> dict[str, str]:
    """A valid row of a table as text cells, with some cells changed; the precision of a date follows from the date.

    Raises KeyError for a column that the table has not.
    """
    columns = describe_table(INPUT_TABLES[table])
    row = {column.name: "" if column.nullable else column.example for column in columns}
    for name, value in (DEFAULTS.get(table, {}) | changes).items():
        if name not in row:
            raise KeyError(f"{table} has no column {name}")
        row[name] = "" if value is None else str(value)
    for column in columns:
        if column.precision_of and column.name not in changes:
            row[column.name] = PRECISION.get(len(row[column.precision_of]), "")
    return row


def to_csv(rows: list[dict[str, str]]) -> str:
    """Rows as CSV text."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


class Project:
    """A project folder; files are named as under data/ and without ending, such as `legislation/GEO`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.data = root / "data"

    def path(self, file: str) -> Path:
        return self.data / f"{file}.csv"

    def write(self, file: str, rows: list[dict[str, str]]) -> None:
        self.path(file).parent.mkdir(parents=True, exist_ok=True)
        self.path(file).write_text(to_csv(rows), encoding="utf-8")

    def rows(self, file: str) -> list[dict[str, str]]:
        with self.path(file).open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    def append(self, file: str, **cells: object) -> None:
        """Append a default row with these cells; the country follows from the id or the file."""
        table = file if file in INPUT_TABLES else file.rpartition("/")[0]
        if "country_iso3" in make_row(table) and len(file.rpartition("/")[2]) == 3:
            cells = {"country_iso3": file[-3:]} | cells
        old = self.rows(file) if self.path(file).exists() else []
        self.write(file, [*old, make_row(table, **cells)])

    def change(self, file: str, row: int = 0, **cells: object) -> None:
        """Change cells of one data row, counted from 0."""
        rows = self.rows(file)
        unknown = cells.keys() - rows[row].keys()
        if unknown:
            raise KeyError(f"{file} has no columns {unknown}")
        rows[row] |= {name: str(value) for name, value in cells.items()}
        self.write(file, rows)

    def load(self) -> Tables:
        return load_tables(self.data)

    def problems(self) -> list[Problem]:
        """Problems of the whole folder, in the order in which they are told; none when it is valid."""
        try:
            self.load()
        except DataError as error:
            return error.problems
        return []


def write_project(root: Path) -> Project:
    """Write a valid project: Georgia and Moldova (region) and Hungary (comparator), 24 months from 1999-01."""
    project = Project(root)
    names = [("GEO", "Georgia", "region"), ("MDA", "Moldova", "region"), ("HUN", "Hungary", "comparator")]
    project.write("countries", [make_row("countries", country_iso3=c, name_en=n, role=r) for c, n, r in names])
    settings = {"version": "0.1.0", "as_of_date": "2000-12-31", "first_month": "1999-01", "title": "A tiny release"}
    project.write("release", [make_row("release", name=name, value=value) for name, value in settings.items()])
    (project.data / "index").mkdir()
    for name in ("structure", "parameters", "priors"):
        shutil.copy(REPOSITORY / "data" / "index" / f"{name}.csv", project.path(f"index/{name}"))
    project.append("sources/GEO")
    project.append(
        "sources/GEO", source_id="GEO-S-0002", url="https://example.org/two", publisher="Monitor", publisher_kind="ngo"
    )
    project.append("sources/MDA", source_id="MDA-S-0001", url="https://example.org/three")
    for table in RECORD_LETTER.keys() - {"sources", "coverage"}:
        project.append(f"{table}/GEO")
    project.append("incidents/GEO", record_id="GEO-I-0002", type="liquidation", rung=3, severity=3, organisation_ids="GEO-O-0001")
    project.append("legislation/MDA", record_id="MDA-L-0001", source_ids="MDA-S-0001", direction="enabling")
    datasets = (("legislation", "association"), ("funding", "tax_pressure"), ("incidents", "liberty"))
    for number, (dataset, topic) in enumerate(datasets, start=1):
        project.append("coverage/GEO", record_id=f"GEO-V-000{number}", dataset=dataset, topic=topic)
    project.append("coverage/MDA", record_id="MDA-V-0001", depth=2)
    project.append("coverage/leads/GEO")
    project.append("second_coding")
    write_made_draws(root, [code for code, _, _ in names], n_years=2)
    return project
