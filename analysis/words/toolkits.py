"""The two toolkits in words."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.toolkits import BILL, funding_measures, lever_counts, toolkit_acts
from analysis.words.grammar import begin, count, join_words


def describe_toolkit(release: Release) -> str:
    """How many countries have, had or are discussing closing acts of the first toolkit, and where the first was."""
    acts = toolkit_acts(release).filter(pl.col("country_iso3").is_in(release.region()))
    laws, bills = (acts.filter(pl.col("kind") == kind) for kind in ("closing", BILL))
    have = laws["country"].unique().sort().to_list()
    only = bills.filter(~pl.col("country").is_in(have))["country"].unique().sort().to_list()
    text = "None of the fifteen has adopted such an act"
    if have:
        text = f"Of the fifteen, {count(len(have), 'country has', 'countries have')} adopted such acts ({join_words(have)})"
    if only:
        more = "more " if have else ""
        text += f"; {count(len(only), f'{more}country has', f'{more}countries have')} seen bills alone ({join_words(only)})"
    if have:
        first = laws.sort("date", "record_id").row(0, named=True)
        text += f". The earliest on record is of {first['date'].year}, in {first['country']}"
    eased = acts.filter(pl.col("kind") == "opening")
    if eased.height:
        where = join_words(eased["country"].unique().sort().to_list())
        text += f". {begin(count(eased.height, 'act'))} repealed or eased such rules ({where})"
    return text + "."


def describe_levers(release: Release) -> str:
    """How many closing measures there are over how many levers, which is the most widespread, and how many openings."""
    levers, openings = lever_counts(release), funding_measures(release, "opening").height
    eased = f"{begin(count(openings, 'measure'))} on record {'opens' if openings == 1 else 'open'} ways to money instead."
    if levers.is_empty():
        return f"No measure that narrows funding is on record. {eased}"
    spread = levers.group_by("lever").agg(pl.col("n_records").sum(), pl.len().cast(pl.Int64).alias("n_countries"))
    first = spread.sort(-pl.col("n_countries"), "lever").row(0, named=True)
    measures = count(int(levers["n_records"].sum()), "measure that narrows funding is", "measures that narrow funding are")
    return (
        f"{begin(measures)} on record, over {count(spread.height, 'lever')}; the widest spread is {first['lever']}, in "
        f"{count(first['n_countries'], 'country', 'countries')}. {eased}"
    )
