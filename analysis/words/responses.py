"""Responses in words."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.responses import answered_records
from analysis.words.grammar import begin, count, percent


def describe_responses(release: Release) -> str:
    """How many responses there are and what share of the closings on record any of them answers, by kind of record."""
    responses = release["core_response"].filter(pl.col("status") == "active").height
    if not responses:
        return "No response is on record."
    closings = answered_records(release).filter(pl.col("direction") == "closing")
    answer = "answers" if responses == 1 else "answer"
    if closings.is_empty():
        return f"{begin(count(responses, 'response'))} {_are(responses)} on record; no closing is."
    answered = closings.filter("is_answered").height
    shares = closings.group_by("kind").agg(pl.col("is_answered").mean())
    found = dict(shares.iter_rows())
    names = {"law": "acts", "funding": "measures on funding", "practice": "incidents"}
    told = [f"{percent(found[kind])} of {name}" for kind, name in names.items() if kind in found]
    return (
        f"{begin(count(responses, 'response'))} on record {answer} {percent(answered / closings.height)} of the closings "
        f"recorded ({', '.join(told)}). None on record does not mean none was given."
    )


def _are(n: int) -> str:
    return "is" if n == 1 else "are"
