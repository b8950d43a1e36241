"""Vocabularies: term to meaning. Each appears in the schema, the codebook and the error messages."""

STATUS = {
    "active": "In force, happened, or otherwise stands; counted in the index.",
    "draft": "Proposed and still pending at the as-of date; shown as pressure, never scored.",
    "withdrawn": "A draft that was withdrawn, voted down, vetoed or lapsed; shown, never scored.",
    "retracted": "Found wrong; kept with the reason in `note`, never scored.",
}
VERIFICATION = {
    "primary_text": "The law, register entry or judgment itself was read.",
    "two_sources": "Two independent publishers state the facts.",
    "one_source": "One publisher states the facts.",
}
PUBLISHER_KIND = {
    "official_text": "Gazette, law database or authority publishing a text in full or in part.",
    "official_register": "A state register (foreign agents, undesirable organisations, NGOs …).",
    "court": "A national or international court or quasi-judicial body.",
    "igo": "An intergovernmental organisation (UN, OSCE, Council of Europe, EU, FATF …).",
    "ngo": "A non-governmental organisation.",
    "independent_media": "Media not controlled by a state.",
    "state_media": "Media controlled by a state; never verifies a claim alone.",
    "government_report": "A government's report on another country.",
    "academic": "Scholarly work, university or research institute.",
}
INSTRUMENT = {
    "foreign_agent": "Marks recipients of foreign money or influence (agents, representatives, influence registers).",
    "undesirable_organisation": "Lets the state ban foreign or international organisations from working in the country.",
    "association": "Founding, registering, running and closing associations, foundations, unions and parties.",
    "assembly": "Meetings, marches, pickets and the penalties for them.",
    "expression_media": "Press, broadcasting, defamation, insult, false information.",
    "internet": "Blocking, online content, data retention, platforms.",
    "extremism_security": "Extremism, terrorism offences, treason, sabotage, state secrets, emergency rule.",
    "aml_cft": "Anti-money-laundering and counter-terrorism-financing rules that reach non-profits.",
    "grants_funding": "Grants, foreign aid, donations, charity and tax rules of funding.",
    "morality_identity": "'Propaganda', 'traditional values', LGBTIQ and similar content rules.",
    "religion": "Religious organisations and their activity.",
    "lobbying_other": "Constitutions, lobbying, public participation, volunteering, access to information and the rest.",
}
DIRECTION = {
    "restrictive": "Adds duties, limits or penalties; a base regime with any of them is restrictive in that degree.",
    "enabling": "Removes duties, limits or penalties, or grants a right or support.",
}
END_REASON = {
    "repealed": "Repealed by the legislature or issuing authority.",
    "struck_down": "Annulled by a court.",
    "expired": "Ended on a date set in advance.",
    "superseded": "Replaced by a later act on the same matter.",
}
RIGHTS = {
    "UDHR20": "Universal Declaration of Human Rights, art. 20: peaceful assembly and association.",
    "UNDHRD1": "UN Declaration on Human Rights Defenders, art. 1: to promote rights, alone and with others.",
    "UNDHRD2": "UN Declaration on Human Rights Defenders, art. 2: the state's duty to protect and promote rights.",
    "UNDHRD5": "UN Declaration on Human Rights Defenders, art. 5: to assemble, associate and communicate.",
    "UNDHRD13": "UN Declaration on Human Rights Defenders, art. 13: to solicit, receive and use resources.",
    "ICCPR18": "ICCPR art. 18: thought, conscience and religion.",
    "ICCPR19": "ICCPR art. 19: opinion and expression.",
    "ICCPR21": "ICCPR art. 21: peaceful assembly.",
    "ICCPR22": "ICCPR art. 22: association.",
    "ECHR9": "European Convention art. 9: thought, conscience and religion.",
    "ECHR10": "European Convention art. 10: expression.",
    "ECHR11": "European Convention art. 11: assembly and association.",
}
AUTHORITY = {
    "state": "The authorities of the country, wherever they act.",
    "de_facto": "De facto or occupying authorities on the country's territory: recorded and shown, never scored for the country.",
}
LEVER = {
    "foreign_funding_ban_or_cap": "Foreign or other money is forbidden or limited in amount, source or use.",
    "prior_authorisation": "Money may be received or used only after registration or approval.",
    "intrusive_reporting": "Reporting, audit or disclosure beyond ordinary accounting.",
    "bank_derisking": "Banks refuse, delay, close or question accounts and transfers.",
    "asset_freeze_seizure": "Accounts or property frozen, seized or confiscated.",
    "terror_financing_allegation": "Money is treated as financing of terrorism or extremism, or the recipient is listed.",
    "tax_pressure": "Taxes, tax audits or tax charges used as a lever.",
    "donor_expulsion": "A donor is banned, expelled, denied registration or made to leave.",
    "state_support": "State grants, tax relief, public contracts; always enabling.",
}
LEVEL = {"rule": "A general rule.", "case": "A measure against one or more named or counted organisations."}
INCIDENT_TYPE = {
    "arrest_detention": "Arrest or detention, including administrative arrest.",
    "prosecution": "Criminal charge or trial opened, without a judgment yet.",
    "conviction": "Judgment that convicts, including in absentia.",
    "killing": "Killing or death in custody.",
    "enforced_disappearance": "Enforced disappearance or abduction without trace.",
    "physical_attack": "Beating, shooting or other bodily attack that was survived.",
    "torture_ill_treatment": "Torture, ill-treatment, forced psychiatric confinement.",
    "threat_intimidation": "Threats, warnings, summonses, dismissals, intrusive inspections.",
    "surveillance": "Wire-tapping, spyware, leaks of private material.",
    "raid_search": "Search or raid of an office or home, seizure of equipment.",
    "office_closure": "Office sealed, evicted or closed; activity suspended.",
    "liquidation": "Organisation dissolved or struck off.",
    "designation": "Listed as foreign agent, undesirable, extremist, terrorist or similar.",
    "registration_denied": "Registration, accreditation or licence denied.",
    "website_blocking": "Website, app or network blocked or shut down.",
    "media_ban": "Outlet closed, suspended, stripped of its licence or of its print run.",
    "smear_campaign": "Public campaign by officials or state media against a target.",
    "travel_ban": "Ban on leaving or entering the country.",
    "expulsion": "Foreign staff or correspondents expelled, citizenship stripped.",
    "deportation_extradition": "Deportation or extradition to a state that persecutes.",
    "assembly_dispersal": "Assembly banned in the act, dispersed or punished in mass.",
    "property_attack": "Arson, vandalism or other attack on property.",
    "transnational_repression": "Pressure on exiles abroad or on their relatives at home.",
}
OPENING_TYPE = {
    "release_pardon": "Release, pardon or amnesty of people held.",
    "acquittal": "Acquittal, or a judgment that quashes a conviction.",
    "charges_dropped": "Charges or a case dropped.",
    "registration_granted": "Registration or accreditation granted or restored.",
    "delisting": "Taken off a list of agents, extremists or wanted people; a ban lifted.",
    "reopening_return": "An office, organisation or outlet reopens; an exile or expelled person returns.",
    "unblocking": "A website, app or network opened again.",
    "assembly_held_freely": "An assembly held without hindrance where such were hindered before.",
    "licence_granted": "A licence or frequency granted or restored.",
    "offender_convicted": "Somebody is convicted for an attack on or abuse of critics.",
    "consultation_held": "The state consults associations and acts on it.",
    "visit_allowed": "Monitors or correspondents are let in.",
}
CLOSING_TYPE = dict(INCIDENT_TYPE)
INCIDENT_TYPE |= OPENING_TYPE
INCIDENT_DIRECTION = {
    "closing": "Takes space away.",
    "opening": "Gives space back.",
}
END_STATUS = {
    "ended": "Its effect has ended; `end_date` says when, as far as is known.",
    "in_force": "Found to go on, on the day `end_checked_on`.",
    "not_found": "Its end was looked for and not found.",
    "not_applicable": "A one-off act without lasting effect.",
}
# Family of each closing type; an opening has none.
INCIDENT_FAMILY = {
    "liberty": ["arrest_detention", "prosecution", "conviction"],
    "physical_integrity": ["killing", "enforced_disappearance", "physical_attack", "torture_ill_treatment", "property_attack"],
    "organisations": ["raid_search", "office_closure", "liquidation", "designation", "registration_denied"],
    "information": ["surveillance", "website_blocking", "media_ban", "smear_campaign", "threat_intimidation"],
    "movement": ["travel_ban", "expulsion", "deportation_extradition", "assembly_dispersal", "transnational_repression"],
}
# The three kinds of defenders' insecurity.
INSECURITY_KIND = {
    "arbitrary_arrest_detention": ["arrest_detention", "prosecution", "conviction"],
    "physical_integrity_material_attacks": [
        "killing",
        "enforced_disappearance",
        "physical_attack",
        "torture_ill_treatment",
        "property_attack",
        "raid_search",
    ],
    "harassment": [
        "threat_intimidation",
        "surveillance",
        "smear_campaign",
        "travel_ban",
        "registration_denied",
        "website_blocking",
        "media_ban",
        "office_closure",
        "liquidation",
        "designation",
        "expulsion",
        "deportation_extradition",
        "transnational_repression",
        "assembly_dispersal",
    ],
}
RUNG = {
    1: "administrative pressure",
    2: "informational isolation",
    3: "legal stigmatisation",
    4: "criminal liability",
}
PERPETRATOR = {
    "state_security": "Police, security service, prison service, army.",
    "courts_prosecution": "Courts, prosecutors, investigators.",
    "executive": "Government, ministry, regulator, tax or financial authority.",
    "legislature": "Parliament or its bodies.",
    "local_authority": "Regional or municipal authority.",
    "non_state": "Private persons or groups, armed groups, de facto authorities.",
    "unknown": "Not established.",
}
TARGET = {
    "ngo": "Non-governmental organisation.",
    "defender": "Human rights defender or civic activist.",
    "journalist": "Journalist or blogger.",
    "media": "Media outlet.",
    "lawyer": "Lawyer.",
    "protester": "Protesters or organisers of an assembly.",
    "academic": "Scholar, university, student group.",
    "lgbtiq_group": "LGBTIQ group or persons.",
    "religious_group": "Religious group or believers.",
    "international_ngo": "International organisation working in the country.",
    "donor": "Donor.",
}
DATASET = {
    "reports": "Reports to read.",
    "regimes": "Rules in force.",
    "legislation": "Acts and bills.",
    "funding": "Funding measures.",
    "incidents": "Incidents.",
    "commitments": "Treaty and membership steps.",
    "fatf_r8": "Recommendation 8 ratings.",
    "responses": "Responses.",
    "counts": "Counts published by others.",
    "benchmarks": "Other indices' figures.",
}
COVERAGE_RESULT = {
    "found": "Searched; records were made.",
    "none_found": "Searched; nothing found.",
    "partly": "Searched; some leads could not be confirmed.",
    "not_searched": "Not searched.",
}
LEAD_OUTCOME = {
    "recorded": "The fact is a record of its own, or part of one.",
    "merged": "The fact is one with, or the continuation of, another fact's record.",
    "not_recorded": "Not made a record; the reason says why.",
}
# Months for which the ladder shows an incident whose end and sentence no source tells; None: until a source does. Types that
# are not listed are shown for twelve months.
SHOWN_MONTHS = {
    "conviction": 36,
    "enforced_disappearance": 36,
    "office_closure": None,
    "liquidation": None,
    "designation": None,
    "website_blocking": None,
    "media_ban": None,
}

# Targets that are defenders in the wide sense.
DEFENDERS = ["ngo", "defender", "journalist", "media", "lawyer", "academic", "lgbtiq_group", "international_ngo"]
# Flags of a hostile environment: what the cited sources report of the event, silence being 0.
HOSTILE = {
    "sensitivity_climate": (
        "Hostile environment: 1 when the formal ground is itself a brand (extremism, terrorism, treason, espionage, overthrow or "
        "mass unrest, foreign agent, undesirable or banned organisation, sect, immorality, insult or discrediting of state, "
        "leader, army, nation or religion, false information, incitement of hatred), or when the source reports that officials, "
        "state media or a ruling party called the target or its topic an enemy, agent, traitor, extremist, immoral or off "
        "limits. 0 for neutral grounds (registration, licence, tax, unpermitted rally, private suit) and for violence without "
        "such words. Example of 1: an outlet listed as extremist."
    ),
    "opacity": (
        "Hostile environment: 1 when the source reports a closed hearing; a secret, classified or withheld file, list, decision "
        "or evidence; no reasons or no notice; lawyer, family, press or observers kept out; whereabouts withheld; state agents "
        "who hid who they were; a trial in absence without notice; officials who denied or would not comment on holding the "
        "person. Unknown attackers do not count. Example of 1: a trial behind closed doors."
    ),
    "distortive_law_use": (
        "Hostile environment: 1 when a state body acts through a formal ground that has nothing to do with speech, association, "
        "assembly, media or religion (tax, fraud, smuggling, drugs, hooliganism, resisting police, extortion, fire or sanitary "
        "rules, lease, debt, migration or visa rules), or applies a law against violence or grave crime to what the source "
        "reports as speech, reporting, rights work, peaceful assembly, association or worship. 0 when the law openly regulates those "
        "freedoms, when no formal ground is reported, or when the source reports violence by the target. Example of 1: "
        "smuggling charges against reporters."
    ),
    "impunity": (
        "Hostile environment: 1 when the source reports that no inquiry was opened or a complaint went unanswered; that an inquiry "
        "stalled or ended with nobody held responsible; that the attack stays unsolved or its organisers stay free; that "
        "officials involved were promoted, amnestied or protected; or that a court or UN body found the inquiry ineffective, or "
        "a breach without redress. 0 when nothing is reported, when somebody was convicted for it and no organiser is said to "
        "be free, or when the inquiry is under a year old. Example of 1: a killing whose investigation was suspended."
    ),
}
