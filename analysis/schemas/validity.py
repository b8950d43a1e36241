"""The table of the release that sets our scores beside other published indices."""

from __future__ import annotations

from analysis.schemas import fields as f
from analysis.schemas.records import Table
from analysis.schemas.scores import count_of

COMPARISON = {
    "ours": "One of our indices beside another published one.",
    "country_means": "A constant for each country, its mean in our composite, beside another index: what levels alone prove.",
    "others": "Two other published indices beside each other.",
    "rules": "An item of our rules beside a coding of laws on the same question.",
}
VIEW = {
    "pooled": "Levels, all countries and years.",
    "within": "Within countries: less the country's mean over the shared years.",
    "change_1": "Changes over one year.",
    "change_3": "Changes over three years.",
}
PERIOD = {"whole": (1992, 2023), "before_2004": (1992, 2003), "2004_2015": (2004, 2015), "2016_2023": (2016, 2023)}


def _series(meaning: str) -> str:
    return f.text(meaning, example="nations in transit: civil society", longest=120)


def _correlation(meaning: str) -> float:
    return f.number(meaning, low=-1, high=1, nullable=False, example="0.8")


def _area(meaning: str) -> float:
    return f.number(f"{meaning}; empty but for changes over three years with turns enough.", high=1, example="0.8")


def _turns(meaning: str) -> int:
    return f.number(meaning, example="24")


class Validity(Table):
    """Our indices beside figures of other published indices of the fifteen, which are never inputs; intervals resample countries.

    A turn of another index is a change over three years by its smallest step or by a twentieth of its scale, whichever is more.
    """

    comparison: str = f.term("What is compared.", COMPARISON)
    series: str = _series("Series on one side.")
    benchmark: str = _series("Published series on the other.")
    view: str = f.term("How.", VIEW)
    period: str = f.term("Years.", {name: f"{first} to {last}." for name, (first, last) in PERIOD.items()})
    n: int = count_of("Country-years or changes that both have.")
    n_countries: int = count_of("Countries that they are from.")
    spearman: float = _correlation("Spearman's rank correlation.")
    spearman_lower_90: float = _correlation("Lower end of its 90 % interval.")
    spearman_upper_90: float = _correlation("Upper end of its 90 % interval.")
    pearson: float = _correlation("Pearson's correlation.")
    pearson_lower_90: float = _correlation("Lower end of its 90 % interval.")
    pearson_upper_90: float = _correlation("Upper end of its 90 % interval.")
    n_openings: int = _turns("Changes that are openings by the benchmark.")
    auc_opening: float = _area("Chance that an opening shows the higher change than another pair of years")
    auc_opening_lower_90: float = _area("Lower end of its 90 % interval")
    auc_opening_upper_90: float = _area("Upper end of its 90 % interval")
    n_closings: int = _turns("Changes that are closings by the benchmark.")
    auc_closing: float = _area("Chance that a closing shows the lower change than another pair of years")
    auc_closing_lower_90: float = _area("Lower end of its 90 % interval")
    auc_closing_upper_90: float = _area("Upper end of its 90 % interval")


VALIDITY_TABLES: dict[str, type[Table]] = {"validity": Validity}
VALIDITY_KEYS = {"validity": ["comparison", "series", "benchmark", "view", "period"]}
