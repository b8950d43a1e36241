"""Funding measures and incidents."""

from __future__ import annotations

from typing import Any

import pandera.polars as pa
import polars as pl

from analysis.schemas import fields as f
from analysis.schemas import vocabulary as v
from analysis.schemas.fields import Anchor
from analysis.schemas.records import Scored, not_before

FUNDING_SEVERITY = {
    1: Anchor(
        "Extra reporting, notification, questions or delay; money still arrives.",
        "MDA: Law 66 of 2023 (beneficial-owner data from non-commercial organisations)",
        "MDA-F-0006",
    ),
    2: Anchor(
        "Approval or registration before use, a partial cap, a temporary freeze, a fine or tax charge.",
        "AZE: registration of every grant agreement before use",
        "AZE-F-0007",
    ),
    3: Anchor(
        "Ban, confiscation, lasting freeze, expulsion of the donor, terrorism-financing charge or listing.",
        "IND: freeze of an international organisation's accounts, October 2018",
        "IND-F-0003",
    ),
}
FUNDING_SCOPE = {
    1: Anchor(
        "One organisation or a named few.", "IND: accounts of an international organisation frozen, October 2018", "IND-F-0003"
    ),
    2: Anchor(
        "A sector, a donor's grantees, or ten and more organisations.",
        "KGZ: a foundation closes with all its programmes, April 2024",
        "KGZ-F-0006",
    ),
    3: Anchor(
        "All or nearly all organisations that receive such money.", "AZE: registration of every grant agreement", "AZE-F-0007"
    ),
}
INCIDENT_SEVERITY = {
    1: Anchor(
        "Pressure without loss of liberty, bodily harm or lasting loss: warning, inspection, smear, small fine, refusal.",
        "BLR: seven papers warned for writing on a vote",
        "BLR-I-0005",
    ),
    2: Anchor(
        "Short or limited loss: detention up to 15 days, raid, temporary closure or block, light injury, damage.",
        "RUS: office of Amnesty International sealed in Moscow, November 2016",
        "RUS-I-0002",
    ),
    3: Anchor(
        "Lasting loss: detention beyond 15 days, criminal charge or sentence up to five years, liquidation, designation, ban, serious injury.",
        "RUS: Supreme Court orders International Memorial liquidated, 28 December 2021",
        "RUS-I-0035",
    ),
    4: Anchor(
        "Killing, disappearance, torture, a prison sentence above five years, or mass measures of severity 3 (50 and more affected).",
        "BLR: ten-year sentence for the chair of Viasna, 3 March 2023",
        "BLR-I-0037",
    ),
}
RUNG = {
    1: Anchor(
        "Administrative pressure: inspections, warnings, refusals, fines, sealed offices.",
        "RUS: office of Amnesty International sealed, November 2016",
        "RUS-I-0002",
    ),
    2: Anchor(
        "Informational isolation: blocked sites, bans from media, smears, expulsions.",
        "RUS: website of Amnesty International blocked, March 2022",
        "RUS-I-0003",
    ),
    3: Anchor(
        "Legal stigmatisation: registers, labels, liquidation.",
        "RUS: Amnesty International designated undesirable, May 2025",
        "RUS-I-0005",
    ),
    4: Anchor(
        "Criminal liability for persons, also for contact, support or dissemination.",
        "RUS: co-chair of Memorial sentenced, February 2024",
        "RUS-I-0054",
    ),
}


class Funding(Scored):
    """One row per measure that governs or hits the money of civil society: a general rule or a single case."""

    lever: str = f.term("The lever that is pulled.", v.LEVER)
    level: str = f.term("General rule or single case.", v.LEVEL)
    legal_basis: str = f.ids("Acts it rests on.", "legislation", nullable=True, example="AZE-L-0008")
    start: str = f.date("When it began.", example="2018-10-25")
    start_precision: str = f.precision("start")
    end: str = f.date("When it ended; empty while it lasts or when no source tells.", nullable=True)
    end_precision: str = f.precision("end", nullable=True)
    severity: int = f.ordinal("How hard the lever hits those it reaches.", FUNDING_SEVERITY)
    scope: int = f.ordinal("How many it reaches.", FUNDING_SCOPE)
    direction: str = f.term("Restrictive, or enabling: state aid, tax relief, release of frozen money.", v.DIRECTION)
    organisation_ids: str = f.ids("Organisations hit.", "organisations", nullable=True, example="IND-O-0001")
    organisations_affected: float = f.number("Number of organisations hit, where a source gives it.", example="1")
    amount: float = f.number("Sum at stake.", example="1000000")
    currency: str = f.pattern(
        "Currency of the amount, ISO 4217.", r"^[A-Z]{3}$", "three capital letters, ISO 4217", example="USD", nullable=True
    )

    @pa.dataframe_check(error="end|a date on or after start")
    @classmethod
    def check_end_after_start(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select(not_before("end", "start"))

    @pa.dataframe_check(error="currency|the currency of amount, and none without it")
    @classmethod
    def check_currency(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("currency").is_null() == pl.col("amount").is_null())


class Incidents(Scored):
    """One row per event, closing or opening: not per report, and not per person. Bulk acts are one row with a count."""

    direction: str = f.term("Whether it takes space away or gives it back.", v.INCIDENT_DIRECTION)
    date: str = f.date("When it happened or began.", example="2021-12-28")
    date_precision: str = f.precision("date")
    end_date: str = f.date("Release, reopening, unblocking or annulment; lasting effects last until then.", nullable=True)
    end_date_precision: str = f.precision("end_date", nullable=True)
    end_status: str = f.term("What is known of its end; empty until it was looked for.", v.END_STATUS, nullable=True)
    end_checked_on: str = f.date("Last day on which it was found to go on, or looked for.", nullable=True)
    sentence_months: float = f.number("Unsuspended prison sentence in months, the longest of several.", example="30")
    in_custody: int = f.flag("Whether somebody was held; empty where no source tells.", nullable=True)
    type: str = f.term("What was done.", v.INCIDENT_TYPE)
    rung: int = f.ordinal(
        "Rung of the escalation ladder; empty for openings and for physical violence, which stands beside it.",
        RUNG,
        nullable=True,
    )
    perpetrator: str = f.term("Who did it.", v.PERPETRATOR)
    target: str = f.term("Against whom.", v.TARGET)
    organisation_ids: str = f.ids("Organisations hit.", "organisations", nullable=True, example="RUS-O-0001")
    persons_affected: float = f.number("Number of persons, or a stated minimum.", example="3")
    organisations_affected: float = f.number("Number of organisations, or a stated minimum.", example="1")
    is_minimum: int = f.flag("The numbers are a stated minimum.")
    severity: int = f.ordinal(
        "Gravest verified act of the event; of an opening, how grave a closure it undoes.", INCIDENT_SEVERITY
    )
    sensitivity_climate: int = f.flag(v.HOSTILE["sensitivity_climate"], nullable=True)
    opacity: int = f.flag(v.HOSTILE["opacity"], nullable=True)
    distortive_law_use: int = f.flag(v.HOSTILE["distortive_law_use"], nullable=True)
    impunity: int = f.flag(v.HOSTILE["impunity"], nullable=True)
    legal_basis: str = f.ids("Acts it rests on.", "legislation", nullable=True, example="RUS-L-0012")
    person_publication: str = f.term(
        "Whether a person is named.",
        {
            "named_public_figure": "A public figure in that role, whose case is public under their name in a cited source.",
            "not_named": "No person is named.",
        },
    )

    @pa.dataframe_check(error="direction|opening exactly for the types that give space back")
    @classmethod
    def check_direction(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("direction") == "opening") == pl.col("type").is_in(list(v.OPENING_TYPE)))

    @pa.dataframe_check(error="end_status|ended, because there is an end_date")
    @classmethod
    def check_ended(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("end_date").is_null() | (pl.col("end_status") == "ended"))

    @pa.dataframe_check(error="end_date|a date on or after date")
    @classmethod
    def check_end_after_start(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select(not_before("end_date", "date"))
