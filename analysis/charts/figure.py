"""What a labelled cell shows: a chart with its text alternative, source line and data, as self-contained HTML."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass

import altair as alt
import polars as pl
from markupsafe import Markup

from analysis.site.markup import fill_markup, join_markup, trust_markup
from analysis.site.places import record_address
from analysis.site.theme import theme_config

MOST_ROWS = 400
HIDDEN = ["href", "country_iso3"]  # for the marks of the chart alone
RECORD_ID = re.compile(r"[A-Z]{3}-[LFI]-\d{4}")


@dataclass(frozen=True)
class Figure:
    """A chart, the sentence that states its finding, where it comes from, and the rows behind it."""

    chart: alt.TopLevelMixin
    alt_text: str
    source: str
    data: pl.DataFrame

    def _repr_html_(self) -> str:
        spec = self.spec()
        text = json.dumps(spec, separators=(",", ":"), sort_keys=True)
        name = "chart-" + hashlib.sha256(text.encode()).hexdigest()[:10]
        return fill_markup(
            '<div class="cs-chart" id="{name}" role="img" aria-label="{alt}">'
            '<script type="application/json">{spec}</script><noscript><p>{alt}</p></noscript></div>'
            '<p class="cs-source">{source}</p>'
            '<details class="cs-data"><summary>Text and data of this figure</summary><p>{alt}</p>{rows}</details>',
            name=name,
            alt=self.alt_text,
            spec=trust_markup(text.replace("<", "\\u003c").replace("&", "\\u0026")),
            source=self.source,
            rows=plain_table(self.data.drop(HIDDEN, strict=False)),
        )

    def spec(self) -> dict:
        """Vega-Lite specification with the theme, without named datasets' random parts."""
        with alt.data_transformers.enable("default", consolidate_datasets=False, max_rows=None):
            spec = self.chart.to_dict()
        spec["config"] = theme_config()
        spec.pop("$schema", None)
        return spec


def plain_table(frame: pl.DataFrame, caption: str = "Data of the figure") -> Markup:
    """A plain, escaped HTML table of at most MOST_ROWS rows; ids of records open them, from a page at the site's root."""
    told = "<p>First {} of {} rows; the rest is in the downloads.</p>"
    return fill_markup(
        '<div class="cs-scroll" tabindex="0" role="region" aria-label="{caption}"><table class="cs-plain"><caption>{caption}'
        "</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{more}",
        caption=caption,
        head=join_markup(fill_markup('<th scope="col">{}</th>', name.replace("_", " ")) for name in frame.columns),
        rows=join_markup(_row(row) for row in frame.head(MOST_ROWS).rows()),
        more="" if frame.height <= MOST_ROWS else fill_markup(told, MOST_ROWS, frame.height),
    )


def _row(cells: tuple) -> Markup:
    return fill_markup("<tr>{}</tr>", join_markup(fill_markup("<td>{}</td>", _cell(value)) for value in cells))


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str) and RECORD_ID.fullmatch(value):
        return fill_markup('<a href="{}">{}</a>', record_address(value), value)
    return f"{value:.1f}" if isinstance(value, float) else str(value)
