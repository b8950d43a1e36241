"""What the measurement model says of itself, as frames for its page."""

from __future__ import annotations

import polars as pl

from analysis.schemas.items import PRACTICE_ITEMS
from analysis.schemas.release import Release
from analysis.site.names import REPORTER_NAME

LEVEL_SHARE = r"^(\w+): share at level (\d)$"


def reporter_name(code: str) -> str:
    """What readers call a reporter, with a capital."""
    name = REPORTER_NAME.get(code, code.replace("_", " "))
    return name[:1].upper() + name[1:]


def left_out_codes(release: Release) -> pl.DataFrame:
    """Codes that were left out: kind, left_out (in words), nominal, actual, gap (points), log_score, base_log_score, n_codes."""
    named = pl.when(pl.col("kind") == "reporter").then(pl.col("left_out").map_elements(reporter_name, return_dtype=pl.String))
    gap = (100 * (pl.col("actual") - pl.col("nominal"))).alias("gap")
    return (
        release["latent_coverage"]
        .with_columns(named.otherwise(pl.col("left_out")).alias("left_out"), gap)
        .sort("kind", "left_out", "nominal")
    )


def level_shares(release: Release) -> pl.DataFrame:
    """Share of codes at each level by item, in the data and drawn anew: item (name), level, observed, predicted, lower, upper."""
    names = {code: item.name for code, item in PRACTICE_ITEMS.items()}
    parts = release["latent_check"].filter(pl.col("statistic").str.contains(LEVEL_SHARE))
    return parts.select(
        pl.col("statistic").str.extract(LEVEL_SHARE, 1).replace(names).alias("item"),
        pl.format("level {}", pl.col("statistic").str.extract(LEVEL_SHARE, 2)).alias("level"),
        "observed",
        "predicted",
        "lower_90",
        "upper_90",
    ).sort("item", "level")


def recovered_means(release: Release) -> pl.DataFrame:
    """Made-up countries, means over their years: country, true, model, naive (counting closures), reports a year, held.

    `held` is the share of years whose true score lies in the model's 90 % interval.
    """
    held = pl.col("true_score").is_between("model_lower_90", "model_upper_90").mean().alias("held")
    means = pl.col("true_score", "model_score", "naive_score", "n_reports").mean()
    return release["latent_recovery"].group_by("country").agg(means, held).sort("true_score", descending=True)
