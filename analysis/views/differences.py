"""What differs between two releases, in records and in scores."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

STAMPS = ("first_published", "last_revised")


@dataclass(frozen=True)
class Difference:
    """One record that differs: `kind` is added, gone, retracted or revised; `columns` to values before and after."""

    table: str
    key: str
    kind: str
    title: str
    columns: dict[str, tuple[str | None, str | None]]


def compare_records(table: str, old: pl.DataFrame, new: pl.DataFrame, key: str) -> list[Difference]:
    """Differences between two states of a record table, by key; columns of only one of them are passed over."""
    shared = [name for name in new.columns if name in old.columns and name not in STAMPS]
    befores, afters = ({row[key]: row for row in frame.cast(pl.String).iter_rows(named=True)} for frame in (old, new))
    found = []
    for name in sorted(befores.keys() | afters.keys()):
        before, after = befores.get(name), afters.get(name)
        known = after or before or {}
        title = known.get("title_en") or known.get("title") or known.get("topic") or ""
        if before is None or after is None:
            found.append(Difference(table, name, "added" if before is None else "gone", title, {}))
            continue
        changed = {column: (before[column], after[column]) for column in shared if before[column] != after[column]}
        if changed:
            kind = "retracted" if changed.get("status", ("", ""))[1] == "retracted" else "revised"
            found.append(Difference(table, name, kind, title, changed))
    return found


def compare_years(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """Yearly scores of both releases with their change, largest first; years or indices of only one are passed over."""
    keys = ["country_iso3", "index", "year"]
    columns = ["score", "lower_90", "upper_90"]
    both = old.select(*keys, *columns).join(new.select(*keys, *columns), on=keys, suffix="_new")
    change = (pl.col("score_new") - pl.col("score")).round(3).alias("change")
    return both.with_columns(change).sort(pl.col("change").abs(), *keys, descending=[True, False, False, True])
