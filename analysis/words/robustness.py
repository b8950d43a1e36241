"""How far the scores depend on assumptions, in words, computed. Pure."""

from __future__ import annotations

import polars as pl

from analysis.findings.robustness import PROBABLE, alternative_scores, compare_ranks, name_group, real_changes
from analysis.schemas.release import Release
from analysis.words.grammar import count, join_words

SHARE_TOLD = 0.1  # total-order index from which a group of assumptions is named
CLOSE = 3.0  # points of difference from the published composite that are called small


def describe_sensitivity(release: Release) -> str:
    """Which groups of assumptions matter most, over the fifteen and where each leads."""
    shares = release["index_sensitivity"].filter(pl.col("country_iso3").is_in(release.region()))
    mean = shares.group_by("group").agg(pl.col("total_order").mean()).sort(-pl.col("total_order"), "group")
    told = [
        f"{name_group(r['group'])} ({r['total_order']:.2f})" for r in mean.iter_rows(named=True) if r["total_order"] >= SHARE_TOLD
    ]
    first = shares.sort(-pl.col("total_order"), "group").group_by("country_iso3", maintain_order=True).first()
    leads = first["group"].value_counts().sort(-pl.col("count").cast(pl.Int64), "group")
    where = join_words([f"{name_group(group)} in {count(n, 'country', 'countries')}" for group, n in leads.iter_rows()])
    small = mean.height - len(told)
    text = f"On average over the fifteen the total-order index is largest for {join_words(told)}; " if told else ""
    return text + f"the other {count(small, 'group')} stay below {SHARE_TOLD:g}. The group that matters most is {where}."


def describe_alternatives(release: Release) -> str:
    """Which construction hardly reorders the fifteen, and which does most."""
    ranks = compare_ranks(release)
    most, least = ranks.row(-1, named=True), ranks.row(0, named=True)
    scores = alternative_scores(release).filter(pl.col("rank").is_not_null() & (pl.col("alternative") != "published"))
    near = scores.filter(pl.col("difference").abs() <= CLOSE).height
    mover = f", {most['mover']} by {most['largest_shift']}" if most["mover"] else ""
    told = f"Of {count(scores.height, 'score')} under {count(ranks.height, 'other construction')}"
    return (
        f"{told}, {near / max(scores.height, 1):.0%} lie within {CLOSE:g} points of the published one. "
        f"Ranks move least under “{least['alternative']}” (by {least['shift']:.1f} places on average) "
        f"and most under “{most['alternative']}” (by {most['shift']:.1f}{mover})."
    )


def describe_changes(release: Release) -> str:
    """How many changes from year to year are real, and the largest fall and rise."""
    region = release["index_change_year"].filter(
        (pl.col("index") == "composite") & pl.col("country_iso3").is_in(release.region())
    )
    real = real_changes(release)
    text = (
        f"Of {count(region.height, 'change')} of the composite from one year to the next, {count(real.height, 'is', 'are')} "
        f"a fall or a rise of more than half a point with a probability of {PROBABLE:.0%} or more"
    ).replace("no are", "none is")
    if real.is_empty():
        return text + "."
    ends = [("largest fall", real.sort("change", "country").row(0, named=True))]
    ends.append(("largest rise", real.sort(-pl.col("change"), "country").row(0, named=True)))
    told = [f"the {what} is {r['country']}'s in {r['year']} ({r['change']:+.1f})" for what, r in ends]
    return text + f"; {join_words(told)}."


def describe_coherence(release: Release) -> str:
    """Whether the pillars measure one thing, in levels and in changes."""
    rows = {row["view"]: row for row in release["index_consistency"].iter_rows(named=True)}
    pooled, change = rows["pooled"], rows["change"]
    if pooled["alpha"] is None or change["alpha"] is None:
        return "The pillars do not vary enough to tell how far they move together."
    return (
        f"In levels the pillars go together (Cronbach's alpha {pooled['alpha']:.2f}; the first component takes up "
        f"{pooled['first_component_share']:.0%} of their variance); in changes from year to year they do so less "
        f"(alpha {change['alpha']:.2f}, {change['first_component_share']:.0%})."
        if change["alpha"] < pooled["alpha"]
        else f"Cronbach's alpha of the pillars is {pooled['alpha']:.2f} in levels and {change['alpha']:.2f} in changes."
    )
