"""Nothing that stands in a record becomes markup: tables, figures and their data."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.charts.figure import Figure
from analysis.tables.make import anchor, link, make_table, title_with_note

HOSTILE = '</script><script>alert("x")</script><img src=x onerror=alert(1)> & [a](javascript:alert(1))'


def test_table_cells_are_escaped() -> None:
    text = make_table(pl.DataFrame({"what": [HOSTILE]}), "tbl-x").as_raw_html()
    assert "<script" not in text and "<img" not in text
    assert "&lt;script&gt;" in text


def test_markup_cells_are_made_of_escaped_parts() -> None:
    made = (
        title_with_note({"title_en": HOSTILE, "note": HOSTILE}) + link(HOSTILE, 'https://x.org/"><script>') + anchor('"><script>')
    )
    text = make_table(pl.DataFrame({"what": [made]}), "tbl-x", markup=("what",)).as_raw_html()
    assert "<script" not in text and "<img" not in text


def test_figures_escape_data_alternative_and_source() -> None:
    data = pl.DataFrame({"x": [1], "title": [HOSTILE]})
    chart = alt.Chart(data).mark_point().encode(x="x:Q", tooltip="title:N")
    text = Figure(chart, HOSTILE, HOSTILE, data)._repr_html_()
    assert text.count("<script") == text.count("</script>") == 1  # the chart's own JSON
    assert "<img" not in text


def test_same_chart_gives_same_html() -> None:
    data = pl.DataFrame({"x": [1, 2], "y": [3.0, 4.0]})

    def make() -> str:
        return Figure(alt.Chart(data).mark_line().encode(x="x:Q", y="y:Q"), "a", "s", data)._repr_html_()

    assert make() == make()
