"""What followed elsewhere where a country took a like step."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.tables.listing import Listing
from analysis.tables.make import link
from analysis.views.outlook import recent_steps
from analysis.views.records import shown_records
from analysis.words.outlook import name_step, say_followed, say_step


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
            "elsewhere, twelve months after": say_followed(row, 12),
            "elsewhere, two years after": say_followed(row, 24),
        }
        for row in steps.iter_rows(named=True)
    ]
    return Listing(pl.DataFrame(rows), f"tbl-followed-{country.lower()}", ("step here",), ("month",))
