"""The tables of the release as downloads, and which of them are sheets of the workbook."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.schemas.outputs import OUTPUT_TABLES
from analysis.schemas.release import Release
from analysis.tables.make import link, make_table

RECORD_TABLES = {
    "legislation": "core_legislation",
    "funding": "core_funding",
    "incidents": "core_incident",
    "organisations": "core_organisation",
    "commitments": "core_commitment",
    "fatf_r8": "core_fatf_r8",
    "responses": "core_response",
    "counts": "core_count",
    "benchmarks": "core_benchmark",
}
EVIDENCE_TABLES = {"reports": "core_report", "assessments": "core_assessment", "regimes": "core_regime"}
SHEETS = EVIDENCE_TABLES | RECORD_TABLES
GROUPS = {
    "index_": "scores",
    "latent_": "the measurement model",
    "validity": "beside other indices",
    "ladder_": "escalation ladder",
    "panel_": "what is known by month",
    "core_": "evidence and records",
}


def table_downloads(release: Release) -> GT:
    """Tables of the release with what they are about and links to CSV and Parquet."""
    rows = [
        {
            "about": next((about for start, about in GROUPS.items() if name.startswith(start)), "other"),
            "table": name,
            "what": (model.__doc__ or "").strip().split("\n")[0],
            "rows": release[name].height,
            "files": link("CSV", f"downloads/{name}.csv") + " " + link("Parquet", f"downloads/{name}.parquet"),
        }
        for name, model in OUTPUT_TABLES.items()
    ]
    order = pl.col("about").replace_strict(
        {about: n for n, about in enumerate(GROUPS.values())}, default=9, return_dtype=pl.Int64
    )
    return make_table(pl.DataFrame(rows).sort(order, maintain_order=True), "tbl-download-list", {}, ("files",))
