"""What followed elsewhere where a country took a like step."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.tables.listing import Listing
from analysis.tables.make import link
from analysis.views.outlook import SPANS, recent_steps
from analysis.views.records import shown_records
from analysis.words.outlook import name_step, say_followed, say_step

AFTER = ("elsewhere, twelve months after", "elsewhere, two years after")


def table_followed(release: Release, country: str) -> Listing | None:
    """Steps of the last three years, each with what came after the same step elsewhere. None when there are none."""
    steps = recent_steps(release, country)
    if steps.is_empty():
        return None
    titles = shown_records(release, country)
    rows = [
        {
            "month": f"{row['month']:%Y-%m}",
            "step here": link(name_step(row["step"]), f"#{row['record_id']}"),
            "what": titles.get(row["record_id"], say_step(row)),
            **{name: say_followed(row, span) for name, span in zip(AFTER, SPANS, strict=True)},
        }
        for row in steps.iter_rows(named=True)
    ]
    return Listing(pl.DataFrame(rows), f"tbl-followed-{country.lower()}", ("step here",), ("month",), told=AFTER)
