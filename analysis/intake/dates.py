"""Dates as people write them, read only where the meaning is certain."""

from __future__ import annotations

import re

from analysis.intake.reading import Reading
from analysis.schemas.fields import date_bounds

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january январь января янв",
            "feb february февраль февраля фев",
            "mar march март марта мар",
            "apr april апрель апреля апр",
            "may май мая",
            "jun june июнь июня июн",
            "jul july июль июля июл",
            "aug august август августа авг",
            "sep sept september сентябрь сентября сен",
            "oct october октябрь октября окт",
            "nov november ноябрь ноября ноя",
            "dec december декабрь декабря дек",
        ),
        start=1,
    )
    for name in names.split()
}
ORDERS = {"dmy": "day first", "mdy": "month first"}
EXPECTED = "a date as YYYY-MM-DD, YYYY-MM or YYYY"
_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?: ?г\.?)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-./](\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2})\.? )?([a-zа-я]{3,9})\.?,? (\d{4})(?: ?г\.?| года)?")
_NAMED_US = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")


def read_date(text: str, order: str | None = None) -> Reading:
    """Read one date. `order`, "dmy" or "mdy", is what the contributor has stated about dates like 03.05.2024.

    Without it such a date is certain only when one of its two first numbers is above 12, or both are equal.
    """
    if date_bounds(text) is not None:
        return Reading(text)
    clean = re.sub(r"[T ]00:00(:00(\.0+)?)?$", "", text).rstrip(".").strip().lower()
    if match := _YEAR_FIRST.fullmatch(clean):
        return _make(text, *match.groups())
    if match := _YEAR_LAST.fullmatch(clean):
        return _read_year_last(text, int(match[1]), int(match[2]), match[3], order)
    if match := _MONTH_YEAR.fullmatch(clean):
        return _make(text, match[2], match[1], None)
    if (match := _NAMED.fullmatch(clean)) and match[2] in MONTHS:
        return _make(text, match[3], str(MONTHS[match[2]]), match[1])
    if (match := _NAMED_US.fullmatch(clean)) and match[1] in MONTHS:
        return _make(text, match[3], str(MONTHS[match[1]]), match[2])
    if re.fullmatch(r"\d{5}(\.\d+)?", clean):
        return Reading(text, problem=f"{EXPECTED}; this is a spreadsheet's day number: format the cell as text or as a date")
    if re.fullmatch(r"\d{1,2}[-./]\d{1,2}[-./]\d{2}", clean):
        return Reading(text, problem=f"{EXPECTED}, with the year in four digits")
    return Reading(text)


def _read_year_last(text: str, first: int, second: int, year: str, order: str | None) -> Reading:
    if order is None and first <= 12 and second <= 12 and first != second:
        day_first, month_first = f"{year}-{second:02d}-{first:02d}", f"{year}-{first:02d}-{second:02d}"
        return Reading(
            text,
            problem=f"{EXPECTED}: it can mean {day_first} or {month_first}; write one of these, "
            "or add --dates dmy (day first) or --dates mdy (month first) to the command",
        )
    day, month = (second, first) if order == "mdy" or (order is None and second > 12) else (first, second)
    return _make(text, year, str(month), str(day))


def _make(text: str, year: str, month: str, day: str | None) -> Reading:
    value = "-".join([year, f"{int(month):02d}"] + ([f"{int(day):02d}"] if day else []))
    if date_bounds(value) is None:
        return Reading(text)
    return Reading(value, note="dates in another notation read as YYYY-MM-DD")
