"""The embedded renderer, feature by feature: what the sources may use, and the page that comes of it."""

from __future__ import annotations

import re

import pytest

from pipelines.render.execute import PageError


def test_headings_title_and_contents(render) -> None:  # type: ignore[no-untyped-def]
    html = render("## Where {#where}\n\nText.\n\n### Below\n")
    assert "<h1>A page</h1>" in html and '<p class="subtitle">Below</p>' in html
    assert re.search(r'<h2[^>]*id="where"[^>]*>Where</h2>', html) and '<a href="#where"' in html


def test_figures_and_tables_are_numbered_apart_and_referred_to(render) -> None:  # type: ignore[no-untyped-def]
    cell = "```{{python}}\n#| label: {label}\n#| {kind}-cap: \"Caption {label}\"\nprint('shown {label}')\n```\n\n"
    html = render(
        "See @fig-b and @tbl-a.\n\n"
        + cell.format(label="tbl-a", kind="tbl")
        + cell.format(label="fig-a", kind="fig")
        + cell.format(label="fig-b", kind="fig")
    )
    assert re.findall(r"<figcaption>\s*(\w+\s\d): Caption ([\w-]+)", html) == [
        ("Table\u00a01", "tbl-a"), ("Figure\u00a01", "fig-a"), ("Figure\u00a02", "fig-b")]  # fmt: skip
    assert re.search(r'<a href="#fig-b"[^>]*>Figure\s2</a>', html) and re.search(r'<a href="#tbl-a"[^>]*>Table\s1</a>', html)


def test_an_unknown_reference_is_an_error_with_its_name(render) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(PageError, match=r"page\.qmd: no figure or table is labelled fig-none"):
        render("See @fig-none.")


def test_a_failing_cell_is_an_error_with_page_and_cell(render) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(PageError, match=r"page\.qmd, cell fig-x: ZeroDivisionError"):
        render("```{python}\n#| label: fig-x\n1 / 0\n```")


def test_inline_code_hidden_cells_and_output_as_it_is(render) -> None:  # type: ignore[no-untyped-def]
    html = render("```{python}\n#| include: false\nn = 41\nprint('hidden')\n```\n\nIt is `{python} n + 1`.\n\n"
                  "```{python}\n#| output: asis\nprint('**bold**')\n```")  # fmt: skip
    assert "It is 42." in html and "hidden" not in html and "<strong>bold</strong>" in html


def test_shortcodes_includes_and_links_between_pages(render) -> None:  # type: ignore[no-untyped-def]
    html = render("{{< include /_part.md >}}\n\n{{< meta subtitle >}}", "countries/GEO.qmd")
    assert "Included 0.1.0." in html and 'href="../method.html#pillars"' in html and "<p>Below</p>" in html
    assert 'href="../data.html#cite"' in html and 'href="../assets/site.css"' in html


def test_callouts_footnotes_citations_and_mathematics(render) -> None:  # type: ignore[no-untyped-def]
    callout, refs = '::: {.callout-note title="Mind"}\nText.\n:::', "::: {#refs}\n:::"
    html = render(f"{callout}\n\nA note.[^1] As in [@oecd2008].\n\n$a^2$\n\n[^1]: Below.\n\n{refs}")
    assert re.search(r'class="callout-note callout"[^>]*role="note"', html) and "<strong>Mind</strong>" in html
    assert 'role="doc-noteref"' in html and "OECD" in html and '<div id="refs"' in html and "<math" in html


def test_pipe_tables_scroll_and_have_names(render) -> None:  # type: ignore[no-untyped-def]
    html = render("| a | b |\n|---|---|\n| 1 | 2 |\n\n: Caption\n")
    assert re.search(r'class="cs-scroll" tabindex="0" role="region" aria-label="Table 1[^"]*">\s*<table', html)
    assert "<caption>" in html


def test_html_shown_by_a_cell_is_handed_on_and_text_is_escaped(render) -> None:  # type: ignore[no-untyped-def]
    shown = "class Shown:\n    def _repr_html_(self):\n        return '<b id=\"x\">*as* it is</b>'\nShown()"
    html = render(f"```{{python}}\n{shown}\n```\n\n```{{python}}\nprint('<script>')\n```")
    assert '<b id="x">*as* it is</b>' in html and "&lt;script&gt;" in html
