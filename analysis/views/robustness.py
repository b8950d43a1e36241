"""What the scores depend on, named for the page."""

from __future__ import annotations

import polars as pl

from analysis.findings.robustness import compare_ranks
from analysis.schemas.release import Release
from analysis.schemas.robustness import ALTERNATIVE
from analysis.site.names import INDEX_NAME, REPORTER_NAME
from analysis.views.countries import name_country

WITHOUT = "without_"
FACTS = "recorded_facts_only"


def name_alternative(code: str) -> str:
    """Words for a construction: 'equal weights', 'without Human Rights Watch'."""
    reporter = code.removeprefix(WITHOUT)
    return f"without {REPORTER_NAME.get(reporter, reporter)}" if code.startswith(WITHOUT) else code.replace("_", " ")


def name_index(code: str) -> str:
    """'Law', 'Personal security': an index or component by its code."""
    return INDEX_NAME.get(code, code.replace("_", " "))


ALTERNATIVE_NAME = {code: name_alternative(code) for code in ALTERNATIVE}


def sensitivity_shares(release: Release) -> pl.DataFrame:
    """Sobol indices by country and group: country_iso3, country, group, first_order, total_order, both ends of the latter."""
    columns = ["country_iso3", "country", "group", "first_order", "total_order", "total_order_lower_90", "total_order_upper_90"]
    return release["index_sensitivity"].with_columns(name_country(release)).select(columns).sort("country", "group")


def alternative_scores(release: Release) -> pl.DataFrame:
    """Composite under each construction: country_iso3, country, code, alternative (in words), score, difference, rank."""
    named = pl.col("alternative").replace_strict(ALTERNATIVE_NAME, return_dtype=pl.String)
    told = release["index_alternative"].with_columns(pl.col("alternative").alias("code"), named, name_country(release))
    return told.select("country_iso3", "country", "code", "alternative", "score", "difference", "rank").sort("country", "code")


def named_ranks(release: Release) -> pl.DataFrame:
    """As compare_ranks, with `code`, construction and mover in words."""
    ranks = compare_ranks(release)
    mover = pl.col("mover").replace_strict(release.names, default=None, return_dtype=pl.String)
    named = pl.col("alternative").replace_strict(ALTERNATIVE_NAME, return_dtype=pl.String)
    return ranks.with_columns(pl.col("alternative").alias("code"), named, mover)


def left_out_reporters(release: Release) -> pl.DataFrame:
    """Differences of the composite when a reporter is left out: country_iso3, country, alternative, difference; largest first."""
    scores = alternative_scores(release).filter(pl.col("code").str.starts_with(WITHOUT) & pl.col("difference").is_not_null())
    region = scores.filter(pl.col("country_iso3").is_in(release.region()))
    return region.sort(-pl.col("difference").abs(), "country", "code")
