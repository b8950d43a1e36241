"""How far the scores depend on assumptions. Frames in, frames out."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release

PROBABLE = 0.9  # probability from which a fall or a rise is taken for real


def name_group(group: str) -> str:
    """Words for a group of assumptions, an alternative or a view."""
    return group.replace("_", " ")


def sensitivity_shares(release: Release) -> pl.DataFrame:
    """Total-order index by country and group: country, group, total_order, interval; groups in words."""
    return (
        release["index_sensitivity"]
        .with_columns(
            pl.col("country_iso3").replace_strict(release.names).alias("country"),
            pl.col("group").map_elements(name_group, return_dtype=pl.String),
        )
        .select("country_iso3", "country", "group", "first_order", "total_order", "total_order_lower_90", "total_order_upper_90")
        .sort("country", "group")
    )


def alternative_scores(release: Release) -> pl.DataFrame:
    """Composite under each construction: country, alternative, score, difference, rank; constructions in words."""
    return (
        release["index_alternative"]
        .with_columns(
            pl.col("country_iso3").replace_strict(release.names).alias("country"),
            pl.col("alternative").map_elements(name_group, return_dtype=pl.String),
        )
        .select("country_iso3", "country", "alternative", "score", "difference", "rank")
        .sort("country", "alternative")
    )


def compare_ranks(release: Release) -> pl.DataFrame:
    """Each construction against the published one over the fifteen.

    Columns alternative, spearman (of scores), shift (mean change of rank), largest_shift, mover (who moves most).
    """
    region = alternative_scores(release).filter(pl.col("rank").is_not_null())
    published = region.filter(pl.col("alternative") == "published").select("country", "score", "rank")
    rows = []
    for (name,), rows_of in region.filter(pl.col("alternative") != "published").group_by("alternative", maintain_order=True):
        both = rows_of.join(published, on="country", suffix="_published")
        moved = both.with_columns((pl.col("rank") - pl.col("rank_published")).abs().alias("shift")).sort(
            -pl.col("shift"), "country"
        )
        spearman = both.select(pl.corr("score", "score_published", method="spearman")).item() if both.height > 2 else None
        mover = moved["country"][0] if moved["shift"][0] else None
        rows.append((name, spearman, moved["shift"].mean(), moved["shift"][0], mover))
    schema = {
        "alternative": pl.String,
        "spearman": pl.Float64,
        "shift": pl.Float64,
        "largest_shift": pl.Int64,
        "mover": pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row").sort("shift", "alternative")


def real_changes(release: Release, index: str = "composite") -> pl.DataFrame:
    """Changes from year to year of the fifteen that are real with a probability of 90 % or more; largest first."""
    changes = release["index_change_year"].filter((pl.col("index") == index) & pl.col("country_iso3").is_in(release.region()))
    probability = pl.max_horizontal("fall_probability", "rise_probability").alias("probability")
    return (
        changes.with_columns(probability, pl.col("country_iso3").replace_strict(release.names).alias("country"))
        .filter(pl.col("probability") >= PROBABLE)
        .sort(-pl.col("change").abs(), "country", "year")
    )
