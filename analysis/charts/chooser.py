"""A chart whose countries, index and years the reader chooses in the page, without a server.

The page carries the rows and a chart without data; `assets/chooser.js` joins them, keeps the choice in the address and
offers the figure and its rows. Without scripts the choices stay hidden and the tables of the page remain.
"""

from __future__ import annotations

import html
import json
from dataclasses import dataclass

import polars as pl

from analysis.charts.figure import Figure
from analysis.charts.trajectories import chart_chosen
from analysis.site.names import INDEX_NAME
from analysis.site.theme import COUNTRY_COLOUR

VALUES = ("score", "lower_90", "upper_90")


@dataclass(frozen=True)
class Chooser:
    """Rows to choose from, the countries chosen at first, the sentence that stands where no chart can, and the source.

    `scores`: country, country_iso3, index, year, score, lower_90, upper_90; every country has the same years.
    """

    scores: pl.DataFrame
    chosen: list[str]
    alt_text: str
    source: str

    def _repr_html_(self) -> str:
        names = dict(self.scores.select("country_iso3", "country").unique().sort("country").iter_rows())
        years = self.scores["year"].unique().sort().to_list()
        spec = Figure(chart_chosen(), "", "", pl.DataFrame()).spec()
        series = {
            f"{key[0]} {key[1]}": [rows[name].round(1).to_list() for name in VALUES]
            for key, rows in self.scores.sort("country_iso3", "index", "year").group_by(
                "country_iso3", "index", maintain_order=True
            )
        }
        content = {"names": names, "years": years, "spec": spec, "series": series, "indices": INDEX_NAME, "source": self.source}
        text = json.dumps(content, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
        return (
            f'<div class="cs-chooser" data-chosen="{",".join(self.chosen)}"><script type="application/json">{text}</script>'
            f"<noscript><p>{html.escape(self.alt_text)}</p></noscript><form hidden>"
            f"<fieldset><legend>Countries</legend>{_boxes(names)}</fieldset>"
            f"<p>{_menu('index', 'Index', list(INDEX_NAME.items()), 'composite')} "
            f"{_menu('from', 'From', [(y, y) for y in years], years[0])} "
            f"{_menu('to', 'to', [(y, y) for y in years], years[-1])}</p></form>"
            f'<div class="cs-drawing" role="img" aria-label="{html.escape(self.alt_text, quote=True)}"></div>'
            f'<p class="cs-said" aria-live="polite">{html.escape(self.alt_text)}</p>'
            f'<p class="cs-source">{html.escape(self.source)}</p>'
            '<p class="cs-save" hidden>Save: <button type="button" data-save="svg">figure as SVG</button> '
            '<button type="button" data-save="png">figure as PNG</button> '
            '<button type="button" data-save="csv">rows as CSV</button> The address of this page keeps your choice.</p></div>'
        )


def _boxes(names: dict[str, str]) -> str:
    return "".join(
        f'<label><input type="checkbox" name="country" value="{code}"> '
        f'<span class="cs-swatch" style="background:{COUNTRY_COLOUR[code]}"></span>{html.escape(name)}</label>'
        for code, name in names.items()
    )


def _menu(name: str, label: str, options: list[tuple], chosen: object) -> str:
    items = "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{html.escape(str(text))}</option>'
        for value, text in options
    )
    return f'<label>{label} <select name="{name}">{items}</select></label>'
