"""Findings of the thematic pages in words, computed: ladder, defenders, responses, what a release changes."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.subjects import defender_incidents, histories, order_of_rungs, organisation_steps
from analysis.words.grammar import count, join_words

SCORED = ("core_legislation", "core_funding", "core_incident")


def describe_order(release: Release) -> str:
    """Whether countries climbed the ladder in its order: counts over all pairs of rungs, and the pair that fits least."""
    order = order_of_rungs(release).with_columns(pl.col("lower_first", "higher_first", "same_year").cast(pl.Int64))
    if order.is_empty():
        return "No country has two rungs on record."
    lower, higher, same = (sum(order[name].to_list()) for name in ("lower_first", "higher_first", "same_year"))
    text = (
        f"Of {count(lower + higher + same, 'comparison')} of two rungs within a country, "
        f"the lower came first in {lower} and the higher in {higher}."
    )
    worst = order.sort(pl.col("lower_first") - pl.col("higher_first")).row(0, named=True)
    if worst["higher_first"] > worst["lower_first"]:
        low, high = worst["lower_rung"][2:].lower(), worst["higher_rung"][2:].lower()
        text += (
            f" The order fits least between “{low}” and “{high}”: the higher came first in "
            f"{count(worst['higher_first'], 'country', 'countries')}, the lower in {worst['lower_first']}."
        )
    return text


def describe_defenders(release: Release) -> str:
    """How many incidents touch defenders and how they divide over the three kinds of insecurity."""
    incidents = defender_incidents(release)
    kinds = incidents["insecurity_kind"].value_counts().sort(-pl.col("count").cast(pl.Int64), "insecurity_kind")
    parts = [f"{kind.replace('_', ' ')} {number}" for kind, number in kinds.iter_rows()]
    return f"{count(incidents.height, 'recorded incident')} since 1991 touch defenders: {join_words(parts)}."


def describe_responses(release: Release) -> str:
    """How many responses there are and what share of acts, measures and incidents any of them answers."""
    answered = release["core_response_record"]["record_id"].unique()
    records = pl.concat([release[table].filter(pl.col("status") == "active")["record_id"] for table in SCORED])
    responses = release["core_response"].filter(pl.col("status") == "active").height
    share = records.is_in(answered.implode()).sum() / max(records.len(), 1)
    return f"{count(responses, 'response')} on record answer {share:.0%} of all acts, measures and incidents recorded."


def describe_release(release: Release) -> str:
    """What this release adds: new, revised and retracted records."""
    version = release.manifest["version"]
    columns = ["record_id", "status", "first_published", "last_revised"]
    records = pl.concat([release[table].select(columns) for table in SCORED])
    new = records.filter(pl.col("first_published") == version).height
    if new == records.height:
        return f"Release {version} is the first: all {count(new, 'record')} of acts, measures and incidents are new."
    revised = records.filter((pl.col("last_revised") == version) & (pl.col("first_published") != version)).height
    retracted = records.filter(pl.col("status") == "retracted").height
    return (
        f"Release {version} adds {count(new, 'record')} of acts, measures and incidents and revises {count(revised, 'record')}; "
        f"{count(retracted, 'record')} of all releases stand retracted."
    )


def describe_histories(release: Release) -> str:
    """How many organisations are on record, how many have a history, and on how many rungs these stand."""
    total = release["core_organisation"].filter(pl.col("status") == "active").height
    told = histories(release)
    if told.is_empty():
        return f"{count(total, 'organisation')} on record; none has several dated steps."
    whole = told.filter(pl.col("n_rungs") >= 3).height
    steps = organisation_steps(release)["record_id"].n_unique()
    return (
        f"{count(total, 'organisation')} on record, touched by {count(steps, 'incident or measure', 'incidents and measures')}. "
        f"{count(told.height, 'organisation has', 'organisations have')} a history below; "
        f"{count(whole, 'of them stands', 'of them stand')} on three rungs or all four."
    )
