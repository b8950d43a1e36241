"""Reports that were read on a country, and the level that each states item by item."""

from __future__ import annotations

import polars as pl

from analysis.schemas.items import ITEMS
from analysis.schemas.release import Release
from analysis.site.names import REPORTER_NAME


def reports_read(release: Release, country: str) -> pl.DataFrame:
    """Active reports with coded levels, newest window first: report_id, name, window, depth, n_codes, note, url, publisher.

    `name` is the reporter's, or the publisher of the source where the reporter has no name of its own.
    """
    reports = release["core_report"].filter(
        (pl.col("country_iso3") == country) & (pl.col("status") == "active") & (pl.col("n_codes") > 0)
    )
    cited = release["core_record_source"].join(release["core_source"], on="source_id").sort("record_id", "source_id")
    first = cited.unique("record_id", keep="first", maintain_order=True).select(
        pl.col("record_id").alias("report_id"), "url", "publisher"
    )
    nameless = pl.col("reporter").is_in(["national_monitor", "other"]) & pl.col("publisher").is_not_null()
    named = pl.col("reporter").replace_strict(REPORTER_NAME, return_dtype=pl.String)
    joined = reports.join(first, on="report_id", how="left").with_columns(
        pl.when(nameless).then("publisher").otherwise(named).alias("name"), window_name()
    )
    order = joined.sort("window_to", "window_from", "report_id", descending=[True, True, False])
    return order.select(
        "report_id", "name", "reporter", "window", "window_from", "window_to", "depth", "n_codes", "note", "url", "publisher"
    )


def window_name() -> pl.Expr:
    """Column `window`: '2024' where it is a calendar year, else '2023-11 to 2024-10'."""
    begin, end = pl.col("window_from"), pl.col("window_to")
    is_year = begin.str.ends_with("-01-01") & end.str.ends_with("-12-31") & (begin.str.slice(0, 4) == end.str.slice(0, 4))
    return (
        pl.when(is_year)
        .then(begin.str.slice(0, 4))
        .otherwise(pl.format("{} to {}", begin.str.slice(0, 7), end.str.slice(0, 7)))
        .alias("window")
    )


def report_levels(release: Release, country: str) -> pl.DataFrame:
    """Active levels coded from one country's reports: report_id, record_id, item (name), level, anchor, basis, passage, note.

    In the order of the questionnaire within a report.
    """
    codes = release["core_assessment"].filter((pl.col("country_iso3") == country) & (pl.col("status") == "active"))
    place = pl.col("item").replace_strict({code: n for n, code in enumerate(ITEMS)}, return_dtype=pl.Int64)
    anchors = pl.DataFrame(
        [(code, item.name, level, text) for code, item in ITEMS.items() for level, text in enumerate(item.levels)],
        schema={"item": pl.String, "name": pl.String, "level": pl.Int64, "anchor": pl.String},
        orient="row",
    )
    told = codes.with_columns(place.alias("place")).join(anchors, on=["item", "level"], how="left")
    return told.sort("report_id", "place").select(
        "report_id", "record_id", pl.col("name").alias("item"), "level", "anchor", "basis", "passage", "note"
    )
