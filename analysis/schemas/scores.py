"""Tables of the release that hold scores: by month and year, their changes, what holds and moves them, until when."""

from __future__ import annotations

import datetime as dt

import pandera.polars as pa

from analysis.schemas import fields as f
from analysis.schemas.items import RIGHTS
from analysis.schemas.records import Table

PILLAR = {
    "law": "Rules in force.",
    "funding": "Rules in force on money.",
    "practice": "What is done to people and organisations.",
}
INDEX = {
    "composite": "Practice, law and funding together.",
    **PILLAR,
    **{code: f"Practice, {name.lower()} alone." for code, name in RIGHTS.items()},
}
DRIVER = {
    "report": "A report that was read.",
    "regime": "A spell of the rules in force.",
    "event": "A month with dated events, which lets the score move there.",
}


def country_of() -> str:
    """Column with a country."""
    return f.pattern("Country, ISO 3166-1 alpha-3.", f.COUNTRY_PATTERN, "a country code", example="GEO")


def share_of(meaning: str, nullable: bool = False) -> float:
    """A share, 0 to 1."""
    return f.number(meaning, high=1, nullable=nullable, example="0.5")


def score_of(meaning: str, nullable: bool = False) -> float:
    """A score, 0 (closed) to 100 (open)."""
    return f.number(meaning, high=100, nullable=nullable, example="62.4")


def points_of(meaning: str) -> float:
    """A difference of scores, -100 to 100."""
    return f.number(meaning, low=-100, high=100, nullable=False, example="-3.2")


def count_of(meaning: str) -> int:
    """A number of things."""
    return f.number(meaning, nullable=False, example="12")


class _Scores(Table):
    country_iso3: str = country_of()
    index: str = f.term("Index, pillar or right.", INDEX)
    score: float = score_of(
        "Median over draws, 100 open, 0 closed; empty where under half of a pillar's rules are known: the interval says all.",
        True,
    )
    lower_50: float = score_of("Lower end of the 50 % interval.")
    upper_50: float = score_of("Upper end of the 50 % interval.")
    lower_90: float = score_of("Lower end of the 90 % interval.")
    upper_90: float = score_of("Upper end of the 90 % interval.")
    rank: int = f.number(
        "Rank among the fifteen, 1 is the most open; empty for comparators and where there is no score.",
        low=1,
        high=15,
        example="4",
    )
    rank_lower_50: int = f.number("Best rank of the 50 % interval.", low=1, high=15, example="4")
    rank_upper_50: int = f.number("Worst rank of the 50 % interval.", low=1, high=15, example="5")
    rank_lower_90: int = f.number("Best rank of the 90 % interval.", low=1, high=15, example="3")
    rank_upper_90: int = f.number("Worst rank of the 90 % interval.", low=1, high=15, example="6")
    is_forecast: int = f.flag("1 after the country's evidence-to date: no evidence of practice, a forecast that widens.")
    n_reports: int = count_of("Reports whose window touches the period.")
    known_share: float = share_of("Share of the weight of the pillar's rules that is known; empty but for law and funding.", True)


class IndexCountryMonth(_Scores):
    """Indices by country and month."""

    month: dt.date = pa.Field(description="First day of the month; the score is the state at its end.")


class IndexCountryYear(_Scores):
    """Indices by country and year: means of the months, the last year up to the as-of date."""

    year: int = f.number("Year.", low=1991, high=2099, nullable=False, example="2024")
    n_months: int = f.number("Months averaged.", low=1, high=12, nullable=False, example="12")


class IndexChange(Table):
    """Change of each index up to the country's evidence-to month, draw by draw: over twelve and over thirty-six months."""

    country_iso3: str = country_of()
    index: str = f.term("Index, pillar or right.", INDEX)
    months: int = f.number("Months over which.", low=12, high=36, nullable=False, example="36")
    month: dt.date = pa.Field(description="Month up to which, the last with evidence.")
    change: float = points_of("Median change in points.")
    change_lower_90: float = points_of("Lower end of the 90 % interval.")
    change_upper_90: float = points_of("Upper end of the 90 % interval.")
    fall_probability: float = share_of("Share of draws with a fall of more than half a point.")
    rise_probability: float = share_of("Share of draws with a rise of more than half a point.")


class IndexChangeYear(Table):
    """Change of each index from year to year and over three years, compared draw by draw."""

    country_iso3: str = country_of()
    index: str = f.term("Index, pillar or right.", INDEX)
    year: int = f.number("Year that is compared.", low=1992, high=2099, nullable=False, example="2024")
    years: int = f.number("Years before that it is compared with.", low=1, high=3, nullable=False, example="1")
    change: float = points_of("Median change in points.")
    change_lower_50: float = points_of("Lower end of the 50 % interval.")
    change_upper_50: float = points_of("Upper end of the 50 % interval.")
    change_lower_90: float = points_of("Lower end of the 90 % interval.")
    change_upper_90: float = points_of("Upper end of the 90 % interval.")
    fall_probability: float = share_of("Share of draws with a fall of more than half a point.")
    rise_probability: float = share_of("Share of draws with a rise of more than half a point.")


class IndexDriver(Table):
    """What holds each country's composite where it is, and what moved it: points by report, rule and month with events.

    Points of a report are the composite less the one without it, at the parameters' means; those of a rule what its level
    takes away from full openness. Reports overlap, so points need not add up to the score.
    """

    country_iso3: str = country_of()
    view: str = f.term(
        "Of what.",
        {
            "level": "The composite at the evidence-to month.",
            "year": "Its change over the twelve months before.",
            "turn": "Its change since the last turning point, 36 months before at least.",
        },
    )
    kind: str = f.term("Kind of evidence.", DRIVER)
    evidence_id: str = f.text("Report, spell, or month with events.", example="GEO-P-0031", longest=20)
    points: float = points_of("Points on the composite; negative where it lowers it.")


class PanelEvidence(Table):
    """Until when evidence reaches, per country and pillar."""

    country_iso3: str = country_of()
    index: str = f.term("Pillar.", PILLAR)
    evidence_to: dt.date = pa.Field(description="Last day for which sources were searched and found to speak.", nullable=True)
