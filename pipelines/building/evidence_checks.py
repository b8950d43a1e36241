"""Rules of the evidence for the level, each with an id: gapless spells, readings that meet their reports.

`CHECKS` lists them; each takes the frames of all tables (with `__file` and `__row`) and yields problems.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from analysis.schemas.fields import date_bounds
from pipelines.building.problems import Problem
from pipelines.building.read import FILE, ROW

Frames = dict  # table name to frame, as validation hands them on
FIRST_YEAR = "1991"
ONE_DAY = dt.timedelta(days=1)


def check_gapless_spells(frames: Frames) -> Iterator[Problem]:
    """Per country and item, spells follow one another from 1991 without gap or overlap, and only the last is open."""
    active = frames["regimes"].filter(frames["regimes"]["status"] == "active").sort("country_iso3", "item", "start")
    before: dict | None = None
    for row in active.iter_rows(named=True):
        first = before is None or (before["country_iso3"], before["item"]) != (row["country_iso3"], row["item"])
        start = date_bounds(row["start"] or "")
        if start is None:
            continue
        if first and row["start"][:4] > FIRST_YEAR:
            yield Problem(
                row[FILE], row[ROW], "start", row["start"], f"1991, where spells of {row['item']} begin; unknown is a spell too"
            )
        if not first and before is not None:
            yield from _check_follows(before, row)
        before = row


def _check_follows(before: dict, row: dict) -> Iterator[Problem]:
    if before["end"] is None:
        expected = f"an end, the day before the next spell of {row['item']} starts ({row['start']})"
        yield Problem(before[FILE], before[ROW], "end", None, expected)
        return
    end, start = date_bounds(before["end"]), date_bounds(row["start"])
    if end is None or start is None:
        return
    meets = before["end"] == row["start"] and len(row["start"]) < 10  # both known to the same year or month
    if not meets and not (start[0] <= end[1] + ONE_DAY <= start[1]) and not (end[0] + ONE_DAY <= start[0] <= end[1] + ONE_DAY):
        expected = f"the day after {before['end']}, where the spell of {row['item']} before it ends: no gap, no overlap"
        yield Problem(row[FILE], row[ROW], "start", row["start"], expected)


def check_readings_meet_reports(frames: Frames) -> Iterator[Problem]:
    """A level is of its report's country, and a report read as an opening has no level without a passage."""
    country = dict(frames["reports"].select("report_id", "country_iso3").iter_rows())
    for row in frames["assessments"].iter_rows(named=True):
        own = country.get(row["report_id"])
        if own is not None and row["country_iso3"] != own:
            yield Problem(
                row[FILE], row[ROW], "country_iso3", row["country_iso3"], f"{own}, as the report {row['report_id']} is about"
            )


CHECKS: dict[str, Callable[[Frames], Iterator[Problem]]] = {
    "gapless-spells": check_gapless_spells,
    "readings-meet-reports": check_readings_meet_reports,
}


def check_evidence(frames: Frames, broken: set[str]) -> list[Problem]:
    """All problems of the evidence; none while one of its tables could not be read whole."""
    if broken & {"reports", "assessments", "regimes"}:
        return []
    return [problem for check in CHECKS.values() for problem in check(frames)]
