"""What a labelled cell shows: a chart with its text alternative, source line and data, as self-contained HTML."""

from __future__ import annotations

import hashlib
import html
import json
import re
from dataclasses import dataclass

import altair as alt
import polars as pl

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
        safe = text.replace("<", "\\u003c").replace("&", "\\u0026")
        return (
            f'<div class="cs-chart" id="{name}" role="img" aria-label="{html.escape(self.alt_text)}">'
            f'<script type="application/json">{safe}</script><noscript><p>{html.escape(self.alt_text)}</p></noscript></div>'
            f'<p class="cs-source">{html.escape(self.source)}</p>'
            f'<details class="cs-data"><summary>Text and data of this figure</summary>'
            f"<p>{html.escape(self.alt_text)}</p>{plain_table(self.data.drop(HIDDEN, strict=False))}</details>"
        )

    def spec(self) -> dict:
        """Vega-Lite specification with the theme, without named datasets' random parts."""
        with alt.data_transformers.enable("default", consolidate_datasets=False, max_rows=None):
            spec = self.chart.to_dict()
        spec["config"] = theme_config()
        spec.pop("$schema", None)
        return spec


def plain_table(frame: pl.DataFrame, caption: str = "Data of the figure") -> str:
    """A plain, escaped HTML table of at most MOST_ROWS rows; ids of records open them, from a page at the site's root."""
    head = "".join(f'<th scope="col">{html.escape(name.replace("_", " "))}</th>' for name in frame.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_cell(value)}</td>" for value in row) + "</tr>" for row in frame.head(MOST_ROWS).rows()
    )
    more = "" if frame.height <= MOST_ROWS else f"<p>First {MOST_ROWS} of {frame.height} rows; the rest is in the downloads.</p>"
    return (
        f'<div class="cs-scroll" tabindex="0" role="region" aria-label="{html.escape(caption)}"><table class="cs-plain"><caption>'
        f"{html.escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{more}"
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str) and RECORD_ID.fullmatch(value):
        return f'<a href="{record_address(value)}">{value}</a>'
    return f"{value:.1f}" if isinstance(value, float) else html.escape(str(value))
