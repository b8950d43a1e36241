"""Changes of scores."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.schemas.release import Release
from analysis.tables.make import (
    link_country,
    make_table,
    open_section,
)


def table_changes(release: Release, months: int = 36) -> GT:
    """Change of each country's indices over the last months with evidence, with intervals."""
    change = release["index_change"].filter(pl.col("months") == months)
    change = change.with_columns(pl.col("country_iso3").replace_strict(release.names).alias("country"))
    low, high = (pl.col(f"change_{side}_90").round(1) for side in ("lower", "upper"))
    text = change.with_columns(pl.format("{} ({} to {})", pl.col("change").round(1), low, high).alias("text"))
    wide = text.pivot("index", index=["country_iso3", "country"], values="text").sort("country")
    numbers = ("composite", "law", "funding", "practice")
    shown = wide.select(link_country(), *(open_section(name) for name in numbers))
    return make_table(shown, "tbl-changes", {}, ("country",), numbers)
