"""The whole site, built once from the repository's data with few draws, and a browser where one is installed."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from execnb.shell import CaptureShell
from playwright.sync_api import Browser, sync_playwright

from pipelines.building.progress import Progress
from pipelines.building.release import build_release
from pipelines.render.embedded import convert_markdown
from pipelines.render.execute import execute_page
from pipelines.render.site import render_site
from pipelines.render.source import read_page

ROOT = Path(__file__).parents[2]
FOOTER = {"center": "[Cite](/data.qmd#cite)"}
CONFIG = {"website": {"title": "Site", "description": "d", "navbar": {"left": []}, "page-footer": FOOTER}}
CANDIDATES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    for folder in ("data", "reports"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copyfile(ROOT / "_quarto.yml", root / "_quarto.yml")
    build_release(root, Progress(quiet=True), n_draws=40)
    return render_site(root, Progress(quiet=True), "embedded")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = os.environ.get("CIVICSPACE_CHROMIUM") or next(filter(None, map(shutil.which, CANDIDATES)), None)
    if program is None:
        pytest.skip("no chromium found: install it (Debian: apt-get install chromium) or set CIVICSPACE_CHROMIUM to its path")
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
        yield playwright.chromium.launch(executable_path=program, args=options)


@pytest.fixture(scope="session")
def shell() -> CaptureShell:
    main = sys.modules["__main__"]
    made = CaptureShell(mpl_format=None)
    sys.modules["__main__"] = main  # where the shell had put itself
    return made


@pytest.fixture
def render(tmp_path: Path, shell: CaptureShell, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])  # a running cell puts itself there
    shutil.copyfile(ROOT / "reports" / "refs.bib", tmp_path / "refs.bib")
    (tmp_path / "_head.html").write_text("", encoding="utf-8")
    (tmp_path / "_part.md").write_text("Included {{< var version >}}. [Method](/method.qmd#pillars)\n", encoding="utf-8")

    def run(text: str, name: str = "page.qmd") -> str:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\ntitle: A page\nsubtitle: Below\n---\n\n{text}\n", encoding="utf-8")
        page = read_page(path, tmp_path, {"version": "0.1.0"})
        return convert_markdown(execute_page(page, shell), page.metadata, CONFIG, path.relative_to(tmp_path), tmp_path)

    return run
