"""What readers call indices, kinds of records and rungs."""

PILLAR_NAME = {"law": "Law", "funding": "Funding", "practice": "Practice"}
RIGHT_NAME = {
    "association": "Association",
    "assembly": "Assembly",
    "expression": "Expression",
    "security": "Personal security",
}
INDEX_NAME = {"composite": "Composite", **PILLAR_NAME, **RIGHT_NAME}
KIND_NAME = {"law": "act", "funding": "funding measure", "practice": "incident"}
RUNG_NAME = {
    1: "1 Administrative pressure",
    2: "2 Informational isolation",
    3: "3 Legal stigmatisation",
    4: "4 Criminal liability",
}
REPORTER_NAME = {
    "usdos": "US Department of State",
    "hrw": "Human Rights Watch",
    "amnesty": "Amnesty International",
    "ihf": "International Helsinki Federation",
    "cpj": "Committee to Protect Journalists",
    "rsf": "Reporters Without Borders",
    "csosi": "CSO Sustainability Index",
    "cso_meter": "CSO Meter",
    "civicus": "CIVICUS Monitor",
    "osce_odihr": "OSCE/ODIHR",
    "un_body": "UN bodies",
    "ec": "European Commission",
    "coe": "Council of Europe",
    "national_monitor": "a national rights group",
    "other": "another reporter",
}
DEPTH_NAME = {"full": "read in full", "extract": "read in part", "opening": "first page read"}
LEVEL_NAME = ("open", "light limits", "heavy limits", "closed")
