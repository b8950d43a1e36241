"""International commitments: when countries bound themselves and stepped back."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.countries import name_country

TREATIES = {
    "iccpr": "ICCPR",
    "iccpr_op1": "ICCPR, first protocol",
    "cat": "CAT",
    "cedaw": "CEDAW",
    "council_of_europe": "Council of Europe",
    "echr": "European Convention",
    "istanbul_convention": "Istanbul Convention",
}
RETREATS = ["denunciation", "suspension", "expulsion", "derogation", "refusal"]


def retreats(release: Release) -> pl.DataFrame:
    """Steps away from international commitments, newest first."""
    steps = release["core_commitment"].filter(pl.col("step").is_in(RETREATS) & (pl.col("status") == "active"))
    return steps.with_columns(name_country(release)).sort("date", "record_id", descending=[True, False])


def first_bindings(release: Release) -> pl.DataFrame:
    """First binding step (ratification, accession or succession) by country and treaty: country, treaty, date, record_id."""
    bound = release["core_commitment"].filter(
        pl.col("step").is_in(["ratification", "accession", "succession"])
        & (pl.col("status") == "active")
        & pl.col("treaty").is_in(TREATIES)
        & pl.col("country_iso3").is_in(release.region())
    )
    first = bound.sort("date", "record_id").unique(["country_iso3", "treaty"], keep="first", maintain_order=True)
    return first.select("country_iso3", name_country(release), "treaty", "date", "record_id")
