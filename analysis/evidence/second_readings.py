"""Levels that were coded again: by a blind second coder, with country and year hidden, and by a third reading.

A second coding of a report carries the report's id and the item as variable; one of a spell carries the spell's id. Where a
third reading settled a level, the published one is the third's, and what the first coder gave stands as pass-1.
"""

from __future__ import annotations

import krippendorff
import numpy as np
import polars as pl

from analysis.schemas.items import PRACTICE_ITEMS, REGIME_ITEMS
from analysis.schemas.release import Release

FIRST, BLIND, MASKED, THIRD = "pass-1", "pass-2", "masked-1", "pass-3"
N_RESAMPLES = 1000
SEED = 1948
KEYS = ["unit_id", "item"]


def coded_again(release: Release, coder: str) -> pl.DataFrame:
    """Levels of items that one coder gave: unit_id, item, value, note."""
    rows = release["core_second_coding"].filter(
        (pl.col("coder") == coder)
        & pl.col("record_id").str.contains("-[PG]-")
        & pl.col("variable").is_in([*PRACTICE_ITEMS, *REGIME_ITEMS])
    )
    return rows.select(pl.col("record_id").alias("unit_id"), pl.col("variable").alias("item"), "value", "note")


def first_levels(release: Release) -> pl.DataFrame:
    """Levels as the first coder gave them: unit_id (report or spell), item, first. Spells of unknown level are left out."""
    codes = release["core_assessment"].filter(pl.col("status") == "active")
    spells = release["core_regime"].filter((pl.col("status") == "active") & (pl.col("level") != "unknown"))
    level = pl.col("level").cast(pl.Int64).alias("published")
    published = pl.concat(
        [
            codes.select(pl.col("report_id").alias("unit_id"), "item", level),
            spells.select(pl.col("record_id").alias("unit_id"), "item", level),
        ]
    )
    before = published.join(coded_again(release, FIRST), on=KEYS, how="left")
    return before.select(*KEYS, pl.coalesce("value", "published").alias("first"))


def pair_levels(release: Release, coder: str = BLIND) -> pl.DataFrame:
    """Levels of units that `coder` read again, where either coder gave one: unit_id, item, country_iso3, first, second.

    A level that only one of the two gave is null for the other: silence is a judgment too.
    """
    second = coded_again(release, coder).select(*KEYS, pl.col("value").alias("second"))
    first = first_levels(release).join(second.select("unit_id").unique(), on="unit_id", how="semi")
    both = first.join(second, on=KEYS, how="full", coalesce=True)
    return both.with_columns(pl.col("unit_id").str.slice(0, 3).alias("country_iso3")).sort(KEYS)


def measure_levels(pairs: pl.DataFrame) -> pl.DataFrame:
    """Agreement per item and over all items of practice and of rules; `pairs` as `pair_levels` gives them.

    Columns item (null for all), of (practice, rules), n (coded by both), n_either, agreement, within_one, alpha (ordinal; null
    where nothing varies). Source: Krippendorff (2018), Content Analysis, 4th edition, chapter 12.
    """
    of = pl.when(pl.col("item").is_in(list(PRACTICE_ITEMS))).then(pl.lit("practice")).otherwise(pl.lit("rules")).alias("of")
    known = pairs.with_columns(of)
    rows = []
    for (part,), mine in known.group_by(["of"], maintain_order=True):
        rows.append({"of": part, "item": None} | _agree(mine))
        rows += [{"of": part, "item": item} | _agree(one) for (item,), one in mine.group_by(["item"], maintain_order=True)]
    schema = {"of": pl.String, "item": pl.String, "n": pl.Int64, "n_either": pl.Int64}
    schema |= dict.fromkeys(("agreement", "within_one", "alpha"), pl.Float64)
    return pl.DataFrame(rows, schema=schema, orient="row").sort("of", "item", nulls_last=True)


def _agree(pairs: pl.DataFrame) -> dict[str, float | None]:
    both = pairs.drop_nulls(["first", "second"])
    if both.is_empty():
        return {"n": 0, "n_either": pairs.height, "agreement": None, "within_one": None, "alpha": None}
    values = both.select("first", "second").to_numpy().T
    apart = np.abs(values[0] - values[1])
    alpha = krippendorff.alpha(values, level_of_measurement="ordinal") if len(np.unique(values)) > 1 else None
    shares = {"agreement": float((apart == 0).mean()), "within_one": float((apart <= 1).mean())}
    return {"n": both.height, "n_either": pairs.height, **shares, "alpha": alpha}


def measure_reputation(pairs: pl.DataFrame) -> pl.DataFrame:
    """How much more closed the first coder, who knew country and year, saw the same passages than one who did not.

    `pairs` as `pair_levels` gives them for masked readings. Rows: all, and the halves of the countries with the less and the more
    closed mean of published levels. Columns of, n, n_reports, gap (first less masked, in levels), lower_90, upper_90 from
    resampled reports, alpha.
    """
    both = pairs.drop_nulls(["first", "second"])
    schema = {"of": pl.String, "n": pl.Int64, "n_reports": pl.Int64}
    schema |= dict.fromkeys(("gap", "lower_90", "upper_90", "alpha"), pl.Float64)
    if both.is_empty():
        return pl.DataFrame(schema=schema)
    means = both.group_by("country_iso3").agg(pl.col("first").mean().alias("mean"))
    closed = means.filter(pl.col("mean") > means["mean"].median())["country_iso3"].implode()
    parts = {
        "all": both,
        "less closed half": both.filter(~pl.col("country_iso3").is_in(closed)),
        "more closed half": both.filter(pl.col("country_iso3").is_in(closed)),
    }
    rows = [{"of": name} | _gap(part) for name, part in parts.items() if part.height]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _gap(pairs: pl.DataFrame) -> dict[str, float | None]:
    sums = (
        pairs.group_by("unit_id")
        .agg((pl.col("first") - pl.col("second")).sum().alias("gap"), pl.len().alias("n"))
        .sort("unit_id")
    )
    gaps, sizes = sums["gap"].to_numpy(), sums["n"].to_numpy()
    drawn = np.random.default_rng(SEED).integers(0, len(gaps), (N_RESAMPLES, len(gaps)))
    low, high = np.quantile(gaps[drawn].sum(axis=1) / sizes[drawn].sum(axis=1), [0.05, 0.95])
    found = {"gap": gaps.sum() / sizes.sum(), "lower_90": float(low), "upper_90": float(high), "alpha": _agree(pairs)["alpha"]}
    return {"n": pairs.height, "n_reports": sums.height, **found}


def settle_conflicts(release: Release) -> pl.DataFrame:
    """Levels on which two coders differed and a third reading decided: unit_id, item, first, second, third, reason.

    `reason` is the class that the third reader named before the colon of the note, in words.
    """
    two = pair_levels(release, BLIND).drop_nulls(["first", "second"]).filter(pl.col("first") != pl.col("second"))
    reason = pl.col("note").str.extract(r"^([a-z_]+):", 1).str.replace_all("_", " ").alias("reason")
    third = coded_again(release, THIRD).select(*KEYS, pl.col("value").alias("third"), reason)
    return two.join(third, on=KEYS)


def count_conflicts(release: Release) -> dict[str, int]:
    """How often third readings agree with the first coder, the second or neither: n, first, second, neither."""
    settled = settle_conflicts(release)
    like_first = settled.filter(pl.col("third") == pl.col("first")).height
    like_second = settled.filter(pl.col("third") == pl.col("second")).height
    neither = settled.height - like_first - like_second
    return {"n": settled.height, "first": like_first, "second": like_second, "neither": neither}
