"""Legislation: one row per act, amending act or bill."""

from __future__ import annotations

from typing import Any

import pandera.polars as pa
import polars as pl

from analysis.schemas import fields as f
from analysis.schemas import vocabulary as v
from analysis.schemas.fields import Anchor
from analysis.schemas.records import Scored, not_before

STIGMA = {
    0: Anchor(
        "No label, no separate list of those it reaches.",
        "MDA: Law 86 of 11 June 2020 on non-commercial organisations",
        "MDA-L-0032",
    ),
    1: Anchor(
        "Singles out a class of organisations by origin of money, members or belief, without a label that others see.",
        "RUS: Law 18-FZ of 10 January 2006 (separate regime for branches of foreign organisations)",
        "RUS-L-0014",
    ),
    2: Anchor(
        "A public label or register worded neutrally ('supported from abroad', 'interests of a foreign power').",
        "HUN: Act LXXVI of 2017 (label 'organisation supported from abroad')",
        "HUN-L-0003",
    ),
    3: Anchor(
        "A hostile label by law (foreign agent, undesirable, extremist, harmful) or wording that presents the group as a danger.",
        "RUS: Law 121-FZ of 20 July 2012 ('foreign agent')",
        "RUS-L-0017",
    ),
}
ADMINISTRATIVE_BURDEN = {
    0: Anchor(
        "No duty beyond ordinary civil law; notification at most.", "EST: Non-profit Associations Act of 1996", "EST-L-0008"
    ),
    1: Anchor(
        "Registration, notice or yearly report with stated grounds of refusal and short deadlines.",
        "RUS: Law 82-FZ of 19 May 1995 on public associations",
        "RUS-L-0003",
    ),
    2: Anchor(
        "Permit, separate register, repeated reports or audits, or wide grounds of refusal or inspection.",
        "HUN: Act LXXVI of 2017 (registration and yearly declaration of foreign money)",
        "HUN-L-0003",
    ),
    3: Anchor(
        "Discretionary permit or ban, approval of each activity or grant, unlimited inspections, or duties that make work impossible.",
        "BLR: Decree 2 of 26 January 1999 (re-registration of all associations, unregistered activity banned)",
        "BLR-L-0009",
    ),
}
CRIMINALISATION = {
    0: Anchor(
        "No sanction of its own. Refusal or lapse of a registration or permit is no sanction: it belongs to administrative burden.",
        "MDA: Law 86 of 11 June 2020 on non-commercial organisations",
        "MDA-L-0032",
    ),
    1: Anchor(
        "Administrative fines, warnings, suspension, blocking or loss of a licence as a penalty; dissolution only by a court "
        "for stated grave grounds.",
        "GEO: Law on Transparency of Foreign Influence of 2024 (fines up to 25,000 GEL)",
        "GEO-L-0032",
    ),
    2: Anchor(
        "Dissolution on wide grounds, administrative arrest, bars from office or profession, or criminal liability up to three "
        "years for one's own act.",
        "BLR: Criminal Code article 193-1 of 2005 (activity of an unregistered organisation, up to two years)",
        "BLR-L-0022",
    ),
    3: Anchor(
        "Criminal liability above three years; or of any length for mere participation, contact, support or dissemination "
        "(this limb prevails over the term).",
        "RUS: Law 129-FZ of 23 May 2015 on undesirable organisations (up to six years)",
        "RUS-L-0023",
    ),
}
SCOPE = {
    1: Anchor(
        "A narrow group: one sector, one region, some legal forms, or one kind of event.",
        "LTU: Law on religious communities and associations",
        "LTU-L-0007",
    ),
    2: Anchor(
        "A large class: foreign-funded, politically active, registered in one form, or all media.",
        "RUS: Law 121-FZ of 2012",
        "RUS-L-0017",
    ),
    3: Anchor("All associations, or everyone.", "BLR: Decree 2 of 1999", "BLR-L-0009"),
}


class Legislation(Scored):
    """One row per act, amending act or bill. Restrictive acts are coded by what they add, enabling acts by what they remove."""

    title_original: str = f.text(
        "Title in the original language.", nullable=True, example="უცხოური გავლენის გამჭვირვალობის შესახებ"
    )
    act_reference: str = f.text("Number or citation of the act.", nullable=True, example="4194-XIVms-Xmp", longest=120)
    instrument: str = f.term("What the act governs.", v.INSTRUMENT)
    direction: str = f.term("Whether it narrows or widens the space.", v.DIRECTION)
    adopted: str = f.date(
        "Day of adoption: last vote, or signature where the executive legislates; for bills, of introduction.",
        nullable=True,
        example="2024-05-28",
    )
    adopted_precision: str = f.precision("adopted", nullable=True, example="day")
    in_force_from: str = f.date("Entry into force.", nullable=True, example="2024-08-01")
    in_force_from_precision: str = f.precision("in_force_from", nullable=True, example="day")
    in_force_to: str = f.date("Last day in force, when it has ended.", nullable=True)
    in_force_to_precision: str = f.precision("in_force_to", nullable=True)
    end_reason: str = f.term("Why it ended.", v.END_REASON, nullable=True)
    amends: str = f.ids(
        "Acts of this dataset that it amends, repeals or replaces.", "legislation", nullable=True, example="GEO-L-0002"
    )
    rights: str = f.terms("Rights touched.", v.RIGHTS, example="ICCPR22;ECHR11")
    stigma: int = f.ordinal("How far the text marks those it reaches.", STIGMA)
    administrative_burden: int = f.ordinal("Duties and discretion.", ADMINISTRATIVE_BURDEN)
    criminalisation: int = f.ordinal(
        "Sanctions of this act; of a companion act only where that is no record of its own.", CRIMINALISATION
    )
    scope: int = f.ordinal("Whom it reaches.", SCOPE)
    entry: int = f.flag(
        "Touches founding, registering, licensing or being allowed to exist or to gather, also by dissolution or a ban of "
        "membership; not the mere content of what is said, nor money."
    )
    funding: int = f.flag("Touches money.")
    advocacy: int = f.flag("Touches what may be said, published, demanded or done in public.")
    max_fine: float = f.number("Highest fine the text states.", example="25000", nullable=True)
    currency: str = f.pattern(
        "Currency of the fine, ISO 4217 (XBU: base or minimum units of the country).",
        r"^[A-Z]{3}$",
        "three capital letters, ISO 4217",
        example="GEL",
        nullable=True,
    )
    max_prison_years: float = f.number("Highest prison term the text states, in years.", high=30, example="6", nullable=True)
    funding_threshold_pct: float = f.number(
        "Share of foreign income above which duties begin, per cent.", high=100, example="20", nullable=True
    )
    deadline_days: float = f.number(
        "Deadline for registering, reporting or notifying, in days.", high=3660, example="10", nullable=True
    )

    @pa.dataframe_check(error="adopted|a date here or in in_force_from: an act needs at least one")
    @classmethod
    def check_any_date(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("adopted").is_not_null() | pl.col("in_force_from").is_not_null())

    @pa.dataframe_check(error="in_force_to|a date on or after in_force_from and adopted")
    @classmethod
    def check_end_after_start(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select(not_before("in_force_to", "in_force_from") & not_before("in_force_to", "adopted"))

    @pa.dataframe_check(error="end_reason|a reason when in_force_to is given, and none without it")
    @classmethod
    def check_end_reason(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("end_reason").is_null() == pl.col("in_force_to").is_null())

    @pa.dataframe_check(error="currency|the currency of max_fine, and none without it")
    @classmethod
    def check_currency(cls, data: Any) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("currency").is_null() == pl.col("max_fine").is_null())
