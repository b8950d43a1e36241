"""Drivers, rules and reports in words."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.words.drivers import describe_overlap, describe_view, name_driver, say_driver
from analysis.words.reports import describe_reports
from analysis.words.rules import describe_rules
from tests.analysis.words.made_release import make_release, make_spell

SCORES = {"GEO": 44.0, "MDA": 70.0}
SOURCES = {"core_record_source": pl.DataFrame(schema={"record_id": pl.String, "source_id": pl.String}),
           "core_source": pl.DataFrame(schema={"source_id": pl.String, "url": pl.String, "publisher": pl.String})}  # fmt: skip


def make_report(number: int, window: tuple[str, str], **cells: Any) -> dict[str, Any]:
    return {
        "report_id": f"GEO-P-{number:04d}", "country_iso3": "GEO", "status": "active", "reporter": "hrw",
        "window_from": window[0], "window_to": window[1], "depth": "full", "note": None, "n_codes": 9,
    } | cells  # fmt: skip


def test_names_and_sayings_of_drivers() -> None:
    report = {
        "kind": "report",
        "name": "Human Rights Watch",
        "window": "2024",
        "depth": "full",
        "levels": [("Assembly", 3), ("Money", 2)],
    }
    assert name_driver(report) == "Human Rights Watch on 2024"
    assert say_driver(report) == "read in full; levels 0 (open) to 3 (closed): assembly 3 and money 2"
    rule = {"kind": "regime", "item": "AML and CFT rules", "level": 2, "start": "2020", "anchor": "Blanket registers"}
    assert name_driver(rule) == "Rule: AML and CFT rules"
    assert say_driver(rule) == "level 2 of 3, heavy limits, since 2020: blanket registers"
    assert say_driver(rule | {"level": None, "anchor": None}).startswith("not known")
    month = {"kind": "event", "evidence_id": "2024-05", "events": [("GEO-I-0001", "A rally dispersed", "closing")]}
    assert (name_driver(month), say_driver(month)) == ("Events of 2024-05", "A rally dispersed")
    assert say_driver(month | {"events": []}) == "no strong record begins in this month"


def test_weights_are_those_of_the_structure() -> None:
    rows = [("practice", "Practice", 6.0), ("law", "Law", 1.0), ("funding", "Funding", 1.0)]
    structure = pl.DataFrame(rows, schema=["code", "name_en", "weight"], orient="row").with_columns(
        pl.lit("composite").alias("parent")
    )
    text = describe_overlap(make_release(SCORES, index_structure=structure))
    assert text.endswith("practice 75.0\u00a0%, funding 12.5\u00a0% and law 12.5\u00a0%.")


def test_a_view_without_drivers_says_so() -> None:
    rows = [{"country_iso3": "GEO", "view": "year", "kind": "report", "evidence_id": "GEO-P-0001", "points": -1.0}]
    release = make_release(SCORES, index_driver=rows)
    assert describe_view(release, "GEO", "year") == "Over the twelve months to December 2025."
    assert describe_view(release, "MDA", "year").endswith("No single report, rule or month moved it by itself.")


def test_rules_known_unknown_and_closed() -> None:
    assert describe_rules(make_release(SCORES, core_regime=[make_spell("MDA-G-0001")]), "GEO") == (
        "None of the 18 rules is known: the scores of law and funding are intervals only."
    )
    spells = [
        make_spell("GEO-G-0001", level="3"),
        make_spell("GEO-G-0002", item="undesirable"),
        make_spell("GEO-G-0003", item="accounts", level="unknown"),
        make_spell("GEO-G-0004", item="refusal", level="3", until="2001-01-01"),
    ]
    assert describe_rules(make_release(SCORES, core_regime=spells), "GEO") == (
        "Of 18 rules asked about, 1 closed and 1 open; 16 unknown. Closed: registration."
    )


def test_reports_none_one_and_many_with_silent_years() -> None:
    release = make_release(SCORES, core_report=[make_report(1, ("2020-01-01", "2025-12-31"))], **SOURCES)
    assert describe_reports(release, "MDA") == "No report on this country has been read: its practice is not measured."
    assert describe_reports(release, "GEO") == (
        "1 report on 2020 to 2025 (1 read in full) gives 9 levels: Human Rights Watch (1). "
        "No report tells of 1991 to 2019 and 2026: there the interval is wide."
    )
    rows = [
        make_report(1, ("1991-01-01", "2010-12-31")),
        make_report(2, ("2012-01-01", "2026-10-31"), depth="opening", reporter="rsf"),
    ]
    rows.append(make_report(3, ("2011-01-01", "2011-12-31"), status="retracted"))
    text = describe_reports(make_release(SCORES, core_report=rows, **SOURCES), "GEO")
    assert text.startswith("2 reports on 1991 to 2026 (1 read in full and 1 by the first page) give 18 levels")
    assert text.endswith("No report tells of 2011: there the interval is wide.")
