"""What readers call indices, kinds of records and rungs."""

INDEX_NAME = {"composite": "Composite", "law": "Law", "funding": "Funding", "practice": "Practice"}
KIND_NAME = {"law": "act", "funding": "funding measure", "practice": "incident"}
RUNG_NAME = {
    1: "1 Administrative pressure",
    2: "2 Informational isolation",
    3: "3 Legal stigmatisation",
    4: "4 Criminal liability",
}
