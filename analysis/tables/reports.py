"""The reports that were read on a country: which, how deep, the level of each item and what decided it."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import Any

import polars as pl

from analysis.schemas.release import Release
from analysis.site.names import DEPTH_NAME
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
        more = (
            f'<details class="cs-more"><summary>{len(rest)} more of {len(boxes)}</summary>{"".join(rest)}</details>'
            if rest
            else ""
        )
        return f'<div class="cs-reports" id="{html.escape(self.name, quote=True)}-rows">{"".join(boxes[:SHOWN])}{more}</div>'


def list_reports(release: Release, country: str) -> ReportList | None:
    """All reports of one country with their levels. None when there are none."""
    reports = reports_read(release, country)
    if reports.is_empty():
        return None
    return ReportList(reports, report_levels(release, country), f"tbl-reports-{country.lower()}")


def _box(row: dict[str, Any], levels: pl.DataFrame | None) -> str:
    here = html.escape(row["report_id"], quote=True)
    depth = f"{DEPTH_NAME[row['depth']]}, {count(row['n_codes'], 'level')}"
    told = f"<strong>{html.escape(row['name'])}</strong> on {html.escape(row['window'])} <small>{depth}</small>"
    source = link(row["publisher"] or row["name"], row["url"]) if row["url"] else ""
    note = f" {html.escape(row['note'])}." if row["note"] else ""
    return (
        f'<details class="cs-report" id="{here}"><summary>{told}</summary>'
        f'<p>Source: {source}.{note} <a class="cs-id" href="#{here}">{here}</a></p>{_levels(levels)}</details>'
    )


def _levels(levels: pl.DataFrame | None) -> str:
    if levels is None:
        return ""
    rows = "".join(
        f"<tr><td>{html.escape(row['item'])}</td><td><strong>{row['level']}</strong> {html.escape(row['anchor'] or '')}</td>"
        f"<td>{_decided(row)}</td></tr>"
        for row in levels.iter_rows(named=True)
    )
    head = '<tr><th scope="col">item</th><th scope="col">level, 0 open to 3 closed</th><th scope="col">what decided it</th></tr>'
    return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _decided(row: dict[str, Any]) -> str:
    """The coder's words, the passage, and how weak the support is where it is."""
    where = "; ".join(part for part in (row["passage"], BASIS.get(row["basis"])) if part)
    return html.escape(f"{row['note']} ({where})" if where else row["note"])
