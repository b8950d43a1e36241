"""What happened to organisations, step by step."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release

HISTORY_STEPS = 2


def organisation_steps(release: Release) -> pl.DataFrame:
    """What happened to organisations, in order: organisation_id, record_id, title, note, date, end_date, rung, kind, direction.

    `kind` is incident or funding (single measures), `direction` closing or opening.
    """
    shared = ["record_id", "title_en", "note", "date", "end_date", "rung", "kind"]
    incidents = release["core_incident"].filter(pl.col("status") == "active").with_columns(pl.lit("incident").alias("kind"))
    measures = release["core_funding"].filter((pl.col("status") == "active") & (pl.col("level") == "case"))
    measures = measures.with_columns(
        pl.col("start").alias("date"),
        pl.col("end").alias("end_date"),
        pl.lit(None, pl.Int64).alias("rung"),
        pl.lit("funding").alias("kind"),
    )
    steps = pl.concat([incidents.select(shared), measures.select(shared)]).join(
        release["core_record"].select("record_id", "direction"), on="record_id"
    )
    return release["core_record_organisation"].join(steps, on="record_id").sort("organisation_id", "date", "record_id")


def histories(release: Release) -> pl.DataFrame:
    """Organisations with HISTORY_STEPS or more recorded steps: record_id, title_en, country, n_steps, n_rungs."""
    steps = organisation_steps(release).group_by(pl.col("organisation_id").alias("record_id"))
    counted = steps.agg(pl.len().alias("n_steps"), pl.col("rung").drop_nulls().n_unique().alias("n_rungs"))
    organisations = release["core_organisation"].filter(pl.col("status") == "active")
    long = organisations.join(counted.filter(pl.col("n_steps") >= HISTORY_STEPS), on="record_id")
    country = pl.col("country_iso3").replace_strict(release.names, default="several countries", return_dtype=pl.String)
    return long.select("record_id", "title_en", country.alias("country"), "n_steps", "n_rungs").sort("country", "title_en")
