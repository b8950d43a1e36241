"""Tables of data quality: how records were verified, how many there are, what is not recorded, how far coders agree."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.evidence.agreement import measure_agreement
from analysis.schemas.release import Release
from analysis.site.places import search_href
from analysis.tables.make import link, link_country, make_table, open_cell, open_section

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


def _country(release: Release) -> pl.Expr:
    return pl.col("country_iso3").replace_strict(release.names).alias("country")


def table_verification(release: Release) -> GT:
    """Active records by dataset and verification, with the share verified by primary text or two sources."""
    rows = []
    for name, table in RECORD_TABLES.items():
        counts = dict(release[table].filter(pl.col("status") == "active")["verification"].value_counts().iter_rows())
        total = sum(counts.values())
        better = total - counts.get("one_source", 0)
        kinds = {kind.replace("_", " "): counts.get(kind, 0) for kind in ("primary_text", "two_sources", "one_source")}
        rows.append(
            {"dataset": link(name, f"downloads/{table}.csv")}
            | kinds
            | {"records": total, "beyond one source": f"{better / total:.0%}" if total else "–"}
        )
    return make_table(pl.DataFrame(rows), "tbl-verification-all", {}, ("dataset",))


def table_counts(release: Release) -> GT:
    """Active records by country and dataset."""
    parts = [
        release[table]
        .filter((pl.col("status") == "active") & pl.col("country_iso3").is_in(list(release.names)))
        .group_by("country_iso3")
        .agg(pl.len().alias("n"))
        .with_columns(pl.lit(name).alias("dataset"))
        for name, table in RECORD_TABLES.items()
    ]
    wide = pl.concat(parts).pivot("dataset", on_columns=list(RECORD_TABLES), index="country_iso3", values="n")
    named = wide.with_columns(_country(release)).sort("country")
    sought = open_cell("organisations", search_href(pl.col("country"), "organisation"))
    shown = named.select(link_country(), *(sought if name == "organisations" else open_section(name) for name in RECORD_TABLES))
    return make_table(shown, "tbl-counts-all", {}, ("country",), tuple(RECORD_TABLES))


def table_unrecorded(release: Release) -> GT:
    """Leads that did not become records, with the reason."""
    leads = release["core_lead"].filter(pl.col("outcome") == "not_recorded")
    shown = leads.with_columns(_country(release)).sort("country", "lead_id").select("lead_id", link_country(), "dataset", "reason")
    return make_table(shown, "tbl-unrecorded", {}, ("country",))


def table_agreement(release: Release) -> GT:
    """Agreement between two coders per variable: records, share equal, Krippendorff's alpha."""
    agreement = measure_agreement(release)
    alpha = pl.col("alpha").round(2).cast(pl.String)
    share = pl.format("{} %", (pl.col("agreement") * 100).round(0).cast(pl.Int64))
    shown = agreement.with_columns(pl.col("variable").str.replace_all("_", " "), alpha, share)
    return make_table(shown, "tbl-agreement-all", {"alpha": "Krippendorff's alpha"})
