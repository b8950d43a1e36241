"""Workbooks that hold text as text and are the same bytes for the same content."""

from __future__ import annotations

import datetime as dt
import io

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

__all__ = ["Format", "Workbook", "Worksheet", "name_column", "open_workbook"]


def open_workbook(target: io.BytesIO, title: str, about: str, stamp: dt.date) -> Workbook:
    """A workbook to be written into `target` when it is closed: no text becomes a formula, a number or a link.

    `title` and `about` stand in its properties, with `stamp` in place of the clock.
    """
    plain = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd"} | plain)
    created = dt.datetime(stamp.year, stamp.month, stamp.day, tzinfo=dt.UTC)
    book.set_properties({"title": title, "author": "civicspace contributors", "comments": about, "created": created})
    return book


def name_column(place: int) -> str:
    """Letters of a column counted from 0."""
    return str(xl_col_to_name(place))
