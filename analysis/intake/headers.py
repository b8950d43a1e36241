"""Find the header among the first rows of a sheet, and the table that it belongs to."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from analysis.intake.cells import tidy_text

Grid = Sequence[Sequence[str]]
DEEPEST, FEWEST = 10, 3


@dataclass(frozen=True)
class Header:
    """Where the header lies: index of its last row, and the tidied name of each column ("" where there is none)."""

    last: int
    names: tuple[str, ...]

    @property
    def known(self) -> int:
        return len({name for name in self.names if name})


def tidy_name(text: str) -> str:
    """A header cell as a column name: `Title EN *` is `title_en`."""
    return re.sub(r"[\s\-]+", "_", tidy_text(text[:200]).strip("*: ").lower())


def find_header(grid: Grid, known: Collection[str]) -> Header:
    """The row, or two rows that complete each other, with most names in `known`; the first of equals.

    Two rows are one header when merged cells have put some names into the upper and the others into the lower row.
    """
    names = [tuple(tidy_name(cell) for cell in row) for row in grid[: DEEPEST + 1]]
    best, most = Header(0, names[0] if names else ()), 0
    for last, row in enumerate(names[:DEEPEST]):
        found = len(set(row) & set(known))
        if found > most:
            best, most = Header(last, row), found
        below = names[last + 1] if last + 1 < len(names) else ()
        both = _merge(row, below, known)
        joined = len(set(both) & set(known))
        if joined > max(most, found) and len(set(below) & set(known)) > 1 and found:
            best, most = Header(last + 1, both), joined
    return best


def _merge(upper: tuple[str, ...], lower: tuple[str, ...], known: Collection[str]) -> tuple[str, ...]:
    width = max(len(upper), len(lower))
    padded = [(*row, *[""] * (width - len(row))) for row in (upper, lower)]
    return tuple(low if low in known else high or low for high, low in zip(*padded, strict=True))


def recognise_columns(names: Collection[str], tables: dict[str, list[str]], keys: dict[str, str]) -> str | None:
    """Table that shares most columns with a header, its key counting twice; None below three shared columns."""
    shared = {table: len(set(names) & set(columns)) + (keys[table] in names) for table, columns in tables.items()}
    unlike = {table: len(set(columns) - set(names)) for table, columns in tables.items()}
    best = max(tables, key=lambda table: (shared[table], -unlike[table]))
    return best if shared[best] >= FEWEST else None


def suggest_name(name: str, known: Collection[str]) -> str:
    """What to tell about a column that does not exist: the one most like it, or how to go on."""
    close = difflib.get_close_matches(name[:60], list(known), n=1, cutoff=0.75)
    if close:
        return f"no such column; did you mean {close[0]}?"
    return "no such column; delete it, or move what it says into note; columns are " + ", ".join(known)
