"""Long lists of records as light tables: the newest shown, the rest behind a button; rows that become cards on a phone."""

from __future__ import annotations

import html
from dataclasses import dataclass
from itertools import pairwise

import polars as pl

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
        parts = [self._table(self.rows.head(self.shown), 0)]
        ends = [*range(min(self.shown, n), n, PART), n]
        for first, last in pairwise(ends):
            told = f"{last - first} more of {n:,}" if len(ends) == 2 else f"{first + 1} to {last} of {n:,}"
            table = self._table(self.rows.slice(first, last - first), first)
            parts.append(f'<details class="cs-more"><summary>{told}</summary>{table}</details>')
        return f'<div class="cs-list" id="{html.escape(self.name, quote=True)}-rows">{"".join(parts)}</div>'

    def _table(self, rows: pl.DataFrame, first: int) -> str:
        head = "".join(f'<th scope="col">{html.escape(name.replace("_", " "))}</th>' for name in rows.columns)
        body = "".join(
            f"<tr>{''.join(self._cell(name, value) for name, value in row.items())}</tr>" for row in rows.iter_rows(named=True)
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _cell(self, name: str, value: object) -> str:
        text = "" if value is None else str(value)
        shown = text if name in self.markup else html.escape(text)
        mark = ' class="cs-whole"' if name in self.whole else ""
        if name in self.told and shown:
            mark += f' data-told="{html.escape(name, quote=True)}"'
        return f"<td{mark}>{shown or '–'}</td>"


def small_lines(*lines: str | None) -> str:
    """Lines beneath a title, small, as HTML; `lines` are escaped already, empty ones left out."""
    return "".join(f'<span class="cs-note">{line}</span>' for line in lines if line)
