"""Numbers, signs, lists and directions in words."""

from __future__ import annotations

import pytest

from analysis.words.direction import describe_direction, find_direction, name_direction
from analysis.words.grammar import begin, count, inside, join_words, percent, signed
from tests.analysis.words.made_release import FALL, RISE, make_change


def test_counts_and_lists() -> None:
    assert [count(n, "act") for n in (0, 1, 2, 1200)] == ["no acts", "1 act", "2 acts", "1,200 acts"]
    assert count(2, "country", "countries") == "2 countries"
    assert [join_words(list(words)) for words in ("", "a", "ab", "abc")] == ["none", "a", "a and b", "a, b and c"]


@pytest.mark.parametrize(("value", "text"), [(-14.93, "−14.9"), (2.0, "+2.0"), (0.0, "0.0"), (-0.04, "0.0"), (0.06, "+0.1")])
def test_signs_are_true_and_nought_has_none(value: float, text: str) -> None:
    assert signed(value) == text


def test_names_inside_a_sentence_keep_abbreviations() -> None:
    assert [inside(name) for name in ("Foreign money", "AML and CFT rules", "")] == ["foreign money", "AML and CFT rules", ""]
    assert begin("three of the fifteen") == "Three of the fifteen" and percent(0.125, 1) == "12.5\u00a0%"


def test_a_direction_is_named_only_from_nine_chances_in_ten() -> None:
    assert [find_direction(change) for change in (FALL, RISE, make_change())] == ["fall", "rise", "unclear"]
    assert find_direction(make_change(fall_probability=0.9)) == "fall"
    assert find_direction(make_change(fall_probability=0.899)) == "unclear"


def test_directions_in_words() -> None:
    assert describe_direction(FALL) == "fell by 14.9 points over three years (90 % interval −24.5 to −6.9)"
    assert describe_direction(RISE, 12) == "rose by 8.2 points over twelve months (90 % interval +2.1 to +15.0)"
    assert describe_direction(make_change()) == "no sure direction over three years (90 % interval −4.0 to +4.5 points)"
    assert [name_direction(change) for change in (FALL, RISE, make_change())] == ["fell −14.9", "rose +8.2", "no sure direction"]
