"""What holds a country's score and what moved it, joined with what the evidence says."""

from __future__ import annotations

import polars as pl

from analysis.schemas.items import ITEMS
from analysis.schemas.release import Release
from analysis.views.records import scored_records
from analysis.views.reports import report_levels, reports_read

NAMED_LEVELS, NAMED_EVENTS = 4, 3


def list_drivers(release: Release, country: str, view: str, most: int = 5, each: bool = False) -> list[dict]:
    """The strongest drivers of one view: kind, evidence_id, points, and what the evidence says (see below).

    `each`: the strongest of each kind of evidence, rules and reports, instead of all together. A report has name, window, depth,
    url, publisher and levels [(item, level)], furthest in the direction of its points first; a rule has item, level, anchor,
    start, acts [(id, title)], sources [(publisher, url)]; a month with events has events [(id, title, direction)].
    """
    drivers = release["index_driver"].filter((pl.col("country_iso3") == country) & (pl.col("view") == view))
    ordered = drivers.sort(-pl.col("points").abs(), "evidence_id")
    kinds = [ordered.filter(pl.col("kind") == kind).head(most) for kind in ("regime", "report")] if each else [ordered.head(most)]
    rows = [row for part in kinds for row in part.select("kind", "evidence_id", "points").iter_rows(named=True)]
    tell = {"report": _tell_reports, "regime": _tell_rules, "event": _tell_months}
    said = {kind: tell[kind](release, country, [row for row in rows if row["kind"] == kind]) for kind in tell}
    return [row | said[row["kind"]][row["evidence_id"]] for row in rows if row["evidence_id"] in said[row["kind"]]]


def _tell_reports(release: Release, country: str, rows: list[dict]) -> dict[str, dict]:
    if not rows:
        return {}
    reports = {row["report_id"]: row for row in reports_read(release, country).iter_rows(named=True)}
    levels = report_levels(release, country)
    told = {}
    for row in rows:
        said = levels.filter(pl.col("report_id") == row["evidence_id"]).sort(
            "level", descending=row["points"] < 0, maintain_order=True
        )
        named = list(said.head(NAMED_LEVELS).select("item", "level").iter_rows())
        if row["evidence_id"] in reports:
            told[row["evidence_id"]] = reports[row["evidence_id"]] | {"levels": named}
    return told


def _tell_rules(release: Release, country: str, rows: list[dict]) -> dict[str, dict]:
    ids = [row["evidence_id"] for row in rows]
    spells = release["core_regime"].filter(pl.col("record_id").is_in(ids))
    titles = dict(release["core_record"].filter(pl.col("status") != "retracted").select("record_id", "title_en").iter_rows())
    cited = release["core_record_source"].filter(pl.col("record_id").is_in(ids)).join(release["core_source"], on="source_id")
    told = {}
    for row in spells.iter_rows(named=True):
        item = ITEMS[row["item"]]
        known = row["level"] != "unknown"
        level = int(row["level"]) if known else None
        acts = [(one, titles[one]) for one in (row["opened_by"] or "").split(";") if one in titles]
        mine = cited.filter(pl.col("record_id") == row["record_id"]).sort("source_id")
        told[row["record_id"]] = {
            "item": item.name,
            "level": level,
            "anchor": None if level is None else item.levels[level],
            "start": row["start"],
            "acts": acts,
            "sources": list(mine.select("publisher", "url").iter_rows()),
        }
    return told


def _tell_months(release: Release, country: str, rows: list[dict]) -> dict[str, dict]:
    records = scored_records(release, country).with_columns(pl.col("start_earliest").dt.strftime("%Y-%m").alias("month"))
    told = {}
    for row in rows:
        begun = records.filter(pl.col("month") == row["evidence_id"]).head(NAMED_EVENTS)
        told[row["evidence_id"]] = {"events": list(begun.select("record_id", "title_en", "direction").iter_rows())}
    return told
