"""Responses in words."""

from __future__ import annotations

import polars as pl

from analysis.schemas.outputs import SCORED_TABLES
from analysis.schemas.release import Release
from analysis.words.grammar import count


def describe_responses(release: Release) -> str:
    """How many responses there are and what share of acts, measures and incidents any of them answers."""
    answered = release["core_response_record"]["record_id"].unique()
    records = pl.concat([release[table].filter(pl.col("status") == "active")["record_id"] for table in SCORED_TABLES])
    responses = release["core_response"].filter(pl.col("status") == "active").height
    share = records.is_in(answered.implode()).sum() / max(records.len(), 1)
    return f"{count(responses, 'response')} on record answer {share:.0%} of all acts, measures and incidents recorded."
