"""The questions of the measure, each level with a real example."""

from __future__ import annotations

import zlib

import polars as pl

from analysis.schemas.items import ITEMS, PRACTICE_ITEMS, REGIME_ITEMS
from analysis.schemas.release import Release
from analysis.site.names import INDEX_NAME

BEST = {"detail": 0, "article": 0, "summary": 1, "described": 1, "enumeration": 2, "no_act_of_kind": 2}


def item_levels(release: Release, practice: bool) -> pl.DataFrame:
    """Every level of the items of practice, or of rules, in the questionnaire's order, with an example of it.

    Columns item (code), part (name of right or pillar), name, question, level, anchor, example (country, time and what decided
    it; null where none is on record), example_id (report or spell, which stands on its country's page).
    """
    items = PRACTICE_ITEMS if practice else REGIME_ITEMS
    rows = [
        (code, INDEX_NAME[item.part], item.name, item.question, level, anchor)
        for code, item in items.items()
        for level, anchor in enumerate(item.levels)
    ]
    schema = {
        "item": pl.String,
        "part": pl.String,
        "name": pl.String,
        "question": pl.String,
        "level": pl.Int64,
        "anchor": pl.String,
    }
    examples = pick_examples(_coded(release) if practice else _spells(release))
    return pl.DataFrame(rows, schema=schema, orient="row").join(examples, on=["item", "level"], how="left", maintain_order="left")


def pick_examples(coded: pl.DataFrame) -> pl.DataFrame:
    """One row per item and level, the same whenever the rows are: the best founded, and among these the first by a hash of item,
    level and id, so that examples spread over countries and years. `coded`: item, level, record_id, basis, example, example_id.
    """
    key = pl.concat_str("item", "level", "record_id", separator=":")
    chance = key.map_elements(lambda text: zlib.crc32(text.encode()), return_dtype=pl.Int64).alias("chance")
    ordered = coded.with_columns(chance, pl.col("basis").replace_strict(BEST, return_dtype=pl.Int64).alias("place"))
    first = ordered.sort("item", "level", "place", "chance", "record_id").unique(["item", "level"], keep="first")
    return first.select("item", "level", "example", "example_id")


def _coded(release: Release) -> pl.DataFrame:
    """Active levels coded from reports, with country, window and what decided them."""
    windows = release["core_report"].select("report_id", "window_from", "window_to")
    codes = release["core_assessment"].filter((pl.col("status") == "active") & pl.col("country_iso3").is_in(release.region()))
    joined = codes.join(windows, on="report_id")
    same = pl.col("window_from").str.slice(0, 4) == pl.col("window_to").str.slice(0, 4)
    first, last = pl.col("window_from").str.slice(0, 4), pl.col("window_to").str.slice(0, 4)
    time = pl.when(same).then(first).otherwise(pl.format("{}–{}", first, last))
    country = pl.col("country_iso3").replace_strict(release.names, return_dtype=pl.String)
    return joined.select(
        "item", "level", "record_id", "basis", pl.format("{} {}: {}", country, time, "note").alias("example"),
        pl.col("report_id").alias("example_id"),
    )  # fmt: skip


def _spells(release: Release) -> pl.DataFrame:
    """Active spells with a known level, with country, first and last year and the rule that makes the level."""
    known = release["core_regime"].filter(
        (pl.col("status") == "active")
        & (pl.col("level") != "unknown")
        & pl.col("note").is_not_null()
        & pl.col("country_iso3").is_in(release.region())
    )
    until = pl.coalesce(pl.concat_str(pl.lit("–"), pl.col("end").str.slice(0, 4)), pl.lit(" on"))
    country = pl.col("country_iso3").replace_strict(release.names, return_dtype=pl.String)
    told = pl.format("{} {}{}: {}", country, pl.col("start").str.slice(0, 4), until, "note")
    return known.select(
        "item",
        pl.col("level").cast(pl.Int64),
        "record_id",
        "basis",
        told.alias("example"),
        pl.col("record_id").alias("example_id"),
    )


def count_examples(release: Release) -> tuple[int, int]:
    """Levels of all items that have an example on record, and all levels."""
    found = sum(item_levels(release, practice)["example"].count() for practice in (True, False))
    return found, sum(len(item.levels) for item in ITEMS.values())
