"""Items of practice: what reports say is done, by right."""

from __future__ import annotations

from analysis.schemas.item import Item

PRACTICE_ITEMS = {
    "entry": Item(
        "association",
        "Founding and registering",
        "Can people form, register and keep an independent association?",
        (
            "Freely",
            "Costs, delays, single refusals",
            "Critical groups refused, re-registered away or closed; unregistered activity punished",
            "No independent association can exist, or mass liquidation",
        ),
    ),
    "funding": Item(
        "association",
        "Money",
        "Can associations receive money, from abroad too?",
        (
            "Freely",
            "Must report or register it",
            "Needs approval, is taxed away or blocked in cases; accounts frozen",
            "Practically barred",
        ),
    ),
    "repression": Item(
        "association",
        "State action against associations",
        "Does the state act against associations and defenders (inspections, smears, searches, prosecution)?",
        (
            "No reports",
            "Single cases",
            "Repeated or aimed at the critical ones",
            "Systematic, or the sector's leaders are jailed or in exile",
        ),
    ),
    "monitors": Item(
        "association",
        "Monitoring and publishing",
        "Can domestic and international rights groups and media investigate and publish on rights?",
        (
            "Without restriction",
            "With some",
            "Seriously hindered, observers refused, sites visited only under control",
            "Not at all",
        ),
    ),
    "voice": Item(
        "association",
        "Answer of the state",
        "Does the state answer and consult them?",
        (
            "Cooperative",
            "Uneven",
            "Ignores or denounces them",
            "Treats them as enemies",
        ),
    ),
    "assembly": Item(
        "assembly",
        "Assembly",
        "Can people assemble peacefully?",
        (
            "Respected",
            "Single bans or dispersals",
            "Frequent bans, dispersals, fines and short arrests",
            "Practically none without the state's wish",
        ),
    ),
    "speech": Item(
        "expression",
        "Punishment of speech",
        "Are people punished for what they say or post?",
        (
            "No reports",
            "Single fines, suits, dismissals",
            "Repeated prosecutions or arrests",
            "Long prison terms or fear so general that none dare",
        ),
    ),
    "media": Item(
        "expression",
        "Independent media",
        "Can independent outlets exist and report?",
        (
            "Free and plural",
            "Pressure, self-censorship, owners close to power",
            "Closures, licence refusals, state grip on broadcasting",
            "No independent outlet inside the country",
        ),
    ),
    "journalists": Item(
        "expression",
        "Safety of journalists",
        "Are reporters safe from threats, attack and arrest?",
        (
            "No reports",
            "Single cases",
            "Repeated",
            "Systematic, or killings with the state's hand or leave",
        ),
    ),
    "internet": Item(
        "expression",
        "Internet",
        "Are sites blocked, content filtered, users watched?",
        (
            "No reports",
            "Single blocks or cases",
            "Many critical sites blocked, law-ordered filtering",
            "Most independent sources blocked, shutdowns, access itself controlled",
        ),
    ),
    "prisoners": Item(
        "security",
        "Political prisoners",
        "Are people held for politics or activism (more than 15 days)?",
        (
            "Stated none",
            "1–9",
            "10–99, or unnumbered plural",
            "100 and more",
        ),
    ),
    "violence": Item(
        "security",
        "Violence",
        "Killings, disappearances, torture, beatings of critics, defenders, journalists, protesters by the state or with its leave (ordinary detainees apart)",
        (
            "None",
            "Single",
            "Repeated",
            "Widespread, or killings",
        ),
    ),
    "movement": Item(
        "security",
        "Movement and exile",
        "Exit bans, exile, loss of citizenship, pressure abroad on critics",
        (
            "No reports",
            "Single",
            "Repeated",
            "General exit control, or abductions abroad",
        ),
    ),
    "impunity": Item(
        "security",
        "Impunity",
        "Are those who attack or abuse critics held to account?",
        (
            "As a rule",
            "Unevenly",
            "Seldom",
            "Never, or they are shielded",
        ),
    ),
}
