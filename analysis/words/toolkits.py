"""The first toolkit in words."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.toolkits import toolkit_acts
from analysis.words.grammar import count, join_words


def describe_toolkit(release: Release) -> str:
    """How many countries have, had or are discussing acts of the first toolkit."""
    acts = toolkit_acts(release).filter(pl.col("country_iso3").is_in(release.region()))
    laws = acts.filter(pl.col("kind") == "restrictive")
    bills = acts.filter(pl.col("kind") == "draft or withdrawn bill")
    have = laws["country"].unique().sort().to_list()
    only = bills.filter(~pl.col("country").is_in(have))["country"].unique().sort().to_list()
    text = "None of the fifteen has adopted such an act"
    if have:
        text = f"Of the fifteen, {count(len(have), 'country has', 'countries have')} adopted such acts ({join_words(have)})"
    if only:
        text += f"; {count(len(only), 'more has', 'more have')} seen bills ({join_words(only)})"
    if have:
        first = laws.sort("date", "record_id").row(0, named=True)
        text += f". The earliest recorded is of {first['date'].year}, in {first['country']}"
    return text + "."
