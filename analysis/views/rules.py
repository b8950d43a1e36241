"""The rules in force, item by item, with the acts that opened and closed each spell."""

from __future__ import annotations

import datetime as dt

import polars as pl

from analysis.schemas.items import REGIME_ITEMS
from analysis.schemas.release import Release

SPELL = ["record_id", "item", "level", "start", "end", "opened_by", "basis", "verification", "passage", "note"]


def rule_spells(release: Release, country: str) -> pl.DataFrame:
    """All active spells of one country, first to last within each item: SPELL, with is_now (it lasts on the as-of date)."""
    as_of = dt.date.fromisoformat(release.manifest["as_of_date"])
    spells = release["core_regime"].filter((pl.col("country_iso3") == country) & (pl.col("status") == "active"))
    lasts = (pl.col("start_earliest") <= as_of) & (pl.col("end_latest").is_null() | (pl.col("end_latest") >= as_of))
    return spells.sort("item", "start_earliest", "record_id").select(*SPELL, lasts.alias("is_now"), "start_earliest")


def rules_in_force(release: Release, country: str) -> pl.DataFrame:
    """One row per item of law and funding, in the questionnaire's order: part, name, question, anchor, and SPELL.

    An item without a spell that lasts today is unknown: `level` is null there, as where the spell says so. `level` is 0 to 3,
    `anchor` the written meaning of that level, `since` the first day that is known (or 1991 and before).
    """
    spells = rule_spells(release, country)
    now = {row["item"]: row for row in spells.filter("is_now").iter_rows(named=True)}
    rows = []
    for code, item in REGIME_ITEMS.items():
        spell = now.get(code)
        known = spell is not None and spell["level"] != "unknown"
        level = int(spell["level"]) if spell is not None and known else None
        rows.append(
            {"item": code, "part": item.part, "name": item.name, "question": item.question}
            | {"level": level, "anchor": None if level is None else item.levels[level]}
            | {name: spell[name] if spell else None for name in SPELL if name not in ("item", "level")}
            | {"since": _since(spell)}
        )
    return pl.DataFrame(rows, schema_overrides={"level": pl.Int64, "anchor": pl.String})


def _since(spell: dict | None) -> str | None:
    if spell is None:
        return None
    return (
        "1991 or before"
        if spell["start"].startswith("1991") and spell["start_earliest"] == dt.date(1991, 1, 1)
        else spell["start"]
    )


def earlier_spells(release: Release, country: str) -> pl.DataFrame:
    """Spells that have ended, last first within each item: SPELL."""
    spells = rule_spells(release, country).filter(~pl.col("is_now"))
    return spells.sort("item", "start_earliest", descending=[False, True]).select(SPELL)


def changed_rules(release: Release, country: str, since: dt.date) -> pl.DataFrame:
    """Spells that began after a day and last, with the level before: item, record_id, level, before, start. None are unknown."""
    spells = rule_spells(release, country).with_columns(pl.col("level").replace("unknown", None).cast(pl.Int64))
    before = pl.col("level").shift(1).over("item").alias("before")
    recent = spells.with_columns(before).filter(pl.col("is_now") & (pl.col("start_earliest") > since))
    return (
        recent.drop_nulls(["level", "before"])
        .filter(pl.col("level") != pl.col("before"))
        .select("item", "record_id", "level", "before", "start")
    )
