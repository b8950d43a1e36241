"""Incidents against defenders in words."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.defenders import defender_incidents, hostile_environment
from analysis.words.grammar import begin, count, join_words


def describe_defenders(release: Release) -> str:
    """How many closings touch defenders, how they divide over the three kinds of insecurity, and how many openings there are."""
    closings, openings = defender_incidents(release), defender_incidents(release, "opening")
    named = {"closing": closings, "opening": openings}
    if closings.is_empty() and openings.is_empty():
        return "No incident on record touches defenders."
    told = [f"{begin(count(len(rows), kind))} on record {_touch(len(rows))} defenders" for kind, rows in named.items()]
    if closings.is_empty():
        return f"{told[1]}."
    kinds = closings["insecurity_kind"].drop_nulls().value_counts().sort(-pl.col("count").cast(pl.Int64), "insecurity_kind")
    parts = join_words([f"{kind.replace('_', ' ')} {number:,}" for kind, number in kinds.iter_rows()])
    return (
        f"{told[0]}: {parts}. {told[1]}: releases, acquittals, registrations, unblockings and the like. Both follow what was "
        "reported and searched."
    )


def describe_environment(release: Release) -> str:
    """On how many incidents the flags of a hostile environment are coded."""
    rows = hostile_environment(release)
    coded, every = int(rows["coded"].sum()), int(rows["incidents"].sum())
    if not coded:
        return "The four behaviours have not been coded for any incident."
    return (
        f"They are coded for {coded:,} of {every:,} closings; the shares below are of these. How far two coders agree on each is "
        "on the page [data quality](/quality.qmd#coders)."
    )


def _touch(n: int) -> str:
    return "touches" if n == 1 else "touch"
