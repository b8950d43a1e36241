"""One clear message per problem in what people wrote."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """A problem in an input file: where it is, what was found, and what would be right."""

    file: str
    row: int | None
    column: str | None
    value: str | None
    expected: str

    def __str__(self) -> str:
        place = ascii_controls(self.file)
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", column {_cut(self.column)}"
        found = "" if self.value is None else f"found {_shorten(self.value)}; "
        return f"{place}: {found}expected {self.expected}"


class DataError(Exception):
    """Raised when input cannot be used; carries every problem found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems), key=lambda p: (p.file, p.row or 0, p.column or "", p.value or "", p.expected))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def _cut(value: str) -> str:
    visible = ascii_controls(value)
    return f"{visible[:60]}…" if len(visible) > 80 else visible


def _shorten(value: str) -> str:
    """The value as one printable line of at most some 80 characters."""
    cut = _cut(value)
    return f'"{cut}" ({len(value):,} characters)' if cut.endswith("…") else f'"{cut}"'


def ascii_controls(value: str) -> str:
    """The first characters of the value with control and direction-changing ones spelled out."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in value[:200])
