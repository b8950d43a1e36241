"""The rules in force, item by item, each with its level in words, its act, its source and what held before."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.schemas.release import Release
from analysis.site.markup import fill_markup, trust_markup
from analysis.site.names import LEVEL_NAME
from analysis.tables.listing import Listing, small_lines
from analysis.tables.make import anchor, link, link_sources
from analysis.tables.records import VERIFIED
from analysis.views.records import shown_records
from analysis.views.rules import earlier_spells, rules_in_force

BASIS = {
    "article": "the article was read",
    "described": "a source describes the rule",
    "no_act_of_kind": "no act of this kind among those searched",
}
UNKNOWN = "No source read says which rule holds; the score counts every level that is possible."


def table_rules(release: Release, country: str, part: str) -> Listing:
    """Rules of one pillar (law, funding) as they stand now; unknown said where no spell is known."""
    rules = rules_in_force(release, country).filter(pl.col("part") == part).with_columns(pl.col("record_id").cast(pl.String))
    linked = link_sources(rules, release["core_record_source"], release["core_source"])
    shown, before = shown_records(release, country), _tell_before(release, country)
    rows = [_row(row, shown, before.get(row["item"], "")) for row in linked.iter_rows(named=True)]
    markup = ("rule", "level", "since", "sources", "id")
    return Listing(pl.DataFrame(rows), f"tbl-{part}-rules-{country.lower()}", markup, ("id",), len(rows), ("since",))


def _row(row: dict[str, Any], shown: dict[str, str], before: str) -> dict[str, str]:
    rule = fill_markup("{}{}", row["name"], small_lines(row["question"]))
    own = anchor(row["record_id"]) if row["record_id"] else ""
    if row["level"] is None:
        told = fill_markup("unknown{}", small_lines(UNKNOWN, before))
        return {"rule": rule, "level": told, "since": fill_markup("{}", row["since"] or ""), "sources": "", "id": own}
    passage = f"{row['note'] or ''} {'(' + row['passage'] + ')' if row['passage'] else ''}".strip()
    basis = f"{VERIFIED[row['verification']]}; {BASIS[row['basis']]}" if row["verification"] and row["basis"] else ""
    level = "<strong>{}</strong> of 3, {}: {}{}"
    return {
        "rule": rule,
        "level": fill_markup(level, row["level"], LEVEL_NAME[row["level"]], row["anchor"], small_lines(passage, before)),
        "since": fill_markup("{}{}", row["since"], small_lines(_name_acts(row["opened_by"], shown))),
        "sources": fill_markup("{}{}", trust_markup(row["sources"] or ""), small_lines(basis)),
        "id": own,
    }


def _name_acts(ids: str | None, shown: dict[str, str]) -> str:
    """The acts that opened a spell, each opening its row where it is on the page."""
    named = [link(shown[one], f"#{one}") if one in shown else one for one in (ids or "").split(";") if one]
    return fill_markup("by {}", trust_markup("; ").join(named)) if named else ""


def _tell_before(release: Release, country: str) -> dict[str, str]:
    """For each item, what held before, last first: 'Before: 1 (light limits) from 2004 to 2012-11-20; unknown …'."""
    told: dict[str, list[str]] = {}
    for row in earlier_spells(release, country).iter_rows(named=True):
        level = "unknown" if row["level"] == "unknown" else f"{row['level']} ({LEVEL_NAME[int(row['level'])]})"
        span = f"{level} from {row['start']} to {row['end'] or 'an unknown day'}"
        told.setdefault(row["item"], []).append(fill_markup('<span id="{}">{}</span>', row["record_id"], span))
    return {item: fill_markup("Before: {}", trust_markup("; ").join(spans)) for item, spans in told.items()}
