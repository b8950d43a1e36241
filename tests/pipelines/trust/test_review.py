"""The review of a proposal: what it tells, that nothing in it can act, and that the workflows give strangers no rights."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines import cli
from pipelines.building.problems import WrongUse
from pipelines.building.progress import Progress
from pipelines.trust.review import list_changes, review_proposal
from tests.pipelines.records.handed_in import incident, write_csv
from tests.project_folder import Project

ROOT = Path(__file__).parents[3]
WORKFLOWS = ROOT / ".github" / "workflows"
NAMES = ("contribution", "contribution-comment")


@pytest.fixture
def before(project: Project, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state that the proposal `project` builds on."""
    monkeypatch.chdir(project.root)
    assert cli.main(["ledger"]) == 0
    old = tmp_path_factory.mktemp("before")
    shutil.copytree(project.data, old / "data")
    return old


def review(project: Project, before: Path) -> tuple[str, bool]:
    return review_proposal(project.root, before, 5, Progress(quiet=True))


def test_an_added_record_is_told_with_its_effect(project: Project, before: Path) -> None:
    path = write_csv(project.root / "mine.csv", [incident(severity=4, type="killing", rung="", source_ids="GEO-S-0001")])
    assert cli.main(["add", str(path)]) == 0
    assert [p.name for p in list_changes(project.root, before)] == ["GEO.csv"]
    text, is_right = review(project, before)
    assert is_right
    assert "no problems" in text
    assert "1 rows that count" in text
    assert "GEO-I-0003" in text


def test_nothing_changed_is_said(project: Project, before: Path) -> None:
    text, is_right = review(project, before)
    assert is_right
    assert "No record changes." in text


def test_a_silent_deletion_and_a_person_are_problems(project: Project, before: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("incidents/GEO", project.rows("incidents/GEO")[1:])
    project.append("incidents/GEO", record_id="GEO-I-0009", title_en="A member born in 1970 detained")
    assert cli.main(["review", str(before), "--draws", "5"]) == 1
    text = capsys.readouterr().out
    assert "this record, which was published" in text
    assert "birth date" in text


def test_titles_cannot_leave_their_block(project: Project, before: Path) -> None:
    hostile = "Group ``` ````` @everyone <img src=x onerror=alert(1)> [a](https://example.org)"
    project.append(
        "incidents/GEO", record_id="GEO-I-0008", title_en=hostile, date="2000-05-05", type="killing", rung="", severity=4
    )
    text, _ = review(project, before)
    fence, inside, outside = "", 0, []
    for line in text.splitlines():
        if not fence and (match := re.match(r"`{3,}", line)):
            fence = match.group()
        elif fence and line == fence:
            fence = ""
        elif fence:
            inside += "@everyone" in line
        else:
            outside.append(line)
    assert inside
    assert not fence
    assert "@everyone" not in "\n".join(outside)


def test_a_folder_without_data_is_refused(project: Project, before: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(WrongUse, match="no project folder"):
        review(project, tmp_path_factory.mktemp("empty"))


def workflow(name: str) -> tuple[str, dict[str, Any]]:
    text = (WORKFLOWS / f"{name}.yml").read_text(encoding="utf-8")
    return text, yaml.load(text, yaml.BaseLoader)  # noqa: S506  # makes text only, where the safe loader reads `on` as true


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("name", NAMES)
def test_scripts_interpolate_nothing_and_see_no_secret(name: str) -> None:
    text, content = workflow(name)
    assert all("${{" not in step.get("run", "") for step in steps(content))
    assert "secrets." not in text
    assert "pull_request_target" not in content["on"]


def test_the_proposals_code_runs_with_a_token_that_reads() -> None:
    _, content = workflow("contribution")
    assert content["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in content["jobs"].values())
    checkouts = [step for step in steps(content) if step.get("uses", "").startswith("actions/checkout")]
    assert len(checkouts) == 2
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


def test_the_comment_runs_nothing_of_the_proposal() -> None:
    _, content = workflow("contribution-comment")
    assert content["permissions"] == {}
    used = [step["uses"].partition("@")[0] for step in steps(content) if "uses" in step]
    assert used == ["actions/download-artifact"]
    assert list(content["on"]) == ["workflow_run"]
    scripts = "\n".join(step.get("run", "") for step in steps(content))
    assert not re.search(r"\b(git|python|make|source|eval|bash|sh|node|npm|pip)\b ", scripts)


def test_the_comment_defuses_the_artifact(tmp_path: Path) -> None:
    """The line of the workflow that cleans the text, run as it stands there."""
    _, content = workflow("contribution-comment")
    script = next(step["run"] for step in steps(content) if "run" in step)
    if not all(map(shutil.which, ("bash", "sed", "iconv", "head", "tr"))):
        pytest.skip("needs bash, sed, iconv, head and tr, as on the runners of GitHub")
    start = script.index("text=$(")
    clean = script[start : script.index("|| true)", start) + 8]
    path = tmp_path / "review.md"
    path.write_bytes("@all <b>x</b> ![p](https://example.org/p.png) \x07ж\n".encode() + b"\xff\xfe ok\n")
    done = subprocess.run(
        ["bash", "-c", f'set -euo pipefail\n{clean}\nprintf %s "$text"'],
        env={"REVIEW": str(path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
    )
    text = done.stdout.decode()
    assert done.returncode == 0, done.stderr
    assert "ж" in text and "ok" in text
    assert not re.search(r"@\w|<|\]\(|!\[|://|\x07", text)
