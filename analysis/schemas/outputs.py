"""Tables of the release that are computed: typed records, panel, ladder, index."""

from __future__ import annotations

import datetime as dt

import pandera.polars as pa

from analysis.schemas import context, latent, legislation, measures, provenance, robustness, settings
from analysis.schemas import fields as f
from analysis.schemas import vocabulary as v
from analysis.schemas.records import Table

INDEX = {
    "composite": "Law, funding and practice together.",
    "law": "Legislation in force.",
    "funding": "Funding rules and measures.",
    "practice": "What is done to people and organisations.",
}


def _country() -> str:
    return f.pattern("Country, ISO 3166-1 alpha-3.", f.COUNTRY_PATTERN, "a country code", example="GEO")


def _share(meaning: str) -> float:
    return f.number(meaning, high=1, nullable=False, example="0.5")


def _score(meaning: str) -> float:
    return f.number(meaning, high=100, nullable=False, example="62.4")


def _count(meaning: str) -> int:
    return f.number(meaning, nullable=False, example="12")


class _Bounds(Table):
    start_earliest: dt.date = pa.Field(description="First day on which it can have begun.")
    start_latest: dt.date = pa.Field(description="Last day on which it can have begun.")
    end_earliest: dt.date = pa.Field(description="First day on which it can have ended.", nullable=True)
    end_latest: dt.date = pa.Field(description="Last day on which it can have ended.", nullable=True)


class CoreLegislation(legislation.Legislation, _Bounds):
    """Acts and bills, with the bounds of their dates."""


class CoreFunding(measures.Funding, _Bounds):
    """Funding measures, with the bounds of their dates."""


class CoreIncident(measures.Incidents, _Bounds):
    """Incidents, with family, kind of insecurity and the bounds of their dates."""

    family: str = f.term("Family of the type, the unit of pillar C.", dict.fromkeys(v.INCIDENT_FAMILY, ""))
    insecurity_kind: str = f.term(
        "Kind of insecurity of defenders that the type belongs to.", dict.fromkeys(v.INSECURITY_KIND, "")
    )


class CoreSource(provenance.Sources):
    """Sources, with the number of records that cite each."""

    n_records: int = _count("Records that cite it.")


class CoreRecordSource(Table):
    """One row per record and source."""

    record_id: str = f.ids("Record.", "*", example="GEO-L-0007")
    source_id: str = f.ids("Source that states its facts.", "sources", example="GEO-S-0012")


class CoreRecordOrganisation(Table):
    """One row per record and organisation it touches."""

    record_id: str = f.ids("Record.", "*", example="RUS-I-0007")
    organisation_id: str = f.ids("Organisation.", "organisations", example="RUS-O-0001")


class CoreResponseRecord(Table):
    """One row per response and record that it answers."""

    response_id: str = f.ids("Response.", "responses", example="GEO-R-0002")
    record_id: str = f.ids("Record that it answers.", "*", example="GEO-L-0007")


class PanelCountryMonth(Table):
    """Skeleton of country, month and index, with what is known of each."""

    country_iso3: str = _country()
    month: dt.date = pa.Field(description="First day of the month.")
    index: str = f.term("Index or pillar.", INDEX)
    n_active_records: int = _count("Records that count in the month.")
    evidence_density: float = _share("How deeply the period was searched, 0 (not) to 1.")


class _Scores(Table):
    country_iso3: str = _country()
    index: str = f.term("Index or pillar.", INDEX)
    score: float = _score("Median over draws; 100 is open, 0 is closed.")
    lower_50: float = _score("Lower end of the 50 % interval.")
    upper_50: float = _score("Upper end of the 50 % interval.")
    lower_90: float = _score("Lower end of the 90 % interval.")
    upper_90: float = _score("Upper end of the 90 % interval.")
    rank: int = f.number("Rank among the fifteen, 1 is the most open; empty for comparators.", low=1, high=15, example="4")
    rank_lower_50: int = f.number("Best rank of the 50 % interval.", low=1, high=15, example="4")
    rank_upper_50: int = f.number("Worst rank of the 50 % interval.", low=1, high=15, example="5")
    rank_lower_90: int = f.number("Best rank of the 90 % interval.", low=1, high=15, example="3")
    rank_upper_90: int = f.number("Worst rank of the 90 % interval.", low=1, high=15, example="6")
    n_active_records: int = _count("Records that count in the period.")
    evidence_density: float = _share("How deeply the period was searched, 0 (not) to 1; mean over months for a year.")


class IndexCountryMonth(_Scores):
    """Indices by country and month."""

    month: dt.date = pa.Field(description="First day of the month; the score is the state at its end.")


class IndexCountryYear(_Scores):
    """Indices by country and year: means of the months, the last year up to the as-of date."""

    year: int = f.number("Year.", low=1991, high=2099, nullable=False, example="2024")
    n_months: int = f.number("Months averaged.", low=1, high=12, nullable=False, example="12")


class IndexChange(Table):
    """Change of each index over the last twelve months, compared draw by draw."""

    country_iso3: str = _country()
    index: str = f.term("Index or pillar.", INDEX)
    change: float = f.number("Median change in points.", low=-100, high=100, nullable=False, example="-3.2")
    change_lower_90: float = f.number("Lower end of the 90 % interval.", low=-100, high=100, nullable=False)
    change_upper_90: float = f.number("Upper end of the 90 % interval.", low=-100, high=100, nullable=False)
    fall_probability: float = _share("Share of draws with a fall of more than half a point.")
    rise_probability: float = _share("Share of draws with a rise of more than half a point.")


class IndexChangeYear(IndexChange):
    """Change of each index from year to year, compared draw by draw; a partial last year with the same months before."""

    year: int = f.number("Year that is compared with the year before.", low=1992, high=2099, nullable=False, example="2024")
    change_lower_50: float = f.number("Lower end of the 50 % interval.", low=-100, high=100, nullable=False)
    change_upper_50: float = f.number("Upper end of the 50 % interval.", low=-100, high=100, nullable=False)


class LadderCountryMonth(Table):
    """The escalation ladder by country and month."""

    country_iso3: str = _country()
    month: dt.date = pa.Field(description="First day of the month.")
    highest_rung: int = f.number("Highest rung in use; empty when none is recorded.", low=1, high=4, example="3")
    n_rung_1: int = _count("Records on rung 1, administrative pressure.")
    n_rung_2: int = _count("Records on rung 2, informational isolation.")
    n_rung_3: int = _count("Records on rung 3, legal stigmatisation.")
    n_rung_4: int = _count("Records on rung 4, criminal liability.")
    n_beside_ladder: int = _count("Records of physical violence and others beside the ladder.")


class LadderStep(Table):
    """First recorded use of each rung by each country."""

    country_iso3: str = _country()
    rung: int = f.number("Rung.", low=1, high=4, nullable=False, example="2")
    first_date: dt.date = pa.Field(description="Earliest day its first record allows.")
    record_id: str = f.ids("That record.", "incidents", example="RUS-I-0001")
    n_incidents: int = _count("Incidents recorded on the rung in all.")


OUTPUT_TABLES: dict[str, type[Table]] = {
    "index_country_month": IndexCountryMonth,
    "index_country_year": IndexCountryYear,
    "index_change": IndexChange,
    "index_change_year": IndexChangeYear,
    "index_sensitivity": robustness.IndexSensitivity,
    "index_alternative": robustness.IndexAlternative,
    "index_effective_weight": robustness.IndexEffectiveWeight,
    "index_correlation": robustness.IndexCorrelation,
    "index_consistency": robustness.IndexConsistency,
    **latent.LATENT_TABLES,
    "ladder_country_month": LadderCountryMonth,
    "ladder_step": LadderStep,
    "panel_country_month": PanelCountryMonth,
    "index_structure": settings.IndexStructure,
    "index_parameters": settings.IndexParameters,
    "core_country": settings.Countries,
    "core_legislation": CoreLegislation,
    "core_funding": CoreFunding,
    "core_incident": CoreIncident,
    "core_organisation": context.Organisations,
    "core_commitment": context.Commitments,
    "core_fatf_r8": context.FatfR8,
    "core_response": context.Responses,
    "core_count": context.Counts,
    "core_benchmark": context.Benchmarks,
    "core_coverage": provenance.Coverage,
    "core_lead": provenance.Leads,
    "core_second_coding": provenance.SecondCoding,
    "core_source": CoreSource,
    "core_record_source": CoreRecordSource,
    "core_record_organisation": CoreRecordOrganisation,
    "core_response_record": CoreResponseRecord,
}
OUTPUT_KEYS = {
    "index_country_month": ["country_iso3", "index", "month"],
    "index_country_year": ["country_iso3", "index", "year"],
    "index_change": ["country_iso3", "index"],
    "index_change_year": ["country_iso3", "index", "year"],
    "index_sensitivity": ["country_iso3", "group"],
    "index_alternative": ["country_iso3", "alternative"],
    "index_effective_weight": ["code"],
    "index_correlation": ["view", "index_1", "index_2"],
    "index_consistency": ["view"],
    **latent.LATENT_KEYS,
    "ladder_country_month": ["country_iso3", "month"],
    "ladder_step": ["country_iso3", "rung"],
    "panel_country_month": ["country_iso3", "index", "month"],
    "core_record_source": ["record_id", "source_id"],
    "core_record_organisation": ["record_id", "organisation_id"],
    "core_response_record": ["response_id", "record_id"],
}
SCORED_TABLES = ("core_legislation", "core_funding", "core_incident")
