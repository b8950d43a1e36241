"""A release made up in memory: a few countries with scores, changes, rules and reports as a test needs them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import polars as pl

from analysis.schemas.release import Release

MONTH, NOW = dt.date(2025, 12, 1), dt.date(2026, 10, 1)
PILLARS = ("law", "funding", "practice")
RIGHTS = ("association", "assembly", "expression", "security")
NAMES = {"ARM": "Armenia", "BLR": "Belarus", "EST": "Estonia", "GEO": "Georgia", "MDA": "Moldova", "HUN": "Hungary"}


class MadeRelease(Release):
    """Frames given by name; version 0.1.0 as of 31 October 2026."""

    def __init__(self, frames: dict[str, pl.DataFrame]) -> None:
        super().__init__(Path("nowhere"))
        self._frames = frames
        self.__dict__["manifest"] = {"version": "0.1.0", "as_of_date": "2026-10-31"}


def make_change(**cells: Any) -> dict[str, Any]:
    """A change that is unclear unless cells say so."""
    unsure = {"change": 0.2, "change_lower_90": -4.0, "change_upper_90": 4.5, "fall_probability": 0.4, "rise_probability": 0.5}
    return unsure | cells


FALL = make_change(change=-14.9, change_lower_90=-24.5, change_upper_90=-6.9, fall_probability=0.99, rise_probability=0.0)
RISE = make_change(change=8.2, change_lower_90=2.1, change_upper_90=15.0, fall_probability=0.01, rise_probability=0.95)


def make_release(scores: dict[str, float], changes: dict[str, dict[str, Any]] | None = None, **frames: Any) -> MadeRelease:
    """Countries with a score each (intervals ±2 and ±6), changes over 36 months by country, and further frames as rows."""
    changed = changes or {}
    countries = pl.DataFrame(
        {
            "country_iso3": list(scores),
            "name_en": [NAMES[code] for code in scores],
            "role": ["comparator" if code == "HUN" else "region" for code in scores],
        }
    )
    made = {
        "core_country": countries,
        "index_country_month": pl.DataFrame(_months(scores)),
        "index_change": pl.DataFrame(_changes(scores, changed)),
        "panel_evidence": pl.DataFrame(
            [{"country_iso3": code, "index": index, "evidence_to": dt.date(2025, 12, 31)} for code in scores for index in PILLARS]
        ),
    }
    return MadeRelease(made | {name: _frame(rows) for name, rows in frames.items()})


def _frame(rows: Any) -> pl.DataFrame:
    return rows if isinstance(rows, pl.DataFrame) else pl.DataFrame(rows, infer_schema_length=None)


def _months(scores: dict[str, float]) -> list[dict[str, Any]]:
    return [
        {
            "country_iso3": code,
            "index": index,
            "month": month,
            "score": score,
            "known_share": None,
            "is_forecast": int(month > MONTH),
        }
        | {"lower_50": score - 2, "upper_50": score + 2, "lower_90": score - 6, "upper_90": score + 6}
        for code, score in scores.items()
        for index in ("composite", *PILLARS, *RIGHTS)
        for month in (MONTH, NOW)
    ]


def _changes(scores: dict[str, float], changed: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"country_iso3": code, "index": index, "months": months, "month": MONTH}
        | (changed.get(code, make_change()) if (index, months) == ("composite", 36) else make_change())
        for code in scores
        for index in ("composite", *PILLARS, *RIGHTS)
        for months in (12, 36)
    ]


def make_spell(record_id: str, **cells: Any) -> dict[str, Any]:
    """A spell of one rule, open and known unless cells say so."""
    start = dt.date.fromisoformat(str(cells.pop("since", "1991-01-01")))
    ended = cells.pop("until", None)
    last = dt.date.fromisoformat(ended) if ended else None
    spell = {
        "record_id": record_id, "country_iso3": record_id[:3], "status": "active", "item": "registration", "level": "0",
        "start": start.isoformat(), "start_earliest": start, "end": ended, "end_latest": last, "opened_by": None,
        "basis": "described", "verification": "one_source", "passage": None, "note": None,
    }  # fmt: skip
    return spell | cells


def make_record(record_id: str, **cells: Any) -> dict[str, Any]:
    """A record of the one list: a closing incident of 2026 that counts, unless cells say so."""
    begun = dt.date.fromisoformat(str(cells.pop("begun", "2026-02-01")))
    record = {
        "record_id": record_id, "country_iso3": record_id[:3], "kind": "practice", "sort": "raid_search",
        "title_en": f"What {record_id} is", "status": "active", "authority": "state", "verification": "two_sources",
        "direction": "closing", "dated": begun.isoformat(), "start_earliest": begun, "start_latest": begun,
        "end_earliest": None, "end_latest": None, "strength": 0.5, "is_scored": 1,
    }  # fmt: skip
    return record | cells
