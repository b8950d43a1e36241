"""`matches.csv` of a contributed dataset: what may be there already, and what a person decided about it."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import polars as pl

from analysis.intake.cells import neutralise_text, tidy_text
from analysis.intake.matching import Pair
from analysis.schemas.contributed import Matches
from analysis.schemas.registry import describe_table
from pipelines.building.problems import DataError, Problem
from pipelines.building.read import FILE, ROW
from pipelines.building.validate import validate_frame
from pipelines.records.sheets import read_sheets

NAMES = [column.name for column in describe_table(Matches)]
EARLIER = "row "  # what stands before the key of an earlier row of theirs, in place of a record's id


@dataclass(frozen=True)
class Match:
    """One line: their row, our record (or an earlier row of theirs), how probably both are one, and the decision."""

    row: str
    title: str = ""
    date: str = ""
    record_id: str = ""
    record_title: str = ""
    record_date: str = ""
    probability: str = ""
    decision: str = ""
    imported_as: str = ""


def read_matches(path: Path, shown: str) -> list[Match]:
    """Lines of the file, none when there is none; read as spreadsheets save it. Raises DataError for what is wrong in it."""
    if not path.exists():
        return []
    sheets, problems = read_sheets(path.read_bytes(), shown)
    rows = sheets[0].rows if sheets else []
    header = [tidy_text(cell).lower() for cell in rows[0][1]] if rows else []
    if not problems and (absent := [name for name in NAMES if name not in header]):
        problems = [Problem(shown, 1, None, None, f"the columns {', '.join(absent)}; remove the file to have it written anew")]
    if problems:
        raise DataError(problems)
    places = {name: header.index(name) for name in NAMES}
    read = [(number, [_cell(name, cells, place) for name, place in places.items()]) for number, cells in rows[1:]]
    read = [(number, cells) for number, cells in read if any(cells)]
    schema = dict.fromkeys([*NAMES, FILE], pl.String) | {ROW: pl.Int64}
    frame = pl.DataFrame([(*(cell or None for cell in cells), shown, n) for n, cells in read], schema=schema, orient="row")
    _, problems = validate_frame(frame, Matches)
    if problems:
        raise DataError(problems)
    return [Match(*cells) for _, cells in read]


def _cell(name: str, cells: list[str], place: int) -> str:
    text = tidy_text(cells[place]) if place < len(cells) else ""
    if name == "probability":
        return text.replace(",", ".")
    return text.lower() if name == "decision" else text


def format_matches(lines: list[Match]) -> bytes:
    """The file as CSV that no spreadsheet runs."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, NAMES, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: neutralise_text(value) for name, value in asdict(line).items()} for line in lines)
    return buffer.getvalue().encode()


def update_matches(lines: list[Match], told: dict[str, Match], pairs: list[Pair], ours: dict[str, Match]) -> list[Match]:
    """Lines as they should stand now: decided ones stay, what is newly alike comes without a decision.

    `told` holds their rows by key with title and date; `ours` what a record_id stands for, as record_title and record_date.
    """
    kept: dict[tuple[str, str], Match] = {}
    for line in lines:
        if line.decision or line.imported_as:
            kept[line.row, line.record_id] = line
    done = {line.row for line in lines if line.imported_as}
    for pair in pairs:
        if pair.theirs not in done and (pair.theirs, pair.ours) not in kept:
            other = ours[pair.ours]
            kept[pair.theirs, pair.ours] = replace(
                told[pair.theirs],
                record_id=pair.ours,
                record_title=other.record_title,
                record_date=other.record_date,
                probability=f"{pair.probability:.2f}",
            )
    seen = {row for row, _ in kept}
    for key, line in told.items():
        if key not in seen:
            kept[key, ""] = line
    order = {key: place for place, key in enumerate(told)}
    return sorted(kept.values(), key=lambda one: (order.get(one.row, len(order)), -float(one.probability or 0), one.record_id))


def decide_rows(lines: list[Match]) -> dict[str, str]:
    """By row: `imported`, `same`, `skip`, `new`, or "" while a line of it waits for a decision."""
    found: dict[str, str] = {}
    for row in dict.fromkeys(line.row for line in lines):
        mine = [line for line in lines if line.row == row]
        decisions = {line.decision for line in mine}
        if any(line.imported_as for line in mine):
            found[row] = "imported"
        else:
            found[row] = next((one for one in ("same", "skip") if one in decisions), "new" if decisions == {"new"} else "")
    return found
