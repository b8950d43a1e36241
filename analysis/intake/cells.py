"""Cells as spreadsheets and people write them: put right where the meaning is certain, left alone where it is not."""

from __future__ import annotations

import re
import unicodedata

from analysis.intake.dates import read_date
from analysis.intake.reading import Reading
from analysis.schemas.registry import Column

NOTHING = {"-", "–", "—", "n/a", "na", "null", "none", "nan"}
YES_NO = {"yes": "1", "y": "1", "true": "1", "да": "1", "no": "0", "n": "0", "false": "0", "нет": "0"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST = 5000  # no code, date, number or list of ours is longer; what is, the schema refuses
INVISIBLE = dict.fromkeys(map(ord, "\u200b\ufeff\u2060\u00ad"))
# List items are told apart by what follows: an address may itself hold commas and semicolons.
_ITEM = re.compile(r"[;,|\s]+(?=https?://|[A-Za-z]{3}-[A-Za-z]\d?-\d|[Nn][Ee][Ww]\b|$)")


def neutralise_text(text: str) -> str:
    """Text as an exported cell that no spreadsheet runs: an apostrophe before what looks like a formula.

    https://owasp.org/www-community/attacks/CSV_Injection. `tidy_text` takes the apostrophe away again.
    """
    return "'" + text if text.startswith(FORMULA) or (text[:1] == "'" and text[1:2] in FORMULA) else text


def tidy_text(text: str) -> str:
    """Text without stray, non-breaking and invisible spaces and line breaks, and without a spreadsheet's text mark."""
    if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@"):
        text = text[1:]
    text = unicodedata.normalize("NFC", text.translate(INVISIBLE))
    return re.sub(r"\s+", " ", text).strip()


def read_cell(text: str, column: Column, countries: dict[str, str], order: str | None = None) -> Reading:
    """Read one cell of a column.

    `countries` maps lower-case names and codes to codes; `order` is the stated order of day and month. What the
    schema will judge anyway (a term that does not exist, say) is left as it is.
    """
    clean = tidy_text(text)
    if not clean or (clean.lower() in NOTHING and clean not in column.vocabulary):
        return Reading(None)
    if len(clean) > LONGEST:
        return Reading(clean)
    if column.name == "country_iso3":
        return _noted(clean, countries.get(clean.lower(), clean), "country names and small letters read as codes")
    if column.is_date:
        return read_date(clean, order)
    if column.vocabulary or column.precision_of:
        return _read_terms(clean, column)
    if column.references:
        return Reading(";".join(_name_id(item) for item in split_items(clean)) or None)
    if column.anchors or column.dtype.is_numeric():
        return _read_number(clean, column)
    if column.is_key:
        return Reading(_name_id(clean))
    return Reading(clean)


def split_items(text: str) -> list[str]:
    """Ids, placeholders and addresses of a list cell, split at semicolons, commas, bars or spaces before the next item."""
    return [item for item in _ITEM.split(text) if item]


def _name_id(text: str) -> str:
    return text if "://" in text else text.upper()


def _noted(text: str, value: str, note: str) -> Reading:
    return Reading(value, note if value != text else "")


def _read_terms(text: str, column: Column) -> Reading:
    """Terms in other letters, with spaces or hyphens for underscores, or joined by commas."""
    known = {_plain(term): term for term in column.vocabulary or ("day", "month", "year")}
    parts = [part for part in re.split(r"\s*[;,|]\s*", text) if part] if column.is_list else [text]
    return _noted(text, ";".join(known.get(_plain(part), part) for part in parts), "terms in another spelling read as ours")


def _plain(term: str) -> str:
    return re.sub(r"[\s_-]+", "_", term.strip().lower())


def _read_number(text: str, column: Column) -> Reading:
    note = "numbers in another notation read as plain ones"
    if "(yes)" in column.expected and text.lower() in YES_NO:
        return Reading(YES_NO[text.lower()], "yes and no read as 1 and 0")
    number = re.sub(r"(?<=\d)[ '](?=\d{3}(\D|$))", "", text)
    if re.fullmatch(r"-?\d{1,3}(,\d{3}){2,}(\.\d+)?", number):
        number = number.replace(",", "")
    elif re.fullmatch(r"-?[1-9]\d{0,2}[,.]\d{3}", number) and not column.anchors:
        return Reading(text, problem=f"{column.expected}, without a sign between thousands: {text} can mean two numbers")
    elif re.fullmatch(r"-?\d+,\d+", number):
        number = number.replace(",", ".")
    if re.fullmatch(r"-?\d{1,15}\.0+", number):
        number = number.partition(".")[0]
    return _noted(text, number, note)
