"""Markup is escaped unless it is ours, wherever it is put together."""

from __future__ import annotations

import polars as pl

from analysis.charts.chooser import Chooser
from analysis.site.markup import fill_markup, join_markup, trust_markup

HOSTILE = "\"><script>alert('x')</script>&"


def test_parts_are_escaped_and_markup_is_not_escaped_again() -> None:
    made = fill_markup('<a href="{}" title="{name}">{}</a>', HOSTILE, "a & b", name="'")
    assert made == '<a href="&#34;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;" title="&#39;">a &amp; b</a>'
    assert fill_markup("<p>{}</p>", made) == f"<p>{made}</p>"


def test_joined_parts_are_escaped_too() -> None:
    assert join_markup(["<b>", trust_markup("<i>"), fill_markup("{}", "<u>")]) == "&lt;b&gt;<i>&lt;u&gt;"


def test_a_frame_forgets_what_is_markup() -> None:
    """Which is why markup from a frame must be handed on as ours by name."""
    [cell] = pl.DataFrame({"x": [fill_markup("<b>{}</b>", "&")]})["x"]
    assert fill_markup("{}", cell) == "&lt;b&gt;&amp;amp;&lt;/b&gt;"
    assert fill_markup("{}", trust_markup(cell)) == "<b>&amp;</b>"


def test_the_chooser_escapes_names_and_sentences() -> None:
    row = {"country": HOSTILE, "country_iso3": "GEO", "index": "composite", "year": 2000, "score": 1.0, "lower_90": 0.5}
    row |= {"is_forecast": 0}
    text = Chooser(pl.DataFrame([row | {"upper_90": 1.5}]), ["GEO"], HOSTILE, HOSTILE)._repr_html_()
    assert text.count("<script") == text.count("</script>") == 1
    assert "&#34;&gt;&lt;script&gt;" in text
