"""One way to make every table: escaped cells, a fixed id, links only where we make them."""

from __future__ import annotations

from typing import Any

import polars as pl
from great_tables import GT, loc, style

from analysis.site.markup import fill_markup
from analysis.site.places import country_href, record_href

# Dates and ids, which a narrow column must not break at their hyphens.
UNBROKEN = {
    "date",
    "adopted",
    "in_force_from",
    "in_force_to",
    "start",
    "end",
    "end_date",
    "ended",
    "from",
    "to",
    "record",
    "dated",
}


def make_table(
    frame: pl.DataFrame,
    name: str,
    labels: dict[str, str] | None = None,
    markup: tuple[str, ...] = (),
    opened: tuple[str, ...] = (),
) -> GT:
    """A Great Tables table with the id `<name>-rows`.

    Great Tables escapes every cell; `markup` names the columns whose HTML we made ourselves, from escaped parts, and
    `opened` those of linked numbers. Numbers are aligned right, with one decimal for fractions; empty cells show a dash.
    """
    floats = [c for c, t in frame.schema.items() if t.is_float()]
    headings: dict[str, Any] = {c: (labels or {}).get(c, c.replace("_", " ")) for c in frame.columns}
    table = GT(frame, id=f"{name}-rows").cols_label(headings).sub_missing(missing_text="–")
    if floats:
        table = table.fmt_number(columns=floats, decimals=1)
    if markup or opened:
        table = table.fmt(_hand_on, columns=[*markup, *opened]).cols_align("right", columns=list(opened))
    whole = [name for name in frame.columns if name in UNBROKEN]
    if whole:
        table = table.tab_style(style.css("white-space: nowrap;"), loc.body(columns=whole))
    return table.tab_options(table_width="100%", table_font_size="0.88rem", table_font_names=["inherit"])


def _hand_on(value: str | None) -> str:
    return value or "–"


def link(text: str, address: str) -> str:
    """An escaped link."""
    return fill_markup('<a href="{}">{}</a>', address, text)


def open_cell(column: str, address: pl.Expr) -> pl.Expr:
    """Cells of `column` as links to an address of the row (see analysis.site.places)."""

    def make(cell: dict[str, Any]) -> str | None:
        value = cell["value"]
        if value is None:
            return None
        return link(f"{value:.1f}" if isinstance(value, float) else str(value), cell["address"])

    cell = pl.struct(pl.col(column).alias("value"), address.alias("address"))
    return cell.map_elements(make, return_dtype=pl.String).alias(column)


def open_section(column: str, of: str | None = None) -> pl.Expr:
    """Cells of `column` as links to what is behind `of` (by default the column) on the row's country page; see SECTION."""
    return open_cell(column, country_href(of or column))


def link_country() -> pl.Expr:
    """Column `country` as a link to the country's page; needs country_iso3. For pages at the root of the site."""
    return open_cell("country", country_href())


def link_record() -> pl.Expr:
    """Column `record`: the id as a link to the record on its country's page. For pages at the root of the site."""
    return open_cell("record_id", record_href()).alias("record")


def link_sources(records: pl.DataFrame, cited: pl.DataFrame, sources: pl.DataFrame) -> pl.DataFrame:
    """Add column `sources`: links to the publishers of each record's sources, in the order of their ids."""
    needed = cited.filter(pl.col("record_id").is_in(records["record_id"].implode()))
    pages = needed.join(sources, on="source_id").sort("record_id", "source_id")
    links = pages.select(
        "record_id",
        pl.struct("publisher", "url")
        .map_elements(lambda s: link(s["publisher"], s["url"]), return_dtype=pl.String)
        .alias("link"),
    )
    joined = links.group_by("record_id", maintain_order=True).agg(pl.col("link").str.join("; ").alias("sources"))
    return records.join(joined, on="record_id", how="left", maintain_order="left")


def anchor(record_id: str) -> str:
    """The record's id as the target and text of its permanent address on the page."""
    return fill_markup('<a class="cs-id" id="{0}" href="#{0}">{0}</a>', record_id)


def title_with_note(record: dict[str, str | None]) -> str:
    """Title of a record, and beneath it the note, both escaped."""
    below = fill_markup('<span class="cs-note">{}</span>', record["note"]) if record["note"] else ""
    return fill_markup("{}{}", record["title_en"] or "", below)


def show_title() -> pl.Expr:
    """Column `what`: title of the record, and beneath it the note."""
    return pl.struct("title_en", "note").map_elements(title_with_note, return_dtype=pl.String).alias("what")


def spell_out(column: str) -> pl.Expr:
    """Terms with spaces between their words."""
    return pl.col(column).str.replace_all("_", " ")


def show_range(low: str, high: str, digits: int = 2) -> pl.Expr:
    """Two columns as one text, 'low to high'."""
    return pl.format("{} to {}", *(show_fixed(pl.col(name), digits) for name in (low, high)))


def show_fixed(column: pl.Expr, digits: int) -> pl.Expr:
    """A number as text with a fixed count of decimals and a true minus sign; never minus nothing."""

    def fix(value: float) -> str:
        text = f"{value:.{digits}f}"
        return text.replace("-", "−" if float(text) else "")

    return column.map_elements(fix, return_dtype=pl.String)
