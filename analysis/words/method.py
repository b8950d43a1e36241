"""Weights and the reach of evidence in words, computed. Pure."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.quality import reports_read, spell_days
from analysis.views.structure import component_shares, evidence_ends
from analysis.words.grammar import count, join_words, percent


def describe_weights(release: Release) -> str:
    """How much each pillar counts in the composite, and how practice divides over rights and items."""
    shares = component_shares(release)
    pillars = shares.filter(pl.col("parent") == "Composite").sort(-pl.col("share"), "name")
    told = join_words([f"{row['name'].lower()} {percent(row['share'], 1)}" for row in pillars.iter_rows(named=True)])
    rights = shares.filter(pl.col("parent") == "Practice").height
    n_items = count(shares.filter(pl.col("level") == shares["level"].min()).height, "item")
    whole = f"The composite is their weighted mean: {told}."
    return f"{whole} Practice is the mean of {count(rights, 'right')}; there are {n_items} in all."


def describe_reach(release: Release) -> str:
    """Until when evidence of practice reaches, and where the rest is a forecast."""
    ends = evidence_ends(release).filter(pl.col("country_iso3").is_in(release.region()) & pl.col("practice").is_not_null())
    if ends.is_empty():
        return "No report has been read."
    first, last = ends.sort("practice", "country").row(0, named=True), ends.sort("practice", "country").row(-1, named=True)
    ahead = ends.filter(pl.col("months_ahead") > 0)
    text = f"Evidence of practice reaches to {last['practice']:%B %Y} in {last['country']}"
    if first["practice"] < last["practice"]:
        text = f"Evidence of practice reaches furthest in {last['country']} (to {last['practice']:%B %Y}) and least far in "
        text += f"{first['country']} (to {first['practice']:%B %Y})"
    if ahead.is_empty():
        return text + "; no month is a forecast."
    longest = max(ahead["months_ahead"].to_list())
    return f"{text}; from then on scores are a forecast, by {count(longest, 'month')} at most."


def unknown_before(release: Release) -> str:
    """Share of the rules' time before 2000 whose level is unknown, in per cent."""
    days = spell_days(release).filter(pl.col("country_iso3").is_in(release.region()))
    total, unknown = int(days["before"].sum()), int(days.filter(~pl.col("known"))["before"].sum())
    return percent(unknown / total) if total else "an unknown share"


def read_in_full(release: Release, before: int) -> str:
    """Share of the reports on years before one that were read in full, in per cent."""
    early = reports_read(release).filter(pl.col("year") < before)
    return percent(early.filter(pl.col("depth") == "full").height / early.height) if early.height else "none"
