"""Tables of validity: ours beside other published indices."""

from __future__ import annotations

from typing import Any

import polars as pl
from great_tables import GT

from analysis.schemas.items import ITEMS, PRACTICE_ITEMS
from analysis.schemas.release import Release
from analysis.site.markup import fill_markup, join_markup
from analysis.site.names import INDEX_NAME
from analysis.site.places import record_address
from analysis.tables.make import link_country, make_table, open_section, show_fixed, show_range
from analysis.views.countries import name_country
from analysis.views.validity import (
    PERIODS,
    VIEWS,
    agreements,
    largest_gaps,
    opposite_moves,
    period_medians,
    rule_codings,
    series_medians,
    stated_items,
)
from analysis.words.validity import PERIOD_NAME, VIEW_NAME

MOST_REPORTS = 4


def table_agreement(release: Release, view: str) -> GT:
    """The composite beside each published series in one view, with what others reach with it, and for levels country means."""
    rows = agreements(release, view)
    columns = [
        pl.col("benchmark").alias("published index"),
        "n",
        pl.col("n_countries").alias("countries"),
        show_fixed(pl.col("spearman"), 2).alias("ours"),
        show_range("spearman_lower_90", "spearman_upper_90").alias("90 %"),
        show_fixed(pl.col("others"), 2).alias("others with it (median)"),
        pl.col("n_others").alias("pairs"),
    ]
    if view == "pooled":
        columns.append(show_fixed(pl.col("means"), 2).alias("country means"))
    return make_table(rows.select(columns), f"tbl-agreement-{view.replace('_', '-')}-all")


def table_detection(release: Release) -> GT:
    """How well three-year changes of the composite tell openings and closings of published series from other years."""
    rows = agreements(release, "change_3").filter(pl.col("auc_opening").is_not_null() | pl.col("auc_closing").is_not_null())
    shown = rows.select(
        pl.col("benchmark").alias("published index"),
        pl.col("n_openings").alias("openings"),
        show_fixed(pl.col("auc_opening"), 2).alias("told"),
        show_range("auc_opening_lower_90", "auc_opening_upper_90").alias("90 %"),
        pl.col("n_closings").alias("closings"),
        show_fixed(pl.col("auc_closing"), 2).alias("told "),
        show_range("auc_closing_lower_90", "auc_closing_upper_90").alias("90 % "),
    )
    return make_table(shown, "tbl-detection-all")


def table_series(release: Release) -> GT:
    """Median correlation of each of our indices with all published series, by view."""
    order = {code: place for place, code in enumerate(INDEX_NAME)}
    rows = series_medians(release).sort(pl.col("series").replace_strict(order, default=len(order), return_dtype=pl.Int64))
    medians = [pl.format("{} ({})", show_fixed(pl.col(view), 2), f"n_{view}").alias(VIEW_NAME[view]) for view in VIEWS]
    return make_table(rows.select(pl.col("series").replace(INDEX_NAME).alias("index"), *medians), "tbl-series-medians")


def table_periods(release: Release) -> GT:
    """Median correlation of the composite by period, with the series that have figures in all of them."""
    shown = period_medians(release).select(
        pl.col("view").replace_strict(VIEW_NAME).alias("view"),
        pl.col("n_series").alias("series"),
        *(show_fixed(pl.col(period), 2).alias(PERIOD_NAME[period]) for period in PERIODS),
    )
    return make_table(shown, "tbl-periods-medians")


def table_rule_codings(release: Release) -> GT:
    """Items of our rules beside codings of laws on the same question."""
    names = {code: item.name for code, item in ITEMS.items()}
    text = pl.format("{} [{}]", show_fixed(pl.col("spearman"), 2), show_range("spearman_lower_90", "spearman_upper_90"))
    wide = (
        rule_codings(release)
        .with_columns(pl.col("series").replace(names), pl.col("view").replace_strict(VIEW_NAME), text.alias("text"))
        .pivot("view", on_columns=[VIEW_NAME[view] for view in VIEWS], index=["series", "benchmark"], values="text")
    )
    return make_table(wide.sort("series", "benchmark"), "tbl-rule-codings-all", {"series": "our item", "benchmark": "coding"})


def table_lags(lags: pl.DataFrame) -> GT:
    """Correlation of changes by lag, a row per series of ours."""
    text = pl.format("{} ({})", show_fixed(pl.col("spearman"), 2), "n")
    named = lags.with_columns(text.alias("text"), pl.col("series").replace(INDEX_NAME))
    wide = named.pivot("lag", index="series", values="text", maintain_order=True)
    return make_table(wide, "tbl-lags-all", {"series": "changes of ours; correlation (n) by years later"})


def table_opposite(release: Release) -> GT:
    """Countries that a wide index and ours see moving in opposite directions."""
    shown = opposite_moves(release).select(
        link_country(),
        pl.col("series").alias("other index"),
        pl.format("{}–{}", "first_year", "last_year").alias("years"),
        open_section("ours", "composite"),
        open_section("theirs", "benchmarks"),
    )
    return make_table(shown, "tbl-opposite-all", {}, ("country",), ("ours", "theirs"))


def table_gaps(release: Release) -> GT:
    """Country-years furthest from the wide indices: percentiles, our score, the reports of the year and what they state."""
    rows = [_gap(release, row) for row in largest_gaps(release).iter_rows(named=True)]
    texts, numbers = ("country_iso3", "year", "score", "reports", "stated"), ("ours", "others", "series")
    schema = dict.fromkeys(texts, pl.String) | dict.fromkeys(numbers, pl.Int64)
    frame = pl.DataFrame(rows, schema=schema).with_columns(name_country(release))
    shown = frame.select(
        link_country(),
        "year",
        pl.col("ours").alias("our percentile"),
        pl.col("others").alias("others'"),
        pl.col("series").alias("other series"),
        open_section("score", "composite"),
        pl.col("reports").alias("reports on the year"),
        pl.col("stated").alias("what they state"),
    )
    return make_table(shown, "tbl-gaps-all", {}, ("country", "reports on the year"), ("score",))


def _gap(release: Release, row: dict[str, Any]) -> dict[str, Any]:
    stated = stated_items(release, row["country_iso3"], row["year"])
    reports = stated.select("report_id", "reporter").unique("report_id", keep="first", maintain_order=True)
    links = [
        fill_markup('{} <a href="{}">{}</a>', name, record_address(one), one)
        for one, name in reports.head(MOST_REPORTS).iter_rows()
    ]
    parts = [part for link in links for part in ("; ", link)][1:]
    more = f" and {reports.height - MOST_REPORTS} more" if reports.height > MOST_REPORTS else ""
    return {
        "country_iso3": row["country_iso3"],
        "year": str(row["year"]),
        "ours": round(row["ours"]),
        "others": round(row["theirs"]),
        "series": row["n_series"],
        "score": f"{row['score']:.0f} ({row['lower_90']:.0f} to {row['upper_90']:.0f})",
        "reports": str(join_markup([*parts, more])) if links else "none",
        "stated": _state(stated, closed=row["gap"] < 0),
    }


def _state(stated: pl.DataFrame, closed: bool) -> str:
    """Items that the reports of a year state as most closed (where ours is the more closed) or most open, with their level."""
    if stated.is_empty():
        return "–"
    means = stated.group_by("item").agg(pl.col("level").mean()).sort(pl.col("level"), "item", descending=[closed, False])
    return ", ".join(f"{PRACTICE_ITEMS[item].name.lower()} {level:.3g}" for item, level in means.head(4).iter_rows())
