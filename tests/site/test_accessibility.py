"""axe-core finds nothing to object to on any page, wide and at phone width, light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.site.test_browser import PAGES, PHONE, WIDE

WAYS = [(WIDE, "light"), (PHONE, "dark"), (WIDE, "dark"), (PHONE, "light")]


def ways_of(page: str) -> list[tuple[int, str]]:
    """All four ways; country pages are made from one template: all four for two of them, the two most unlike for the rest."""
    return WAYS if not page.startswith("countries/") or page[-3:] in ("GEO", "HUN") else WAYS[:2]


@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_no_violation(page: str, site: Path, browser: Browser) -> None:
    tab = browser.new_page(viewport={"width": WIDE, "height": 900})
    tab.goto((site / f"{page}.html").as_uri())
    charts = tab.locator(".cs-chart, .cs-chooser").count()
    if charts:
        tab.wait_for_function(f"document.querySelectorAll('[data-drawn]').length === {charts}", timeout=20_000)
    found = []
    for width, scheme in ways_of(page):
        tab.set_viewport_size({"width": width, "height": 900})
        tab.evaluate(f"document.body.className = 'quarto-{scheme}'")
        for violation in Axe().run(tab).response["violations"]:
            found.append((violation["id"], width, scheme, violation["nodes"][0]["html"][:150]))
    tab.close()
    assert found == []


def test_keyboard_alone_opens_a_menu_and_follows_it(site: Path, browser: Browser) -> None:
    tab = browser.new_page(viewport={"width": WIDE, "height": 900})
    tab.goto((site / "index.html").as_uri())
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "cs-skip"
    for _ in range(12):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Armenia"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/countries/ARM.html")
    tab.close()
