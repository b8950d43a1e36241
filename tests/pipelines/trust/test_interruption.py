"""Runs that are killed and disks that fill up: data and last release stay whole, the next run recovers by itself.

Random kills of real processes are few in `make test` and leave the report out; `make test-kills` (CIVICSPACE_KILLS=240)
does many of add, build and report.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipelines import cli
from pipelines.building import journal
from pipelines.building.folders import replace_folder
from pipelines.building.journal import recover
from pipelines.building.progress import Progress
from pipelines.building.release import build_release
from pipelines.building.validate import load_tables
from pipelines.records.add import add_records
from tests.pipelines.records.handed_in import contribution, grid, incident, write_xlsx
from tests.project_folder import REPOSITORY, Project, write_project

KILLS = int(os.environ.get("CIVICSPACE_KILLS", "12"))
COMMANDS = ("build", "report", "add") if KILLS >= 100 else ("build", "add")
posix = pytest.mark.skipif(os.name == "nt", reason="needs process groups and SIGKILL")
PAGE = (
    "---\ntitle: A page\n---\n\n```{python}\nfrom analysis.schemas.release import load_release\nlen(load_release().names)\n```\n"
)


def write_rows(folder: Path) -> Path:
    """Rows for five files of data/."""
    source = contribution("sources", source_id="NEW-1", url="https://example.org/new")
    rows = [incident(source_ids="NEW-1", country_iso3=code, title_en=f"Club {code} closed") for code in ("GEO", "MDA", "HUN")]
    act = contribution("legislation", country_iso3="MDA", title_en="A new act", source_ids="NEW-1", adopted="2000-01-05")
    return write_xlsx(folder / "mine.xlsx", {"incidents": grid(rows), "sources": grid([source]), "legislation": grid([act])})


def snapshot(project: Project) -> dict[str, bytes]:
    files = [path for path in sorted(project.data.rglob("*")) if path.is_file() and path.name != journal.LOCK]
    return {path.relative_to(project.data).as_posix(): path.read_bytes() for path in files}


def restore(project: Project, before: dict[str, bytes]) -> None:
    shutil.rmtree(project.data)
    for name, content in before.items():
        (project.data / name).parent.mkdir(parents=True, exist_ok=True)
        (project.data / name).write_bytes(content)


class Killed(BaseException):
    """Stands for a kill: after it nothing touches the disk any more."""


class Disk:
    """Lets the first `steps` changes of the disk happen and kills every later one, those of clean-up too."""

    def __init__(self, steps: int) -> None:
        self.left = steps
        self.killed = False

    def guard(self, function: Callable) -> Callable:
        def guarded(*arguments: object, **options: object) -> object:
            if self.left <= 0:
                self.killed = True
                raise Killed
            self.left -= 1
            return function(*arguments, **options)

        return guarded

    def install(self, patch: pytest.MonkeyPatch) -> None:
        for name in ("replace", "rename", "unlink", "mkdir", "write_text", "write_bytes"):
            patch.setattr(Path, name, self.guard(getattr(Path, name)))
        patch.setattr(shutil, "rmtree", self.guard(shutil.rmtree))
        patch.setattr(journal, "_write", self.guard(journal._write))


def test_add_killed_at_every_step_of_the_disk(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = write_rows(tmp_path_factory.mktemp("inbox"))
    before = snapshot(project)
    add_records(project.root, [path])
    after = snapshot(project)
    outcomes = []
    for steps in range(60):
        restore(project, before)
        disk = Disk(steps)
        with pytest.MonkeyPatch.context() as patch:
            disk.install(patch)
            with contextlib.suppress(Killed):
                add_records(project.root, [path])
        recover(project.data)
        found = snapshot(project)
        assert found in (before, after), steps
        outcomes.append(found == after)
        add_records(project.root, [path])
        assert snapshot(project) == after, "the same rows, added again, are there once"
        if not disk.killed:
            break
    assert outcomes == sorted(outcomes), "once decided, it stays decided"
    assert 10 < outcomes.index(True) < len(outcomes) - 4, "kills fell before and after the decision"


def test_folder_replaced_by_a_run_killed_at_every_step(tmp_path: Path) -> None:
    target = tmp_path / "release"
    for steps in range(12):
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        (target / "a").write_bytes(b"old")
        disk = Disk(steps)
        with pytest.MonkeyPatch.context() as patch:
            disk.install(patch)
            with contextlib.suppress(Killed), replace_folder(target) as staging:
                (staging / "a").write_bytes(b"new")
        with pytest.raises(ZeroDivisionError), replace_folder(target):  # the next run, which fails on its own account
            raise ZeroDivisionError
        assert (target / "a").read_bytes() in (b"old", b"new"), steps
        assert [path.name for path in tmp_path.iterdir()] == ["release"]
        if not disk.killed:
            break


def is_whole(release: Path) -> bool:
    """Whether every file of a release is there with the hash that its manifest tells."""
    files = json.loads((release / "manifest.json").read_text(encoding="utf-8"))["files"]
    hashes = {name: entry["sha256"] for name, entry in files.items() if "sha256" in entry}
    found = {path.name for path in release.iterdir()} - {"manifest.json"}
    return found == set(files) and all(
        hashlib.sha256((release / name).read_bytes()).hexdigest() == told for name, told in hashes.items()
    )


class Victims:
    """A project whose commands are run as processes of their own and killed."""

    def __init__(self, project: Project, path: Path) -> None:
        self.project, self.rng = project, random.Random(7)  # noqa: S311
        self.commands = {
            "add": ["add", str(path)],
            "build": ["build", "--draws", "2"],
            "report": ["report", "--renderer", "embedded"],
        }
        self.seconds = {name: self.time(name) for name in COMMANDS}

    def start(self, name: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "pipelines.cli", *self.commands[name]]
        environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
        return subprocess.Popen(
            command,
            cwd=self.project.root,
            env=environment,
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def time(self, name: str) -> float:
        began = time.monotonic()
        process = self.start(name)
        _, heard = process.communicate()
        assert process.returncode == 0, heard.decode()
        return time.monotonic() - began

    def kill(self, name: str) -> bool:
        """Start a command and kill it and its workers at a random moment. Returns whether it was alive until then."""
        process = self.start(name)
        time.sleep(self.rng.random() * self.seconds[name])
        alive = process.poll() is None
        os.killpg(process.pid, signal.SIGKILL) if alive else None
        process.communicate()
        return alive


@pytest.fixture(scope="module")
def victims(tmp_path_factory: pytest.TempPathFactory) -> Victims:
    project = write_project(tmp_path_factory.mktemp("project"))
    reports = project.root / "reports"
    shutil.copytree(REPOSITORY / "reports", reports, ignore=shutil.ignore_patterns("*.qmd"))
    (reports / "countries").mkdir(exist_ok=True)
    for name in ("index.qmd", "countries/_country.qmd", "countries/GEO.qmd"):
        (reports / name).write_text(PAGE, encoding="utf-8")
    shutil.copyfile(REPOSITORY / "_quarto.yml", project.root / "_quarto.yml")
    return Victims(project, write_rows(tmp_path_factory.mktemp("inbox")))


@posix
def test_random_kills_leave_everything_whole(victims: Victims) -> None:
    project, after = victims.project, snapshot(victims.project)
    before = snapshot(write_project(victims.project.root / "fresh"))
    shutil.rmtree(project.root / "fresh")
    killed = 0
    while killed < KILLS:
        name = victims.rng.choices(COMMANDS, [4, 2, 8] if len(COMMANDS) == 3 else [1, 3])[0]
        if name == "add":
            restore(project, before)
        killed += victims.kill(name)
        recover(project.data)
        assert snapshot(project) in (before, after), name
        load_tables(project.data)
        release, site = project.root / "build" / "release", project.root / "build" / "site"
        old = [folder.parent / f".{folder.name}-old" for folder in (release, site)]
        assert is_whole(release if release.exists() else old[0]), name
        page = (site if site.exists() else old[1]) / "index.html"
        assert "report" not in COMMANDS or page.read_text(encoding="utf-8").rstrip().endswith("</html>"), name
    for name in COMMANDS:
        victims.time(name)
    assert {path.name for path in (project.root / "build").iterdir()} <= {"release", "site"}, "no litter is left"
    assert is_whole(project.root / "build" / "release")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MB in memory."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run([mount, "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)], capture_output=True).returncode
    ):
        pytest.skip("a small file system in memory cannot be mounted here (needs root on Linux)")
    try:
        yield place
    finally:
        os.chdir("/")
        subprocess.run(["umount", "-l", str(place)], check=True)


def leave(disk: Path, size: int) -> None:
    """Fill a disk until `size` bytes are left."""
    filler = disk / "filler"
    filler.unlink(missing_ok=True)
    with filler.open("wb") as file:
        file.write(b"\0" * max(shutil.disk_usage(disk).free - size, 0))


def test_full_disk(
    small_disk: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
) -> None:
    path = write_rows(tmp_path_factory.mktemp("inbox"))
    project = write_project(small_disk)
    handler = signal.getsignal(signal.SIGTERM)
    monkeypatch.chdir(project.root)
    build_release(project.root, Progress(quiet=True), 2)
    before, old = snapshot(project), (project.root / "build" / "release" / "manifest.json").read_bytes()
    statuses = []
    for pages in (0, 1, 3, 5, 8, 12, 20, 300):
        leave(small_disk, pages * 4096)
        statuses.append(cli.main(["add", str(path)]))
        leave(small_disk, 1 << 20)
        recover(project.data)
        assert (snapshot(project) == before) == (statuses[-1] == 1), pages
        load_tables(project.data)
        restore(project, before)
    assert statuses == sorted(statuses, reverse=True)
    assert {0, 1} == set(statuses)
    assert "No space left on device" in capsys.readouterr().err
    for megabytes in (0, 1, 2, 4):
        leave(small_disk, megabytes << 20)
        assert cli.main(["build", "--draws", "2"]) == 1
        assert (project.root / "build" / "release" / "manifest.json").read_bytes() == old
        assert is_whole(project.root / "build" / "release")
    assert "what was there before is untouched" in capsys.readouterr().err
    (small_disk / "filler").unlink()
    signal.signal(signal.SIGTERM, handler)
