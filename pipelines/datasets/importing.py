"""`civicspace import`: file the rows of a contributed dataset that a person has decided to be new."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.intake.duplicates import DATES, TYPES
from analysis.intake.matching import Event, match_events, match_within
from pipelines.building.ledger_file import read_ledger
from pipelines.building.problems import DataError, Problem, WrongUse
from pipelines.datasets.dataset import Dataset, read_dataset
from pipelines.datasets.folders import MATCHES, is_dataset
from pipelines.datasets.matches import EARLIER, Match, decide_rows, format_matches, read_matches, update_matches
from pipelines.records.add import typed_cells, write_changes
from pipelines.records.base import Base, Cells, read_base
from pipelines.records.check import Checked, check_submission
from pipelines.records.result import CheckResult
from pipelines.records.submission import KEYS, Row, Submission

MANY = 5  # persons or organisations from which on a record counts a bulk act
NO_DATE = "2000"  # stands for the date of tables without one, so that names alone decide


@dataclass
class Imported:
    """What came of an import: (their row, id, file) of new records, rows by decision, and rows that the mapping left out."""

    new: list[tuple[str, str, str]]
    decisions: dict[str, str]
    left_out: int
    matches: str


def check_dataset(root: Path, folder: Path) -> CheckResult:
    """Check table, card, mapping and decisions of a contributed dataset, and every row that may be imported."""
    base = read_base(root)
    dataset = read_dataset(folder, base)
    result = CheckResult({folder.as_posix(): len(dataset.rows)}, list(dataset.problems), list(dataset.notices))
    try:
        lines = read_matches(folder / MATCHES, f"{folder.as_posix()}/{MATCHES}")
    except DataError as error:
        result.problems += error.problems
        return result
    if dataset.problems:
        return result
    decisions = decide_rows(lines)
    keys = [key for key in dataset.rows if decisions.get(key, "") in ("", "new")]
    checked = check_submission(base, collect_rows(dataset, keys))
    result.problems += checked.problems + _find_wrong(lines, dataset, base, f"{folder.as_posix()}/{MATCHES}")
    return result


def collect_rows(dataset: Dataset, keys: list[str]) -> Submission:
    """Rows of a dataset, by key, as if they had been handed in, with the source that stands for the dataset."""
    rows = [dataset.rows[key] for key in keys]
    source = [dataset.source] if dataset.source and rows else []
    return Submission([copy.deepcopy(row) for row in source] + rows)


def import_dataset(root: Path, folder: Path) -> Imported:
    """Write what may be there already into matches.csv, and file the rows that are decided to be new; all or nothing.

    Raises DataError with every problem, WrongUse for a folder that holds no dataset below data/.
    """
    base = read_base(root)
    if not is_dataset(folder) or not folder.resolve().is_relative_to(base.data.resolve()):
        raise WrongUse(f"{folder} holds no contributed dataset; `civicspace map TABLE --name NAME` makes data/contributed/NAME")
    folder, shown = base.data / folder.resolve().relative_to(base.data.resolve()), folder.as_posix()
    dataset = read_dataset(folder, base, shown)
    if dataset.problems:
        raise DataError(dataset.problems)
    path = folder / MATCHES
    before = path.read_bytes() if path.exists() else None
    read = read_matches(path, f"{shown}/{MATCHES}")
    if wrong := _find_wrong(read, dataset, base, f"{shown}/{MATCHES}"):
        raise DataError(wrong)
    lines = _match_rows(dataset, base, read)
    decisions = decide_rows(lines)
    rows = {key: dataset.rows[key] for key, decision in decisions.items() if decision == "new" and key in dataset.rows}
    checked = check_submission(base, collect_rows(dataset, list(rows)))
    if checked.problems:
        raise DataError(checked.problems)
    given = _find_ids(checked, rows)
    lines = [replace(line, imported_as=given[line.row]) if line.row in given else line for line in lines]
    changes = {table: cells for table in (dataset.mapping.table, "sources") if (cells := typed_cells(checked, table))}
    files = write_changes(base, changes, read_ledger(base.data), {path: (format_matches(lines), before)})
    new = [(key, record, files[record]) for key, record in given.items() if record in files]
    return Imported(new, decide_rows(lines), dataset.left_out, f"{shown}/{MATCHES}")


def _find_ids(checked: Checked, rows: dict[str, Row]) -> dict[str, str]:
    """Id of the record that each row became, or that says the same already."""
    held = {id(row): key for row, key in checked.filled.known}
    held |= {id(row): row.cells[KEYS[row.table]] or "" for row in checked.filled.new}
    return {key: held[id(row)] for key, row in rows.items() if id(row) in held}


def _find_wrong(lines: list[Match], dataset: Dataset, base: Base, shown: str) -> list[Problem]:
    """Decisions that name what is not there, or contradict each other."""
    problems = []
    same: dict[str, str] = {}
    for number, line in enumerate(lines, start=2):
        if line.row not in dataset.rows:
            problems.append(Problem(shown, number, "row", line.row, "the key of a row of their table that the mapping keeps"))
        if line.decision != "same":
            continue
        known = line.record_id in base.rows[dataset.mapping.table] or line.record_id.removeprefix(EARLIER) in dataset.rows
        if not known:
            expected = f"the id of an existing record of {dataset.mapping.table}, because the row is decided to be the same"
            problems.append(Problem(shown, number, "record_id", line.record_id or None, expected))
        if same.setdefault(line.row, line.record_id) != line.record_id:
            expected = f"one line of row {line.row} decided as same; it cannot be two records"
            problems.append(Problem(shown, number, "decision", "same", expected))
    return problems


def _match_rows(dataset: Dataset, base: Base, lines: list[Match]) -> list[Match]:
    """Lines of all rows, with what is alike now."""
    table = dataset.mapping.table
    done = {key for key, decision in decide_rows(lines).items() if decision == "imported"}
    made = {line.imported_as for line in lines if line.imported_as}
    theirs = [make_event(key, row.cells, table, dataset.words[key]) for key, row in dataset.rows.items()]
    waiting = [event for event in theirs if event.key not in done]
    active = {key: cells for key, cells in base.rows[table].items() if cells.get("status") != "retracted" and key not in made}
    ours = [make_event(key, cells, table, name_organisations(cells, base)) for key, cells in active.items()]
    within = [replace(pair, ours=f"{EARLIER}{pair.ours}") for pair in match_within(theirs) if pair.theirs not in done]
    told = {key: Match(key, row.cells.get("title_en") or "", _date(row.cells, table)) for key, row in dataset.rows.items()}
    known = {key: _tell(cells["title_en"] or "", _date(cells, table)) for key, cells in active.items()}
    known |= {f"{EARLIER}{key}": _tell(line.title, line.date) for key, line in told.items()}
    return update_matches(lines, told, match_events(waiting, ours) + within, known)


def _tell(title: str, date: str) -> Match:
    return Match("", record_title=title, record_date=date)


def make_event(key: str, cells: Cells, table: str, words: str) -> Event:
    """What a row says of its event."""
    date = _date(cells, table) if DATES[table][0] else NO_DATE
    kind = cells.get(TYPES[table]) or "" if table in TYPES else ""
    numbers = [cells.get(name) or "" for name in ("organisations_affected", "persons_affected")]
    counts = [float(number) for number in numbers if re.fullmatch(r"\d{1,12}(\.\d+)?", number)]
    text = f"{cells.get('title_en') or ''} {words}"
    return Event(key, cells.get("country_iso3") or "", date, kind, text, max(counts, default=0) >= MANY)


def _date(cells: Cells, table: str) -> str:
    return next((value for name in DATES[table][0] if (value := cells.get(name))), "")


def name_organisations(cells: Cells, base: Base) -> str:
    """Names of the organisations of a record, in English and in the original."""
    if "name_original" in cells:
        return cells["name_original"] or ""
    named = [base.rows["organisations"].get(key, {}) for key in (cells.get("organisation_ids") or "").split(";")]
    return " ".join(f"{one.get('title_en') or ''} {one.get('name_original') or ''}" for one in named)
