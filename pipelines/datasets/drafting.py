"""`civicspace map`: take in a table as it is, and draft its mapping and source card for a person to complete."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import yaml

from analysis.intake.drafting import (
    MOST_CATEGORIES,
    TODO,
    guess_columns,
    guess_key,
    guess_order,
    guess_terms,
)
from analysis.intake.duplicates import DATES
from analysis.schemas.registry import Column
from pipelines.building.folders import replace_folder
from pipelines.building.problems import DataError, WrongUse
from pipelines.datasets.dataset import CARD_COLUMNS, read_table, split_table
from pipelines.datasets.folders import CARD, FOLDER, MAPPING, TABLE
from pipelines.datasets.mapping import DEFAULTS
from pipelines.datasets.registers import list_registers, read_register
from pipelines.records.base import STAMPED
from pipelines.records.fill import is_filled
from pipelines.records.submission import COLUMNS

HEAD = """\
# How their table becomes ours; every {todo} waits for you, then `civicspace check {folder}`.
# A rule fills a column of ours from a column of theirs (column, with values: their category to our term), with a value
# for all rows (value), or with a text that takes cells in: "Search at {{Name}}", "{{Name|latin}}" in Latin letters.
# skip: their column and the values whose rows stay out, such as natural persons. match: their columns that tell events apart.
# The codebook (reports/_codebook.md) tells what belongs into each column.
"""
CARD_HEAD = "# Source card: who made the table, on which terms, and how it counts. Every {todo} waits for you.\n"
KNOWN_NAME = r"[a-z0-9][a-z0-9_-]{1,60}"


def draft_dataset(
    root: Path, table: Path, name: str | None, ours: str | None, register: str | None, order: str | None
) -> tuple[Path, list[str]]:
    """Copy the table of a contributor into a folder of its own with a drafted mapping and card.

    Returns the folder, and what is left to do. Raises DataError for a table that cannot be read, WrongUse for wrong
    names; nothing is written then.
    """
    name = name or re.sub(r"[^a-z0-9_-]+", "-", table.stem.lower()).strip("-_")
    if not re.fullmatch(KNOWN_NAME, name):
        raise WrongUse(f"{name[:60]!r} cannot name a folder; write --name with two and more small letters, digits and hyphens")
    if register is not None and register not in list_registers():
        raise WrongUse(f"no register {register!r}; known are {', '.join(list_registers())}")
    if ours is not None and ours not in DATES:
        raise WrongUse(f"no table {ours!r} for contributed rows; there are {', '.join(DATES)}")
    folder = root / "data" / FOLDER / name
    if folder.exists():
        raise WrongUse(f"{folder.relative_to(root)} exists already; give another --name, or go on with the mapping in it")
    if not table.is_file():
        raise WrongUse(f"no file {table}; name a table in CSV, Excel or JSON")
    content = table.read_bytes()
    sheet, problems = read_table(content, str(table))
    if problems or sheet is None:
        raise DataError(problems)
    headers, rows = split_table(sheet)
    columns = {header: [cells.get(header, "") for _, cells in rows] for header in headers if header}
    known, mapping = read_register(register) if register else ({}, {})
    mapping = mapping or draft_mapping(columns, ours or "incidents", sheet.title, order)
    card = draft_card(content) | known
    suffix = table.suffix.lower() if table.suffix.lower() in (".xlsx", ".xlsm", ".json", ".tsv", ".txt") else ".csv"
    shown = folder.relative_to(root).as_posix()
    with replace_folder(folder) as staging:
        (staging / f"{TABLE}{suffix}").write_bytes(content)
        (staging / MAPPING).write_text(HEAD.format(todo=TODO, folder=shown) + _dump(mapping), encoding="utf-8")
        (staging / CARD).write_text(CARD_HEAD.format(todo=TODO) + _dump(card), encoding="utf-8")
    return folder, [f"{CARD}: {key}" for key, value in card.items() if value == TODO] + list_todos(mapping)


def _dump(content: dict[str, Any]) -> str:
    return str(yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=10_000))


def draft_card(table: bytes) -> dict[str, str]:
    """A card in which only the hash of the table is known."""
    return {column.name: TODO for column in CARD_COLUMNS} | {"sha256": hashlib.sha256(table).hexdigest()}


def draft_mapping(columns: dict[str, list[str]], ours: str, sheet: str, order: str | None) -> dict[str, Any]:
    """A mapping guessed from headers and values; what could not be guessed is TODO."""
    wanted = [column for column in COLUMNS[ours].values() if not is_filled(column) and column.name not in STAMPED]
    key = guess_key(columns)
    free = {header: values for header, values in columns.items() if header != key}
    found = guess_columns(free, [column for column in wanted if not column.references])
    dates = [value for column in wanted if column.is_date and column.name in found for value in free[found[column.name]]]
    mapping: dict[str, Any] = {"table": ours, "sheet": sheet, "dates": order or guess_order(dates) or "", "key": key or ""}
    mapping = {name: value for name, value in mapping.items() if value}
    title = found.get("title_en")
    mapping |= {"match": [title]} if title else {}
    mapping["columns"] = {
        column.name: rule for column in wanted if (rule := _draft_rule(column, found.get(column.name), free)) is not None
    }
    return mapping


def _draft_rule(column: Column, header: str | None, columns: dict[str, list[str]]) -> dict[str, Any] | None:
    if header is None:
        if column.nullable:
            return None
        zero = "0" if "(yes)" in column.expected else TODO
        return {"value": DEFAULTS.get(column.name, zero)}
    rule: dict[str, Any] = {"column": header}
    if column.name == "title_en" and re.search("[а-яё]", " ".join(columns[header]).lower()):
        return {"text": f"{TODO} in English: {{{header}|latin}}"}
    if column.vocabulary:
        terms = guess_terms(columns[header], column)
        if len(terms) > MOST_CATEGORIES:
            return None if column.nullable else {"value": TODO}
        rule["values"] = terms
    return rule


def list_todos(mapping: dict[str, Any]) -> list[str]:
    """What a mapping leaves open, a line each."""
    found = []
    for name, rule in mapping["columns"].items():
        if TODO in str(rule.get("value", "")) or TODO in str(rule.get("text", "")):
            found.append(f"{MAPPING}: {name}")
        found += [f"{MAPPING}: {name}, category {theirs!r}" for theirs, term in rule.get("values", {}).items() if term == TODO]
    return found
