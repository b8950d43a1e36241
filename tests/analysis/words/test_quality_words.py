"""Reports, codings, rules and items in words, for none, one and many."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.evidence.second_readings import BLIND, MASKED
from analysis.schemas.outputs import SCORED_TABLES
from analysis.tables.items import tell_items
from analysis.views.items import pick_examples
from analysis.views.structure import component_shares
from analysis.words.changes import describe_changes_now
from analysis.words.method import describe_reach, describe_weights
from analysis.words.quality import describe_coders, describe_reports, describe_reputation, describe_rules
from analysis.words.release import describe_quality, describe_release
from tests.analysis.words.made_release import FALL, MadeRelease, make_record, make_release, make_spell

SCORES = {"GEO": 44.0, "EST": 90.0}
HOSTILE = "<script>alert(1)</script> [x](javascript:y)"


def report(number: int, year: int, depth: str = "full", reporter: str = "hrw") -> dict[str, Any]:
    return {
        "report_id": f"GEO-P-{number:04d}", "country_iso3": "GEO", "status": "active", "reporter": reporter, "depth": depth,
        "window_from": f"{year}-01-01", "window_to": f"{year}-12-31", "n_codes": 2, "note": None,
    }  # fmt: skip


def code(number: int, item: str, level: int, **cells: Any) -> dict[str, Any]:
    return {
        "record_id": f"GEO-A-{number:04d}", "country_iso3": "GEO", "status": "active", "report_id": "GEO-P-0001", "item": item,
        "level": level, "basis": "detail", "passage": "2.b", "note": "rallies banned twice", "coder": "pass-1",
    } | cells  # fmt: skip


def again(*rows: tuple[str, str, int]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"record_id": "GEO-P-0001", "coder": coder, "variable": item, "value": value, "note": None}
            for coder, item, value in rows
        ],
        schema={"record_id": pl.String, "coder": pl.String, "variable": pl.String, "value": pl.Int64, "note": pl.String},
    )


def made(second: pl.DataFrame, reports: list[dict[str, Any]] | None = None) -> MadeRelease:
    return make_release(
        SCORES,
        core_report=reports or [report(1, 2001, "opening"), report(2, 2020), report(3, 2021, reporter="usdos")],
        core_assessment=[code(1, "assembly", 2), code(2, "media", 1)],
        core_regime=[
            make_spell("GEO-G-0001", until="1999-12-31", level="unknown", basis=None),
            make_spell("GEO-G-0002", since="2000-01-01"),
        ],
        core_second_coding=second,
    )


def test_reports_by_depth_before_and_since_the_turn() -> None:
    text = describe_reports(made(again()))
    assert text.startswith("6 levels of items were coded from 3 reports by 2 reporters") and "(Human Rights Watch, 2)" in text
    assert "0\u00a0% of 1 report on years before 2005 and 100\u00a0% of 2 reports on years from 2005" in text
    assert (
        describe_reports(make_release(SCORES, core_report=pl.DataFrame([report(1, 2001)]).clear())) == "No report has been read."
    )


def test_coders_are_silent_until_a_second_coding_is_there() -> None:
    assert describe_coders(made(again())).startswith("No second coding of levels is on record yet")
    text = describe_coders(made(again((BLIND, "assembly", 2), (BLIND, "media", 3), (BLIND, "speech", 1))))
    assert "Of 2 levels of practice that both coders gave, 50\u00a0% are equal and 50\u00a0% at most one apart" in text
    assert "1 further level was given by one of them only." in text and "third reading" not in text


def test_a_third_reading_is_told_with_its_side() -> None:
    text = describe_coders(made(again((BLIND, "assembly", 1), ("pass-3", "assembly", 1), ("pass-1", "assembly", 3))))
    assert "A third reading of 1 disagreement gave the first coder's level never, the second's once and neither never" in text


def test_reputation_is_no_effect_where_the_interval_holds_zero() -> None:
    assert describe_reputation(made(again())).startswith("No text has been read")
    even = describe_reputation(made(again((MASKED, "assembly", 2), (MASKED, "media", 1))))
    assert "In 1 text" in even and "no clear effect" in even
    assert "with the country known levels are more closed" in describe_reputation(made(again((MASKED, "assembly", 1))))


def test_rules_unknown_before_and_since() -> None:
    text = describe_rules(made(again()))
    assert "2 spells of 1 item in 1 country are on record" in text and "100\u00a0% before 2000 and 0\u00a0% from 2000" in text
    assert "Of the 1 spell with a level, 0\u00a0% rest on an article" in text
    bare = make_release(SCORES, core_regime=pl.DataFrame([make_spell("GEO-G-0001")]).clear())
    assert describe_rules(bare) == "No rule in force has been coded."


def coded(note: str) -> MadeRelease:
    return make_release(SCORES, core_report=[report(1, 2001)], core_assessment=[code(1, "assembly", 2, note=note)])


def test_each_level_has_its_anchor_and_an_escaped_example() -> None:
    text = tell_items(coded(HOSTILE), practice=True)
    assert text.count("### ") == 14 and text.count("<tr><td>") == 56 and text.count("none on record") == 55
    assert "<script" not in text and "Georgia 2001: &lt;script&gt;" in text
    assert 'href="countries/GEO.html#GEO-P-0001"' in text


def test_an_example_is_the_best_founded_and_the_same_in_any_order() -> None:
    rows = [
        {
            "item": "media",
            "level": 1,
            "record_id": f"GEO-A-{n:04d}",
            "basis": basis,
            "example": str(n),
            "example_id": "GEO-P-0001",
        }
        for n, basis in enumerate(["summary", "detail", "detail", "enumeration"])
    ]
    frame = pl.DataFrame(rows)
    first = pick_examples(frame).row(0, named=True)
    assert first["example"] in ("1", "2") and pick_examples(frame.reverse()).row(0, named=True) == first


STRUCTURE = pl.DataFrame(
    [("composite", None, 3, 1, "Composite"), ("law", "composite", 2, 1, "Law"), ("practice", "composite", 2, 3, "Practice"),
     ("x", "practice", 1, 1, "X"), ("y", "law", 1, 1, "Y")],
    schema=["code", "parent", "level", "weight", "name_en"], orient="row",
).with_columns(pl.lit(1).alias("direction"), pl.lit("m").alias("meaning"))  # fmt: skip


def test_components_stand_before_their_parts_heaviest_first() -> None:
    release = make_release(SCORES, index_structure=STRUCTURE)
    assert component_shares(release)["name"].to_list() == ["Composite", "Practice", "X", "Law", "Y"]
    assert "practice 75.0\u00a0% and law 25.0\u00a0%" in describe_weights(release)


def test_reach_of_evidence() -> None:
    release = make_release(SCORES)
    text = describe_reach(release)
    assert text.startswith("Evidence of practice reaches to December 2025") and "by 1 month at most" in text


def test_only_sure_changes_have_a_direction() -> None:
    assert "surely fell in 1 country (Georgia −14.9); it surely rose nowhere." in describe_changes_now(
        make_release(SCORES, {"GEO": FALL})
    )
    assert "surely fell nowhere; it surely rose nowhere." in describe_changes_now(make_release(SCORES))


def test_a_release_tells_what_is_new_and_what_it_rests_on() -> None:
    stamped = {
        "record_id": "GEO-L-0001",
        "status": "active",
        "first_published": "0.1.0",
        "last_revised": "0.1.0",
        "expert_review": None,
    }
    tables = {name: pl.DataFrame([stamped | {"record_id": f"GEO-{name}"}]) for name in SCORED_TABLES}
    evidence = {
        "core_report": [report(1, 2001)],
        "core_assessment": [code(1, "media", 1)],
        "core_regime": [make_spell("GEO-G-0001")],
    }
    first = describe_release(make_release(SCORES, **tables, **evidence))
    assert first == (
        "Release 0.1.0 is the first: all 3 records of acts, measures and incidents are new. Scores rest on 1 report with 1 coded "
        "level and on 1 spell of the rules in force."
    )


def test_quality_counts_what_counts() -> None:
    reviewed = pl.DataFrame({"record_id": ["GEO-L-0001"], "expert_review": ["2026-11-01 A. Expert"]})
    rows = [make_record("GEO-L-0001"), make_record("GEO-I-0001", verification="one_source", direction="opening")]
    rows.append(make_record("GEO-I-0002", is_scored=0))
    tables = dict.fromkeys(SCORED_TABLES, reviewed.clear()) | {SCORED_TABLES[0]: reviewed}
    source = pl.DataFrame({"source_id": ["GEO-S-0001"]})
    text = describe_quality(make_release(SCORES, core_record=rows, core_source=source, **tables))
    assert text.startswith(
        "2 acts, measures and incidents that count, 1 opening among them, and all else rest on 1 source. 50\u00a0%"
    )
    assert text.endswith("1 is signed off by an outside expert.")
