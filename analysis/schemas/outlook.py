"""Tables of the release that look ahead, look back on such forecasts, and tell what went before."""

from __future__ import annotations

import datetime as dt

import pandera.polars as pa

from analysis.schemas import fields as f
from analysis.schemas.items import REGIME_ITEMS
from analysis.schemas.records import Table
from analysis.schemas.scores import count_of, country_of, points_of, share_of

EPISODE = {"fall": "The composite fell.", "rise": "The composite rose."}
STEP_KIND = {
    "regime": "A rule rose to level 2 or 3 from a lower, known level.",
    "rung": "A rung of the ladder was used for the first time on record.",
}
STEP = {code: item.name for code, item in REGIME_ITEMS.items()} | {f"rung_{rung}": f"Rung {rung}." for rung in range(1, 5)}


def _change_after(months: int, end: str) -> float:
    return f.number(
        f"{end} over the {months} months after; empty where evidence does not reach so far.", low=-100, high=100, example="-2.1"
    )


class IndexOutlook(Table):
    """Probability that the composite falls or rises by five points or more in the twelve months after the evidence-to month.

    The state model run forward without events, the rules in force unchanged.
    """

    country_iso3: str = country_of()
    month: dt.date = pa.Field(description="Month from which, the last with evidence.")
    fall_probability: float = share_of("Probability of a fall.")
    rise_probability: float = share_of("Probability of a rise.")
    n_draws: int = count_of("Simulated paths.")


class IndexOutlookBacktest(Table):
    """Forecasts as they could have been made at each year-end since 2005, beside what the published composite did in the year after.

    Evidence is cut at the year-end by what it is about; parameters are those of today's fit, a leak.
    """

    country_iso3: str = country_of()
    year: int = f.number("Year at whose end.", low=1991, high=2099, nullable=False, example="2013")
    change: float = points_of("Median change of the composite in the twelve months after.")
    fall_probability: float = share_of("Probability of a fall of five points or more, as forecast.")
    fall_base_rate: float = share_of("Share of such falls over all countries and years ended by then.")
    fall_happened: int = f.flag("1: it fell by five points or more.")
    fall_share: float = share_of("Share of draws of the published scores in which it did.")
    fall_brier: float = share_of("Squared error of the probability.")
    fall_base_brier: float = share_of("Squared error of the base rate.")
    rise_probability: float = share_of("Probability of a rise of five points or more, as forecast.")
    rise_base_rate: float = share_of("Share of such rises over all countries and years ended by then.")
    rise_happened: int = f.flag("1: it rose by five points or more.")
    rise_share: float = share_of("Share of draws of the published scores in which it did.")
    rise_brier: float = share_of("Squared error of the probability.")
    rise_base_brier: float = share_of("Squared error of the base rate.")


class IndexEpisode(Table):
    """Falls and rises of the composite by five points or more, by its monthly medians up to the evidence-to month."""

    country_iso3: str = country_of()
    kind: str = f.term("Which way.", EPISODE)
    start_month: dt.date = pa.Field(description="Last month before it moved.")
    end_month: dt.date = pa.Field(description="First month at its end.")
    points: float = points_of("Score at the end less that at the start.")


class IndexFollowed(Table):
    """What the composite did after a rule became heavy and after the first use of a rung of the ladder.

    The change begins at the end of the step's month, so what a rule takes from the law pillar at once is no part of it.
    """

    country_iso3: str = country_of()
    kind: str = f.term("Kind of step.", STEP_KIND)
    step: str = f.term("Item of law or funding, or rung.", STEP)
    record_id: str = f.ids("Spell or incident.", "*", example="RUS-G-0012")
    month: dt.date = pa.Field(description="Earliest month that its date can mean.")
    change_12: float = _change_after(12, "Median change")
    change_12_lower_90: float = _change_after(12, "Lower end of the 90 % interval")
    change_12_upper_90: float = _change_after(12, "Upper end of the 90 % interval")
    change_24: float = _change_after(24, "Median change")
    change_24_lower_90: float = _change_after(24, "Lower end of the 90 % interval")
    change_24_upper_90: float = _change_after(24, "Upper end of the 90 % interval")


OUTLOOK_TABLES: dict[str, type[Table]] = {
    "index_outlook": IndexOutlook,
    "index_outlook_backtest": IndexOutlookBacktest,
    "index_episode": IndexEpisode,
    "index_followed": IndexFollowed,
}
OUTLOOK_KEYS = {
    "index_outlook": ["country_iso3"],
    "index_outlook_backtest": ["country_iso3", "year"],
    "index_episode": ["country_iso3", "kind", "start_month"],
    "index_followed": ["country_iso3", "step", "record_id"],
}
