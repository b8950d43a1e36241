"""Long lists of records as light tables: the newest shown, the rest behind a button; rows that become cards on a phone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import polars as pl
from markupsafe import Markup

from analysis.site.markup import fill_markup, join_markup, trust_markup

SHOWN = 8  # rows that stand open
PART = 150  # rows behind one button


@dataclass(frozen=True)
class Listing:
    """Rows with the id `<name>-rows`. Cells are escaped, save in the columns of `markup`, whose HTML we made from escaped parts.

    `whole` names columns that must not break (ids, dates), `told` those whose name stands before the cell on a phone, `shown` how
    many rows stand open.
    """

    rows: pl.DataFrame
    name: str
    markup: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    shown: int = SHOWN
    told: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        n = self.rows.height
        parts = [self._table(self.rows.head(self.shown))]
        ends = [*range(min(self.shown, n), n, PART), n]
        for first, last in pairwise(ends):
            told = f"{last - first} more of {n:,}" if len(ends) == 2 else f"{first + 1} to {last} of {n:,}"
            parts.append(fold(told, [self._table(self.rows.slice(first, last - first))]))
        return str(fill_markup('<div class="cs-list" id="{}-rows">{}</div>', self.name, join_markup(parts)))

    def _table(self, rows: pl.DataFrame) -> Markup:
        head = join_markup(fill_markup('<th scope="col">{}</th>', name.replace("_", " ")) for name in rows.columns)
        body = join_markup(
            fill_markup("<tr>{}</tr>", join_markup(self._cell(name, value) for name, value in row.items()))
            for row in rows.iter_rows(named=True)
        )
        return fill_markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", head, body)

    def _cell(self, name: str, value: object) -> Markup:
        text = "" if value is None else str(value)
        marks = fill_markup(' class="cs-whole"') if name in self.whole else ""
        told = fill_markup(' data-told="{}"', name) if name in self.told and text else ""
        return fill_markup("<td{}{}>{}</td>", marks, told, (trust_markup(text) if name in self.markup else text) or "–")


def fold(told: str, parts: Iterable[str]) -> Markup:
    """Parts behind a button that says what they are."""
    return fill_markup('<details class="cs-more"><summary>{}</summary>{}</details>', told, join_markup(parts))


def small_lines(*lines: str | None) -> Markup:
    """Lines beneath a title, small; empty ones left out."""
    return join_markup(fill_markup('<span class="cs-note">{}</span>', line) for line in lines if line)
