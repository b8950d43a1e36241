"""The questionnaire in words."""

from __future__ import annotations

from analysis.schemas.items import PRACTICE_ITEMS, REGIME_ITEMS
from analysis.schemas.release import Release
from analysis.views.items import count_examples
from analysis.words.grammar import begin, count


def describe_items(release: Release) -> str:
    """How many items there are and how many of their levels have an example on record."""
    found, levels = count_examples(release)
    missing = levels - found
    text = f"{count(len(PRACTICE_ITEMS), 'item')} of practice and {len(REGIME_ITEMS)} of rules, with four levels each."
    if not missing:
        return f"{text} Every level is on record at least once; its example is picked by rule, not by hand."
    were = "has" if missing == 1 else "have"
    absent = f"{begin(count(missing, 'level'))} of {levels} {were} not been found anywhere so far."
    return f"{text} {absent} Examples are picked by rule, not by hand."
