"""Rules of the ledger: what was published stays, unchanged or changed with a note."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from analysis.schemas.ledger import NEXT

Cells = Mapping[str, str | None]
Records = Mapping[str, tuple[str, Cells]]  # id to table and cells
UNHASHED = {"record_id", "source_id", "expert_review", "first_published", "last_revised"}
# A source may gain an archived copy, and a search may go deeper, without a note: other columns say what they are.
UNHASHED_IN = {"sources": {"archive_url", "accessed_on"}, "coverage": {"depth", "languages", "searched_on", "result", "note"}}
IDENTITY = ("title_en", "date", "adopted", "start", "url", "topic")


@dataclass(frozen=True)
class Line:
    """One line of the ledger."""

    record_id: str
    version: str
    event: str
    hash: str
    note: str = ""


@dataclass(frozen=True)
class Fault:
    """What the ledger proves to be wrong about a record."""

    record_id: str
    expected: str


def hash_record(table: str, cells: Cells) -> str:
    """Half a SHA-256, as 32 hexadecimal digits, of the filled cells: an empty column added to a schema changes nothing."""
    hidden = UNHASHED | UNHASHED_IN.get(table, set())
    said = {name: value for name, value in sorted(cells.items()) if value is not None and name not in hidden}
    return hashlib.sha256(json.dumps([table, said], ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:32]


def sort_lines(lines: list[Line]) -> list[Line]:
    """By record, then by version."""
    return sorted(lines, key=lambda line: (line.record_id, rank_version(line.version)))


def rank_version(version: str) -> tuple[int, ...]:
    """A version as numbers that sort; what is to come is last."""
    return (1 << 30,) if version == NEXT else tuple(map(int, version.split(".")))


def latest_lines(lines: list[Line]) -> dict[str, Line]:
    """The last line of each record."""
    return {line.record_id: line for line in sort_lines(lines)}


def verify_records(lines: list[Line], records: Records) -> list[Fault]:
    """Every record of the ledger must be there, must say what its last line says, and stays retracted once it is."""
    faults = []
    for key, line in latest_lines(lines).items():
        if key not in records:
            expected = "this record, which was published: bring it back and, if it is wrong, run `civicspace retract` on it"
            faults.append(Fault(key, expected))
            continue
        table, cells = records[key]
        if line.event == "retracted" and cells.get("status") != "retracted":
            faults.append(Fault(key, "status retracted: a retracted id is never used again; give the record a new id"))
        elif hash_record(table, cells) != line.hash:
            expected = (
                f"the record as published, or a revision note: it was changed or its id was used for another record; "
                f'if the change is right, run `civicspace revise {key} --reason "…"`'
            )
            faults.append(Fault(key, expected))
    return faults + [
        Fault(line.record_id, "a note that gives the reason") for line in lines if line.event != "published" and not line.note
    ]


def verify_history(old: list[Line], new: list[Line]) -> list[Fault]:
    """Lines of released versions are never changed or taken out of the ledger."""
    kept = set(new)
    return [
        Fault(line.record_id, f"its line of {line.version} ({line.event}) as it was: released lines of the ledger never change")
        for line in old
        if line.version != NEXT and line not in kept
    ]


def verify_identity(old: Records, new: Records) -> list[Fault]:
    """An id may not come to mean another record: title and date, or address, of a record do not both change."""
    faults = []
    for key, (_, before) in old.items():
        after = new.get(key, ("", {}))[1]
        changed = [name for name in IDENTITY if name in before and name in after and before[name] != after[name]]
        if len(changed) > 1 and after.get("status") != "retracted":
            names = " and ".join(changed)
            faults.append(Fault(key, f"the same record: {names} changed together; a new record needs a new id"))
    return faults


def publish_records(lines: list[Line], records: Records, version: str) -> list[Line]:
    """The ledger of a release: new records are entered, pending revisions get the version."""
    known = {line.record_id for line in lines}
    released = [replace(line, version=version) if line.version == NEXT else line for line in lines]
    new = [Line(key, version, "published", hash_record(*found)) for key, found in records.items() if key not in known]
    return sort_lines(released + new)


def revise_record(lines: list[Line], record_id: str, hash: str, event: str, note: str) -> list[Line]:
    """The ledger with a pending revision of a published record; unchanged when the record was never published."""
    if record_id not in latest_lines(lines):
        return lines
    kept = [line for line in lines if (line.record_id, line.version) != (record_id, NEXT)]
    before = latest_lines(kept)[record_id]
    return sort_lines([*kept, Line(record_id, NEXT, event, hash, note)]) if before.hash != hash else kept
