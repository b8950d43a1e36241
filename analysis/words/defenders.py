"""Incidents against defenders in words."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.defenders import defender_incidents
from analysis.words.grammar import count, join_words


def describe_defenders(release: Release) -> str:
    """How many incidents touch defenders and how they divide over the three kinds of insecurity."""
    incidents = defender_incidents(release)
    kinds = incidents["insecurity_kind"].value_counts().sort(-pl.col("count").cast(pl.Int64), "insecurity_kind")
    parts = [f"{kind.replace('_', ' ')} {number}" for kind, number in kinds.iter_rows()]
    return f"{count(incidents.height, 'recorded incident')} since 1991 touch defenders: {join_words(parts)}."
