"""Small parts of sentences: numbers with their nouns, lists."""

from __future__ import annotations


def count(n: int, one: str, many: str | None = None) -> str:
    """'1 act', '2 acts', 'no acts'."""
    word = one if n == 1 else (many or one + "s")
    return f"{'no' if n == 0 else format(n, ',')} {word}"


def join_words(words: list[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else "none"


def begin(sentence: str) -> str:
    """The sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def signed(value: float, digits: int = 2) -> str:
    """A number with a fixed count of decimals and a true minus sign; never minus nothing."""
    text = f"{value:.{digits}f}"
    return text.replace("-", "−") if float(text) else text.replace("-", "")
