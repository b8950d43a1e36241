"""Whether elections and civic space moved together, in words."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.democracy import THEIRS, moved_apart, two_democracies
from analysis.words.grammar import begin, count, join_words, signed

APART = 10.0  # per cent of the scale by which one must have moved more than the other


def describe_democracies(release: Release) -> str:
    """In how many countries civic space lost or gained clearly more than the rating of political rights."""
    ratings = two_democracies(release).filter(pl.col("measure") == THEIRS)
    if ratings.is_empty():
        return "No rating of political rights is on record."
    rated = count(ratings["country"].n_unique(), "country", "countries")
    ends = moved_apart(release)
    text = f"{begin(count(ratings.height, 'rating'))} of political rights for {rated} are on record."
    if ends.is_empty():
        return f"{text} No country has five years that both cover."
    gap = pl.col("ours") - pl.col("theirs")
    clear = ends.with_columns(gap.alias("gap")).filter((gap.abs() > APART) & (gap.abs() > pl.col("margin")))
    behind, ahead = clear.filter(pl.col("gap") < 0).sort("gap"), clear.filter(pl.col("gap") > 0).sort(-pl.col("gap"))
    rest = ends.height - clear.height
    unclear = f" In {count(rest, 'country', 'countries')} of {ends.height} no such gap is clear." if rest else ""
    return (
        f"{text} From the first to the last year that both cover, our composite fell behind the rating by more than {APART:g} "
        f"points, and more than its intervals allow for, {_name(behind)}, and ran ahead of it "
        f"{_name(ahead)}.{unclear}"
    )


def _name(rows: pl.DataFrame) -> str:
    if rows.is_empty():
        return "in no country"
    named = [
        f"{row['country']} (ours {signed(row['ours'], 0)}, the rating {signed(row['theirs'], 0)}, {row['first']}–{row['last']})"
        for row in rows.iter_rows(named=True)
    ]
    return f"in {join_words(named)}"
