"""The release in words: what it adds, what it rests on, how to cite it."""

from __future__ import annotations

import polars as pl

from analysis.schemas.outputs import SCORED_TABLES
from analysis.schemas.release import Release
from analysis.words.grammar import count


def describe_quality(release: Release) -> str:
    """Numbers of sources, records beyond one source, reviewed records."""
    records = pl.concat(
        [release[t].filter(pl.col("status") == "active").select("verification", "expert_review") for t in SCORED_TABLES]
    )
    better = records.filter(pl.col("verification") != "one_source").height
    reviewed = records.filter(pl.col("expert_review").is_not_null()).height
    return (
        f"{records.height:,} acts, funding measures and incidents rest on {count(release['core_source'].height, 'source')}. "
        f"{better / records.height:.0%} of them are verified by a primary text or by two independent publishers; "
        f"{count(reviewed, 'is', 'are')} signed off by an outside expert."
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
    """What this release adds: new, revised and retracted records."""
    version = release.manifest["version"]
    columns = ["record_id", "status", "first_published", "last_revised"]
    records = pl.concat([release[table].select(columns) for table in SCORED_TABLES])
    new = records.filter(pl.col("first_published") == version).height
    if new == records.height:
        return f"Release {version} is the first: all {count(new, 'record')} of acts, measures and incidents are new."
    revised = records.filter((pl.col("last_revised") == version) & (pl.col("first_published") != version)).height
    retracted = records.filter(pl.col("status") == "retracted").height
    return (
        f"Release {version} adds {count(new, 'record')} of acts, measures and incidents and revises {count(revised, 'record')}; "
        f"{count(retracted, 'record')} of all releases stand retracted."
    )
