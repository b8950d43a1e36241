"""A build that fails leaves the old release as it was and nothing else behind."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import pipelines.building.release
from pipelines.building.folders import recover_folder, replace_folder
from pipelines.building.problems import DataError
from pipelines.building.progress import Progress
from pipelines.building.release import build_release
from tests.project_folder import Project

NO_SPACE = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def build(project: Project) -> Path:
    return build_release(project.root, Progress(quiet=True), 2)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Content of every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def old(project: Project) -> dict[str, bytes]:
    """An old release of one marked file; what fails must leave exactly this."""
    release = project.root / "build" / "release"
    release.mkdir(parents=True)
    (release / "manifest.json").write_text("old", encoding="utf-8")
    return snapshot(project.root / "build")


def raise_it(error: BaseException) -> Callable:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_good_build_replaces_the_old_release_whole(project: Project, old: dict) -> None:
    (project.root / "build" / "release" / "gone.csv").write_text("old", encoding="utf-8")
    target = build(project)
    assert target == project.root / "build" / "release"
    assert not (target / "gone.csv").exists()
    assert (target / "manifest.json").read_text(encoding="utf-8") != "old"
    assert [path.name for path in (project.root / "build").iterdir()] == ["release"]


def test_bad_record(project: Project, old: dict) -> None:
    project.change("incidents/GEO", severity=9)
    with pytest.raises(DataError, match="severity"):
        build(project)
    assert snapshot(project.root / "build") == old


@pytest.mark.parametrize("error", [RuntimeError("broken"), KeyboardInterrupt(), SystemExit(130), NO_SPACE], ids=repr)
@pytest.mark.parametrize("step", ["add_indices", "export_table", "write_json"])
def test_failure_in_the_middle(
    project: Project, old: dict, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    monkeypatch.setattr(pipelines.building.release, step, raise_it(error))
    with pytest.raises(type(error)):
        build(project)
    assert snapshot(project.root / "build") == old
    assert [path.name for path in (project.root / "build").iterdir()] == ["release"]


@pytest.mark.parametrize("writer", ["write_parquet", "write_csv"])
def test_full_disk_while_a_table_is_written(project: Project, old: dict, monkeypatch: pytest.MonkeyPatch, writer: str) -> None:
    monkeypatch.setattr(pl.DataFrame, writer, raise_it(NO_SPACE))
    with pytest.raises(OSError, match="No space left") as caught:
        build(project)
    assert caught.value.errno == errno.ENOSPC
    assert snapshot(project.root / "build") == old


def test_full_disk_while_the_manifest_is_written(project: Project, old: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "write_text", raise_it(NO_SPACE))
    with pytest.raises(OSError, match="No space left"):
        build(project)
    assert snapshot(project.root / "build") == old


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write into read-only folders")
def test_read_only_build_folder(project: Project, old: dict) -> None:
    folder = project.root / "build"
    folder.chmod(0o555)
    try:
        with pytest.raises(PermissionError):
            build(project)
        assert snapshot(folder) == old
    finally:
        folder.chmod(0o755)


def test_first_build_that_fails_leaves_no_release(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipelines.building.release, "add_indices", raise_it(RuntimeError("broken")))
    with pytest.raises(RuntimeError, match="broken"):
        build(project)
    assert snapshot(project.root / "build") == {}
    assert list((project.root / "build").iterdir()) == []


def fill(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "file").write_text(text, encoding="utf-8")
    return folder


def test_replace_folder_makes_the_folder_and_its_parents(tmp_path: Path) -> None:
    with replace_folder(tmp_path / "build" / "release") as staging:
        assert list(staging.iterdir()) == []
        (staging / "file").write_text("new", encoding="utf-8")
    assert snapshot(tmp_path) == {"build/release/file": b"new"}


def test_kill_between_the_two_renames_is_undone_by_the_next_run(tmp_path: Path) -> None:
    """The old folder is moved away, the new one is still in staging."""
    fill(tmp_path / ".release-old", "old")
    fill(tmp_path / ".release-staging-999999", "half")
    with pytest.raises(RuntimeError), replace_folder(tmp_path / "release"):
        assert snapshot(tmp_path) == {"release/file": b"old"}
        raise RuntimeError
    assert snapshot(tmp_path) == {"release/file": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_kill_after_the_second_rename_keeps_the_new_folder(tmp_path: Path) -> None:
    fill(tmp_path / ".release-old", "old")
    fill(tmp_path / "release", "new")
    recover_folder(tmp_path / "release")
    assert snapshot(tmp_path) == {"release/file": b"new"}


def test_stale_staging_folders_of_this_target_alone_are_cleared(tmp_path: Path) -> None:
    fill(tmp_path / ".release-staging-1", "half")
    fill(tmp_path / ".site-staging-1", "another target")
    with replace_folder(tmp_path / "release") as staging:
        (staging / "file").write_text("new", encoding="utf-8")
    assert snapshot(tmp_path) == {".site-staging-1/file": b"another target", "release/file": b"new"}


@pytest.mark.parametrize("error", [OSError(errno.EACCES, "denied"), KeyboardInterrupt()], ids=repr)
def test_failure_of_the_second_rename_puts_the_old_folder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    target = fill(tmp_path / "release", "old")
    rename = Path.rename

    def rename_but_staging(self: Path, to: Path) -> Path:
        if "staging" in self.name:
            raise error
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", rename_but_staging)
    with pytest.raises(type(error)), replace_folder(target) as staging:
        (staging / "file").write_text("new", encoding="utf-8")
    assert snapshot(tmp_path) == {"release/file": b"old"}
