"""The navigation bar from `_quarto.yml`."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any


def make_navigation(config: dict[str, Any], inside: Path, offset: str) -> str:
    """HTML list of the navbar's entries; menus are <details>, which work without scripts."""
    entries = config["website"]["navbar"]["left"]
    return "<ul>" + "".join(_entry(entry, inside.as_posix(), offset) for entry in entries) + "</ul>"


def _entry(entry: dict[str, Any], here: str, offset: str) -> str:
    text = html.escape(entry["text"])
    if "menu" in entry:
        items = "".join(_entry(item, here, offset) for item in entry["menu"])
        return f"<li><details><summary>{text}</summary><ul>{items}</ul></details></li>"
    target = entry["href"].lstrip("/")
    current = ' aria-current="page"' if target == here else ""
    address = target if "://" in target else offset + target.replace(".qmd", ".html")
    return f'<li><a href="{html.escape(address, quote=True)}"{current}>{text}</a></li>'
