"""Cyrillic in Latin letters, so that names in both scripts can be compared and read."""

from __future__ import annotations

import re

# BGN/PCGN 1947 for Russian without its special cases, and the further letters of Ukrainian and Belarusian:
# https://www.gov.uk/government/publications/romanization-systems
_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщыэюяіїєґў"
_LATIN = "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya i yi ye g w"
_LETTERS = dict(zip(_CYRILLIC, _LATIN.split(), strict=True)) | {"ъ": "", "ь": ""}
_TABLE = str.maketrans(_LETTERS | {small.upper(): latin.capitalize() for small, latin in _LETTERS.items()})


def romanise(text: str) -> str:
    """Text with Cyrillic letters in Latin ones; everything else stays."""
    return re.sub(r"\w+", lambda word: _romanise_word(word[0]), text)


def _romanise_word(word: str) -> str:
    made = word.translate(_TABLE)
    return made.upper() if word.isupper() and len(word) > 1 else made
