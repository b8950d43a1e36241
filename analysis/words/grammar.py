"""Small parts of sentences: numbers with their nouns, lists."""

from __future__ import annotations


def count(n: int, one: str, many: str | None = None) -> str:
    """'1 act', '2 acts', 'no acts'."""
    word = one if n == 1 else (many or one + "s")
    return f"{'no' if n == 0 else format(n, ',')} {word}"


def join_words(words: list[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else "none"
