"""Tables of the release that are computed: typed records, panel, ladder, index."""

from __future__ import annotations

import datetime as dt

import pandera.polars as pa

from analysis.schemas import (
    context,
    evidence,
    latent,
    legislation,
    measures,
    outlook,
    provenance,
    robustness,
    scores,
    settings,
    validity,
)
from analysis.schemas import fields as f
from analysis.schemas import vocabulary as v
from analysis.schemas.records import Table

INDEX = {name: meaning for name, meaning in scores.INDEX.items() if name == "composite" or name in scores.PILLAR}


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

    family: str = f.term("Family of the type; none for openings.", dict.fromkeys(v.INCIDENT_FAMILY, ""), nullable=True)
    insecurity_kind: str = f.term(
        "Kind of insecurity of defenders that the type belongs to; none for openings.",
        dict.fromkeys(v.INSECURITY_KIND, ""),
        nullable=True,
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


class CoreReport(evidence.Reports):
    """Reports that were read, with the number of levels coded from each."""

    n_codes: int = _count("Items coded from it.")


class CoreRegime(evidence.Regimes, _Bounds):
    """Spells of the rules in force, with the bounds of their dates."""


class CoreRecord(_Bounds):
    """The one list of records that can count: acts, funding measures and incidents, with direction and strength."""

    record_id: str = f.ids("Record.", "*", example="GEO-L-0007")
    country_iso3: str = _country()
    kind: str = f.term("Pillar it belongs to.", scores.PILLAR)
    sort: str = f.text("Instrument, lever or type.", example="foreign_agent", longest=60)
    title_en: str = f.text("What it is.", example="Law on Transparency of Foreign Influence")
    status: str = f.term("Standing of the record.", v.STATUS)
    authority: str = f.term("Whose act it is.", v.AUTHORITY)
    verification: str = f.term("How the facts were verified.", v.VERIFICATION)
    direction: str = f.term("Whether it takes space away or gives it back.", v.INCIDENT_DIRECTION)
    dated: str = f.date("Its date as recorded.", example="2024-05-28")
    strength: float = _share("Level times scope, or severity, as a share of the most.")
    is_scored: int = f.flag("1: active, by the country's own authorities; only such records count anywhere.")


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
    "index_country_month": scores.IndexCountryMonth,
    "index_country_year": scores.IndexCountryYear,
    "index_change": scores.IndexChange,
    "index_change_year": scores.IndexChangeYear,
    "index_driver": scores.IndexDriver,
    **robustness.ROBUSTNESS_TABLES,
    **outlook.OUTLOOK_TABLES,
    **validity.VALIDITY_TABLES,
    **latent.LATENT_TABLES,
    "ladder_country_month": LadderCountryMonth,
    "ladder_step": LadderStep,
    "panel_country_month": PanelCountryMonth,
    "panel_evidence": scores.PanelEvidence,
    "index_structure": settings.IndexStructure,
    "index_prior": settings.Priors,
    "index_parameters": settings.IndexParameters,
    "core_country": settings.Countries,
    "core_legislation": CoreLegislation,
    "core_funding": CoreFunding,
    "core_incident": CoreIncident,
    "core_record": CoreRecord,
    "core_report": CoreReport,
    "core_assessment": evidence.Assessments,
    "core_regime": CoreRegime,
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
    "index_change": ["country_iso3", "index", "months"],
    "index_change_year": ["country_iso3", "index", "year", "years"],
    "index_driver": ["country_iso3", "view", "kind", "evidence_id"],
    **robustness.ROBUSTNESS_KEYS,
    **outlook.OUTLOOK_KEYS,
    **validity.VALIDITY_KEYS,
    **latent.LATENT_KEYS,
    "ladder_country_month": ["country_iso3", "month"],
    "ladder_step": ["country_iso3", "rung"],
    "panel_country_month": ["country_iso3", "index", "month"],
    "panel_evidence": ["country_iso3", "index"],
    "core_record": ["record_id"],
    "core_record_source": ["record_id", "source_id"],
    "core_record_organisation": ["record_id", "organisation_id"],
    "core_response_record": ["response_id", "record_id"],
}
SCORED_TABLES = ("core_legislation", "core_funding", "core_incident")
