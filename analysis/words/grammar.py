"""Small parts of sentences: numbers with their nouns and signs, intervals, dates, lists."""

from __future__ import annotations

import datetime as dt


def count(n: int, one: str, many: str | None = None) -> str:
    """'1 act', '2 acts', 'no acts'."""
    word = one if n == 1 else (many or one + "s")
    return f"{'no' if n == 0 else format(n, ',')} {word}"


def join_words(words: list[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else "none"


def signed(value: float, digits: int = 1) -> str:
    """'+2.0', '−14.9', '0.0': with a true minus sign."""
    text = f"{abs(value):.{digits}f}"
    if float(text) == 0:
        return text
    return ("−" if value < 0 else "+") + text


def interval(low: float, high: float) -> str:
    """'39 to 45', whole points."""
    return f"{low:.0f} to {high:.0f}"


def percent(share: float, digits: int = 0) -> str:
    """'53 %', with a space that does not break."""
    return f"{100 * share:.{digits}f}\u00a0%"


def month_name(day: dt.date) -> str:
    """'February 2026'."""
    return f"{day:%B %Y}"


def day_name(day: dt.date) -> str:
    """'28 February 2026'."""
    return f"{day.day} {day:%B %Y}"


def inside(name: str) -> str:
    """The name as it stands inside a sentence: with a small letter, unless it begins with an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def begin(sentence: str) -> str:
    """The sentence with a capital."""
    return sentence[:1].upper() + sentence[1:]
