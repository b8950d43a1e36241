"""How far the scores depend on assumptions, in words, computed. Pure."""

from __future__ import annotations

import polars as pl

from analysis.findings.robustness import PROBABLE, real_changes, turning_changes, year_changes
from analysis.schemas.release import Release
from analysis.views.robustness import FACTS, alternative_scores, left_out_reporters, named_ranks
from analysis.words.grammar import begin, count, join_words, percent, signed

SHARE_TOLD = 0.1  # total-order index from which a group of assumptions is named
CLOSE = 3.0  # points of difference from the published composite that are called small


def describe_sensitivity(release: Release) -> str:
    """Which groups of assumptions matter most, over the fifteen and where each leads."""
    shares = release["index_sensitivity"].filter(pl.col("country_iso3").is_in(release.region()))
    if shares.is_empty():
        return "Sensitivity was not computed for this release."
    mean = shares.group_by("group").agg(pl.col("total_order").mean()).sort(-pl.col("total_order"), "group")
    named = mean.filter(pl.col("total_order") >= SHARE_TOLD)
    told = [f"{row['group']} ({row['total_order']:.2f})" for row in named.iter_rows(named=True)]
    first = shares.sort(-pl.col("total_order"), "group").unique("country_iso3", keep="first", maintain_order=True)
    leads = first["group"].value_counts().sort(-pl.col("count").cast(pl.Int64), "group")
    where = join_words([f"{group} in {count(n, 'country', 'countries')}" for group, n in leads.iter_rows()])
    small = mean.height - named.height
    rest = (
        f"the other {count(small, 'group')} {'stays' if small == 1 else 'stay'} below {SHARE_TOLD:g}"
        if small
        else "no group is less"
    )
    text = f"On average over the fifteen the total-order index is largest for {join_words(told)}; {rest}. " if told else ""
    return f"{text}The group that matters most is {where}."


def describe_alternatives(release: Release) -> str:
    """How close other constructions come, which of them hardly reorders the fifteen, and which does most."""
    ranks = named_ranks(release).filter(pl.col("code") != FACTS)
    if ranks.is_empty():
        return "Other constructions were not computed for this release."
    scores = alternative_scores(release).filter(
        pl.col("country_iso3").is_in(release.region())
        & pl.col("score").is_not_null()
        & ~pl.col("code").is_in(["published", FACTS])
    )
    near = scores.filter(pl.col("difference").abs() <= CLOSE).height
    still = ranks.filter(pl.col("largest_shift") == 0).height
    most = ranks.row(-1, named=True)
    mover = f"; {most['mover']} moves by {most['largest_shift']}" if most["mover"] else ""
    return (
        f"Of {count(scores.height, 'score')} under {count(ranks.height, 'other construction')}, {percent(near / scores.height)} "
        f"lie within {CLOSE:g} points of the published one. {begin(count(still, 'construction'))} of {ranks.height} "
        f"{'leaves' if still == 1 else 'leave'} all ranks as they are; most is reordered by “{most['alternative']}” (by "
        f"{most['shift']:.1f} places on average{mover})."
    )


def describe_facts(release: Release) -> str:
    """What counting recorded closures alone would say, beside the published score: who would look more open, who less."""
    rows = alternative_scores(release).filter(pl.col("country_iso3").is_in(release.region())).drop_nulls(["score", "rank"])
    was = rows.filter(pl.col("code") == "published").select(
        "country", pl.col("score").alias("published"), pl.col("rank").alias("was")
    )
    both = rows.filter(pl.col("code") == FACTS).join(was, on="country").with_columns((pl.col("was") - pl.col("rank")).alias("up"))
    if both.height < 3:
        return "Too few scores to compare with a count of recorded closures."
    alike = both.select(pl.corr("score", "published", method="spearman")).item()
    text = f"Counting recorded closures alone ranks the fifteen like our composite at {alike:.2f} (Spearman)"
    up = pl.col("up")
    sides = (("higher", both.filter(up >= 2).sort(-up, "country")), ("lower", both.filter(up <= -2).sort(up, "country")))
    parts = [f"{how} would stand {_places(part)}" for how, part in sides if part.height]
    return f"{text}: {'; '.join(parts)}." if parts else f"{text}; nobody moves by two places or more."


def _places(rows: pl.DataFrame) -> str:
    return join_words([f"{row['country']} (place {row['rank']} instead of {row['was']})" for row in rows.iter_rows(named=True)])


def describe_reporters(release: Release) -> str:
    """How far the latest composite moves when one reporter is left out."""
    rows = left_out_reporters(release)
    if rows.is_empty():
        return "No reporter was left out."
    names = rows["alternative"].n_unique()
    near = rows.filter(pl.col("difference").abs() <= CLOSE).height
    top = rows.row(0, named=True)
    return (
        f"Leaving out one of {count(names, 'reporter')} moves {percent(near / rows.height)} of the latest scores by at most "
        f"{CLOSE:g} points; the largest difference is {top['country']}'s {top['alternative']} ({signed(top['difference'])} "
        "points)."
    )


def describe_changes(release: Release) -> str:
    """How many changes over one and over three years are real, and the largest fall and rise over three."""
    parts = []
    for years in (3, 1):
        every, real = year_changes(release, years).height, real_changes(release, years).height
        if every:
            parts.append(f"{real:,} of {count(every, 'change')} over {count(years, 'year')} ({percent(real / every)})")
    if not parts:
        return "Too few years to compare."
    text = (
        f"A fall or a rise of more than half a point has a probability of {percent(PROBABLE)} or more in {join_words(parts)}. "
        "Changes over three years overlap"
    )
    turns = turning_changes(release)
    if turns.is_empty():
        return text + "."
    ends = [("fall", turns.filter(pl.col("change") < 0)), ("rise", turns.filter(pl.col("change") > 0))]
    told = [f"the largest {what} is {_turn(release, rows)}" for what, rows in ends if rows.height]
    return f"{text}; {join_words(told)}."


def _turn(release: Release, rows: pl.DataFrame) -> str:
    row = rows.row(0, named=True)
    return f"{release.names[row['country_iso3']]}'s from {row['year'] - 3} to {row['year']} ({signed(row['change'])})"


def describe_coherence(release: Release) -> str:
    """Whether the rights measure one thing, in levels and in changes, and how law and funding go with practice."""
    rows = {row["view"]: row for row in release["index_consistency"].iter_rows(named=True)}
    if not {"pooled", "change"} <= rows.keys() or any(rows[view]["alpha"] is None for view in ("pooled", "change")):
        return "The rights do not vary enough to tell how far they move together."
    pooled, change = rows["pooled"], rows["change"]
    pairs = release["index_correlation"].filter(pl.col("index_2") == "practice")
    told = []
    for view, what in (("pooled", "levels"), ("change", "changes from year to year")):
        found = {r["index_1"]: r["pearson"] for r in pairs.filter(pl.col("view") == view).iter_rows(named=True)}
        if {"law", "funding"} <= found.keys():
            told.append(f"law {found['law']:.2f} and funding {found['funding']:.2f} in {what}")
    beside = f" With practice correlate {'; '.join(told)}." if told else ""
    return (
        f"The four rights go together: Cronbach's alpha is {pooled['alpha']:.2f} in levels and {change['alpha']:.2f} in changes "
        f"from year to year, where their first component takes up {percent(change['first_component_share'])} of the variance. "
        f"The model lets rights stray from a common state, and pulls them towards it where little is said of one.{beside}"
    )
