"""Changes of scores."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.schemas.release import Release
from analysis.tables.make import link_country, make_table, open_section, show_fixed
from analysis.views.countries import name_country

PILLARS = ["composite", "law", "funding", "practice"]


def table_changes(release: Release, months: int = 36) -> GT:
    """Change of each country's composite and pillars over the months (12 or 36) to its last evidence, with intervals."""
    change = release["index_change"].filter((pl.col("months") == months) & pl.col("index").is_in(PILLARS))
    low, high = (show_fixed(pl.col(f"change_{side}_90"), 1) for side in ("lower", "upper"))
    text = pl.format("{} ({} to {})", show_fixed(pl.col("change"), 1), low, high).alias("text")
    named = change.with_columns(name_country(release), text, pl.col("month").dt.to_string("%Y-%m").alias("to"))
    wide = named.pivot("index", on_columns=PILLARS, index=["country_iso3", "country", "to"], values="text").sort("country")
    shown = wide.select(link_country(), "to", *(open_section(name) for name in PILLARS))
    return make_table(shown, f"tbl-changes-{months}", {}, ("country",), tuple(PILLARS))
