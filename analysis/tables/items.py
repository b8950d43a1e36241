"""The questionnaire: each item with its question, its four anchors and a real example of each."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.site.markup import fill_markup, join_markup
from analysis.site.places import record_address
from analysis.views.items import item_levels


def tell_items(release: Release, practice: bool) -> str:
    """Markdown of all items of practice, or of rules: a heading, the question and a table of levels per item."""
    parts = []
    for (code,), rows in item_levels(release, practice).group_by(["item"], maintain_order=True):
        first = rows.row(0, named=True)
        anchor = str(code).replace("_", "-")
        parts.append(
            f"### {first['name']} {{#item-{anchor}}}\n\n*{first['question']}* ({first['part']}, `{code}`)\n\n"
            f"```{{=html}}\n{_levels(rows)}\n```\n"
        )
    return "\n".join(parts)


def _levels(rows: pl.DataFrame) -> str:
    head = join_markup(fill_markup('<th scope="col">{}</th>', name) for name in ("level", "anchor", "example"))
    body = join_markup(
        fill_markup("<tr><td>{}</td><td>{}</td><td>{}</td></tr>", row["level"], row["anchor"], _example(row))
        for row in rows.iter_rows(named=True)
    )
    widths = '<colgroup><col style="width:8%"><col style="width:36%"><col></colgroup>'
    table = (
        f'<div class="cs-scroll"><table class="cs-plain">{widths}<thead><tr>{{}}</tr></thead><tbody>{{}}</tbody></table></div>'
    )
    return fill_markup(table, head, body)


def _example(row: dict) -> str:
    if row["example"] is None:
        return "none on record"
    return fill_markup('{} (<a href="{}">{}</a>)', row["example"], record_address(row["example_id"]), row["example_id"])
