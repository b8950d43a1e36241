"""Cells are put right where the meaning is certain, and only there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.intake.cells import neutralise_text, read_cell, split_items, tidy_text
from analysis.intake.dates import read_date
from analysis.intake.headers import find_header, recognise_columns
from analysis.schemas.fields import date_bounds
from analysis.schemas.registry import INPUT_TABLES, Column, describe_table

COUNTRIES = {"geo": "GEO", "georgia": "GEO", "грузия": "GEO"}


def column(name: str, table: str = "incidents") -> Column:
    return next(c for c in describe_table(INPUT_TABLES[table]) if c.name == name)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-05-28", "2024-05-28"),
        ("2024", "2024"),
        ("28.05.2024", "2024-05-28"),
        ("28/5/2024", "2024-05-28"),
        ("05/28/2024", "2024-05-28"),
        ("05.05.2024", "2024-05-05"),
        ("2024.05.28", "2024-05-28"),
        ("2024-5-8", "2024-05-08"),
        ("2024-05-28 00:00:00", "2024-05-28"),
        ("05.2024", "2024-05"),
        ("28 May 2024", "2024-05-28"),
        ("May 2024", "2024-05"),
        ("May 28, 2024", "2024-05-28"),
        ("28 мая 2024 г.", "2024-05-28"),
    ],
)
def test_date_whose_meaning_is_certain(written: str, meant: str) -> None:
    reading = read_date(written)
    assert (reading.value, reading.problem) == (meant, "")
    assert bool(reading.note) == (written != meant)


@pytest.mark.parametrize(("order", "meant"), [("dmy", "2024-05-03"), ("mdy", "2024-03-05")])
def test_date_that_can_mean_two_days_needs_a_statement(order: str, meant: str) -> None:
    unsure = read_date("03.05.2024")
    assert unsure.value == "03.05.2024"
    assert "can mean 2024-05-03 or 2024-03-05" in unsure.problem
    assert read_date("03.05.2024", order).value == meant


@pytest.mark.parametrize("written", ["45000", "28.05.24", "31.02.2024", "soon", "13.13.2024", "2024-13"])
def test_what_is_no_certain_date_is_left_for_the_schema(written: str) -> None:
    assert read_date(written).value == written
    assert date_bounds(written) is None


def test_stated_order_that_a_date_contradicts_is_no_date() -> None:
    assert read_date("28.05.2024", "mdy").value == "28.05.2024"


@pytest.mark.parametrize(
    ("name", "written", "meant"),
    [
        ("severity", "3.0", "3"),
        ("persons_affected", "1\u00a0200", "1200"),
        ("persons_affected", "1,234,567", "1234567"),
        ("persons_affected", "0,5", "0.5"),
        ("is_minimum", "Yes", "1"),
        ("is_minimum", "нет", "0"),
        ("type", "Raid search", "raid_search"),
        ("target", " NGO ", "ngo"),
        ("country_iso3", "Georgia", "GEO"),
        ("country_iso3", "грузия", "GEO"),
        ("title_en", "  A\u00a0title \n of two lines\u200b ", "A title of two lines"),
        ("note", "–", None),
        ("record_id", "geo-i-0001", "GEO-I-0001"),
        ("source_ids", "GEO-S-0001, new-1\nhttps://a.org/x;y", "GEO-S-0001;NEW-1;https://a.org/x;y"),
        ("date_precision", "Day", "day"),
    ],
)
def test_cell_whose_meaning_is_certain(name: str, written: str, meant: str | None) -> None:
    reading = read_cell(written, column(name), COUNTRIES)
    assert (reading.value, reading.problem) == (meant, "")


@pytest.mark.parametrize(
    ("name", "written"),
    [("persons_affected", "25,000"), ("persons_affected", "1.200"), ("date", "01.02.2003"), ("date", "45000")],
)
def test_cell_that_can_mean_two_things_is_explained(name: str, written: str) -> None:
    reading = read_cell(written, column(name), COUNTRIES)
    assert reading.value == written
    assert reading.problem


@given(st.text())
def test_neutralised_text_comes_back_and_no_spreadsheet_runs_it(text: str) -> None:
    assert not neutralise_text(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert tidy_text(neutralise_text(tidy_text(text))) == tidy_text(text)


@given(
    st.text(max_size=80),
    st.sampled_from([c for t in ("incidents", "sources", "counts") for c in describe_table(INPUT_TABLES[t])]),
)
def test_reading_is_stable(text: str, column: Column) -> None:
    """What was read once is read the same again."""
    once = read_cell(text, column, COUNTRIES)
    if once.value is not None and not once.problem:
        assert read_cell(once.value, column, COUNTRIES).value == once.value


def test_addresses_with_commas_are_one_item() -> None:
    assert split_items("https://a.org/1,2;3, https://b.org GEO-S-0001") == ["https://a.org/1,2;3", "https://b.org", "GEO-S-0001"]


KNOWN = ["record_id", "country_iso3", "title_en", "note", "severity"]


@pytest.mark.parametrize(
    ("case", "rows", "last"),
    [
        ("plain", [["record_id", "title_en", "note"], ["a", "b", "c"]], 0),
        ("title above", [["Our incidents 2024", "", ""], [], ["Record ID", "Title EN *", "note"], ["a", "b", "c"]], 2),
        ("two rows complete each other", [["record_id", "", "note"], ["", "title_en", "", "severity"], ["a", "b", "c", "2"]], 1),
        ("groups above", [["Record", "", "Coding"], ["title_en", "note", "severity"]], 1),
        ("empty", [], 0),
    ],
)
def test_header_is_found(case: str, rows: list[list[str]], last: int) -> None:
    assert find_header(rows, KNOWN).last == last


def test_table_of_a_header() -> None:
    names = {table: [c.name for c in describe_table(model)] for table, model in INPUT_TABLES.items()}
    keys = {table: columns[0] for table, columns in names.items()}
    for table, columns in names.items():
        assert recognise_columns(set(columns), names, keys) == table
    assert recognise_columns({"a", "b"}, names, keys) is None
