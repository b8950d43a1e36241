"""The reports that were read on a country: which, how deep, the level of each item and what decided it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl
from markupsafe import Markup

from analysis.schemas.release import Release
from analysis.site.markup import fill_markup, join_markup
from analysis.site.names import DEPTH_NAME
from analysis.tables.listing import fold
from analysis.tables.make import link
from analysis.views.reports import report_levels, reports_read
from analysis.words.grammar import count

SHOWN = 6
BASIS = {"summary": "a general sentence", "enumeration": "left out of a complete list"}


@dataclass(frozen=True)
class ReportList:
    """Reports, newest first, each a box that opens; the older ones behind one button. `reports`, `levels` as in views.reports."""

    reports: pl.DataFrame
    levels: pl.DataFrame
    name: str

    def _repr_html_(self) -> str:
        by_report = {key[0]: rows for key, rows in self.levels.group_by("report_id", maintain_order=True)}
        boxes = [_box(row, by_report.get(row["report_id"])) for row in self.reports.iter_rows(named=True)]
        rest = boxes[SHOWN:]
        more = [fold(f"{len(rest)} more of {len(boxes)}", rest)] if rest else []
        boxed = join_markup([*boxes[:SHOWN], *more])
        return str(fill_markup('<div class="cs-reports" id="{}-rows">{}</div>', self.name, boxed))


def list_reports(release: Release, country: str) -> ReportList | None:
    """All reports of one country with their levels. None when there are none."""
    reports = reports_read(release, country)
    if reports.is_empty():
        return None
    return ReportList(reports, report_levels(release, country), f"tbl-reports-{country.lower()}")


BOX = (
    '<details class="cs-report" id="{here}"><summary><strong>{name}</strong> on {window} <small>{depth}</small></summary>'
    '<p>Source: {source}.{note} <a class="cs-id" href="#{here}">{here}</a></p>{levels}</details>'
)
HEAD = fill_markup("".join(f'<th scope="col">{name}</th>' for name in ("item", "level, 0 open to 3 closed", "what decided it")))


def _box(row: dict[str, Any], levels: pl.DataFrame | None) -> Markup:
    return fill_markup(
        BOX,
        here=row["report_id"],
        name=row["name"],
        window=row["window"],
        depth=f"{DEPTH_NAME[row['depth']]}, {count(row['n_codes'], 'level')}",
        source=link(row["publisher"] or row["name"], row["url"]) if row["url"] else "none",
        note=f" {row['note']}." if row["note"] else "",
        levels="" if levels is None else _levels(levels),
    )


def _levels(levels: pl.DataFrame) -> Markup:
    cells = "<tr><td>{}</td><td><strong>{}</strong> {}</td><td>{}</td></tr>"
    rows = join_markup(
        fill_markup(cells, row["item"], row["level"], row["anchor"] or "", _decided(row)) for row in levels.iter_rows(named=True)
    )
    return fill_markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", HEAD, rows)


def _decided(row: dict[str, Any]) -> str:
    """The coder's words, the passage, and how weak the support is where it is."""
    where = "; ".join(part for part in (row["passage"], BASIS.get(row["basis"])) if part)
    return f"{row['note']} ({where})" if where else str(row["note"])
