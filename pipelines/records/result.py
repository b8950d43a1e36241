"""What a check found, and how it is told: as text, as JSON, and as annotations of GitHub Actions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.building.problems import Notice, Problem, ascii_controls, shorten

FORMATS = ("text", "json", "github")


@dataclass
class CheckResult:
    """Rows by table or file, and what was found."""

    rows: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def format_result(problems: Sequence[Problem], notices: Sequence[Notice], counts: dict[str, int], form: str) -> str:
    """What was found in one of FORMATS, safe to print: control and direction-changing characters are spelled out."""
    if form == "json":
        content = {
            "ok": not problems,
            "rows": {ascii_controls(name): count for name, count in counts.items()},
            "problems": [_entry(p) | {"value": p.value and shorten(p.value)[1:-1], "expected": p.expected} for p in problems],
            "notices": [_entry(n) | {"level": n.level} for n in notices],
        }
        return json.dumps(content, indent=2)  # ASCII only: nothing in it can change a terminal or a page
    if form == "github":
        lines = [_annotate("error", p) for p in problems]
        return "\n".join(lines + [_annotate("warning" if n.level == "warning" else "notice", n) for n in notices])
    return "\n".join([*map(str, problems), *map(str, notices)])


def _entry(found: Problem | Notice) -> dict[str, object]:
    return {
        "file": ascii_controls(found.file),
        "row": found.row,
        "column": found.column,
        "message": ascii_controls(found.text, 2000),
    }


def _annotate(level: str, found: Problem | Notice) -> str:
    """A workflow command, escaped as GitHub's toolkit does (actions/toolkit, packages/core/src/command.ts)."""
    file, _, sheet = found.file.partition(", sheet ")
    text = ascii_controls(found.text, 2000)
    message = (f"sheet {sheet}, " if sheet else "") + (f"column {found.column}: " if found.column else "") + text
    places = [f"file={_escape(ascii_controls(file), ':,')}"] + ([f"line={found.row}"] if found.row else [])
    return f"::{level} {','.join(places)}::{_escape(ascii_controls(message, 3000))}"


def _escape(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
