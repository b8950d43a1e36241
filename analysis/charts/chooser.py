"""A chart whose countries, index and years the reader chooses in the page, without a server.

The page carries the rows and a chart without data; `assets/chooser.js` joins them, keeps the choice in the address and
offers the figure and its rows. Without scripts the choices stay hidden and the tables of the page remain.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import polars as pl
from markupsafe import Markup

from analysis.charts.figure import Figure
from analysis.charts.trajectories import chart_chosen
from analysis.schemas.release import Release
from analysis.site.markup import fill_markup, join_markup, trust_markup
from analysis.site.names import INDEX_NAME
from analysis.site.theme import COUNTRY_COLOUR
from analysis.views.scores import yearly_scores
from analysis.words.release import source_line
from analysis.words.standing import alt_multiples

VALUES = ("score", "lower_90", "upper_90", "is_forecast")


@dataclass(frozen=True)
class Chooser:
    """Rows to choose from, the countries chosen at first, the sentence that stands where no chart can, and the source.

    `scores`: country, country_iso3, index, year, score (null where only the interval is known), lower_90, upper_90, is_forecast;
    every country has the same years.
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
        return fill_markup(
            '<div class="cs-chooser" data-chosen="{chosen}"><script type="application/json">{content}</script>'
            "<noscript><p>{alt}</p></noscript><form hidden>"
            "<fieldset><legend>Countries</legend>{boxes}</fieldset><p>{index} {first} {last}</p></form>"
            '<div class="cs-drawing" role="img" aria-label="{alt}"></div>'
            '<p class="cs-said" aria-live="polite">{alt}</p>'
            '<p class="cs-source">{source}</p>'
            '<p class="cs-save" hidden>Save: <button type="button" data-save="svg">figure as SVG</button> '
            '<button type="button" data-save="png">figure as PNG</button> '
            '<button type="button" data-save="csv">rows as CSV</button> The address of this page keeps your choice.</p></div>',
            chosen=",".join(self.chosen),
            content=trust_markup(text),
            alt=self.alt_text,
            boxes=_boxes(names),
            index=_menu("index", "Index", list(INDEX_NAME.items()), "composite"),
            first=_menu("from", "From", [(year, year) for year in years], years[0]),
            last=_menu("to", "to", [(year, year) for year in years], years[-1]),
            source=self.source,
        )


def chooser_scores(release: Release, chosen: list[str]) -> Chooser:
    """Yearly scores of all indices and countries to choose from."""
    every = pl.concat([yearly_scores(release, index) for index in INDEX_NAME])
    return Chooser(every, chosen, alt_multiples(yearly_scores(release)), source_line(release))


def _boxes(names: dict[str, str]) -> Markup:
    box = (
        '<label><input type="checkbox" name="country" value="{}"> <span class="cs-swatch" style="background:{}"></span>{}</label>'
    )
    return join_markup(fill_markup(box, code, COUNTRY_COLOUR[code], name) for code, name in names.items())


def _menu(name: str, label: str, options: list[tuple], chosen: object) -> Markup:
    marks = {True: trust_markup(" selected"), False: ""}
    items = (fill_markup('<option value="{}"{}>{}</option>', value, marks[value == chosen], text) for value, text in options)
    return fill_markup('<label>{} <select name="{}">{}</select></label>', label, name, join_markup(items))
