"""What holds a country's score and what moved it: the strongest evidence with points, words and sources."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.schemas.release import Release
from analysis.site.markup import fill_markup, trust_markup
from analysis.tables.listing import Listing, small_lines
from analysis.tables.make import link
from analysis.views.drivers import list_drivers
from analysis.words.drivers import name_driver, say_driver
from analysis.words.grammar import signed

SEMICOLON = trust_markup("; ")


def table_drivers(release: Release, country: str, view: str) -> Listing | None:
    """The strongest evidence of one view, level by kind, changes all together. None when nothing moved the score by itself."""
    drivers = list_drivers(release, country, view, each=view == "level")
    if not drivers:
        return None
    rows = [
        {"points": signed(row["points"]), "evidence": _name(row), "what it says": _say(row), "sources": _sources(row)}
        for row in drivers
    ]
    markup = ("evidence", "what it says", "sources")
    return Listing(pl.DataFrame(rows), f"tbl-{view}-{country.lower()}", markup, ("points",), shown=len(rows))


def _name(row: dict[str, Any]) -> str:
    """The evidence's name, opening its row on the page."""
    name = name_driver(row)
    return fill_markup("{}", name) if row["kind"] == "event" else link(name, f"#{row['evidence_id']}")


def _say(row: dict[str, Any]) -> str:
    """What the evidence says; a rule with the acts behind it, a month with its records, each opening its row."""
    if row["kind"] == "event" and row["events"]:
        return SEMICOLON.join(fill_markup("{} ({})", link(title, f"#{one}"), way) for one, title, way in row["events"])
    acts = []
    if row["kind"] == "regime":
        acts = [link(title, f"#{one}") if one[:3] == row["evidence_id"][:3] else title for one, title in row["acts"]]
    by = fill_markup("by {}", SEMICOLON.join(acts)) if acts else None
    return fill_markup("{}{}", say_driver(row), small_lines(by))


def _sources(row: dict[str, Any]) -> str:
    if row["kind"] == "report":
        return link(row["publisher"] or row["name"], row["url"]) if row["url"] else ""
    return SEMICOLON.join(link(publisher, url) for publisher, url in row.get("sources", []))
