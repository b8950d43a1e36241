"""`civicspace review`: check, impact and verify of a proposal against what it builds on, as a comment for a pull request.

What a proposal says is quoted, never interpreted: everything that was not written here stands in fenced blocks.
"""

from __future__ import annotations

import re
from pathlib import Path

from pipelines.building.problems import DataError, Notice, WrongUse
from pipelines.building.progress import Progress
from pipelines.datasets.check_files import check_all, find_table
from pipelines.records.base import read_base
from pipelines.records.check import check_submission
from pipelines.records.impact import tell_impact
from pipelines.records.result import format_result
from pipelines.records.submission import read_submission
from pipelines.trust.ledger import verify_project

LONGEST = 60_000  # GitHub takes comments of up to 65,536 characters
MOST_LINES = 120


def review_proposal(root: Path, before: Path, n_draws: int, progress: Progress) -> tuple[str, bool]:
    """Markdown that tells what `root` changes against the project folder `before`, and whether nothing is wrong.

    Raises WrongUse when `before` is no project folder.
    """
    if not (before / "data" / "countries.csv").is_file():
        raise WrongUse(f"{before} is no project folder; check out the state that the proposal builds on and name it")
    progress.step("check")
    report = check_all(root)
    faults, counts = verify_project(root, str(before))
    changed = list_changes(root, before)
    wrong = bool(report.problems or faults)
    published = ", ".join(f"{count:,} {what}" for what, count in counts.items())
    parts = [
        _part(
            "Check: schemas, references, do no harm",
            "problems" if report.problems else "no problem",
            format_result(report.problems, [], {}, "text"),
        ),
        _part(
            "Verify: published records",
            "problems" if faults else f"all there, unchanged or revised with a note ({published})",
            format_result(faults, [], {}, "text"),
        ),
    ]
    if not changed:
        parts.append(_part("Impact", "no record changes", ""))
    elif not report.problems:
        doubles = format_result([], _near_duplicates(before, changed), {}, "text")
        parts.append(_part("May be there already", "please look" if doubles else "nothing alike", doubles))
        parts.append(_part("Impact", "scores before and after", _impact(before, changed, n_draws, progress)))
    else:
        parts.append(_part("Impact", "told when the check finds no problem", ""))
    text = "\n".join([f"## What this proposal does: {'problems found' if wrong else 'no problems'}\n", *parts])
    return text[:LONGEST], not wrong


def list_changes(root: Path, before: Path) -> list[Path]:
    """Tables under data/ of `root` that `before` lacks or holds otherwise."""
    data, old = root / "data", before / "data"
    tables = [path for path in sorted(data.rglob("*.csv")) if find_table(path.resolve(), data)]
    kept = [(path, old / path.relative_to(data)) for path in tables]
    return [path for path, one in kept if not one.is_file() or one.read_bytes() != path.read_bytes()]


def _near_duplicates(before: Path, changed: list[Path]) -> list[Notice]:
    base = read_base(before)
    notices = check_submission(base, read_submission(changed, base.countries)).notices
    return [notice for notice in notices if notice.text.startswith("may be the same as")]


def _impact(before: Path, changed: list[Path], n_draws: int, progress: Progress) -> str:
    try:
        return tell_impact(before, changed, None, n_draws, progress)
    except DataError as error:
        return f"not told: the changed tables do not continue the state before them\n{error}"


def _part(title: str, verdict: str, told: str) -> str:
    lines = told.splitlines()
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"and {len(lines) - MOST_LINES:,} lines more; run the command yourself to read them"]
    head = f"### {title}\n\n{verdict[:1].upper()}{verdict[1:]}.\n"
    return head + (f"\n{_quote(chr(10).join(line[:400] for line in lines))}\n" if lines else "")


def _quote(text: str) -> str:
    """A fenced block that its content cannot close."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"
