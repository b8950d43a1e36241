"""Change several files of data/ as one: after a kill, a full disk or a power cut all of them are new, or none is.

New contents are written aside first. The journal's arrival under its name decides: before it, nothing has happened and
the next run clears up; after it, the next run finishes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipelines.building.folders import find_root
from pipelines.building.problems import Blocked

STAGING, JOURNAL, LOCK = ".adding", "journal.json", ".adding.lock"
PATIENCE = 20.0  # seconds to wait for another run


def write_files(data: Path, contents: dict[Path, bytes], read: dict[Path, bytes | None]) -> None:
    """Write files below `data`, all or none. `read` holds what each file was when the change was made (None: absent).

    Raises Blocked when a file has changed since, OSError when the disk fails; nothing is written then.
    """
    with lock(data):
        _recover(data)
        for path, before in read.items():
            if (path.read_bytes() if path.exists() else None) != before:
                raise Blocked(f"{path} was changed by somebody else meanwhile; run the command again")
        staging = data / STAGING
        try:
            staging.mkdir()
            entries = []
            for number, (path, content) in enumerate(sorted(contents.items())):
                _write(staging / f"{number}.new", content)
                before, after = read.get(path), _hash(content)
                entries.append([f"{number}.new", path.relative_to(data).as_posix(), before and _hash(before), after])
                path.parent.mkdir(parents=True, exist_ok=True)
            _write(staging / "journal.new", json.dumps(entries).encode())
            (staging / "journal.new").replace(staging / JOURNAL)
        except BaseException:
            (staging / JOURNAL).unlink(missing_ok=True)  # first: a kill on the way out must leave no journal of missing files
            shutil.rmtree(staging, ignore_errors=True)
            raise
        _finish(data)


def open_project() -> Path:
    """The project folder we stand in, with what an interrupted run left finished or cleared. Raises WrongUse."""
    root = find_root()
    if recover(root / "data"):
        print("note: an interrupted run had left data/ in between; that is put right", file=sys.stderr)
    return root


def recover(data: Path) -> bool:
    """Finish, or clear up, what an interrupted run left. Returns whether there was anything."""
    if not (data / STAGING).exists():
        return False
    with lock(data):
        return _recover(data)


def _recover(data: Path) -> bool:
    staging = data / STAGING
    if not staging.exists():
        return False
    if (staging / JOURNAL).exists():
        _finish(data)
    else:
        shutil.rmtree(staging)
    return True


def _finish(data: Path) -> None:
    staging = data / STAGING
    for name, target, before, after in json.loads((staging / JOURNAL).read_text(encoding="utf-8")):
        path, staged = data / target, staging / name
        if not staged.exists():
            continue
        found = _hash(path.read_bytes()) if path.exists() else None
        if found not in (before, after):
            raise Blocked(
                f"data/{target} was changed after an interrupted run: compare it with data/{STAGING}/{name}, keep what is right, "
                f"then remove data/{STAGING}"
            )
        staged.replace(path)
    # The journal goes first: without it the rest is only litter.
    (staging / JOURNAL).unlink()
    shutil.rmtree(staging, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@contextmanager
def lock(data: Path) -> Iterator[None]:
    """Let one run at a time write to data/. The system drops the lock of a killed run by itself.

    Raises Blocked when another run does not end.
    """
    try:
        with FileLock(data / LOCK, timeout=PATIENCE):
            yield
    except Timeout as error:
        raise Blocked("another civicspace command is writing to data/; run this one again when it has ended") from error
