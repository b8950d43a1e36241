"""Item levels coded from reports: an ordered probit with thresholds shifted by the lens, the report and the country."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from analysis.engine.draws import Array
from analysis.schemas.evidence import BASIS
from analysis.schemas.items import PRACTICE_ITEMS

BASES = list(BASIS)
DEEPEST = ["full", "extract", "opening"]
RARE = 8  # a lens with fewer reports is joined with the others of its depth
MIDDLE_YEAR = 2008


@dataclass(frozen=True)
class Codes:
    """Reports (`report_*`, by report) and their codes (`code_*`, by code, sorted by report and item).

    A report binds the level that held for most of its window, which is the level in the middle of it: `report_month`.
    A lens is a reporter read in full or in part.
    """

    report_ids: list[str]
    report_country: Array
    report_month: Array
    report_lens: Array
    lenses: list[str]
    code_report: Array
    code_item: Array
    code_level: Array
    code_basis: Array

    @property
    def report_decade(self) -> Array:
        """Decades from 2008 to the middle of each report's window, the clock of lenses that drift. Shape (reports,)."""
        return (self.report_month / 12 + 1991 - MIDDLE_YEAR) / 10


def collect_codes(
    reports: pl.DataFrame,
    assessments: pl.DataFrame,
    countries: list[str],
    first_year: int,
    n_months: int,
    lenses: list[str] | None = None,
) -> Codes:
    """Active reports of `countries` that were coded, and their codes. Of copies of one report the deepest reading counts.

    `lenses` are those that the parameters know; without them a lens needs `RARE` reports to be one of its own.
    """
    coded = assessments.filter(pl.col("status") == "active")
    kept = choose_readings(reports, coded, countries, first_year, n_months)
    kept = kept.with_columns(name_lens(kept, lenses)).with_row_index("place_in")
    used = kept["lens"].unique().sort().to_list()
    lenses = [*(lenses or ()), *(lens for lens in used if lens not in (lenses or ()))]
    places = {"item": list(PRACTICE_ITEMS), "basis": BASES}
    numbered = [
        pl.col(name).replace_strict({code: place for place, code in enumerate(codes)}, return_dtype=pl.Int32).alias(f"{name}_in")
        for name, codes in places.items()
    ]
    codes = coded.join(kept.select("report_id", "place_in"), on="report_id").with_columns(numbered).sort("place_in", "item_in")
    return Codes(
        report_ids=kept["report_id"].to_list(),
        report_country=np.array([countries.index(one) for one in kept["country_iso3"]], int),
        report_month=kept["month"].to_numpy().astype(int),
        report_lens=np.array([lenses.index(one) for one in kept["lens"]], int),
        lenses=lenses,
        code_report=codes["place_in"].to_numpy().astype(int),
        code_item=codes["item_in"].to_numpy().astype(int),
        code_level=codes["level"].to_numpy().astype(int),
        code_basis=codes["basis_in"].to_numpy().astype(int),
    )


def choose_readings(
    reports: pl.DataFrame, coded: pl.DataFrame, countries: list[str], first_year: int, n_months: int
) -> pl.DataFrame:
    """Active, coded reports of `countries`, the deepest reading of each, with `month`, the middle of its window."""
    middle = pl.col("window_from").str.to_date() + (pl.col("window_to").str.to_date() - pl.col("window_from").str.to_date()) / 2
    month = (middle.dt.year() - first_year) * 12 + middle.dt.month().cast(pl.Int32) - 1
    depth = pl.col("depth").replace_strict({name: place for place, name in enumerate(DEEPEST)}, return_dtype=pl.Int32)
    return (
        reports.filter((pl.col("status") == "active") & pl.col("country_iso3").is_in(countries))
        .with_columns(month.alias("month"), depth.alias("place"))
        .filter(pl.col("month").is_between(0, n_months - 1))
        .join(coded.select("report_id").unique(), on="report_id", how="semi")
        .sort("place", "report_id")
        .unique(["country_iso3", "reporter", "window_from", "window_to"], keep="first", maintain_order=True)
        .sort("country_iso3", "month", "report_id")
    )


def name_lens(reports: pl.DataFrame, known: list[str] | None = None) -> pl.Series:
    """Lens of each report: `usdos:full`, `hrw:part`; ones that are rare, or not `known`, are `other:full` and `other:part`."""
    part = pl.when(pl.col("depth") == "full").then(pl.lit("full")).otherwise(pl.lit("part"))
    named = reports.select(pl.format("{}:{}", "reporter", part).alias("lens"), part.alias("part"))
    often = known or named.group_by("lens").len().filter(pl.col("len") >= RARE)["lens"].to_list()
    joined = pl.when(pl.col("lens").is_in(often)).then(pl.col("lens")).otherwise(pl.format("other:{}", "part"))
    return named.select(joined.alias("lens"))["lens"]
