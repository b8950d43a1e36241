"""The rules in force, in words."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.site.names import LEVEL_NAME
from analysis.views.rules import rules_in_force
from analysis.words.grammar import count, inside, join_words


def describe_rules(release: Release, country: str) -> str:
    """How many of the rules are closed, heavy, light and open today, which are closed, and how many are unknown."""
    rules = rules_in_force(release, country)
    known = rules.drop_nulls("level")
    if known.is_empty():
        return f"None of the {rules.height} rules is known: the scores of law and funding are intervals only."
    counted = [(level, known.filter(pl.col("level") == level).height) for level in (3, 2, 1, 0)]
    told = join_words([f"{n} {LEVEL_NAME[level]}" for level, n in counted if n])
    closed = known.filter(pl.col("level") == 3)["name"].to_list()
    unknown = rules.height - known.height
    text = f"Of {count(rules.height, 'rule')} asked about, {told}"
    text += f"; {unknown} unknown." if unknown else "."
    return text + (f" Closed: {join_words([inside(name) for name in closed])}." if closed else "")
