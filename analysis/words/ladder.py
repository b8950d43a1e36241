"""Whether countries climb the ladder in order, in words."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.ladder import order_of_rungs
from analysis.words.grammar import count


def describe_order(release: Release) -> str:
    """Whether countries climbed the ladder in its order: counts over all pairs of rungs, and the pair that fits least."""
    order = order_of_rungs(release).with_columns(pl.col("lower_first", "higher_first", "same_year").cast(pl.Int64))
    if order.is_empty():
        return "No country has two rungs on record."
    lower, higher, same = (sum(order[name].to_list()) for name in ("lower_first", "higher_first", "same_year"))
    text = (
        f"Of {count(lower + higher + same, 'comparison')} of two rungs within a country, the lower came first in {lower} and the "
        f"higher in {higher}{f'; in {same} both came in one year' if same else ''}."
    )
    worst = order.sort(pl.col("lower_first") - pl.col("higher_first")).row(0, named=True)
    if worst["higher_first"] > worst["lower_first"]:
        low, high = worst["lower_rung"][2:].lower(), worst["higher_rung"][2:].lower()
        text += (
            f" The order fits least between “{low}” and “{high}”: the higher came first in "
            f"{count(worst['higher_first'], 'country', 'countries')}, the lower in {worst['lower_first']}."
        )
    return text
