"""The site as a reader meets it: in a browser, from file://, wide and at phone width."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

CODES = [line[:3] for line in (Path(__file__).parents[2] / "data" / "countries.csv").read_text("utf-8").splitlines()[1:]]
SOURCES = sorted((Path(__file__).parents[2] / "reports").glob("[!_]*.qmd"))
PAGES = [*(path.stem for path in SOURCES), *(f"countries/{code}" for code in CODES)]
PHONE, WIDE = 390, 1280


@pytest.mark.parametrize("page", PAGES)
def test_page_loads_without_errors_or_outside_requests_and_fits(page: str, site: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": WIDE, "height": 900})
    tab = context.new_page()
    errors: list[str] = []
    requests: list[str] = []
    tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto((site / f"{page}.html").as_uri())
    charts = tab.locator(".cs-chart").count()
    if charts:
        tab.wait_for_function(f"document.querySelectorAll('.cs-chart[data-drawn] svg').length === {charts}", timeout=20_000)
    assert errors == []
    assert [url for url in requests if not url.startswith(("file://", "data:"))] == []
    for width in (WIDE, PHONE):
        tab.set_viewport_size({"width": width, "height": 900})
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, f"{page} overflows at {width} pixels"
    context.close()


def test_charts_have_marks_and_text_alternatives(site: Path, browser: Browser) -> None:
    tab = browser.new_page()
    tab.goto((site / "countries" / "GEO.html").as_uri())
    tab.wait_for_selector("#fig-trajectory .cs-chart[data-drawn]")
    assert tab.locator("#fig-trajectory svg path").count() > 5
    alternative = tab.locator("#fig-trajectory .cs-chart").get_attribute("aria-label") or ""
    assert "Georgia" in alternative and "2026" in alternative
    tab.locator("#fig-trajectory summary").click()
    assert tab.locator("#fig-trajectory .cs-plain tbody tr").count() == 36
    tab.close()


def test_compare_switches_index_and_menu_opens_on_a_phone(site: Path, browser: Browser) -> None:
    tab = browser.new_page(viewport={"width": PHONE, "height": 800})
    tab.goto((site / "compare.html").as_uri())
    tab.wait_for_selector(".cs-chooser[data-drawn]")
    before = tab.locator(".cs-chooser .cs-said").inner_text()
    tab.select_option("[name=index]", "law")
    assert tab.locator(".cs-chooser .cs-said").inner_text() != before
    assert "index=law" in tab.url
    assert not tab.locator("#nav").is_visible()
    tab.click(".cs-menu")
    assert tab.locator("#nav").is_visible()
    assert tab.locator(".cs-menu").get_attribute("aria-expanded") == "true"
    tab.close()


def test_dark_scheme_is_kept_between_pages(site: Path, browser: Browser) -> None:
    tab = browser.new_page(color_scheme="light")
    tab.goto((site / "index.html").as_uri())
    tab.click(".cs-scheme")
    assert tab.locator("body.quarto-dark").count() == 1
    tab.goto((site / "method.html").as_uri())
    assert tab.locator("body.quarto-dark").count() == 1
    tab.close()


def test_choice_of_the_compare_page_is_kept_in_the_address(site: Path, browser: Browser) -> None:
    tab = browser.new_page()
    tab.goto((site / "compare.html").as_uri() + "#countries=ARM,GEO&index=law&from=2000&to=2010")
    tab.wait_for_selector(".cs-chooser[data-drawn]")
    assert tab.locator("[name=country]:checked").count() == 2
    assert tab.locator(".cs-said").inner_text().startswith("Law in 2010: Armenia")
    with tab.expect_download() as saved:
        tab.click("[data-save=csv]")
    rows = Path(saved.value.path()).read_text("utf-8").splitlines()
    assert rows[0] == "country_iso3,country,index,year,score,lower_90,upper_90,part" and len(rows) == 1 + 2 * 11
    tab.close()


def test_search_finds_records_and_leads_to_their_row(site: Path, browser: Browser) -> None:
    tab = browser.new_page()
    tab.goto((site / "search.html").as_uri())
    tab.fill("#cs-query", "foreign influence georgia act")
    tab.wait_for_selector(".cs-search li")
    tab.click(".cs-search li a")
    tab.wait_for_url("**/countries/GEO.html#GEO-L-*")
    assert tab.locator(tab.evaluate("location.hash")).count() == 1
    tab.close()
