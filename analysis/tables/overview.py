"""Tables across countries, and about the data themselves."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.evidence.agreement import measure_agreement
from analysis.schemas.outputs import OUTPUT_TABLES
from analysis.schemas.release import Release
from analysis.site.places import search_href
from analysis.tables.make import link, link_country, link_record, link_sources, make_table, open_cell, open_section

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


def table_targets(release: Release) -> GT:
    """Acts of the first toolkit with targets, scope and dates."""
    acts = release["core_legislation"].filter(
        pl.col("instrument").is_in(["foreign_agent", "undesirable_organisation"]) & (pl.col("status") == "active")
    )
    shown = acts.with_columns(pl.col("country_iso3").replace_strict(release.names).alias("country")).select(
        link_country(),
        pl.col("title_en").alias("act"),
        "direction",
        pl.coalesce("in_force_from", "adopted").alias("from"),
        pl.col("in_force_to").alias("to"),
        "stigma",
        pl.col("administrative_burden").alias("burden"),
        "criminalisation",
        "scope",
        link_record(),
    )
    return make_table(shown.sort("country", "from"), "tbl-toolkit-targets", {}, ("country", "record"))


def table_gravest_funding(release: Release) -> GT:
    """Funding measures of severity 3 with sources."""
    measures = release["core_funding"].filter(
        (pl.col("severity") == 3) & (pl.col("status") == "active") & (pl.col("direction") == "restrictive")
    )
    linked = link_sources(measures, release["core_record_source"], release["core_source"])
    shown = linked.with_columns(pl.col("country_iso3").replace_strict(release.names).alias("country")).select(
        link_country(),
        pl.col("title_en").alias("measure"),
        pl.col("lever").str.replace_all("_", " "),
        "level",
        "start",
        "end",
        "scope",
        link_record(),
        "sources",
    )
    return make_table(shown.sort("start", descending=True), "tbl-gravest-funding", {}, ("country", "record", "sources"))


def table_country_coverage(release: Release, country: str) -> GT:
    """Mean depth of search by dataset and five-year period of one country."""
    coverage = release["core_coverage"].filter(pl.col("country_iso3") == country)
    depth = coverage.group_by("dataset", pl.format("{}–{}", "period_from", "period_to").alias("period")).agg(
        pl.col("depth").mean()
    )
    wide = depth.sort("period").pivot("period", index="dataset", values="depth").sort("dataset")
    return make_table(wide, f"tbl-coverage-{country.lower()}")


def table_parameters(release: Release) -> GT:
    """Assumptions with the ranges drawn from."""
    shown = release["index_parameters"].with_columns(
        pl.col("value", "low", "high").map_elements(lambda x: f"{x:g}", return_dtype=pl.String)
    )
    return make_table(shown, "tbl-parameters-all")


def table_structure(release: Release) -> GT:
    """Components, parents and weights."""
    shown = release["index_structure"].select(
        "code", "parent", pl.col("weight").map_elements(lambda x: f"{x:g}", return_dtype=pl.String), "meaning"
    )
    return make_table(shown, "tbl-structure-all")


def table_downloads(release: Release) -> GT:
    """Tables of the release with links to CSV and Parquet."""
    rows = [
        {
            "table": name,
            "what": (model.__doc__ or "").strip().split("\n")[0],
            "rows": release[name].height,
            "files": link("CSV", f"downloads/{name}.csv") + " " + link("Parquet", f"downloads/{name}.parquet"),
        }
        for name, model in OUTPUT_TABLES.items()
    ]
    return make_table(pl.DataFrame(rows), "tbl-download-list", {}, ("files",))


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
        .filter(pl.col("status") == "active")
        .group_by("country_iso3")
        .agg(pl.len().alias("n"))
        .with_columns(pl.lit(name).alias("dataset"))
        for name, table in RECORD_TABLES.items()
    ]
    wide = pl.concat(parts).pivot("dataset", on_columns=list(RECORD_TABLES), index="country_iso3", values="n")
    named = wide.with_columns(pl.col("country_iso3").replace_strict(release.names).alias("country")).sort("country")
    sought = open_cell("organisations", search_href(pl.col("country"), "organisation"))
    shown = named.select(link_country(), *(sought if name == "organisations" else open_section(name) for name in RECORD_TABLES))
    return make_table(shown, "tbl-counts-all", {}, ("country",), tuple(RECORD_TABLES))


def table_unrecorded(release: Release) -> GT:
    """Leads that did not become records, with the reason."""
    leads = release["core_lead"].filter(pl.col("outcome") == "not_recorded")
    named = leads.with_columns(pl.col("country_iso3").replace_strict(release.names).alias("country"))
    shown = named.sort("country", "lead_id").select("lead_id", link_country(), "dataset", "reason")
    return make_table(shown, "tbl-unrecorded", {}, ("country",))


def table_agreement(release: Release) -> GT:
    """Agreement between two coders per variable: records, share equal, Krippendorff's alpha."""
    agreement = measure_agreement(release)
    alpha = pl.col("alpha").round(2).cast(pl.String)
    share = pl.format("{} %", (pl.col("agreement") * 100).round(0).cast(pl.Int64))
    shown = agreement.with_columns(pl.col("variable").str.replace_all("_", " "), alpha, share)
    return make_table(shown, "tbl-agreement-all", {"alpha": "Krippendorff's alpha"})
