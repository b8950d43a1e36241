"""Where the region stands: right for none, one and many, for falls, rises and what is unclear."""

from __future__ import annotations

import datetime as dt

import polars as pl

from analysis.views.scores import standings
from analysis.words.standing import (
    alt_multiples,
    alt_standing,
    describe_band,
    describe_changes,
    describe_reach,
    describe_region,
    tell_tiles,
)
from tests.analysis.words.made_release import FALL, RISE, MadeRelease, make_release

SCORES = {"EST": 90.0, "MDA": 70.0, "ARM": 68.0, "GEO": 44.0, "BLR": 10.0, "HUN": 75.0}


def changes_in(release: MadeRelease) -> str:
    return describe_changes(standings(release).filter(pl.col("role") == "region"))


def test_ends_and_middle_of_the_scale() -> None:
    text = describe_region(make_release(SCORES))
    assert text.startswith("Most open is Estonia (90); most closed is Belarus (10). Of the five, three lie above the middle")
    assert "one below; for one it cannot be told." in text


def test_ends_that_several_share() -> None:
    text = describe_region(make_release({"EST": 90.0, "MDA": 89.0, "GEO": 12.0, "BLR": 11.0}))
    assert text.startswith("Most open are Estonia (90) and Moldova (89); most closed are Georgia (12) and Belarus (11).")
    assert "two lie above the middle of the scale and two below." in text


def test_nobody_fell_or_rose() -> None:
    assert changes_in(make_release(SCORES)) == "Over the last three years of evidence no country surely fell or rose."


def test_one_fell_and_none_rose() -> None:
    text = changes_in(make_release(SCORES, {"GEO": FALL}))
    assert text.endswith("Georgia (−14.9) fell and none rose; for the other four the direction is not sure.")


def test_some_fell_and_some_rose() -> None:
    text = changes_in(make_release(SCORES, {"GEO": FALL, "BLR": FALL | {"change": -20.0}, "MDA": RISE, "ARM": RISE}))
    assert "Belarus (−20.0) and Georgia (−14.9) fell and Moldova (+8.2) and Armenia (+8.2) rose" in text
    assert text.endswith("; for the other the direction is not sure.")


def test_all_moved() -> None:
    text = changes_in(make_release({"GEO": 44.0, "MDA": 70.0}, {"GEO": FALL, "MDA": RISE}))
    assert text.endswith("Georgia (−14.9) fell and Moldova (+8.2) rose.")


def test_a_comparator_is_in_no_sentence_about_the_region() -> None:
    release = make_release(SCORES, {"HUN": FALL})
    assert "Hungary" not in describe_region(release) + alt_standing(release) + tell_tiles(release)
    assert describe_band(release, "HUN") == ""


def test_reach_of_the_evidence() -> None:
    release = make_release({"GEO": 44.0, "MDA": 70.0})
    assert describe_reach(release).startswith("Evidence of practice reaches 31 December 2025 everywhere. Scores stand as of")
    early = pl.when(pl.col("country_iso3") == "MDA").then(dt.date(2025, 2, 28)).otherwise("evidence_to").alias("evidence_to")
    release._frames["panel_evidence"] = release["panel_evidence"].with_columns(early)
    assert "reaches from February 2025 (Moldova) to December 2025 (Georgia)." in describe_reach(release)


def test_place_among_the_others() -> None:
    release = make_release(SCORES)
    assert describe_band(release, "EST") == "None of the five stand more open, four more closed."
    assert describe_band(release, "MDA") == (
        "One of the five stands more open, two more closed; in one band with Armenia: their order is not known."
    )


def test_tiles_are_escaped_and_name_who_moved() -> None:
    release = make_release({"GEO": 44.0, "MDA": 70.0}, {"GEO": FALL})
    release._frames["core_country"] = release["core_country"].with_columns(pl.lit("<b>G</b>").alias("name_en"))
    text = tell_tiles(release)
    assert "<b>" not in text and "&lt;b&gt;G&lt;/b&gt; −15" in text and "<strong>None</strong><span>rose" in text


def test_text_alternatives() -> None:
    assert alt_standing(make_release(SCORES)) == (
        "Composite score at the last evidence, from open to closed, 4 bands: Estonia 90; Moldova 70 and Armenia 68; "
        "Georgia 44; Belarus 10."
    )
    rows = [("Georgia", 2024, 50.0, 0), ("Georgia", 2025, 44.0, 0), ("Georgia", 2026, 40.0, 1), ("Moldova", 2024, 60.0, 0)]
    years = pl.DataFrame(rows, schema=["country", "year", "score", "is_forecast"], orient="row")
    assert alt_multiples(years).endswith("2 countries: the change runs from −6 points in Georgia to 0 points in Moldova.")
    assert alt_multiples(years.clear()) == "No year is measured yet."
