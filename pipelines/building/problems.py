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
        return f"{_place(self.file, self.row, self.column)}: {self.text}"

    @property
    def text(self) -> str:
        """What was found and what would be right, without the place."""
        return ("" if self.value is None else f"found {shorten(self.value)}; ") + f"expected {self.expected}"


@dataclass(frozen=True, order=True)
class Notice:
    """Something that a contributor should know and that stops nothing: level "warning", or "note" for what was put right."""

    file: str
    row: int | None
    column: str | None
    text: str
    level: str = "warning"

    def __str__(self) -> str:
        return f"{self.level}: {_place(self.file, self.row, self.column)}: {ascii_controls(self.text, 2000)}"


class WrongUse(Exception):
    """Raised when a command asks for what cannot be; its text tells the person who typed it what would be right."""


class Blocked(Exception):
    """Raised when something outside stands in the way: another run, a file changed meanwhile, a program that fails."""


class DataError(Exception):
    """Raised when input cannot be used; carries every problem found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems), key=lambda p: (p.file, p.row or 0, p.column or "", p.value or "", p.expected))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def _place(file: str, row: int | None, column: str | None) -> str:
    place = ascii_controls(file)
    if row is not None:
        place += f", row {row}"
    return place if column is None else f"{place}, column {_cut(column)}"


def _cut(value: str) -> str:
    visible = ascii_controls(value)
    return f"{visible[:60]}…" if len(visible) > 80 else visible


def shorten(value: str) -> str:
    """The value as one printable line of at most some 80 characters."""
    cut = _cut(value)
    return f'"{cut}" ({len(value):,} characters)' if cut.endswith("…") else f'"{cut}"'


def ascii_controls(value: str, longest: int = 200) -> str:
    """The first characters of the value, with control and direction-changing ones spelled out."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in value[:longest])
