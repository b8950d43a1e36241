"""Fill what a contributor may leave out: ids, status, precisions, references to rows that are new as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from analysis.intake.cells import split_items
from analysis.schemas.registry import INPUT_TABLES, RECORD_LETTER, Column
from analysis.schemas.vocabulary import OPENING_TYPE
from pipelines.building.problems import Notice, Problem
from pipelines.records.base import STAMPED, Base, content_of, plain_url
from pipelines.records.submission import COLUMNS, KEYS, NAMES, Row

REAL_ID = re.compile(r"[A-Z]{3}-[A-Z]\d?-\d{4}")
PRECISION = {10: "day", 7: "month", 4: "year"}


@dataclass
class Filled:
    """Rows sorted out: new ones, revisions of existing records, and those that are there already, with their ids."""

    new: list[Row] = field(default_factory=list)
    revised: list[Row] = field(default_factory=list)
    known: list[tuple[Row, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def is_filled(column: Column) -> bool:
    """Whether `civicspace add` fills the column."""
    follows = column.name == "direction" and "opening" in column.vocabulary  # from the type of an incident
    return column.is_key or column.name in (*STAMPED, "status") or column.precision_of is not None or follows


def fill_rows(rows: list[Row], base: Base) -> Filled:
    """Give every new row its id and its defaults, resolve references, and recognise what is there already.

    Rows of tables without ids of their own (leads, second coding, settings) pass through as new.
    """
    return _Filler(rows, base).fill()


class _Filler:
    def __init__(self, rows: list[Row], base: Base) -> None:
        self.rows, self.base, self.done = rows, base, Filled()
        self.names: dict[str, str] = {}  # placeholder or address to id
        self.placeholders = {name for row in rows for name in [self._name(row)] if name}
        self.given = {row.cells.get(KEYS[row.table]) or "" for row in rows}
        self.contents: dict[str, dict[tuple, str]] = {table: {} for table in RECORD_LETTER}
        self.taken = set(base.ids) | {key for key in self.given if REAL_ID.fullmatch(key)}
        self.highest: dict[str, int] = {}
        self.absent: set[tuple[str, str]] = set()
        for key in self.taken:
            self._remember(key)

    def _remember(self, key: str) -> None:
        prefix, _, number = key.rpartition("-")
        self.highest[prefix] = max(self.highest.get(prefix, 0), int(number))

    def _name(self, row: Row) -> str:
        """What other rows may call this one before it has an id: its placeholder, or the address of a source."""
        key = row.cells.get(KEYS[row.table]) or ""
        if key and not REAL_ID.fullmatch(key):
            return key
        return plain_url(row.cells.get("url") or "") if row.table == "sources" else ""

    def fill(self) -> Filled:
        for table in INPUT_TABLES:
            pending = [row for row in self.rows if row.table == table]
            if table not in RECORD_LETTER:
                self.done.new += pending
                continue
            while pending:
                ready = [row for row in pending if not self._waits(row)] or pending[:1]
                chosen = {id(row) for row in ready}
                pending = [row for row in pending if id(row) not in chosen]
                for row in ready:
                    self._fill_row(row)
        return self.done

    def _waits(self, row: Row) -> bool:
        """Whether the row names one that has no id yet."""
        own = self._name(row)
        return any(item in self.placeholders and item not in self.names and item != own for item in self._named(row))

    def _named(self, row: Row) -> Iterator[str]:
        for name, value in row.cells.items():
            if value and COLUMNS[row.table][name].references:
                yield from (plain_url(item) if "://" in item else item for item in split_items(value))

    def _fill_row(self, row: Row) -> None:
        self._resolve(row)
        key = row.cells.get(KEYS[row.table]) or ""
        if key in self.base.rows[row.table]:
            self._revise(row, key)
            return
        self._fill_defaults(row)
        if row.table == "sources" and (known := self.base.sources.get(plain_url(row.cells.get("url") or ""))):
            self._recognise(row, known, "the address is known")
            return
        content = content_of(row.cells, row.table)
        if known := self.base.contents[row.table].get(content):
            self._recognise(row, known, "the same record")
            return
        if known := self.contents[row.table].get(content):
            self.names[self._name(row)] = known
            self.done.notices.append(row.notice(None, "says the same as a row before it; taken once"))
            return
        given = key
        if not REAL_ID.fullmatch(key):
            key = self._next_id(row)
        elif key in self.base.ids:
            expected = "an id that was never used; leave the cell empty and `civicspace add` gives the next free one"
            self.done.problems.append(row.problem(KEYS[row.table], key, expected))
        self.contents[row.table][content] = key
        self.names[given or key] = key
        if row.table == "sources":
            self.names.setdefault(plain_url(row.cells.get("url") or ""), key)
        row.cells[KEYS[row.table]] = key
        self.done.new.append(row)

    def _recognise(self, row: Row, known: str, why: str) -> None:
        self.names[self._name(row)] = known
        if key := row.cells.get(KEYS[row.table]):
            self.names[key] = known
        if row.table == "sources":
            self.names[plain_url(row.cells.get("url") or "")] = known
        self.done.known.append((row, known))
        self.done.notices.append(row.notice(None, f"there already as {known} ({why}); not added again", "note"))

    def _revise(self, row: Row, key: str) -> None:
        """A row with an existing id: the same as it is, or a revision; columns that the file lacks stay as they are."""
        old = self.base.rows[row.table][key]
        if "url" in old:
            self.names[plain_url(old["url"] or "")] = key
        cells = old | row.cells | {name: old[name] for name in STAMPED if name in old}
        row.cells = cells
        if content_of(cells, row.table) == content_of(old, row.table):
            self.done.known.append((row, key))
            self.done.notices.append(row.notice(None, f"there already as {key} (the same record); not added again", "note"))
            return
        changed = [
            name
            for name in NAMES[row.table]
            if content_of({name: cells[name]}, row.table) != content_of({name: old[name]}, row.table)
        ]
        identity = ("title_en", "date", "adopted", "start", "url", "topic")
        if len([n for n in identity if n in changed]) >= 2 and len(changed) > len(NAMES[row.table]) / 4:
            title = old.get("title_en") or old.get("title") or old.get("topic")
            expected = (
                f'an empty cell for a new record: {key} is already "{title}"; to revise that one, change only what was wrong'
            )
            self.done.problems.append(row.problem(KEYS[row.table], key, expected))
            return
        self.done.revised.append(row)
        self.done.notices.append(row.notice(None, f"revises {key}: {', '.join(changed)}", "note"))

    def _resolve(self, row: Row) -> None:
        """Replace placeholders and addresses in references by ids."""
        for name, value in row.cells.items():
            if not value or not COLUMNS[row.table][name].references:
                continue
            items = []
            for item in split_items(value):
                short = plain_url(item) if "://" in item else item
                found = self.names.get(short) or (self.base.sources.get(short) if "://" in item else None)
                if found is None and not REAL_ID.fullmatch(item) and (item.startswith("NEW") or "://" in item):
                    self.done.problems.append(row.problem(name, item, _missing(item)))
                items.append(found or item)
            row.cells[name] = ";".join(dict.fromkeys(items))

    def _fill_defaults(self, row: Row) -> None:
        columns, cells = COLUMNS[row.table], row.cells
        if not cells.get("status") and "status" in columns:
            cells["status"] = "active"
        if not cells.get("country_iso3") and "country_iso3" in columns:
            key = cells.get(KEYS[row.table]) or ""
            cells["country_iso3"] = key[:3] if REAL_ID.fullmatch(key) else None
        if row.table == "incidents":
            cells["direction"] = cells.get("direction") or ("opening" if cells.get("type") in OPENING_TYPE else "closing")
            if cells.get("end_date"):
                cells["end_status"] = cells.get("end_status") or "ended"
        for name, column in columns.items():
            if column.precision_of and not cells.get(name):
                cells[name] = PRECISION.get(len(cells.get(column.precision_of) or ""))
        for name, column in columns.items():
            if name not in cells:
                if not column.nullable and name != KEYS[row.table]:
                    self._tell_absent(row, name)
                cells[name] = None
        for name in STAMPED:
            if name in columns:
                cells[name] = None

    def _tell_absent(self, row: Row, name: str) -> None:
        if (row.file, name) not in self.absent:
            self.absent.add((row.file, name))
            expected = f"this column, which is missing from the header ({COLUMNS[row.table][name].expected})"
            self.done.problems.append(Problem(row.file, row.header, name, None, expected))

    def _next_id(self, row: Row) -> str:
        """The next free id of a country and dataset: one above the highest ever used, published or given in these files."""
        country = row.cells.get("country_iso3") or (self._country_of_source(row) if row.table == "sources" else None)
        if country not in self.base.countries.values():
            if row.table == "sources":
                expected = "a record in these files that cites the source, or an id such as GEO-S-0012"
                self.done.problems.append(row.problem("source_id", row.cells.get("source_id"), expected))
            elif country:
                expected = "a country of data/countries.csv by code or name, such as GEO or Georgia; INT for what belongs to none"
                self.done.problems.append(row.problem("country_iso3", country, expected))
            country = "INT"
        prefix = f"{country}-{RECORD_LETTER[row.table]}"
        self.highest[prefix] = self.highest.get(prefix, 0) + 1
        return f"{prefix}-{self.highest[prefix]:04d}"

    def _country_of_source(self, row: Row) -> str | None:
        """The country of the first record that cites a source."""
        name = self._name(row)
        url = plain_url(row.cells.get("url") or "")
        for other in self.rows:
            if "country_iso3" in COLUMNS[other.table] and {name, url} & set(self._named(other)):
                return other.cells.get("country_iso3")
        return None


def _missing(item: str) -> str:
    if "://" in item:
        return "the address of a known source, or of a row in a sources sheet or file handed in together with this one"
    return "an id, or a placeholder that stands in the id column of a row handed in together with this one"
