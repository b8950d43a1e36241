"""Which scores moved of late, in words."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.words.direction import SPAN, find_direction
from analysis.words.grammar import begin, count, join_words, signed


def describe_changes_now(release: Release) -> str:
    """In how many of the fifteen the composite surely fell or rose over three years and over twelve months, with names."""
    rows = release["index_change"].filter((pl.col("index") == "composite") & pl.col("country_iso3").is_in(release.region()))
    parts = [_span(release, rows.filter(pl.col("months") == months), months) for months in (36, 12)]
    return " ".join(part for part in parts if part) or "No change can be told yet."


def _span(release: Release, rows: pl.DataFrame, months: int) -> str:
    if rows.is_empty():
        return ""
    told = []
    for way, verb in (("fall", "fell"), ("rise", "rose")):
        sure = [row for row in rows.iter_rows(named=True) if find_direction(row) == way]
        named = [
            f"{release.names[row['country_iso3']]} {signed(row['change'])}"
            for row in sorted(sure, key=lambda row: -abs(row["change"]))
        ]
        told.append(f"{verb} in {count(len(sure), 'country', 'countries')} ({join_words(named)})" if named else f"{verb} nowhere")
    return begin(f"over {SPAN[months]} to the last evidence the composite surely {'; it surely '.join(told)}.")
