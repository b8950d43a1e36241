"""Histories of organisations in words."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.organisations import histories, organisation_steps
from analysis.words.grammar import count


def describe_histories(release: Release) -> str:
    """How many organisations are on record, how many have a history, and on how many rungs these stand."""
    total = release["core_organisation"].filter(pl.col("status") == "active").height
    told = histories(release)
    if told.is_empty():
        return f"{count(total, 'organisation')} on record; none has several dated steps."
    whole = told.filter(pl.col("n_rungs") >= 3).height
    steps = organisation_steps(release)["record_id"].n_unique()
    return (
        f"{count(total, 'organisation')} on record, touched by {count(steps, 'incident or measure', 'incidents and measures')}. "
        f"{count(told.height, 'organisation has', 'organisations have')} a history below; "
        f"{count(whole, 'of them stands', 'of them stand')} on three rungs or all four."
    )
