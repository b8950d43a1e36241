"""What the two renderers share: headings, numbered captions, table cells, links and the list of references."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipelines.building.problems import Blocked
from pipelines.building.progress import Progress
from pipelines.render.site import render_site

ROOT = Path(__file__).parents[2]
KINDS = {
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "figcaption": "caption",
    "caption": "caption",
    "td": "cell",
    "th": "cell",
}


class Shared(HTMLParser):
    """Collects what both renderers must give alike, from the main part of a page, in its order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {"heading": [], "caption": [], "cell": [], "link": [], "reference": []}
        self._inside = False
        self._open: list[tuple[str, str]] = []
        self._text: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._inside = self._inside or tag == "main"
        if not self._inside:
            return
        kind = "reference" if "csl-entry" in values.get("class", "").split() else KINDS.get(tag)
        if kind:
            self._open.append((tag, kind))
            self._text, self._depth = [], 0
        elif self._open and tag == self._open[-1][0]:
            self._depth += 1
        href = values.get("href", "")
        if tag == "a" and href and not re.match(r"[a-z]+:", href):
            page, _, place = href.partition("#")
            self.found["link"].append((posixpath.normpath(page) if page else "") + f"#{place}")

    def handle_data(self, data: str) -> None:
        if self._open:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._inside = False
        if self._open and tag == self._open[-1][0]:
            if self._depth:
                self._depth -= 1
                return
            _, kind = self._open.pop()
            text = " ".join("".join(self._text).split())
            self._text = []
            if text and (kind != "caption" or re.match(r"(Figure|Table) \d+: ", text)):
                self.found[kind].append(text)


def read_shared(html: str) -> dict[str, list[str]]:
    shared = Shared()
    shared.feed(html)
    return shared.found


# A page as Quarto 1.9 writes it: title block, sections that hold the anchors, floats with their caption above or below.
QUARTO = """<html><body><nav><a href="./index.html">Site</a></nav><div id="quarto-content"><main class="content">
<header id="title-block-header" class="quarto-title-block default"><div class="quarto-title"><h1 class="title">A page</h1>
<p class="subtitle lead">Below</p></div></header>
<section id="where" class="level2"><h2 class="anchored" data-anchor-id="where">Where</h2>
<p>See <a href="#tbl-a" class="quarto-xref">Table&nbsp;1</a> and <a href="./method.html#pillars">Method</a>.</p>
<div id="tbl-a" class="quarto-float quarto-figure quarto-figure-center anchored">
<figure class="quarto-float quarto-float-tbl figure"><figcaption class="quarto-float-caption-top quarto-float-caption"
id="tbl-a-caption">Table&nbsp;1: Caption</figcaption><div aria-describedby="tbl-a-caption">
<table class="table"><thead><tr><th>a</th></tr></thead><tbody><tr><td>1 &lt; 2</td></tr>
</tbody></table></div></figure></div></section></main></div></body></html>"""
SOURCE = """## Where {#where}

See @tbl-a and [Method](/method.qmd#pillars).

```{python}
#| label: tbl-a
#| tbl-cap: Caption
from IPython.display import HTML
HTML("<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1 &lt; 2</td></tr></tbody></table>")
```
"""


def test_embedded_page_shares_all_with_the_same_page_by_quarto(render) -> None:  # type: ignore[no-untyped-def]
    shared = read_shared(QUARTO)
    assert shared == {
        "heading": ["A page", "Where"],
        "caption": ["Table 1: Caption"],
        "cell": ["a", "1 < 2"],
        "link": ["#tbl-a", "method.html#pillars"],
        "reference": [],
    }
    assert read_shared(render(SOURCE)) == shared


@pytest.fixture
def ready(site: Path, tmp_path: Path) -> Path:
    """A project folder whose release is built and whose site is an old one."""
    for name in ("data", "reports"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copyfile(ROOT / "_quarto.yml", tmp_path / "_quarto.yml")
    shutil.copytree(site.parent / "release", tmp_path / "build" / "release")
    (tmp_path / "build" / "site").mkdir()
    (tmp_path / "build" / "site" / "old.html").touch()
    return tmp_path


def test_every_page_of_the_site_shares_all_with_quarto(site: Path, ready: Path) -> None:
    if shutil.which("quarto") is None:
        pytest.skip("no quarto on the PATH: install it from quarto.org to compare the two renderers")
    theirs = render_site(ready, Progress(quiet=True), "quarto")
    pages = sorted(path.relative_to(site) for path in site.rglob("*.html"))
    assert pages == sorted(path.relative_to(theirs) for path in theirs.rglob("*.html"))
    for page in pages:
        ours = read_shared((site / page).read_text(encoding="utf-8"))
        for kind, found in read_shared((theirs / page).read_text(encoding="utf-8")).items():
            assert (page, kind, found) == (page, kind, ours[kind])


def put_on_path(script: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name == "nt":
        pytest.skip("the stand-in is a shell script")
    folder.mkdir()
    (folder / "quarto").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / "quarto").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_quarto_is_used_when_it_is_on_the_path(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_on_path(
        'mkdir "$2/_site" && ls "$2" > "$2/_site/index.html" && cp -r "$2/assets" "$2/_site/"', ready / "bin", monkeypatch
    )
    made = render_site(ready, Progress(quiet=True))
    staged = (made / "index.html").read_text(encoding="utf-8").split()
    assert {"_quarto.yml", "_variables.yml", "_head.html", "index.qmd", "countries"} <= set(staged)
    assert (made / "downloads" / "index_country_year.csv").is_file() and (made / "briefs" / "GEO.pdf").is_file()
    assert not (made / "old.html").exists()


def test_a_failing_quarto_is_told_in_its_own_words_and_leaves_the_old_site(ready: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_on_path("echo broken page >&2; exit 3", ready / "bin", monkeypatch)
    with pytest.raises(Blocked, match="quarto render failed:\nbroken page"):
        render_site(ready, Progress(quiet=True))
    assert [path.name for path in (ready / "build" / "site").iterdir()] == ["old.html"]
