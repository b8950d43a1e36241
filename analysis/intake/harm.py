"""Do no harm: what no record may say about persons. Rules are written down in CONTRIBUTING; each returns plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from analysis.intake.given_names import GIVEN_NAMES

TEXTS = ("title_en", "note", "title", "reason")
LONGEST = 2000  # no column takes more; an enormous cell is its own problem
FEW = 5  # fewer persons than this can be told apart by age, family or health

NEVER = {
    "a birth date": r"\b(born|birth ?date|date of birth|d\.o\.b\.?|родил(ся|ась)|г\.р\.)\b(?!\s+(abroad|in exile))",
    "a tax, passport or identity number": (
        r"\b(INN|ИНН|TIN|SNILS|tax (number|id)|passport (no|number)|паспорт|personal (code|number))\b"
    ),
    "an e-mail address": r"[\w.+-]+@[\w-]+\.[a-z]{2,}",
    "a telephone number": r"(?<![\w./-])\+\d[\d ()-]{8,}\d",
    "a home address": r"\b(ul\.|ulitsa|kvartira|apartment \d|flat no\.? ?\d|house no\.? ?\d|street \d+|\d+ \w+ street)",
}
ANY_NEVER = re.compile("|".join(f"(?:{pattern})" for pattern in NEVER.values()), re.I)
FEW_PERSONS = {
    "an age": r"\b(aged \d\d|\d\d[- ]years?[- ]old)\b",
    "a state of health": r"\b(HIV|pregnan\w+|cancer|diabet\w+|psychiatric (history|illness)|disability)\b",
}
# A given name, perhaps an initial, and a capitalised word: a person's name, unless an organisation is called after them.
CALLED_AFTER = r"(?! (?:Foundation|Fund|Cent(?:er|re)|Prize|House|Museum|Institute)\b)"
NAME = re.compile(rf"\b({'|'.join(sorted(GIVEN_NAMES))})(?: [A-Z]\.)? [A-Z][\w’'-]{{2,}}\b{CALLED_AFTER}")


def find_harm(row: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What a row must not say: column, the words found, what would be right.

    Ages and health are told only of groups of at least FEW persons; a name only where the row is marked
    `named_public_figure`. Rows of tables without persons (sources, legislation) are held to the numbers and addresses alone.
    """
    for column in TEXTS:
        text = (row.get(column) or "")[:LONGEST]
        for what, pattern in NEVER.items() if ANY_NEVER.search(text) else ():
            if found := re.search(pattern, text, re.I):
                yield column, found.group(), f"no {what.split(' ', 1)[1]} of a person, even where a register prints it"
        if "person_publication" not in row:
            continue
        persons = row.get("persons_affected")
        if persons is None or persons < FEW:
            for what, pattern in FEW_PERSONS.items():
                if found := re.search(pattern, text, re.I):
                    yield column, found.group(), f"no {what.split(' ', 1)[1]} where fewer than {FEW} persons are meant"
        if row["person_publication"] == "not_named":
            for name in NAME.finditer(text):
                yield column, name.group(), "a role and a count, or named_public_figure where design and source allow a name"
