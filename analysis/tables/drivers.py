"""What holds a country's score and what moved it: the strongest evidence with points, words and sources."""

from __future__ import annotations

import html
from typing import Any

import polars as pl

from analysis.schemas.release import Release
from analysis.tables.listing import Listing, small_lines
from analysis.tables.make import link
from analysis.views.drivers import list_drivers
from analysis.words.drivers import name_driver, say_driver
from analysis.words.grammar import signed


def table_drivers(release: Release, country: str, view: str) -> Listing | None:
    """The strongest evidence of one view, level by kind, changes all together. None when nothing moved the score by itself."""
    drivers = list_drivers(release, country, view, each=view == "level")
    if not drivers:
        return None
    rows = [
        {
            "points": signed(row["points"]),
            "evidence": link(name_driver(row), f"#{row['evidence_id']}")
            if row["kind"] != "event"
            else html.escape(name_driver(row)),
            "what it says": _say(row),
            "sources": _sources(row),
        }
        for row in drivers
    ]
    return Listing(
        pl.DataFrame(rows), f"tbl-{view}-{country.lower()}", ("evidence", "what it says", "sources"), ("points",), shown=len(rows)
    )


def _say(row: dict[str, Any]) -> str:
    """What the evidence says; a rule with the acts behind it, a month with its records, each opening its row."""
    if row["kind"] == "regime":
        acts = "; ".join(
            link(title, f"#{one}") if one[:3] == row["evidence_id"][:3] else html.escape(title) for one, title in row["acts"]
        )
        return html.escape(say_driver(row)) + small_lines(f"by {acts}" if acts else None)
    if row["kind"] == "event" and row["events"]:
        return "; ".join(f"{link(title, f'#{one}')} ({way})" for one, title, way in row["events"])
    return html.escape(say_driver(row))


def _sources(row: dict[str, Any]) -> str:
    if row["kind"] == "report":
        return link(row["publisher"] or row["name"], row["url"]) if row["url"] else ""
    return "; ".join(link(publisher, url) for publisher, url in row.get("sources", []))
