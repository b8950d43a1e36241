"""Rules that join columns and tables: ids, countries, verification, references, the as-of date, do no harm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from analysis.intake.harm import find_harm
from analysis.schemas.fields import date_bounds
from analysis.schemas.registry import INPUT_TABLES, RECORD_LETTER, describe_table, key_of
from pipelines.building.problems import Problem
from pipelines.building.read import FILE, ROW

Tables = dict[str, pl.DataFrame]
SETTINGS = ("version", "as_of_date", "first_month", "title")
NO_REFERENCES = {"sources", "coverage"}


def check_conventions(frames: Tables, broken: set[str]) -> list[Problem]:
    """Check every rule that needs more than one column or table.

    `broken` names tables that could not be read whole: what refers to them is not judged.
    """
    problems = list(_check_references(frames, broken))
    if "release" not in broken:
        problems += _check_settings(frames["release"])
    problems += _check_assumptions(frames["index/parameters"])
    if "index/structure" not in broken:
        problems += _check_structure(frames["index/structure"])
    countries = None if "countries" in broken else set(frames["countries"]["country_iso3"]) | {"INT"}
    settings = {} if "release" in broken else _settings(frames["release"])
    as_of = settings.get("as_of_date", "")
    publishers = dict(frames["sources"].select("source_id", pl.struct("publisher", "publisher_kind")).iter_rows())
    for table in (*RECORD_LETTER, "coverage/leads"):
        for row in frames[table].iter_rows(named=True):
            problems += _check_identity(row, table, countries)
            problems += [Problem(row[FILE], row[ROW], *found) for found in find_harm(row)]
            if "verification" in row and "sources" not in broken:
                problems += _check_verification(row, publishers)
            if _is_day(as_of):
                problems += _check_not_late(row, as_of)
    return problems


def _check_references(frames: Tables, broken: set[str]) -> Iterator[Problem]:
    """Every id that a record names must exist in the table it points to."""
    ids = {table: set(frame[key_of(INPUT_TABLES[table])[0]].drop_nulls()) for table, frame in frames.items()}
    records = RECORD_LETTER.keys() - NO_REFERENCES
    ids["*"] = set().union(*(ids[table] for table in records))
    broken = broken | ({"*"} if broken & records else set())
    for table, frame in frames.items():
        for column in describe_table(INPUT_TABLES[table]):
            if column.references is None or column.references in broken:
                continue
            of = "" if column.references == "*" else f" of {column.references}"
            for file, row, value in frame.select(FILE, ROW, column.name).drop_nulls().iter_rows():
                for one in value.split(";"):
                    if one not in ids[column.references]:
                        yield Problem(file, row, column.name, one, f"the id of an existing record{of}")


def _settings(release: pl.DataFrame) -> dict[str, str]:
    return {name: value or "" for name, value in release.select("name", "value").iter_rows() if name}


def _check_settings(release: pl.DataFrame) -> Iterator[Problem]:
    file = release[FILE][0] if release.height else "data/release.csv"
    settings = _settings(release)
    rows = dict(release.select("name", ROW).iter_rows())
    for name in SETTINGS:
        if name not in settings:
            yield Problem(file, None, "name", None, f"a row {name}")
    as_of, first = settings.get("as_of_date"), settings.get("first_month")
    if as_of is not None and not _is_day(as_of):
        yield Problem(file, rows["as_of_date"], "value", as_of, "a day, YYYY-MM-DD")
    elif first is not None and not _is_january(first, as_of or first):
        yield Problem(file, rows["first_month"], "value", first, "a January, YYYY-01, before the as-of date")


def _check_assumptions(parameters: pl.DataFrame) -> Iterator[Problem]:
    """A value lies within the range that it is drawn from."""
    outside = parameters.filter(~pl.col("value").is_between(pl.col("low"), pl.col("high")))
    for file, row, value, low, high in outside.select(FILE, ROW, "value", "low", "high").iter_rows():
        yield Problem(file, row, "value", f"{value:g}", f"a value within low and high, {low:g} to {high:g}")


def _check_structure(structure: pl.DataFrame) -> Iterator[Problem]:
    """Every component has its parent above it, one side to count to, and components of its own unless it is at the bottom."""
    levels = dict(structure.select("code", "level").iter_rows())
    parents = set(structure["parent"].drop_nulls())
    for row in structure.iter_rows(named=True):
        file, number, code, parent = row[FILE], row[ROW], row["code"], row["parent"]
        if parent is not None and parent not in levels:
            yield Problem(file, number, "parent", parent, f"the code of another component: {', '.join(map(str, levels))}")
        elif parent is not None and None not in (levels[parent], row["level"]) and levels[parent] <= row["level"]:
            yield Problem(file, number, "level", str(row["level"]), f"a level below that of {parent}, which is {levels[parent]}")
        if row["direction"] == 0:
            yield Problem(file, number, "direction", "0", "1 (more is more open) or -1 (more is less open)")
        if (row["level"] or 1) > 1 and code not in parents:
            yield Problem(file, number, "code", code, "level 1, or a component that has this one as its parent")
    weights = structure.filter(pl.col("parent").is_not_null()).group_by("parent").agg(pl.col("weight").sum())
    for parent in weights.filter(pl.col("weight") == 0)["parent"].sort():
        yield Problem(structure[FILE][0], None, "weight", "0", f"a weight above 0 for one of the components of {parent}")


def _is_january(value: str, latest: str) -> bool:
    return len(value) == 7 and date_bounds(value) is not None and value.endswith("-01") and value <= latest


def _is_day(value: str) -> bool:
    return len(value) == 10 and date_bounds(value) is not None


def _check_identity(row: dict[str, Any], table: str, countries: set[str] | None) -> Iterator[Problem]:
    """An id must fit its dataset, its country and its file."""
    column = "source_id" if table == "sources" else "record_id"
    key, country, stem = row.get(column), row.get("country_iso3"), Path(row[FILE]).stem
    by_country = len(stem) == 3 and stem.isupper()
    if key is None:  # leads have ids of their own kind
        if by_country and country is not None and country != stem:
            yield Problem(row[FILE], row[ROW], "country_iso3", country, f"{stem}, as the file is named")
        return
    if f"-{RECORD_LETTER[table]}-" not in key:
        yield Problem(row[FILE], row[ROW], column, key, f"an id with -{RECORD_LETTER[table]}- in {table}")
    if by_country and key[:3] != stem:
        yield Problem(row[FILE], row[ROW], column, key, f"an id that starts with {stem}, as the file does")
    if countries is not None and key[:3] not in countries:
        yield Problem(row[FILE], row[ROW], column, key, "an id that starts with a country of data/countries.csv, or INT")
        return
    if country is not None and country != key[:3]:
        known = countries is None or country in countries
        expected = f"{key[:3]}, as in the record's id" + ("" if known else ": a country of data/countries.csv, or INT")
        yield Problem(row[FILE], row[ROW], "country_iso3", country, expected)


def _check_verification(row: dict[str, Any], publishers: dict[str, dict[str, str]]) -> Iterator[Problem]:
    sources = [publishers[one] for one in (row["source_ids"] or "").split(";") if one in publishers]
    if sources and all(source["publisher_kind"] == "state_media" for source in sources):
        yield Problem(row[FILE], row[ROW], "source_ids", row["source_ids"], "a source besides state media")
    if sources and row["verification"] == "two_sources" and len({source["publisher"] for source in sources}) < 2:
        yield Problem(row[FILE], row[ROW], "verification", "two_sources", "one_source, or sources of two publishers")


def _check_not_late(row: dict[str, Any], as_of: str) -> Iterator[Problem]:
    for name in ("date", "adopted", "start"):
        value = row.get(name)
        if value is not None and value > as_of and date_bounds(value) is not None:
            yield Problem(row[FILE], row[ROW], name, value, f"a date not after the as-of date {as_of}")
