"""What the measurement model sees, as arrays. Pure, without the sampler.

Months count from January of `first_year`; countries, items and lenses by their place in the lists.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, fields, replace

import numpy as np
import polars as pl

from analysis.engine.draws import Array
from analysis.latent.signals.assessments import Codes, collect_codes
from analysis.latent.signals.counts import Counts, collect_counts
from analysis.latent.signals.events import locate_steps
from analysis.schemas.items import PRACTICE_ITEMS, RIGHTS

ITEM_CODES = list(PRACTICE_ITEMS)
RIGHT_CODES = list(RIGHTS)
# Rights stray from the common state in contrasts that sum to nothing over the rights, so that state and straying are told
# apart: Helmert's, orthonormal, (rights, contrasts).
CONTRAST = np.array([[1, 1, 1], [-1, 1, 1], [0, -2, 1], [0, 0, -3]]) / np.sqrt([2, 6, 12])
N_CONTRASTS = CONTRAST.shape[1]
RIGHT_OF_ITEM = np.array([RIGHT_CODES.index(item.part) for item in PRACTICE_ITEMS.values()])


@dataclass(frozen=True)
class LatentData:
    """Evidence of practice: `codes` of reports, `counts`, and `excess` (countries, months), events beyond what is usual."""

    countries: list[str]
    first_year: int
    n_months: int
    codes: Codes
    counts: Counts
    excess: Array

    @property
    def n_years(self) -> int:
        """Calendar years, the last one maybe in part."""
        return -(-self.n_months // 12)

    def digest(self) -> str:
        """SHA-256 of everything in it, the same on every machine."""
        total = hashlib.sha256(f"{self.countries}{self.first_year}{self.n_months}".encode())
        for part in (self.codes, self.counts):
            for field in fields(part):
                total.update(f"{field.name}={_plain(getattr(part, field.name))}\n".encode())
        total.update(f"excess={_plain(self.excess)}\n".encode())
        return total.hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, np.ndarray):
        return [value.shape, *np.round(value.astype(float), 5).ravel().tolist()]
    return value


def collect_latent_data(
    tables: dict[str, pl.DataFrame], countries: list[str], first: dt.date, n_months: int, lenses: list[str] | None = None
) -> LatentData:
    """Evidence of `countries` from core_report, core_assessment, core_count and core_record, by month since `first`.

    `lenses` are those that stored parameters know.
    """
    return LatentData(
        countries=list(countries),
        first_year=first.year,
        n_months=n_months,
        codes=collect_codes(tables["core_report"], tables["core_assessment"], countries, first.year, n_months, lenses),
        counts=collect_counts(tables["core_count"], countries, first.year, n_months),
        excess=locate_steps(tables["core_record"], countries, first.year, n_months),
    )


def choose_reports(data: LatentData, kept: Array) -> LatentData:
    """The same data with the reports that `kept` (reports,) marks; counts and events stay."""
    codes = data.codes
    number = np.cumsum(kept) - 1
    mine = kept[codes.code_report]
    chosen = Codes(
        [name for name, keep in zip(codes.report_ids, kept, strict=True) if keep],
        codes.report_country[kept],
        codes.report_month[kept],
        codes.report_lens[kept],
        codes.lenses,
        number[codes.code_report[mine]],
        codes.code_item[mine],
        codes.code_level[mine],
        codes.code_basis[mine],
    )
    return replace(data, codes=chosen)


def choose_countries(data: LatentData, places: list[int]) -> LatentData:
    """The same data of some countries alone, in the order of `places`."""
    order = {place: number for number, place in enumerate(places)}
    fewer = choose_reports(data, np.isin(data.codes.report_country, places))
    codes = replace(fewer.codes, report_country=np.array([order[place] for place in fewer.codes.report_country], int))
    counts = data.counts
    mine = np.isin(counts.country, places)
    kept = replace(
        counts,
        country=np.array([order[place] for place in counts.country[mine]], int),
        month=counts.month[mine],
        of_series=counts.of_series[mine],
        value=counts.value[mine],
    )
    return replace(
        fewer, countries=[data.countries[place] for place in places], codes=codes, counts=kept, excess=data.excess[places]
    )
