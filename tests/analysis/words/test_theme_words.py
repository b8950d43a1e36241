"""Toolkits, defenders, responses, ladder, organisations and democracy in words, for none, one and many."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from analysis.views.toolkits import lever_counts
from analysis.words.defenders import describe_defenders, describe_environment
from analysis.words.democracy import describe_democracies
from analysis.words.organisations import describe_histories
from analysis.words.responses import describe_responses
from analysis.words.toolkits import describe_levers, describe_toolkit
from tests.analysis.words.made_release import MadeRelease, make_record, make_release

SCORES = {"GEO": 44.0, "MDA": 70.0, "ARM": 68.0, "HUN": 60.0}
NO_RECORDS = pl.DataFrame([make_record("GEO-L-0001")]).clear()


def records(*rows: dict[str, Any], **frames: Any) -> MadeRelease:
    return make_release(SCORES, core_record=list(rows) if rows else NO_RECORDS, **frames)


def act(record_id: str, **cells: Any) -> dict[str, Any]:
    return make_record(record_id, kind="law", sort="foreign_agent", begun="2024-05-28", **cells)


def test_nobody_has_adopted_such_an_act() -> None:
    assert describe_toolkit(records()) == "None of the fifteen has adopted such an act."
    bill = describe_toolkit(records(act("MDA-L-0001", status="draft", is_scored=0)))
    assert bill == "None of the fifteen has adopted such an act; 1 country has seen bills alone (Moldova)."


def test_acts_bills_and_reliefs_are_told_apart() -> None:
    text = describe_toolkit(
        records(
            act("GEO-L-0001"),
            act("MDA-L-0001", status="withdrawn", is_scored=0),
            act("GEO-L-0002", direction="opening"),
            act("HUN-L-0001"),
        )
    )
    assert text.startswith(
        "Of the fifteen, 1 country has adopted such acts (Georgia); 1 more country has seen bills alone (Moldova)."
    )
    assert "The earliest on record is of 2024, in Georgia." in text and text.endswith(
        "1 act repealed or eased such rules (Georgia)."
    )


def measure(record_id: str, lever: str = "asset_freeze_seizure", **cells: Any) -> dict[str, Any]:
    return make_record(record_id, kind="funding", sort=lever, **cells)


def test_levers_of_both_directions() -> None:
    assert describe_levers(records()).startswith("No measure that narrows funding is on record. No measures on record open")
    one = describe_levers(records(measure("GEO-F-0001"), measure("GEO-F-0002", direction="opening")))
    assert one.startswith(
        "1 measure that narrows funding is on record, over 1 lever; the widest spread is asset freeze seizure, in 1 country."
    )
    assert one.endswith("1 measure on record opens ways to money instead.")
    assert lever_counts(records(measure("GEO-F-0001", is_scored=0))).is_empty()


def incident(record_id: str, **cells: Any) -> dict[str, Any]:
    return {
        "record_id": record_id, "country_iso3": record_id[:3], "status": "active", "target": "ngo", "severity": 2,
        "insecurity_kind": "harassment", "start_earliest": dt.date(2026, 2, 1), "sensitivity_climate": 1, "opacity": 0,
        "distortive_law_use": 0, "impunity": 0,
    } | cells  # fmt: skip


OPENING = {"insecurity_kind": None, "sensitivity_climate": None, "opacity": None, "distortive_law_use": None, "impunity": None}


def defended(*rows: dict[str, Any]) -> MadeRelease:
    listed = [
        make_record(
            row["record_id"],
            direction="opening" if row["insecurity_kind"] is None else "closing",
            is_scored=row.pop("counted", 1),
        )
        for row in rows
    ]
    frame = pl.DataFrame(list(rows), infer_schema_length=None) if rows else pl.DataFrame([incident("GEO-I-0001")]).clear()
    return records(*listed, core_incident=frame)


def test_closings_and_openings_against_defenders() -> None:
    assert describe_defenders(defended()) == "No incident on record touches defenders."
    only = describe_defenders(defended(incident("GEO-I-0001", **OPENING)))
    assert only == "1 opening on record touches defenders."
    both = describe_defenders(
        defended(
            incident("GEO-I-0001"), incident("GEO-I-0002", **OPENING), incident("GEO-I-0003", counted=0), incident("HUN-I-0001")
        )
    )
    assert both.startswith("1 closing on record touches defenders: harassment 1. 1 opening on record touches defenders")


def test_flags_are_told_with_how_many_are_coded() -> None:
    assert describe_environment(defended()).startswith("The four behaviours have not been coded")
    uncoded = {name: None for name in OPENING if name != "insecurity_kind"}
    text = describe_environment(defended(incident("GEO-I-0001"), incident("GEO-I-0002", **uncoded)))
    assert text.startswith("They are coded for 1 of 2 closings")


def response(record_id: str, status: str = "active") -> dict[str, Any]:
    return {"record_id": record_id, "country_iso3": "GEO", "status": status}


def answered(responses: list[dict[str, Any]], links: list[tuple[str, str]]) -> MadeRelease:
    schema = {"record_id": pl.String, "country_iso3": pl.String, "status": pl.String}
    link = pl.DataFrame(links, schema={"response_id": pl.String, "record_id": pl.String}, orient="row")
    frame = pl.DataFrame(responses, schema=schema)
    return records(
        act("GEO-L-0001"), act("GEO-L-0002"), make_record("GEO-I-0001"), core_response=frame, core_response_record=link
    )


def test_responses_answer_closings_by_kind() -> None:
    assert describe_responses(answered([], [])) == "No response is on record."
    text = describe_responses(answered([response("GEO-R-0001")], [("GEO-R-0001", "GEO-L-0001")]))
    assert text.startswith(
        "1 response on record answers 33\u00a0% of the closings recorded (50\u00a0% of acts, 0\u00a0% of incidents)."
    )
    gone = answered([response("GEO-R-0001"), response("GEO-R-0002", "retracted")], [("GEO-R-0002", "GEO-L-0001")])
    assert "answers 0\u00a0%" in describe_responses(gone)


def touched(n_steps: int, opening: bool = False) -> MadeRelease:
    ids = [f"GEO-I-{n:04d}" for n in range(n_steps)]
    rows = [
        {
            "record_id": one,
            "country_iso3": "GEO",
            "status": "active",
            "title_en": "t",
            "note": "n",
            "date": "2024",
            "end_date": "2025",
            "rung": 1,
        }
        for one in ids
    ]
    measures = dict.fromkeys(("record_id", "status", "level", "start", "end", "title_en", "note"), pl.String)
    link = pl.DataFrame({"record_id": ids, "organisation_id": ["GEO-O-0001"] * n_steps})
    organisation = {"record_id": "GEO-O-0001", "country_iso3": "GEO", "status": "active", "title_en": "A group"}
    listed = [make_record(one, direction="opening" if opening and n == 0 else "closing") for n, one in enumerate(ids)]
    return records(
        *listed,
        core_incident=rows,
        core_funding=pl.DataFrame(schema=measures),
        core_record_organisation=link,
        core_organisation=[organisation],
    )


def test_histories_of_organisations() -> None:
    assert describe_histories(touched(1)) == "1 organisation on record; none has several dated steps."
    text = describe_histories(touched(2, opening=True))
    assert text.startswith("1 organisation on record, touched by 2 incidents and measures, an opening among them.")
    assert text.endswith("1 organisation has a history below; none of them stands on three rungs.")


def rated(values: list[float], scores: list[float], width: float = 4.0) -> MadeRelease:
    years = list(range(2010, 2010 + len(values)))
    figures = [
        {"country_iso3": "GEO", "year": year, "index_name": "freedom_in_the_world", "component": "political_rights",
         "status": "active", "value": value, "scale_low": 0.0, "scale_high": 40.0}
        for year, value in zip(years, values, strict=True)
    ]  # fmt: skip
    ours = [
        {"country_iso3": "GEO", "year": year, "index": "composite", "score": score, "lower_90": score - width,
         "upper_90": score + width, "is_forecast": 0}
        for year, score in zip(years, scores, strict=True)
    ]  # fmt: skip
    return make_release(SCORES, core_benchmark=figures, index_country_year=ours)


def test_a_gap_must_be_larger_than_the_intervals_allow() -> None:
    fell, still = [60.0, 55, 50, 45, 30, 30], [20.0] * 6
    text = describe_democracies(rated(still, fell))
    assert "6 ratings of political rights for 1 country are on record." in text
    assert "in Georgia (ours −30, the rating 0, 2010–2015), and ran ahead of it in no country." in text
    unsure = describe_democracies(rated(still, fell, width=30.0))
    assert "allow for, in no country, and ran ahead of it in no country. In 1 country of 1" in unsure
    assert "No country has five years" in describe_democracies(rated(still[:3], fell[:3]))
