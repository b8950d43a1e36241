"""What holds a score and what moved it, in words: reports, rules, months with events."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.schemas.release import Release
from analysis.site.names import DEPTH_NAME, LEVEL_NAME
from analysis.views.scores import headline
from analysis.words.grammar import inside, join_words, month_name, percent


def describe_overlap(release: Release) -> str:
    """What points mean, why they need not add up, and the weights of the pillars."""
    weights = release["index_structure"].filter(pl.col("parent") == "composite").sort(-pl.col("weight"), "code")
    total = weights["weight"].sum()
    shares = join_words(
        [f"{inside(row['name_en'])} {percent(row['weight'] / total, 1)}" for row in weights.iter_rows(named=True)]
    )
    return (
        "Points of a rule are what its level takes from a fully open score, or took in the time named. Points of a report are "
        "the score less the score without that report. Reports overlap: several say the same, so that each alone moves little, "
        f"and points need not add up. Weights in the composite: {shares}."
    )


def name_driver(row: dict[str, Any]) -> str:
    """What the evidence is: 'Human Rights Watch on 2024', 'Foreign money (rule)', 'Events of May 2024'."""
    if row["kind"] == "report":
        return f"{row['name']} on {row['window']}"
    if row["kind"] == "regime":
        return f"Rule: {inside(row['item'])}"
    return f"Events of {row['evidence_id']}"


def say_driver(row: dict[str, Any]) -> str:
    """What it says, without links: levels of a report, the rule's level and start, what happened in the month."""
    if row["kind"] == "report":
        said = join_words([f"{inside(item)} {level}" for item, level in row["levels"]])
        return f"{DEPTH_NAME[row['depth']]}; levels 0 (open) to 3 (closed): {said}"
    if row["kind"] == "regime":
        if row["level"] is None:
            return "not known: counted as other rules of the country and the time lead to expect"
        level = row["level"]
        return f"level {level} of 3, {LEVEL_NAME[level]}, since {row['start']}: {inside(row['anchor'])}"
    return join_words([title for _, title, _ in row["events"]]) if row["events"] else "no strong record begins in this month"


def describe_view(release: Release, country: str, view: str) -> str:
    """Which span a view is about, or that nothing on its own moved the score in it."""
    row = headline(release, country)
    drivers = release["index_driver"].filter((pl.col("country_iso3") == country) & (pl.col("view") == view))
    at = month_name(row["month"])
    span = {
        "level": f"In {at}.",
        "year": f"Over the twelve months to {at}.",
        "turn": f"Up to {at}, from that month of the ten years before from which practice moved furthest, three years at least.",
    }[view]
    return span if drivers.height else f"{span} No single report, rule or month moved it by itself."
