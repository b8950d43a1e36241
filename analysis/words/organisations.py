"""Histories of organisations in words."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.organisations import histories, organisation_steps
from analysis.words.grammar import begin, count


def describe_histories(release: Release) -> str:
    """How many organisations are on record, how many have a history, and on how many rungs these stand."""
    total = release["core_organisation"].filter(pl.col("status") == "active").height
    told = histories(release)
    if told.is_empty():
        return f"{begin(count(total, 'organisation'))} on record; none has several dated steps."
    whole = told.filter(pl.col("n_rungs") >= 3).height
    steps = organisation_steps(release).unique("record_id")
    openings = steps.filter(pl.col("direction") == "opening").height
    eased = f", {count(openings, 'an opening', 'openings')} among them".replace("1 an", "an") if openings else ""
    whole_told = (
        f"{count(whole, 'of them stands', 'of them stand')} on three rungs or all four."
        if whole
        else "none of them stands on three rungs."
    )
    return (
        f"{begin(count(total, 'organisation'))} on record, touched by "
        f"{count(steps.height, 'incident or measure', 'incidents and measures')}{eased}. "
        f"{begin(count(told.height, 'organisation has', 'organisations have'))} a history below; {whole_told}"
    )
