"""Read, write and prove the ledger of published records, `data/ledger.csv`."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import tarfile
import tempfile
from dataclasses import asdict
from pathlib import Path

import polars as pl

from analysis.intake.ledger import (
    Line,
    Records,
    latest_lines,
    publish_records,
    rank_version,
    sort_lines,
    verify_history,
    verify_identity,
    verify_records,
)
from analysis.schemas.ledger import NEXT, Ledger
from analysis.schemas.registry import describe_table
from pipelines.build.problems import DataError, Problem
from pipelines.build.read import FILE, ROW
from pipelines.build.validate import validate_files
from pipelines.records.base import Base, read_base
from pipelines.trust.journal import write_files

NAME = "ledger.csv"
SHOWN = f"data/{NAME}"
COLUMNS = [column.name for column in describe_table(Ledger)]
RESTART = "before the first release, `civicspace ledger --restart` writes the ledger anew"


def read_ledger(data: Path) -> list[Line]:
    """Lines of the ledger, none when there is no ledger yet. Raises DataError when it is damaged."""
    if not (data / NAME).exists():
        return []
    frame, problems = validate_files([data / NAME], [SHOWN], Ledger)
    if problems:
        raise DataError(problems)
    return [Line(**{k: v or "" for k, v in row.items()}) for row in frame.drop(FILE, ROW).iter_rows(named=True)]


def format_ledger(lines: list[Line]) -> bytes:
    """The ledger as CSV."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(line) for line in sort_lines(lines))
    return buffer.getvalue().encode()


def collect_records(base: Base) -> Records:
    """Every record and source under data/: id to table and cells."""
    return {key: (table, cells) for table, rows in base.rows.items() for key, cells in rows.items() if key}


def release_version(base: Base) -> str:
    """Version in data/release.csv."""
    return str(dict(base.frames["release"].select("name", "value").iter_rows()).get("version") or "")


def write_release(root: Path, restart: bool = False) -> tuple[str, int, int]:
    """Enter the records of this release into the ledger: the release step. Returns version, lines, new lines.

    `restart` makes the ledger anew, which is possible only while a single version stands in it. Raises DataError when
    data/ or the ledger has problems, ValueError when the version was released already.
    """
    base = read_base(root)
    path = base.data / NAME
    if base.problems:
        raise DataError(base.problems)
    version = release_version(base)
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise ValueError(f"the version in data/release.csv is {version!r}; write one like 0.2.0")
    before = path.read_bytes() if path.exists() else None
    lines = [] if restart and before is None else read_ledger(base.data)
    released = {line.version for line in lines} - {NEXT}
    if restart:
        if released - {version}:
            raise ValueError(f"{SHOWN} holds releases before {version}; a published ledger is never started anew")
        lines = []
    elif version in released:
        raise ValueError(f"{version} stands in {SHOWN} already; raise the version in data/release.csv first ({RESTART})")
    elif any(rank_version(version) < rank_version(one) for one in released):
        raise ValueError(f"{version} comes before {max(released, key=rank_version)}, which stands in {SHOWN}")
    raise_faults(lines, collect_records(base))
    made = publish_records(lines, collect_records(base), version)
    content = format_ledger(made)
    if content != before:
        write_files(base.data, {path: content}, {path: before})
    return version, len(made), len(set(made) - set(lines))


def raise_faults(lines: list[Line], records: Records) -> None:
    """Raise DataError with everything that the ledger proves wrong."""
    if faults := verify_records(lines, records):
        raise DataError([_problem(fault.record_id, fault.expected, lines) for fault in faults])


def _problem(record_id: str, expected: str, lines: list[Line]) -> Problem:
    rows = [row for row, line in enumerate(lines, start=2) if line.record_id == record_id]
    return Problem(SHOWN, rows[-1] if rows else None, "record_id", record_id, expected)


def verify_project(root: Path, against: str | None = None) -> tuple[list[Problem], dict[str, int]]:
    """Prove data/ by its ledger; with `against`, a commit or a folder, also that history was not rewritten.

    Returns what is wrong, and counts of published, revised, retracted and not yet published records.
    """
    base = read_base(root)
    records, lines = collect_records(base), read_ledger(base.data)
    if not lines:
        return [Problem(SHOWN, None, None, None, "the ledger; `civicspace ledger` writes it for a release")], {}
    faults = verify_records(lines, records)
    if against is not None:
        with tempfile.TemporaryDirectory() as scratch:
            old = read_base(find_state(root, against, Path(scratch)))
            published = latest_lines(before := read_ledger(old.data))
            faults += verify_history(before, lines)
            known = {key: found for key, found in collect_records(old).items() if key in published}
            faults += verify_identity(known, records)
    events = latest_lines(lines)
    counts = {
        "published": len(events),
        "revised": sum(line.event == "revised" for line in events.values()),
        "retracted": sum(line.event == "retracted" for line in events.values()),
        "not yet published": len(records.keys() - events.keys()),
    }
    return [_problem(fault.record_id, fault.expected, lines) for fault in faults], counts


def find_state(root: Path, name: str, scratch: Path) -> Path:
    """Project folder of an earlier state: a folder with data/ in it, or a commit or tag whose data/ is unpacked.

    Raises ValueError when `name` is neither.
    """
    if (Path(name) / "data" / "countries.csv").is_file():
        return Path(name)
    for commit in (name, f"v{name}"):
        git = ["git", "-C", str(root), "archive", "--format=tar", "--end-of-options", commit, "data"]
        try:
            done = subprocess.run(git, capture_output=True)
        except OSError:
            break
        if done.returncode == 0:
            with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
                archive.extractall(scratch, filter="data")
            return scratch
    raise ValueError(
        f"{name} is neither a project folder nor a commit or tag with data/ in it; fetch it first (git fetch --tags)"
    )


def stamps(data: Path, version: str) -> pl.DataFrame:
    """`first_published` and `last_revised` of every published record, by record_id; what is to come gets `version`."""
    spans: dict[str, tuple[str, str]] = {}
    for line in read_ledger(data):
        told = version if line.version == NEXT else line.version
        spans[line.record_id] = (spans.get(line.record_id, (told,))[0], told)
    rows = [(key, *span) for key, span in spans.items()]
    return pl.DataFrame(rows, schema=["record_id", "first", "last"], orient="row", strict=False).cast(pl.String)
