"""Second, masked and third readings of levels, on codings reckoned by hand."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.evidence.second_readings import (
    BLIND,
    MASKED,
    count_conflicts,
    measure_levels,
    measure_reputation,
    pair_levels,
    settle_conflicts,
)
from tests.analysis.words.made_release import MadeRelease

CODES = [("GEO-P-0001", "assembly", 2), ("GEO-P-0001", "media", 1), ("GEO-P-0001", "speech", 3), ("EST-P-0001", "media", 0)]
NO_SPELLS = {"record_id": pl.String, "country_iso3": pl.String, "status": pl.String, "item": pl.String, "level": pl.String}


def made(second: list[tuple[str, str, str, int, str | None]], codes: list[tuple[str, str, int]] = CODES) -> MadeRelease:
    """`second`: unit, coder, item, value, note."""
    rows = [
        {"report_id": unit, "country_iso3": unit[:3], "status": "active", "item": item, "level": level}
        for unit, item, level in codes
    ]
    schema = {"record_id": pl.String, "coder": pl.String, "variable": pl.String, "value": pl.Int64, "note": pl.String}
    again = pl.DataFrame(second, schema=schema, orient="row")
    return MadeRelease(
        {"core_assessment": pl.DataFrame(rows), "core_regime": pl.DataFrame(schema=NO_SPELLS), "core_second_coding": again}
    )


AGAIN = [
    ("GEO-P-0001", BLIND, "assembly", 2, None),
    ("GEO-P-0001", BLIND, "media", 2, None),
    ("GEO-P-0001", BLIND, "violence", 1, None),
    ("GEO-L-0001", BLIND, "stigma", 1, None),
]


def test_pairs_hold_what_either_coder_gave_of_the_units_read_again() -> None:
    rows = pair_levels(made(AGAIN)).select("item", "first", "second").rows()
    assert rows == [("assembly", 2, 2), ("media", 1, 2), ("speech", 3, None), ("violence", None, 1)]


def test_what_the_first_coder_gave_before_a_third_reading_counts_as_first() -> None:
    third = [("GEO-P-0001", "pass-1", "assembly", 3, None), ("GEO-P-0001", "pass-3", "assembly", 2, "number_band: forty held")]
    release = made(AGAIN + third)
    assert pair_levels(release)["first"].to_list() == [3, 1, 3, None]
    assert settle_conflicts(release).select("item", "first", "second", "third", "reason").rows() == [
        ("assembly", 3, 2, 2, "number band")
    ]
    assert count_conflicts(release) == {"n": 1, "first": 0, "second": 1, "neither": 0}


def test_agreement_is_told_for_all_and_by_item() -> None:
    found = {row["item"]: row for row in measure_levels(pair_levels(made(AGAIN))).iter_rows(named=True)}
    whole = found[None]
    assert (whole["of"], whole["n"], whole["n_either"], whole["agreement"], whole["within_one"]) == ("practice", 2, 4, 0.5, 1.0)
    assert (found["speech"]["n"], found["speech"]["alpha"]) == (0, None)
    assert found["assembly"]["alpha"] is None  # nothing varies


def test_full_agreement_has_alpha_one() -> None:
    same = [(unit, BLIND, item, level, None) for unit, item, level in CODES]
    whole = measure_levels(pair_levels(made(same))).filter(pl.col("item").is_null()).row(0, named=True)
    assert whole["alpha"] == pytest.approx(1.0)


def test_reputation_is_first_less_masked() -> None:
    masked = [
        ("GEO-P-0001", MASKED, "speech", 2, None),
        ("GEO-P-0001", MASKED, "media", 1, None),
        ("EST-P-0001", MASKED, "media", 0, None),
    ]
    found = {row["of"]: row for row in measure_reputation(pair_levels(made(masked), MASKED)).iter_rows(named=True)}
    assert found["all"]["gap"] == pytest.approx(1 / 3) and found["all"]["n_reports"] == 2
    assert found["more closed half"]["gap"] == pytest.approx(0.5) and found["less closed half"]["gap"] == 0


def test_nothing_coded_again_gives_empty_frames() -> None:
    release = made([])
    assert pair_levels(release).is_empty() and measure_levels(pair_levels(release)).is_empty()
    assert measure_reputation(pair_levels(release, MASKED)).is_empty()
    assert count_conflicts(release)["n"] == 0
