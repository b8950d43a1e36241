"""Field helpers: each returns a Pandera field whose metadata feeds the codebook, templates and error messages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandera.polars as pa

DATE_PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?$"
# Characters that do not show: controls, soft hyphens, zero-width, line-separating and direction-changing ones.
HIDDEN = r"\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
URL_PATTERN = rf"^https?://[^\s<>\"'`{HIDDEN}]+$"
# One line without hidden characters, and no spreadsheet formula at the start.
TEXT_PATTERN = rf"^[^=+\-@\s{HIDDEN}][^{HIDDEN}]*$"
COUNTRY_PATTERN = r"^[A-Z]{3}$"


class Anchor(NamedTuple):
    """Written anchor of one level of an ordinal: what qualifies, and a real example with its record, if it is one."""

    meaning: str
    example: str
    record_id: str = ""


def _field(meaning: str, expected: str, example: str, nullable: bool, checks: dict, **metadata: Any) -> Any:
    metadata |= {"expected": expected, "example": example}
    return pa.Field(description=meaning, nullable=nullable, metadata=metadata, **checks)


def text(meaning: str, *, example: str = "", nullable: bool = False, longest: int = 300) -> Any:
    """One line of plain text."""
    checks = {"str_matches": TEXT_PATTERN, "str_length": {"max_value": longest}}
    expected = (
        f"one line of text, at most {longest} characters, that does not start with = + - @ or a space "
        "and has no control characters"
    )
    return _field(meaning, expected, example, nullable, checks)


def pattern(meaning: str, regex: str, expected: str, *, example: str, nullable: bool = False, unique: bool = False) -> Any:
    """Text of a fixed form."""
    return _field(meaning, expected, example, nullable, {"str_matches": regex, "unique": unique})


def url(meaning: str, *, nullable: bool = False) -> Any:
    """A web address."""
    return pattern(
        meaning,
        URL_PATTERN,
        "an address starting with http:// or https://, without spaces",
        example="https://matsne.gov.ge/",
        nullable=nullable,
    )


def term(meaning: str, vocabulary: Mapping[str, str], *, nullable: bool = False, example: str = "") -> Any:
    """One term of a vocabulary."""
    words = list(vocabulary)
    return _field(
        meaning,
        "one of: " + ", ".join(words),
        example or ("" if nullable else words[0]),
        nullable,
        {"isin": words},
        vocabulary=dict(vocabulary),
    )


def terms(meaning: str, vocabulary: Mapping[str, str], *, nullable: bool = False, example: str = "") -> Any:
    """Several terms of a vocabulary, joined by semicolons."""
    words = list(vocabulary)
    one = "(" + "|".join(re.escape(w) for w in words) + ")"
    return _field(
        meaning,
        "one or more, joined by ';', of: " + ", ".join(words),
        example or ("" if nullable else words[0]),
        nullable,
        {"str_matches": f"^{one}(;{one})*$"},
        vocabulary=dict(vocabulary),
        is_list=True,
    )


def ordinal(meaning: str, anchors: Mapping[int, Anchor], *, nullable: bool = False) -> Any:
    """An ordinal with a written anchor per level."""
    levels = list(anchors)
    return _field(
        meaning,
        f"a whole number {min(levels)} to {max(levels)}",
        str(max(levels)),
        nullable,
        {"isin": levels},
        anchors={level: anchor._asdict() for level, anchor in anchors.items()},
    )


def flag(meaning: str, *, nullable: bool = False) -> Any:
    """Yes or no, as 1 or 0."""
    return _field(meaning, "1 (yes) or 0 (no)", "1", nullable, {"isin": [0, 1]})


def number(meaning: str, *, low: float = 0, high: float | None = None, example: str = "", nullable: bool = True) -> Any:
    """A number; the annotation of the column says whether whole."""
    checks: dict[str, Any] = {"ge": low} if high is None else {"in_range": {"min_value": low, "max_value": high}}
    expected = f"a number of at least {low:g}" if high is None else f"a number from {low:g} to {high:g}"
    return _field(meaning, expected, example, nullable, checks)


def date(meaning: str, *, nullable: bool = False, example: str = "") -> Any:
    """A date of reduced precision (ISO 8601): 2024, 2024-05 or 2024-05-28. Never padded."""
    return _field(
        meaning,
        "a real date as YYYY-MM-DD, YYYY-MM or YYYY, between 1900 and 2099",
        example or ("" if nullable else "2024-05-28"),
        nullable,
        {"str_matches": DATE_PATTERN},
        is_date=True,
    )


def precision(of: str, *, nullable: bool = False, example: str = "") -> Any:
    """The precision column of a date."""
    return _field(
        f"How exactly {of} is known; must agree with how it is written.",
        "day, month or year, in agreement with the date",
        example or ("" if nullable else "day"),
        nullable,
        {"isin": ["day", "month", "year"]},
        precision_of=of,
    )


def ids(meaning: str, target: str, *, nullable: bool = False, example: str = "") -> Any:
    """References to records of another table, joined by semicolons. `target` "*" means any record table."""
    one = r"[A-Z]{3}-[A-Z]\d?-\d{4}"
    return _field(
        meaning,
        f"one or more ids of existing {'records' if target == '*' else target}, joined by ';'",
        example,
        nullable,
        {"str_matches": f"^{one}(;{one})*$"},
        references=target,
        is_list=True,
    )


def date_bounds(value: str) -> tuple[dt.date, dt.date] | None:
    """Earliest and latest day that a reduced-precision ISO date can mean; None when it is no date."""
    if not re.fullmatch(DATE_PATTERN[1:-1], value) or not "1900" <= value[:4] <= "2099":
        return None
    parts = [int(part) for part in value.split("-")]
    try:
        if len(parts) == 3:
            day = dt.date(*parts)
            return day, day
        first = dt.date(parts[0], parts[1] if len(parts) == 2 else 1, 1)
    except ValueError:
        return None
    after = dt.date(parts[0] + 1, 1, 1) if len(parts) == 1 else (first + dt.timedelta(days=32)).replace(day=1)
    return first, after - dt.timedelta(days=1)
