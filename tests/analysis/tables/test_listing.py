"""Long lists: every row is there once, escaped, the rest behind a button."""

from __future__ import annotations

import re

import polars as pl
import pytest

from analysis.tables.listing import PART, Listing, small_lines
from analysis.tables.records import tell_title
from tests.analysis.tables.test_escaping import HOSTILE


@pytest.mark.parametrize("n", [1, 8, 9, 8 + PART, 9 + PART, 3 * PART])
def test_every_row_stands_once(n: int) -> None:
    text = Listing(pl.DataFrame({"id": [f"row-{place}-" for place in range(n)]}), "tbl-x")._repr_html_()
    assert re.findall(r"row-(\d+)-", text) == [str(place) for place in range(n)]
    assert text.count("<details") == text.count("</details>") == (n > 8) + (n > 8 + PART) + (n > 8 + 2 * PART)
    assert ("more of" in text) == (8 < n <= 8 + PART)


def test_cells_are_escaped_and_empty_ones_show_a_dash() -> None:
    text = Listing(
        pl.DataFrame({"what": [HOSTILE, None], "made": [small_lines("<b>"), ""]}), "tbl-x", markup=("made",)
    )._repr_html_()
    assert "<script" not in text and "<img" not in text and text.count("<td>–</td>") == 2
    assert '<span class="cs-note">&lt;b&gt;</span>' in text  # not escaped again


def test_titles_facts_and_notes_are_escaped() -> None:
    text = tell_title({"title_en": HOSTILE, "note": HOSTILE}, HOSTILE, None)
    assert "<script" not in text and "<img" not in text and text.count("cs-note") == 2
