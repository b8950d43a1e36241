"""The release in words: what it adds, what it rests on, how to cite it."""

from __future__ import annotations

import polars as pl

from analysis.schemas.outputs import SCORED_TABLES
from analysis.schemas.release import Release
from analysis.words.grammar import begin, count, percent


def describe_quality(release: Release) -> str:
    """Numbers of sources, of records that count, of those beyond one source and of those that an expert reviewed."""
    records = release["core_record"].filter(pl.col("is_scored") == 1)
    if records.is_empty():
        return "No record counts yet."
    better = records.filter(pl.col("verification") != "one_source").height
    signed = pl.concat([release[name].filter(pl.col("expert_review").is_not_null())["record_id"] for name in SCORED_TABLES])
    reviewed = records.filter(pl.col("record_id").is_in(signed.implode())).height
    openings = records.filter(pl.col("direction") == "opening").height
    return (
        f"{begin(count(records.height, 'act, measure or incident', 'acts, measures and incidents'))} that count, "
        f"{count(openings, 'opening')} among them, and all else rest on {count(release['core_source'].height, 'source')}. "
        f"{percent(better / records.height)} of those that count are verified by a primary text or by two independent "
        f"publishers; {count(reviewed, 'is', 'are')} signed off by an outside expert."
    ).replace("no are", "none is")


def citation(release: Release) -> str:
    """Citation in APA style and BibTeX."""
    version, year = release.manifest["version"], release.manifest["as_of_date"][:4]
    title = "Civic space in fifteen post-Soviet states"
    bibtex = (
        f"@misc{{civicspace{year},\n  author = {{{{civicspace contributors}}}},\n  title = {{{title}}},\n"
        f"  year = {{{year}}},\n  version = {{{version}}}\n}}"
    )
    return f"civicspace contributors. ({year}). *{title}* (Version {version}) [Data set].\n\n```bibtex\n{bibtex}\n```"


def source_line(release: Release) -> str:
    """The source line under figures."""
    manifest = release.manifest
    return f"Source: civicspace {manifest['version']}, records to {manifest['as_of_date']}. Intervals: 50 % and 90 %."


def describe_release(release: Release) -> str:
    """What this release adds: new, revised and retracted records; and the evidence that its scores rest on."""
    version = release.manifest["version"]
    columns = ["record_id", "status", "first_published", "last_revised"]
    records = pl.concat([release[table].select(columns) for table in SCORED_TABLES])
    new = records.filter(pl.col("first_published") == version).height
    evidence = _describe_evidence(release)
    if new == records.height:
        return f"Release {version} is the first: all {count(new, 'record')} of acts, measures and incidents are new. {evidence}"
    revised = records.filter((pl.col("last_revised") == version) & (pl.col("first_published") != version)).height
    retracted = records.filter(pl.col("status") == "retracted").height
    return (
        f"Release {version} adds {count(new, 'record')} of acts, measures and incidents and revises {count(revised, 'record')}; "
        f"{count(retracted, 'record')} of all releases stand retracted. {evidence}"
    )


def _describe_evidence(release: Release) -> str:
    active = pl.col("status") == "active"
    reports, levels, spells = (
        release[table].filter(active).height for table in ("core_report", "core_assessment", "core_regime")
    )
    return (
        f"Scores rest on {count(reports, 'report')} with {count(levels, 'coded level')} and on {count(spells, 'spell')} of the "
        "rules in force."
    )
