"""What an item is: a question with the written anchors of its four levels."""

from __future__ import annotations

from typing import NamedTuple


class Item(NamedTuple):
    """A question with the written anchors of its four levels. `part` is a pillar (law, funding) or a right of practice."""

    part: str
    name: str
    question: str
    levels: tuple[str, str, str, str]
