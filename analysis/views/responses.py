"""What is answered, and what nobody has answered."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.countries import name_country
from analysis.views.records import scored_records


def answered_records(release: Release) -> pl.DataFrame:
    """Scored records with column is_answered: whether any active response on record answers them."""
    active = release["core_response"].filter(pl.col("status") == "active")["record_id"].implode()
    answered = release["core_response_record"].filter(pl.col("response_id").is_in(active))["record_id"].implode()
    return scored_records(release).with_columns(pl.col("record_id").is_in(answered).alias("is_answered"))


def unanswered(release: Release, most: int = 20) -> pl.DataFrame:
    """The strongest closing acts in force that no recorded response answers, strongest first, with `country`."""
    acts = answered_records(release).filter(
        (pl.col("kind") == "law") & (pl.col("direction") == "closing") & pl.col("end_latest").is_null() & ~pl.col("is_answered")
    )
    return acts.head(most).with_columns(name_country(release))
