"""The whole site, built once from the repository's data with few draws, and a browser where one is installed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from pipelines.progress import Progress
from pipelines.release import build_release
from pipelines.render import render_site

ROOT = Path(__file__).parents[2]
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
