"""The questions of the measure: items of practice, coded from reports, and of law and funding, coded from rules in force.

Levels run from 0 (open) to 3 (closed). Weights stand in data/index/structure.csv. Source: design of items, in the codebook.
"""

from __future__ import annotations

from typing import NamedTuple


class Item(NamedTuple):
    """A question with the written anchors of its four levels. `part` is a pillar (law, funding) or a right of practice."""

    part: str
    name: str
    question: str
    levels: tuple[str, str, str, str]


RIGHTS = {
    "association": "Association",
    "assembly": "Assembly",
    "expression": "Expression",
    "security": "Personal security",
}
ITEMS = {
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
    "registration": Item(
        "law",
        "Registration",
        "Must an association register, and how hard is it?",
        (
            "None needed to act; legal personality by plain notice",
            "Needed for legal personality only; clear papers, weeks",
            "Needed to act or acting without it is fined; or heavy (many founders, territory, months, fees)",
            "Acting unregistered means arrest, confiscation or crime",
        ),
    ),
    "refusal": Item(
        "law",
        "Grounds of refusal",
        "On what grounds may registration be refused?",
        (
            "Listed formal grounds, court appeal",
            "Listed grounds, some open",
            "Open grounds ('morals', 'interests of the state'), or re-registration of all",
            "Discretion; approval by security bodies or the executive",
        ),
    ),
    "dissolution": Item(
        "law",
        "Dissolution",
        "Who may dissolve or suspend an association, and for what?",
        (
            "Court only, narrow grounds",
            "Court, wide grounds; suspension by court",
            "Executive may suspend; court dissolves for formal or repeated faults",
            "Executive dissolves, or court on extremism grounds without violence",
        ),
    ),
    "reporting_inspection": Item(
        "law",
        "Reports and inspections",
        "What must associations report, and how may they be inspected?",
        (
            "Ordinary accounts",
            "Yearly report, finances included",
            "Separate reports of members, sources, events; inspections on open grounds",
            "Constant reports or audits, unlimited inspections, closure for faults",
        ),
    ),
    "political_activity": Item(
        "law",
        "Political activity",
        "May associations take part in public affairs?",
        (
            "Free advocacy",
            "Extra duties for lobbying or campaigns",
            "Vague ban on 'political activity' or status for it",
            "Ban with penalties, or bar from elections and public bodies for a labelled class",
        ),
    ),
    "foreign_agent": Item(
        "law",
        "Foreign-agent label",
        "Are those with foreign money or influence labelled?",
        (
            "None",
            "Public list or label worded neutrally, or duties by origin of money",
            "Hostile label with register and marks, criminal liability for not registering",
            "Bars from work, teaching, elections or money for those labelled",
        ),
    ),
    "undesirable": Item(
        "law",
        "Undesirable organisations",
        "May organisations be banned as undesirable?",
        (
            "None",
            "Bans of foreign bodies by a court",
            "Bans by the executive; fines for taking part",
            "Criminal liability for taking part, supporting, spreading",
        ),
    ),
    "assembly_rule": Item(
        "law",
        "Assembly rules",
        "What does a lawful assembly need?",
        (
            "Notice or none, spontaneous ones allowed",
            "Notice with days, limited places, ordinary fines",
            "Permit in fact, arrest above 15 days, or fines above a month's wage",
            "Permit seldom possible, or prison for peaceful repeated breach",
        ),
    ),
    "speech_crime": Item(
        "law",
        "Offences of speech",
        "What speech is punished, and how?",
        (
            "Civil defamation only",
            "Administrative fine or arrest, criminal defamation without prison, or of officials only",
            "Prison for defamation or insult (the leader's too) up to three years, or for false information",
            "Longer terms, or offences of discrediting state, army, leader",
        ),
    ),
    "security_offences": Item(
        "law",
        "Security offences",
        "How far do offences against security reach?",
        (
            "Narrow terms tied to violence",
            "Wider wording, violence still needed",
            "Extremism or treason without violence reach speech and associations; courts ban groups on it",
            "Lists or in-absence trials for speech, crime of contact with foreigners, over ten years for non-violent speech",
        ),
    ),
    "media_rule": Item(
        "law",
        "Media rules",
        "What do media need in order to work?",
        (
            "Notice, no ownership limits beyond competition, independent licensing",
            "Press registration; foreign share limits of 50 % and more",
            "Licence by the executive, registration of online media, foreign share below 50 %, closure by the executive",
            "Foreign share 20 % or less with closure by the executive, state monopoly, prior censorship",
        ),
    ),
    "internet_rule": Item(
        "law",
        "Internet rules",
        "Who may block, filter or cut off?",
        (
            "Courts only",
            "Administrative blocking for listed crimes",
            "Blocking without court on wide grounds; registration of authors",
            "VPN bans, general filtering, shutdown powers, gateway monopoly, crimes of use",
        ),
    ),
    "morality_identity": Item(
        "law",
        "Morality and identity",
        "Is speech on identity banned?",
        (
            "None",
            "Limits for minors' media only",
            "'propaganda' ban for minors",
            "General ban, or the group declared extremist; criminal law against same-sex acts",
        ),
    ),
    "foreign_funding": Item(
        "funding",
        "Foreign money",
        "May associations receive money from abroad?",
        (
            "Free",
            "Reported or filed",
            "Grant or receiver registered on formal grounds, or taxed",
            "Discretionary approval by the executive, listed donors barred, capped low or barred",
        ),
    ),
    "foreign_organisations": Item(
        "funding",
        "Foreign organisations",
        "May foreign organisations work in the country?",
        (
            "As domestic",
            "Notice or light registration",
            "Accreditation or yearly programme approval",
            "Expelled, barred, or acting without leave is an offence",
        ),
    ),
    "domestic_resources": Item(
        "funding",
        "Domestic money",
        "May associations raise money at home?",
        (
            "Donations and own income with tax relief",
            "No relief",
            "Limits on income, anonymous or cash gifts",
            "Donations need leave, or own income barred",
        ),
    ),
    "aml_cft_reach": Item(
        "funding",
        "AML and CFT rules",
        "What do rules against laundering and terrorist financing ask of associations?",
        (
            "No duties of their own, or risk-based and targeted",
            "General duties (owner registers) that reach all legal persons",
            "Blanket registers, reports, inspections of associations, with penalties",
            "Intrusive approval or control of money under that law",
        ),
    ),
    "accounts": Item(
        "funding",
        "Accounts",
        "Who may freeze or refuse accounts?",
        (
            "Freezing by court order on narrow grounds; right to an account",
            "Executive up to days, then court; refusal with reasons",
            "Executive lists bind banks; operations barred until a grant is registered; refusal without remedy",
            "Lists for extremism or labelled groups at will, special accounts, no real appeal",
        ),
    ),
}
PRACTICE_ITEMS = {code: item for code, item in ITEMS.items() if item.part in RIGHTS}
REGIME_ITEMS = {code: item for code, item in ITEMS.items() if item.part not in RIGHTS}
