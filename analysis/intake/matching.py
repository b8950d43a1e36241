"""How probable it is that a row of another dataset and a record of ours are one event.

Match weights after Fellegi and Sunter (1969), https://doi.org/10.1080/01621459.1969.10501049: for each comparison
log2(m / u), with m how often events that are one agree so, and u how often others do; shared words weigh by how rare
they are. m and u are set here, not estimated: a contributed table holds too few true pairs to learn them from.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.intake.latin import romanise
from analysis.schemas.fields import date_bounds

WINDOW = 62  # days between dates of what can be one event
# Days apart at most, m, u: u is the share of the days of the window that lie so near.
DAYS = ((0, 0.60, 1 / 125), (3, 0.20, 6 / 125), (7, 0.10, 8 / 125), (31, 0.08, 48 / 125), (WINDOW, 0.02, 62 / 125))
VAGUE = {"month": (0.90, 0.45), "year": (0.90, 0.80)}  # m, u where a date is known no better and both can be one day
SAME_TYPE, OTHER_TYPE = math.log2(0.85 / 0.15), math.log2(0.15 / 0.85)
NO_WORD = math.log2(0.05 / 0.95)  # no distinctive word in common
DISTINCTIVE, MOST_WORDS = 3.5, 10.0  # bits of a word that tells events apart; bits of all shared words at most
FEWEST_TITLES = 50  # in a smaller pool of titles no word can be told to be frequent
LEAST, MOST_PAIRS = 0.1, 3
ALIKE = 0.6  # least share of words in common of two rows of one table: its producer counts once as a rule


@dataclass(frozen=True)
class Event:
    """One event to compare: key, country, date (reduced ISO), type, all words that name it, and whether it counts many.

    Acts against many are one record with a count, whose title cannot name them all: that no word agrees tells nothing.
    """

    key: str
    country: str
    date: str
    type: str
    text: str
    is_bulk: bool = False

    @property
    def words(self) -> frozenset[str]:
        """Stems in Latin letters: names keep their begin through the cases of Slavic languages."""
        found = re.findall(r"\w+", romanise(self.text[:1000]).lower())
        return frozenset(word[:5] for word in found if len(word) > 2 and not word.isdigit())


Held = tuple[Event, tuple[int, int], frozenset[str]]  # an event with the days it can be and its words


@dataclass(frozen=True)
class Pair:
    """Keys of their row and of our record, and the probability that both are one event."""

    theirs: str
    ours: str
    probability: float


def match_events(theirs: Sequence[Event], ours: Sequence[Event]) -> list[Pair]:
    """Pairs of at least LEAST, for each of their rows the MOST_PAIRS most probable ones, in the order of their rows."""
    rarity = measure_rarity(theirs, ours)
    held = _prepare(ours)
    return [pair for row in theirs for pair in _match(row, held.get(row.country, []), rarity)]


def match_within(rows: Sequence[Event]) -> list[Pair]:
    """Pairs (row, earlier row) of one table that are more probably one event than not, in much the same words."""
    rarity = measure_rarity(rows, [])
    before: dict[str, list[Held]] = {}
    found: list[Pair] = []
    for row in rows:
        earlier = before.setdefault(row.country, [])
        found += [pair for pair in _match(row, earlier, rarity, alike=ALIKE) if pair.probability >= 0.5]
        earlier += _prepare([row]).get(row.country, [])
    return found


def measure_rarity(theirs: Sequence[Event], ours: Sequence[Event]) -> dict[str, float]:
    """Bits of each word: -log2 of the share of titles that have it, in both tables together.

    A word of three and more titles of one table, such as a phrase that opens all of them, is as frequent as there.
    """
    counts = [Counter(word for event in events for word in event.words) for events in (theirs, ours)]
    pooled, titles = counts[0] + counts[1], max(len(theirs) + len(ours), FEWEST_TITLES)
    bits = {word: -math.log2((count + 0.5) / (titles + 1)) for word, count in pooled.items()}
    for count_of, events in zip(counts, (theirs, ours), strict=True):
        often = {word: count for word, count in count_of.items() if count >= 3}
        bits |= {word: min(bits[word], -math.log2((count + 0.5) / (len(events) + 1))) for word, count in often.items()}
    return bits


def _prepare(events: Sequence[Event]) -> dict[str, list[Held]]:
    held: dict[str, list[Held]] = {}
    for event in events:
        if bounds := date_bounds(event.date):
            span = (bounds[0].toordinal(), bounds[1].toordinal())
            held.setdefault(event.country, []).append((event, span, event.words))
    return held


def _match(row: Event, held: list[Held], rarity: dict[str, float], alike: float = 0.0) -> Iterator[Pair]:
    bounds = date_bounds(row.date)
    if bounds is None:
        return
    first, last = bounds[0].toordinal(), bounds[1].toordinal()
    near = [(e, span, words) for e, span, words in held if span[0] - WINDOW <= last and first - WINDOW <= span[1]]
    pairs = []
    for event, span, words in near:
        shared = [rarity[word] for word in row.words & words if rarity[word] >= DISTINCTIVE]
        if alike and (not shared or len(row.words & words) < alike * len(row.words | words)):
            continue
        # Before looking, each event near it in time is as probable as none.
        weight = -math.log2(len(near)) + _weigh_dates((first, last), span)
        if shared or not event.is_bulk:
            weight += min(sum(shared), MOST_WORDS) if shared else NO_WORD
        if row.type and event.type:
            weight += SAME_TYPE if row.type == event.type else OTHER_TYPE
        pairs.append(Pair(row.key, event.key, round(1 / (1 + 2.0**-weight), 3)))
    likely = sorted((pair for pair in pairs if pair.probability >= LEAST), key=lambda pair: (-pair.probability, pair.ours))
    yield from likely[:MOST_PAIRS]


def _weigh_dates(one: tuple[int, int], other: tuple[int, int]) -> float:
    apart = max(one[0] - other[1], other[0] - one[1], 0)
    widest = max(one[1] - one[0], other[1] - other[0])
    if widest and not apart:
        m, u = VAGUE["month" if widest < 31 else "year"]
        return math.log2(m / u)
    m, u = next((m, u) for days, m, u in DAYS if apart <= days)
    return math.log2(m / u)
