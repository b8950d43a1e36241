"""The questions of the measure: items of practice, coded from reports, and of law and funding, coded from rules in force.

Levels run from 0 (open) to 3 (closed). Weights stand in data/index/structure.csv. Source: design of items, in the codebook.
"""

from __future__ import annotations

from analysis.schemas.item import Item
from analysis.schemas.items_practice import PRACTICE_ITEMS
from analysis.schemas.items_rules import REGIME_ITEMS

__all__ = ["ITEMS", "PRACTICE_ITEMS", "REGIME_ITEMS", "RIGHTS", "Item"]

RIGHTS = {
    "association": "Association",
    "assembly": "Assembly",
    "expression": "Expression",
    "security": "Personal security",
}
ITEMS: dict[str, Item] = PRACTICE_ITEMS | REGIME_ITEMS
