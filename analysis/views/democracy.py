"""Electoral and substantive democracy: another index's political rights beside our composite."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.countries import name_country
from analysis.views.scores import yearly_scores

OURS, THEIRS = "civic space (ours)", "political rights (Freedom House)"
KEYS = ["country_iso3", "country", "year"]


def two_democracies(release: Release) -> pl.DataFrame:
    """Freedom House's political-rights rating (0 to 100, most open) beside our composite, measured years only.

    Columns country_iso3, country, year, measure, share.
    """
    in_region = pl.col("country_iso3").is_in(release.region())
    ratings = release["core_benchmark"].filter(
        (pl.col("index_name") == "freedom_in_the_world")
        & (pl.col("component") == "political_rights")
        & (pl.col("status") == "active")
        & in_region
    )
    share = 100 * (pl.col("value") - pl.col("scale_low")) / (pl.col("scale_high") - pl.col("scale_low"))
    theirs = ratings.with_columns(name_country(release), share.alias("share")).group_by(KEYS).agg(pl.col("share").mean())
    ours = yearly_scores(release).filter(in_region & (pl.col("is_forecast") == 0) & pl.col("score").is_not_null())
    columns = [*KEYS, "measure", "share"]
    both = [
        ours.with_columns(pl.lit(OURS).alias("measure"), pl.col("score").round(1).alias("share")).select(columns),
        theirs.with_columns(pl.lit(THEIRS).alias("measure")).select(columns),
    ]
    return pl.concat(both).sort("country", "measure", "year")


def moved_apart(release: Release) -> pl.DataFrame:
    """Change of both between the first and the last year that both have: country, first, last, ours, theirs (per cent of the
    scale), margin (how far ours may be off, from the 90 % intervals of both years). Countries with five shared years at least.
    """
    wide = two_democracies(release).pivot("measure", on_columns=[OURS, THEIRS], index=KEYS, values="share").drop_nulls()
    half = ((pl.col("upper_90") - pl.col("lower_90")) / 2).alias("half")
    known = wide.join(yearly_scores(release).select("country_iso3", "year", half), on=["country_iso3", "year"])
    first, last = pl.col("half").first() ** 2, pl.col("half").last() ** 2
    ends = (
        known.sort("year")
        .group_by("country", maintain_order=True)
        .agg(
            pl.len().alias("n"),
            pl.col("year").min().alias("first"),
            pl.col("year").max().alias("last"),
            (pl.col(OURS).last() - pl.col(OURS).first()).alias("ours"),
            (pl.col(THEIRS).last() - pl.col(THEIRS).first()).alias("theirs"),
            (first + last).sqrt().alias("margin"),
        )
    )
    return ends.filter(pl.col("n") >= 5).sort("country").drop("n")
