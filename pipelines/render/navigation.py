"""The navigation bar from `_quarto.yml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analysis.site.markup import fill_markup, join_markup, trust_markup


def make_navigation(config: dict[str, Any], inside: Path, offset: str) -> str:
    """HTML list of the navbar's entries; menus are <details>, which work without scripts."""
    entries = config["website"]["navbar"]["left"]
    return fill_markup("<ul>{}</ul>", join_markup(_entry(entry, inside.as_posix(), offset) for entry in entries))


def _entry(entry: dict[str, Any], here: str, offset: str) -> str:
    if "menu" in entry:
        items = join_markup(_entry(item, here, offset) for item in entry["menu"])
        return fill_markup("<li><details><summary>{}</summary><ul>{}</ul></details></li>", entry["text"], items)
    target = entry["href"].lstrip("/")
    current = trust_markup(' aria-current="page"') if target == here else ""
    address = target if "://" in target else offset + target.replace(".qmd", ".html")
    return fill_markup('<li><a href="{}"{}>{}</a></li>', address, current, entry["text"])
