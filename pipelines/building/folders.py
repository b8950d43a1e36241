"""Where things are, and how a finished folder replaces an old one without ever leaving half of either."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.building.problems import WrongUse


def find_root(start: Path | None = None) -> Path:
    """Project folder: the nearest one upwards that holds data/countries.csv. Raises WrongUse."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "data" / "countries.csv").is_file():
            return folder
    raise WrongUse(f"no project folder here: {here} and its parents have no data/countries.csv; change into the project folder")


@contextmanager
def replace_folder(target: Path) -> Iterator[Path]:
    """Yield an empty staging folder beside `target`; on success it takes the place of `target`.

    When the block fails or is interrupted, `target` stays as it was and the staging folder goes away. What a killed
    run left behind is cleared, and an old folder caught between two renames is put back, by the next run.
    """
    recover_folder(target)
    for stale in target.parent.glob(f".{target.name}-staging-*"):
        shutil.rmtree(stale, ignore_errors=True)
    staging = target.parent / f".{target.name}-staging-{os.getpid()}"
    staging.mkdir(parents=True)
    try:
        yield staging
        old = _old(target)
        if target.exists():
            target.rename(old)
        try:
            staging.rename(target)
        finally:
            recover_folder(target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def recover_folder(target: Path) -> None:
    """Put back the old folder if a run was killed just before the new one took its place."""
    old = _old(target)
    if old.exists() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _old(target: Path) -> Path:
    return target.parent / f".{target.name}-old"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, also when the disk fills up or the run is killed."""
    staged = path.parent / f".{path.name}.new-{os.getpid()}"
    try:
        with staged.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        staged.replace(path)
    finally:
        staged.unlink(missing_ok=True)
