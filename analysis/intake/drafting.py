"""Guess what the columns and categories of a foreign table are in ours, from their headers and values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from analysis.intake.cells import tidy_text
from analysis.intake.dates import read_date
from analysis.intake.synonyms import HEADERS, KEYS, TERMS
from analysis.schemas.registry import Column

TODO = "TODO"
MOST_CATEGORIES = 60  # a column with more different values holds no categories
_NUMBERS = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./]\d{4}")


def guess_columns(table: Mapping[str, Sequence[str]], columns: Iterable[Column]) -> dict[str, str]:
    """Their header for each of our columns that one fits. `table` maps headers to values in the order of the file.

    A header that is one of the words for a column beats one that holds it; a date column must hold dates. Each
    header is used once.
    """
    scores = []
    for column in columns:
        for place, (header, values) in enumerate(table.items()):
            score = _score(header, column, values)
            if score:
                scores.append((-score, place, column.name, header))
    found: dict[str, str] = {}
    for _, _, name, header in sorted(scores):
        if name not in found and header not in found.values():
            found[name] = header
    return found


def _score(header: str, column: Column, values: Sequence[str]) -> float:
    plain = plain_header(header)
    words = {plain_header(word) for word in (*HEADERS.get(column.name, ()), column.name.replace("_", " "))}
    if plain in words:
        score = 100.0 + len(plain)
    else:
        score = max((len(word) for word in words if re.search(rf"\b{re.escape(word)}\b", plain)), default=0)
    if score and column.is_date:
        filled = [value for value in values if value]
        dates = sum(bool(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", read_date(value, "dmy").value or "")) for value in filled)
        score = score if filled and dates >= 0.8 * len(filled) else 0
    return score


def plain_header(header: str) -> str:
    """A header in small letters, with single spaces for everything that is no letter, digit or №."""
    return re.sub(r"[^\w№/]+|_", " ", tidy_text(header).lower()).strip()


def guess_key(table: Mapping[str, Sequence[str]]) -> str | None:
    """Their header of a column that numbers the rows: named so, and different in each row."""
    for header, values in table.items():
        if plain_header(header) in KEYS and all(values) and len(set(values)) == len(values):
            return header
    return None


def guess_order(values: Iterable[str]) -> str | None:
    """Order of day and month, "dmy" or "mdy", where some date can be read in one way only and none contradicts."""
    pairs = [(int(match[1]), int(match[2])) for value in values if (match := _NUMBERS.fullmatch(tidy_text(value)))]
    day_first, month_first = any(one > 12 for one, _ in pairs), any(two > 12 for _, two in pairs)
    if day_first == month_first:
        return None
    return "dmy" if day_first else "mdy"


def guess_terms(values: Iterable[str], column: Column) -> dict[str, str]:
    """Our term for each different value of their category column; TODO where none, or several, fit."""
    return {value: _guess_term(value, column) for value in sorted(set(filter(None, map(tidy_text, values))))}


def _guess_term(value: str, column: Column) -> str:
    plain = value.lower()
    for term in column.vocabulary:
        if plain.replace(" ", "_") == term:
            return term
    fits = {
        term: max((len(word) for word in TERMS.get(term, ()) if re.search(rf"\b{re.escape(word)}", plain)), default=0)
        for term in column.vocabulary
    }
    best = max(fits.values(), default=0)
    named = [term for term, length in fits.items() if length == best]
    return named[0] if best and len(named) == 1 else TODO
