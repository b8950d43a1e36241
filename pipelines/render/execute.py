"""Run a page's cells and turn it into Markdown for pandoc: outputs in place, figures and tables numbered."""

from __future__ import annotations

import re
from typing import Any

from execnb.shell import CaptureShell

from analysis.site.markup import fill_markup
from pipelines.render.source import Cell, Page

REFERENCE = re.compile(r"(?<![\w@])@((?:fig|tbl)-[\w-]+)")
KINDS = {"fig": "Figure", "tbl": "Table"}


class PageError(RuntimeError):
    """A cell failed; the message names page, cell and error."""


def execute_page(page: Page, shell: CaptureShell) -> str:
    """Run all cells in order. Returns pandoc Markdown. Raises PageError when a cell fails."""
    numbers = number_labels(page)
    shell.reset(new_session=False)
    pieces = []
    for part in page.parts:
        pieces.append(part if isinstance(part, str) else _run(part, page, shell, numbers))
    return resolve_references("".join(pieces), numbers, page)


def number_labels(page: Page) -> dict[str, str]:
    """Label to 'Figure 1' or 'Table 2', in the order of the page."""
    counts = dict.fromkeys(KINDS, 0)
    numbers = {}
    for part in page.parts:
        label = part.options.get("label", "") if isinstance(part, Cell) else ""
        kind = label.split("-")[0]
        if kind in KINDS:
            counts[kind] += 1
            numbers[label] = f"{KINDS[kind]}\u00a0{counts[kind]}"
    return numbers


def resolve_references(text: str, numbers: dict[str, str], page: Page) -> str:
    """Replace @fig-x and @tbl-x by links with their number. Raises PageError for an unknown label."""

    def replace(match: re.Match[str]) -> str:
        label = match.group(1)
        if label not in numbers:
            raise PageError(f"{page.path.name}: no figure or table is labelled {label}")
        return f"[{numbers[label]}](#{label}){{.quarto-xref}}"

    return REFERENCE.sub(replace, text)


def _run(cell: Cell, page: Page, shell: CaptureShell, numbers: dict[str, str]) -> str:
    code = f"print({cell.code}, end='')" if cell.inline else cell.code
    outputs = shell.run(code)
    for output in outputs:
        if output["output_type"] == "error":
            name = cell.options.get("label", cell.code.strip().splitlines()[0])
            raise PageError(f"{page.path.name}, cell {name}: {output['ename']}: {output['evalue']}")
    if cell.inline:
        return "".join(_stream(output) for output in outputs)
    if cell.options.get("include", True) is False:
        return ""
    as_is = cell.options.get("output") == "asis"
    shown = "\n\n".join(text for text in (_show(output, as_is) for output in outputs) if text)
    return _float(cell, shown, numbers) if cell.options.get("label") in numbers else f"\n\n{shown}\n\n"


def _show(output: dict[str, Any], as_is: bool) -> str:
    if output["output_type"] == "stream":
        text = _stream(output)
        return text if as_is else f"```\n{text.rstrip()}\n```"
    data = output.get("data", {})
    for kind, wrap in (("text/html", _raw), ("text/markdown", str), ("text/plain", _plain)):
        if kind in data:
            value = data[kind]
            return wrap(value if isinstance(value, str) else "".join(value))
    return ""


def _stream(output: dict[str, Any]) -> str:
    text = output.get("text", "") if output.get("name", "stdout") == "stdout" else ""
    return text if isinstance(text, str) else "".join(text)


def _raw(text: str) -> str:
    """HTML as a raw block, which pandoc hands on untouched."""
    return f"```````{{=html}}\n{text}\n```````"


def _plain(text: str) -> str:
    return "" if text == "None" else f"```\n{text}\n```"


def _float(cell: Cell, shown: str, numbers: dict[str, str]) -> str:
    label = cell.options["label"]
    kind = label.split("-")[0]
    caption = cell.options.get(f"{kind}-cap", "")
    opening = fill_markup('<figure class="cs-float cs-{}" id="{}">', kind, label)
    head = f"{_raw(opening)}\n\n"
    text = f"::: {{.figcaption}}\n{numbers[label]}: {caption}\n:::\n\n"
    body = f"{text}{shown}\n\n" if kind == "tbl" else f"{shown}\n\n{text}"
    return f"\n\n{head}{body}{_raw('</figure>')}\n\n"
