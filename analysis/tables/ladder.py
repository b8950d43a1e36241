"""Tables of the escalation ladder."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.schemas.release import Release
from analysis.tables.make import (
    link_country,
    link_record,
    make_table,
)
from analysis.views.ladder import first_rungs, order_of_rungs


def table_order_of_rungs(release: Release) -> GT:
    """Pairs of rungs: in how many countries which came first."""
    return make_table(order_of_rungs(release), "tbl-order-of-rungs")


def table_first_rungs(release: Release) -> GT:
    """First recorded use of each rung with its record."""
    steps = first_rungs(release)
    shown = steps.select(link_country(), "rung_name", "year", pl.col("title").alias("first record"), link_record())
    return make_table(shown, "tbl-first-rungs", {"rung_name": "rung"}, ("country", "record"))
