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
