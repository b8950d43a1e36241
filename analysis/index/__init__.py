"""Our own index.

`evidence.collect_evidence` → `scores.simulate_scores` (rules to law and funding, the measurement model to practice, both to the
composite) → `summarise`. `drivers`, `impact`, `alternatives`, `sensitivity` and `coherence` look into it, `episodes` back on it,
`outlook` ahead of it.
"""
