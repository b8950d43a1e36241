"""Read a .qmd page: front matter, shortcodes, Python cells with their options, inline code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

CELL = re.compile(r"^```\{python\}[^\n]*\n(.*?)^```[ \t]*$", re.S | re.M)
INLINE = re.compile(r"`\{python\} ([^`\n]+)`")
SHORTCODE = re.compile(r"\{\{<\s*(include|var|meta)\s+(\S+)\s*>\}\}")


@dataclass
class Cell:
    """A Python cell; inline code is a cell whose `inline` is true."""

    code: str
    options: dict[str, Any] = field(default_factory=dict)
    inline: bool = False


@dataclass
class Page:
    """A page: metadata and its parts in order, Markdown text or cells."""

    path: Path
    metadata: dict[str, Any]
    parts: list[str | Cell]


def read_page(path: Path, project: Path, variables: dict[str, Any]) -> Page:
    """Read a page and resolve its shortcodes. Raises FileNotFoundError for a missing include."""
    text = path.read_text(encoding="utf-8")
    metadata: dict[str, Any] = {}
    if text.startswith("---\n"):
        head, _, text = text[4:].partition("\n---\n")
        metadata = yaml.safe_load(head) or {}
    text = _expand(text, path.parent, project, variables, metadata)
    parts: list[str | Cell] = []
    end = 0
    for match in CELL.finditer(text):
        parts += _split_inline(text[end : match.start()])
        parts.append(_read_cell(match.group(1)))
        end = match.end()
    return Page(path, metadata, parts + _split_inline(text[end:]))


def _expand(text: str, folder: Path, project: Path, variables: dict[str, Any], metadata: dict[str, Any]) -> str:
    def replace(match: re.Match[str]) -> str:
        kind, name = match.groups()
        if kind == "include":
            file = project / name.lstrip("/") if name.startswith("/") else folder / name
            return _expand(file.read_text(encoding="utf-8"), folder, project, variables, metadata)
        return str((variables if kind == "var" else metadata).get(name, f"?{name}"))

    return SHORTCODE.sub(replace, text)


def _read_cell(code: str) -> Cell:
    lines = code.splitlines()
    marked = [line for line in lines if line.startswith("#|")]
    options = yaml.safe_load("\n".join(line[2:].removeprefix(" ") for line in marked)) or {}
    return Cell("\n".join(line for line in lines if not line.startswith("#|")), options)


def _split_inline(text: str) -> list[str | Cell]:
    pieces = INLINE.split(text)
    return [Cell(piece, inline=True) if place % 2 else piece for place, piece in enumerate(pieces)]
