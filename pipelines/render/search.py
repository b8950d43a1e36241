"""The search index of the site: headings of every page as rendered, and every record."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

from analysis.schemas.release import Release
from analysis.views.search import search_records


class Headings(HTMLParser):
    """Collects the title (h1) of a page and its sections (h2, h3) with their anchors."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.sections: list[tuple[str, str]] = []
        self._open: str | None = None
        self._anchor = ""
        self._text = ""
        self._enclosing = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        anchor = dict(attrs).get("id") or ""
        if tag == "section":  # Quarto puts the anchor on the section, pandoc on the heading
            self._enclosing = anchor
        if tag in ("h1", "h2", "h3"):
            self._open, self._anchor, self._text = tag, anchor or self._enclosing, ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag != self._open:
            return
        text = " ".join(self._text.split())
        if tag == "h1":
            self.title = self.title or text
        elif self._anchor:
            self.sections.append((text, self._anchor))
        self._open = None


def write_search_index(site: Path, release: Release) -> None:
    """Write `assets/search-index.js`: a list of [title, detail, address relative to the site's root]."""
    entries: list[list[str]] = []
    for path in sorted(site.rglob("*.html")):
        page = Headings()
        page.feed(path.read_text(encoding="utf-8"))
        address = path.relative_to(site).as_posix()
        entries.append([page.title, "page", address])
        entries += [[text, f"section of {page.title}", f"{address}#{anchor}"] for text, anchor in page.sections]
    entries += [list(row) for row in search_records(release).iter_rows()]
    text = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    (site / "assets" / "search-index.js").write_text(f"window.csSearchIndex={text};\n", encoding="utf-8")
