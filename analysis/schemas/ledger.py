"""The ledger: every record ever published, with what it said as a hash."""

from __future__ import annotations

from analysis.schemas import fields as f
from analysis.schemas.records import Table

NEXT = "next"
EVENTS = {
    "published": "The record's first release.",
    "revised": "What it says was changed, for the reason in `note`.",
    "retracted": "It was found wrong or withheld, for the reason in `note`; the record stays.",
}


class Ledger(Table):
    """Every record ever published and what it said, as a hash: written by `civicspace ledger`, `add`, `revise`, `retract` only."""

    record_id: str = f.pattern("Record or source.", r"^[A-Z]{3}-[A-Z]\d?-\d{4}$", "an id like GEO-L-0007", example="GEO-L-0007")
    version: str = f.pattern(
        "Release that first said so; 'next' until there is one.",
        r"^(\d+\.\d+\.\d+|next)$",
        "a version like 0.2.0, or next",
        example="0.1.0",
    )
    event: str = f.term("What happened.", EVENTS)
    hash: str = f.pattern(
        "First half of the SHA-256 of what the record says (without id, sign-off and release stamps).",
        r"^[0-9a-f]{32}$",
        "32 digits from 0 to f",
        example="0123456789abcdef0123456789abcdef",
    )
    note: str = f.text("Why it was changed; empty when first published.", nullable=True, longest=500)

    class Config:
        unique = ["record_id", "version"]
