"""Vocabularies of organisations, commitments, responses and other indices: term to meaning."""

ORGANISATION_KIND = {
    "ngo": "Association, foundation or similar of the country.",
    "international_ngo": "Organisation working in several countries.",
    "media": "Media outlet.",
    "donor": "Foundation or agency that funds.",
    "union": "Trade union or professional association.",
    "religious": "Religious organisation.",
    "political": "Political party or movement.",
    "initiative": "Initiative or movement without legal form.",
    "academic": "University or research institute.",
}
TREATY = {
    "iccpr": "International Covenant on Civil and Political Rights.",
    "iccpr_op1": "First Optional Protocol to the ICCPR (individual complaints).",
    "iccpr_op2": "Second Optional Protocol to the ICCPR (abolition of the death penalty).",
    "cat": "Convention against Torture.",
    "cat_op": "Optional Protocol to the Convention against Torture.",
    "cedaw": "Convention on the Elimination of All Forms of Discrimination against Women.",
    "echr": "European Convention on Human Rights.",
    "council_of_europe": "Membership of the Council of Europe.",
    "istanbul_convention": "Council of Europe Convention on violence against women.",
    "aarhus_convention": "Aarhus Convention on information, participation and justice in environmental matters.",
    "icc_rome_statute": "Rome Statute of the International Criminal Court.",
    "eu_membership": "Membership of or candidacy for the European Union.",
    "osce_presence": "OSCE field mission in the country.",
    "open_government_partnership": "Open Government Partnership.",
    "eiti": "Extractive Industries Transparency Initiative (civil-society engagement standard).",
    "other": "Another commitment, named in the title.",
}
STEP = {
    "signature": "Signature.",
    "ratification": "Ratification, acceptance or approval.",
    "accession": "Accession or joining.",
    "succession": "Succession.",
    "entry_into_force": "Entry into force for the state.",
    "denunciation": "Denunciation or withdrawal.",
    "suspension": "Suspension of rights or participation.",
    "expulsion": "Expulsion or cessation of membership decided by others.",
    "derogation": "Derogation or its extension.",
    "derogation_end": "End of a derogation.",
    "parliamentary_vote": "Vote in parliament on one of these steps.",
    "court_review": "Constitutional review of the commitment.",
    "refusal": "Refused, rejected or let lapse.",
}
FATF_RATING = {"C": "Compliant.", "LC": "Largely compliant.", "PC": "Partially compliant.", "NC": "Non-compliant."}
FATF_REPORT = {"mutual_evaluation": "Mutual evaluation report.", "follow_up": "Follow-up report with or without re-rating."}
FATF_STANDARD = {
    "SR_VIII": "Special Recommendation VIII (before 2012).",
    "R8_2012": "Recommendation 8 as of February 2012.",
    "R8_2016": "Recommendation 8 as revised in June 2016.",
    "R8_2023": "Recommendation 8 as revised in November 2023.",
}
RESPONSE_KIND = {
    "judgment": "Judgment or decision of a court or quasi-judicial body.",
    "opinion": "Legal opinion (Venice Commission, ODIHR, working group …).",
    "communication": "Letter, inquiry, mechanism or mission of an international body.",
    "resolution": "Resolution or decision of a political body.",
    "sanction": "Sanction, visa ban, suspension of aid or membership.",
    "statement": "Public statement or démarche.",
    "support_mechanism": "Fund, relocation, programme or instrument of support.",
    "national_challenge": "Challenge before national courts or by national institutions.",
    "organisation_answer": "What organisations themselves did.",
}
ACTOR_KIND = {
    "ecthr": "European Court of Human Rights.",
    "council_of_europe": "Council of Europe bodies, Venice Commission included.",
    "un": "United Nations bodies, treaty bodies and special procedures.",
    "osce": "OSCE and ODIHR.",
    "eu": "European Union institutions.",
    "fatf": "FATF and FATF-style regional bodies.",
    "state": "Another state or group of states.",
    "national": "Courts, presidents, ombudspersons or parliaments of the country.",
    "ngo": "Non-governmental organisations.",
    "other": "Another actor.",
}
STRATEGY = {
    "resist": "Challenge in court, refuse to register, protest.",
    "preserve": "Relocate, change form, save archives.",
    "support": "Aid to those hit: funds, legal help, shelter.",
    "connect": "Coalitions, networks, joint advocacy.",
}
EXTERNAL_INDEX = {
    "freedom_in_the_world": "Freedom House, Freedom in the World.",
    "nations_in_transit": "Freedom House, Nations in Transit.",
    "freedom_on_the_net": "Freedom House, Freedom on the Net.",
    "freedom_of_the_press": "Freedom House, Freedom of the Press.",
    "civicus_monitor": "CIVICUS Monitor.",
    "eiu_democracy": "Economist Intelligence Unit, Democracy Index.",
    "rsf_press_freedom": "Reporters Without Borders, World Press Freedom Index.",
    "cso_meter": "CSO Meter (ECNL and partners).",
    "cso_sustainability": "USAID CSO Sustainability Index.",
    "bti": "Bertelsmann Transformation Index.",
    "vdem": "Varieties of Democracy.",
}
BENCHMARK_COMPONENT = {
    "total_score": "The index's headline score.",
    "political_rights": "Political rights (rating or score).",
    "civil_liberties": "Civil liberties (rating or score).",
    "combined_rating": "Mean of political rights and civil liberties, 1 to 7.",
    "status": "Verbal category, coded in `value` from least (1) to most open.",
    "rank": "Place in the ranking.",
    "civil_society": "Civil society component.",
    "electoral_process": "Elections component.",
    "government": "Functioning of government or national governance component.",
    "participation": "Political participation component.",
    "political_culture": "Political culture component.",
    "media": "Media component.",
    "judiciary": "Judicial framework component.",
    "other": "Another component, named in the title.",
}
COUNTED = {
    "political_prisoners": "Persons held whom the counter holds to be political prisoners.",
    "organisations_dissolved": "Organisations dissolved, struck off or told to close.",
    "organisations_designated": "Organisations on a register of foreign agents, undesirable, extremist or terrorist organisations.",
    "persons_designated": "Persons, outlets and groups on a register of foreign agents or extremists.",
    "detentions_protest": "Persons detained at assemblies.",
    "detentions_political": "Persons detained or convicted on political grounds, outside assemblies too.",
    "journalists_imprisoned": "Journalists and media workers held.",
    "journalists_killed": "Journalists killed for their work.",
    "defenders_killed": "Human rights defenders killed.",
    "attacks_journalists": "Attacks on and obstruction of journalists.",
    "websites_blocked": "Websites or pages blocked.",
    "registrations_refused": "Organisations refused registration.",
    "organisations_registered": "Organisations on the state's register of associations or non-profits.",
}
COUNT_BASIS = {
    "stock": "How many there were on the day `date`.",
    "flow": "How many cases fell between `start` and `date`.",
}
