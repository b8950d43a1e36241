"""Items of law and funding: what the rules in force say, whatever their application."""

from __future__ import annotations

from analysis.schemas.item import Item

REGIME_ITEMS = {
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
