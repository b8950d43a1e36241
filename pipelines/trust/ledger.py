"""Enter releases into the ledger of published records, and prove by it that none was changed in silence."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

from analysis.intake.ledger import (
    Line,
    Records,
    latest_lines,
    publish_records,
    rank_version,
    verify_history,
    verify_identity,
    verify_records,
)
from analysis.schemas.ledger import NEXT
from pipelines.building.journal import write_files
from pipelines.building.ledger_file import NAME, SHOWN, format_ledger, read_ledger
from pipelines.building.problems import DataError, Problem, WrongUse
from pipelines.records.base import Base, read_base

RESTART = "before the first release, `civicspace ledger --restart` writes the ledger anew"


def collect_records(base: Base) -> Records:
    """Every record and source under data/: id to table and cells."""
    return {key: (table, cells) for table, rows in base.rows.items() for key, cells in rows.items() if key}


def release_version(base: Base) -> str:
    """Version in data/release.csv."""
    return str(dict(base.frames["release"].select("name", "value").iter_rows()).get("version") or "")


def write_release(root: Path, restart: bool = False) -> tuple[str, int, int]:
    """Enter the records of this release into the ledger: the release step. Returns version, lines, new lines.

    `restart` makes the ledger anew, which is possible only while a single version stands in it. Raises DataError when
    data/ or the ledger has problems, WrongUse when the version was released already.
    """
    base = read_base(root)
    path = base.data / NAME
    if base.problems:
        raise DataError(base.problems)
    version = release_version(base)
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise DataError([Problem("data/release.csv", None, "value", version, "a version like 0.2.0, in the row version")])
    before = path.read_bytes() if path.exists() else None
    lines = [] if restart and before is None else read_ledger(base.data)
    released = {line.version for line in lines} - {NEXT}
    if restart:
        if released - {version}:
            raise WrongUse(f"{SHOWN} holds releases before {version}; a published ledger is never started anew")
        lines = []
    elif version in released:
        raise WrongUse(f"{version} stands in {SHOWN} already; raise the version in data/release.csv first ({RESTART})")
    elif any(rank_version(version) < rank_version(one) for one in released):
        raise WrongUse(f"{version} comes before {max(released, key=rank_version)}, which stands in {SHOWN}")
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

    Raises WrongUse when `name` is neither.
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
    raise WrongUse(f"{name} is neither a project folder nor a commit or tag with data/ in it; fetch it first (git fetch --tags)")
