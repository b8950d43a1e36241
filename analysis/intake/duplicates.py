"""Records that may be the same event or act, told by country, date and words of the title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from analysis.schemas.fields import date_bounds

Cells = Mapping[str, str | None]
# Date columns that place a record in time, the first filled one counts; days apart that reports of one thing may be.
DATES = {
    "legislation": (("adopted", "in_force_from"), 31),
    "funding": (("start",), 31),
    "incidents": (("date",), 7),
    "commitments": (("date",), 31),
    "fatf_r8": (("date",), 62),
    "responses": (("date",), 7),
    "organisations": ((), 0),
}
# Words shared of all words that make titles similar; less is enough where the type agrees too.
ALIKE, ALIKE_SAME_TYPE = 0.5, 0.25
TYPES = {"legislation": "instrument", "funding": "lever", "incidents": "type", "commitments": "treaty", "responses": "actor"}
MOST_BEFORE = 300  # new records that each further one is compared with
_COMMON = set("the and for from with law act bill draft amendments amended into over under after its that against".split())  # noqa: SIM905


@dataclass(frozen=True)
class Fingerprint:
    """What tells whether two records may be one."""

    country: str
    words: frozenset[str]
    kind: str
    first: int
    last: int


def fingerprint(cells: Cells, table: str) -> Fingerprint | None:
    """Fingerprint of a record; None when it has no title, or no readable date where its table needs one."""
    names, days = DATES[table]
    words = re.findall(r"\w+", (cells.get("title_en") or "")[:500].lower())
    stems = frozenset(word[:5] for word in words if len(word) > 2 and word not in _COMMON)
    if not stems:
        return None
    first = last = 0
    if names:
        written = next((value for name in names if (value := cells.get(name))), "")
        bounds = date_bounds(written)
        if bounds is None:
            return None
        first, last = bounds[0].toordinal() - days, bounds[1].toordinal() + days
    kind = cells.get(TYPES[table]) or "" if table in TYPES else ""
    return Fingerprint(cells.get("country_iso3") or "", stems, kind, first, last)


def may_be_same(one: Fingerprint, other: Fingerprint) -> bool:
    """Same country, close dates, similar titles."""
    if one.country != other.country or one.first > other.last or other.first > one.last:
        return False
    shared = len(one.words & other.words) / len(one.words | other.words)
    return shared >= (ALIKE_SAME_TYPE if one.kind and one.kind == other.kind else ALIKE)


def find_near_duplicates(
    new: Iterable[tuple[str, Cells]], existing: Iterable[tuple[str, Cells]], table: str
) -> Iterator[tuple[str, str]]:
    """Pairs (new id, id of an earlier record) that may be the same; among the new ones too."""
    known: dict[str, list[tuple[str, Fingerprint]]] = {}
    for key, cells in existing:
        if found := fingerprint(cells, table):
            known.setdefault(found.country, []).append((key, found))
    before: list[tuple[str, Fingerprint]] = []
    for key, cells in new:
        found = fingerprint(cells, table)
        if found is None:
            continue
        others = known.get(found.country, []) + before[-MOST_BEFORE:]
        yield from ((key, other) for other, one in others if other != key and may_be_same(found, one))
        before.append((key, found))
