"""Revise and retract published records, with the reason in the ledger."""

from __future__ import annotations

from pathlib import Path

from analysis.intake.ledger import hash_record, latest_lines, revise_record, verify_records
from pipelines.building.ledger_file import read_ledger
from pipelines.building.problems import DataError, Problem, WrongUse
from pipelines.records.add import check_reason, write_changes
from pipelines.records.base import Base, Cells, read_base
from pipelines.records.check import validate_rows
from pipelines.records.lines import find_file
from pipelines.records.submission import COLUMNS, Row
from pipelines.trust.ledger import collect_records

LONGEST_NOTE = 1000


def find_record(base: Base, record_id: str) -> tuple[str, Cells]:
    """Table and cells of a record. Raises WrongUse when there is none."""
    for table, rows in base.rows.items():
        if record_id in rows:
            return table, rows[record_id]
    raise WrongUse(
        f"no record {record_id} under data/; ids look like GEO-L-0007, and `grep -rn {record_id[:40]!r} data` finds mentions"
    )


def retract_record(root: Path, record_id: str, reason: str, withhold: bool = False) -> str:
    """Mark a record as retracted, with the reason in its note and in the ledger. Returns the file, as shown; "" when it was.

    `withhold` also empties every free text of the record, for what must not be public. Raises WrongUse for what
    cannot be retracted.
    """
    reason, base = check_reason(reason), read_base(root)
    table, cells = find_record(base, record_id)
    if "status" not in cells:
        raise WrongUse(f"{record_id} is no record but belongs to {table}; retract the records that cite it, or revise it")
    if cells["status"] == "retracted" and not withhold:
        return ""
    note = f"Retracted: {reason}" + ("" if reason[-1] in ".!?" else ".")
    if cells["note"] and not withhold:
        note += f" {cells['note']}"
    changed = dict(cells) | {"status": "retracted", "note": note if len(note) <= LONGEST_NOTE else note[: LONGEST_NOTE - 1] + "…"}
    if withhold:
        texts = [name for name, column in COLUMNS[table].items() if column.expected.startswith("one line of text")]
        empty = {name: None if COLUMNS[table][name].nullable else "Withheld" for name in texts if name != "note"}
        changed |= empty | {name: None for name in ("organisation_ids",) if name in changed}
        changed |= {"person_publication": "not_named"} if "person_publication" in changed else {}
    _, problems = validate_rows(base, [Row(table, find_file(base.data, table, record_id).name, 1, changed)])
    if problems:
        raise DataError([Problem(record_id, None, p.column, p.value, p.expected) for p in problems])
    lines = revise_record(read_ledger(base.data), record_id, hash_record(table, changed), "retracted", reason)
    return write_changes(base, {table: {record_id: changed}}, lines)[record_id]


def revise_records(root: Path, record_ids: list[str], reason: str) -> list[str]:
    """Enter the reason for changes that were made to published records by hand; all changed ones when none is named.

    Returns the ids that were entered. Raises WrongUse for what was never published or not changed.
    """
    reason, base = check_reason(reason), read_base(root)
    lines, records = read_ledger(base.data), collect_records(base)
    published = latest_lines(lines)
    changed = [f.record_id for f in verify_records(lines, records) if f.record_id in records]
    for record_id in record_ids:
        find_record(base, record_id)
        if record_id not in published:
            raise WrongUse(f"{record_id} was not published yet; change it freely, no reason is needed")
        if record_id not in changed:
            raise WrongUse(f"{record_id} says what it said when published; change its file first, then give the reason")
    done = record_ids or list(dict.fromkeys(changed))
    for record_id in done:
        table, cells = records[record_id]
        event = "retracted" if cells.get("status") == "retracted" else "revised"
        if published[record_id].event == "retracted" and event == "revised":
            raise WrongUse(f"{record_id} was retracted and stays so; give the record a new id")
        lines = revise_record(lines, record_id, hash_record(table, cells), event, reason)
    write_changes(base, {}, lines)
    return done
