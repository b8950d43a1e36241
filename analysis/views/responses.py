"""What nobody has answered."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.countries import name_country


def unanswered(release: Release, most: int = 20) -> pl.DataFrame:
    """Gravest restrictive acts in force that no recorded response answers."""
    answered = release["core_response_record"]["record_id"]
    level = pl.max_horizontal("stigma", "administrative_burden", "criminalisation") * pl.col("scope")
    acts = release["core_legislation"].filter(
        (pl.col("status") == "active")
        & (pl.col("authority") == "state")
        & (pl.col("direction") == "restrictive")
        & pl.col("in_force_to").is_null()
        & pl.col("country_iso3").is_in(list(release.names))
        & ~pl.col("record_id").is_in(answered.implode())
    )
    return acts.with_columns(name_country(release), level.alias("gravity")).sort(-pl.col("gravity"), "record_id").head(most)
