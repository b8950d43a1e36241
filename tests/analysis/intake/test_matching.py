"""Guesses about foreign tables, and the probability that two rows are one event."""

from __future__ import annotations

from analysis.intake.drafting import guess_order
from analysis.intake.latin import romanise
from analysis.intake.matching import Event, match_events


def test_dates_are_guessed_only_where_certain() -> None:
    assert guess_order(["03.05.2024", "13.05.2024"]) == "dmy"
    assert guess_order(["5/13/2024"]) == "mdy"
    assert guess_order(["03.05.2024"]) is None
    assert guess_order(["13.05.2024", "05.13.2024"]) is None


def test_matching_weighs_dates_types_and_rare_words() -> None:
    ours = [Event("GEO-I-0001", "GEO", "2000-03-14", "raid_search", "Search at Memorial")]
    ours += [Event(f"GEO-I-{n:04d}", "GEO", "2000-03-14", "smear_campaign", "An official speaks") for n in range(2, 6)]

    def probability(**changes: str) -> float:
        row = {"country": "GEO", "date": "2000-03-14", "type": "raid_search", "text": "Обыск в «Мемориале»"} | changes
        pairs = match_events([Event("1", **row)], ours)
        return max((pair.probability for pair in pairs if pair.ours == "GEO-I-0001"), default=0.0)

    assert romanise("Мемориал, ЩИТ") == "Memorial, SHCHIT"
    assert probability() > 0.95
    assert probability() > probability(date="2000-03-20") > probability(date="2000-05-01")
    assert probability() > probability(text="Обыск у соседей")
    assert probability() > probability(type="killing")
    assert probability(country="MDA") == probability(date="2001") == 0.0


def test_a_record_that_counts_many_is_always_told() -> None:
    rows = [Event(str(n), "GEO", "2000-05-05", "designation", f"Listed: group {n}") for n in range(3)]
    bulk = Event("GEO-I-0001", "GEO", "2000", "designation", "Sixty-six organisations listed in 2000", is_bulk=True)
    assert {pair.theirs for pair in match_events(rows, [bulk])} == {"0", "1", "2"}
