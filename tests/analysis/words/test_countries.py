"""A country's sentences: headline, what is known since, parts, records."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from analysis.words.countries import describe_country, describe_parts, describe_records, describe_since, describe_year, tell_parts
from tests.analysis.words.made_release import FALL, RISE, MadeRelease, make_record, make_release, make_spell

SCORES = {"EST": 90.0, "GEO": 44.0, "BLR": 10.0}


def change(release: MadeRelease, index: str, months: int, cells: dict[str, Any]) -> None:
    """Give one index of Georgia another change."""
    mine = (pl.col("country_iso3") == "GEO") & (pl.col("index") == index) & (pl.col("months") == months)
    values = [pl.when(mine).then(pl.lit(value)).otherwise(pl.col(name)).alias(name) for name, value in cells.items()]
    release._frames["index_change"] = release["index_change"].with_columns(values)


def test_headline_with_intervals_month_and_no_direction() -> None:
    text = describe_country(make_release(SCORES), "GEO")
    assert text.startswith(
        "In December 2025, the last month with evidence of practice, Georgia scores **44** of 100 "
        "(50 % interval 42 to 46, 90 % interval 38 to 50). There is no sure direction over three years"
    )
    assert text.endswith("One of the three stands more open, one more closed.")


@pytest.mark.parametrize(
    ("cells", "said"), [(FALL, "It **fell** by 14.9 points over three years"), (RISE, "It **rose** by 8.2 points")]
)
def test_headline_names_a_direction_that_is_sure(cells: dict[str, Any], said: str) -> None:
    assert said in describe_country(make_release(SCORES, {"GEO": cells}), "GEO")


def test_the_last_year_is_told_only_where_it_is_sure() -> None:
    release = make_release(SCORES)
    assert describe_year(release, "GEO") == ""
    change(release, "composite", 12, FALL)
    assert describe_year(release, "GEO").startswith("Counted over the last twelve months alone it fell by 14.9 points")


def test_since_the_last_evidence() -> None:
    before = make_spell("GEO-G-0001", until="2026-03-03", level="1")
    spells = [before, make_spell("GEO-G-0002", since="1991-01-01", item="undesirable")]
    text = describe_since(make_release(SCORES, core_regime=spells), "GEO")
    assert text.startswith("Evidence of practice reaches 31 December 2025. From there the score is a forecast: for October 2026")
    assert text.endswith("; no rule in force is known to have changed since.")
    spells.append(make_spell("GEO-G-0003", since="2026-03-04", level="3"))
    assert describe_since(make_release(SCORES, core_regime=spells), "GEO").endswith("1 rule was tightened (registration).")
    spells += [
        make_spell("GEO-G-0004", item="accounts", until="2026-04-30", level="3"),
        make_spell("GEO-G-0005", item="accounts", since="2026-05-01", level="2"),
        make_spell("GEO-G-0006", item="aml_cft_reach", until="2026-04-30", level="3"),
        make_spell("GEO-G-0007", item="aml_cft_reach", since="2026-05-01", level="0"),
    ]
    text = describe_since(make_release(SCORES, core_regime=spells), "GEO")
    assert text.endswith("1 rule was tightened (registration) and 2 rules were loosened (accounts and AML and CFT rules).")


def test_what_was_unknown_has_not_changed() -> None:
    spells = [
        make_spell("GEO-G-0001", until="2026-03-03", level="unknown"),
        make_spell("GEO-G-0002", since="2026-03-04", level="3"),
    ]
    assert "no rule in force is known to have changed" in describe_since(make_release(SCORES, core_regime=spells), "GEO")


def test_parts_that_surely_moved() -> None:
    release = make_release(SCORES)
    assert describe_parts(release, "GEO") == "No pillar surely moved over three years. No right surely moved over three years."
    change(release, "law", 36, FALL)
    change(release, "assembly", 36, RISE)
    text = describe_parts(release, "GEO")
    assert "Law fell by 15 points over three years; funding and practice did not surely move." in text
    assert (
        "Assembly rose by 8 points over three years; association, expression and personal security did not surely move." in text
    )


def test_parts_without_a_score_show_their_interval_only() -> None:
    release = make_release(SCORES)
    blank = pl.when(pl.col("index") == "law").then(None).otherwise("score").alias("score")
    share = pl.when(pl.col("index") == "law").then(0.4).alias("known_share")
    release._frames["index_country_month"] = release["index_country_month"].with_columns(blank, share)
    text = tell_parts(release, "GEO")
    assert '<strong>38–50</strong><a href="#rules-in-force">Law</a><span>interval only; 40\u00a0% of rules known' in text


def test_records_are_counted_by_direction_and_only_where_they_count() -> None:
    records = [
        make_record("GEO-L-0001", kind="law", verification="one_source"),
        make_record("GEO-I-0001"),
        make_record("GEO-I-0002", direction="opening"),
        make_record("GEO-I-0003", authority="de_facto", is_scored=0),
        make_record("BLR-I-0001"),
    ]
    text = describe_records(make_release(SCORES, core_record=records), "GEO")
    assert text == (
        "On record are 1 act, no funding measures and 1 incident that close space, and no acts, no funding measures and "
        "1 incident that open it; 33\u00a0% of all rest on one source."
    )
    assert (
        describe_records(make_release(SCORES, core_record=records), "EST") == "No act, funding measure or incident is on record."
    )
    assert describe_records(make_release(SCORES, core_record=records), "BLR").endswith(
        "each rests on a primary text or two sources."
    )
