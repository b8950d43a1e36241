"""Every dated fact of the shared research material is a record or has its line in data/coverage/leads."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest

from pipelines.building.validate import load_tables

ROOT = Path(__file__).parents[1]
FACTS = ROOT.parent / "shared" / "facts"
KINDS = {
    "legislation": "legislation", "funding": "funding", "incident": "incidents", "response": "responses",
    "treaty": "commitments", "benchmark": "benchmarks",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_has_an_outcome(kind: str) -> None:
    path = FACTS / f"{kind}.csv"
    if not path.exists():
        pytest.skip("the shared research material is not here; only the project's founders have it")
    with path.open(encoding="utf-8", newline="") as file:
        facts = {row["fact_id"] for row in csv.DictReader(file)}
    leads = load_tables(ROOT / "data")["coverage/leads"]
    known = set(leads.filter(pl.col("dataset") == KINDS[kind])["lead_id"])
    assert sorted(facts - known) == []


def test_every_scored_country_and_instrument_and_period_says_what_was_searched() -> None:
    tables = load_tables(ROOT / "data")
    region = tables["countries"].filter(pl.col("role") == "region")["country_iso3"]
    coverage = tables["coverage"].filter(pl.col("dataset") == "legislation")
    instruments = tables["legislation"]["instrument"].unique()
    seen = {
        (country, topic, year)
        for country, topic, first, last in coverage.select("country_iso3", "topic", "period_from", "period_to").iter_rows()
        for year in range(first, last + 1)
    }
    missing = [(c, i, y) for c in region for i in instruments for y in range(1991, 2027) if (c, i, y) not in seen]
    assert missing == []


def test_every_country_has_its_standing_law_on_associations() -> None:
    tables = load_tables(ROOT / "data")
    region = tables["countries"].filter(pl.col("role") == "region")["country_iso3"]
    acts = tables["legislation"].filter((pl.col("instrument") == "association") & (pl.col("status") == "active"))
    assert sorted(set(region) - set(acts["country_iso3"])) == []
