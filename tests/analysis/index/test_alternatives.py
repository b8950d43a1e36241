"""Other constructions of the latest composite, on evidence reckoned by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from analysis.engine.draws import Array
from analysis.index.alternatives import collect_latest, compare_alternatives, scale_facts, sum_facts
from analysis.index.scores import Evidence, Scores, simulate_scores
from analysis.schemas.robustness import ALTERNATIVE
from tests.analysis.index.test_scores import made_evidence, made_spells

FACTS = np.array([[0.0, 2.0], [4.0, 1.0]])
LEVELS = {(0, 1): 1, (0, 2): 1, (1, 1): 2, (1, 2): 2}


def two_countries() -> tuple[Evidence, Scores]:
    evidence = made_evidence(LEVELS, made_spells(1, n_countries=2))
    return evidence, simulate_scores(evidence)


def with_reporter(evidence: Evidence, report: str, lens: str) -> Evidence:
    """The same with one report by another reporter."""
    codes = evidence.latent.codes
    place = codes.report_ids.index(report)
    lenses = [*codes.lenses, lens]
    changed = replace(codes, lenses=lenses, report_lens=np.where(np.arange(len(codes.report_ids)) == place, len(codes.lenses), 0))
    return replace(evidence, latent=replace(evidence.latent, codes=changed))


def compare(evidence: Evidence, scores: Scores, facts: Array = FACTS) -> dict[tuple[str, str], dict]:
    frame = compare_alternatives(evidence, scores, facts, np.array([True, True]))
    assert set(frame["alternative"]) <= set(ALTERNATIVE)
    return {(row["country_iso3"], row["alternative"]): row for row in frame.iter_rows(named=True)}


def test_other_means_of_pillars_whose_values_are_set() -> None:
    """Law 80, funding 20, practice 50 with weights 1, 1, 6."""
    evidence, scores = two_countries()
    values = scores.values.copy()
    values[1:4, 0] = np.array([80, 20, 50])[:, None, None]
    values[0, 0] = (80 + 20 + 6 * 50) / 8
    found = compare(evidence, replace(scores, values=values))
    assert found["C00", "published"]["score"] == 50
    assert found["C00", "equal_weights"]["score"] == 50
    assert found["C00", "law_only"]["score"] == 80
    assert found["C00", "law_only"]["difference"] == 30
    assert found["C00", "funding_only"]["score"] == 20
    assert found["C00", "geometric"]["score"] == pytest.approx((80 * 20 * 50**6) ** (1 / 8), abs=1e-3)
    assert found["C00", "harmonic"]["score"] == pytest.approx(8 / (1 / 80 + 1 / 20 + 6 / 50), abs=1e-3)


def test_leaving_out_nothing_changes_nothing_and_leaving_out_all_returns_to_the_start() -> None:
    evidence, _ = two_countries()
    evidence = with_reporter(evidence, "r0-1", "hrw:part")
    scores = simulate_scores(evidence)
    found = compare(evidence, scores)
    assert found["C01", "without_hrw"]["difference"] == 0
    assert found["C01", "without_hrw"]["score"] == found["C01", "published"]["score"]
    assert found["C00", "without_hrw"]["difference"] != 0
    wide, narrow = (found["C01", name] for name in ("without_usdos", "published"))
    assert wide["upper_90"] - wide["lower_90"] > narrow["upper_90"] - narrow["lower_90"]  # which is a forecast itself
    assert abs(found["C01", "full_texts_only"]["difference"]) == 0


def test_no_events_change_nothing_where_there_were_none() -> None:
    found = compare(*two_countries())
    assert {found[country, "no_events"]["difference"] for country in ("C00", "C01")} == {0}


def test_facts_are_scaled_between_none_and_the_most_of_any_month() -> None:
    assert scale_facts(FACTS).tolist() == [[100, 50], [0, 75]]
    assert scale_facts(np.zeros((1, 2))).tolist() == [[100, 100]]
    found = compare(*two_countries())
    assert (found["C00", "recorded_facts_only"]["score"], found["C00", "recorded_facts_only"]["rank"]) == (50, 2)
    assert found["C01", "recorded_facts_only"]["lower_90"] == found["C01", "recorded_facts_only"]["upper_90"] == 75


def test_only_scored_closures_in_force_are_summed() -> None:
    rows = [("A", 1, "closing", 0.5), ("B", 1, "opening", 0.5), ("C", 0, "closing", 0.5), ("D", 1, "closing", 0.25)]
    records = pl.DataFrame(rows, schema=["record_id", "is_scored", "direction", "strength"], orient="row")
    month = dt.date(1991, 2, 1)
    active = pl.DataFrame(
        {"country_iso3": ["GEO"] * 4, "month": [month] * 4, "record_id": list("ABCD"), "active_share": [1.0, 1.0, 1.0, 0.5]}
    )
    assert sum_facts(records, active, ["ARM", "GEO"], 1991, 3).tolist() == [[0, 0, 0], [0, 0.625, 0]]


def test_a_pillar_of_which_little_is_known_has_no_score() -> None:
    evidence, scores = two_countries()
    known = scores.known.copy()
    known[1, 0, -1] = 0.4
    found = compare(evidence, replace(scores, known=known))
    assert (found["C00", "funding_only"]["score"], found["C00", "funding_only"]["rank"]) == (None, None)
    assert found["C00", "funding_only"]["upper_90"] is not None
    assert found["C01", "funding_only"]["rank"] == 1


def test_the_last_month_combines_to_the_published_composite() -> None:
    evidence, scores = two_countries()
    latest = collect_latest(evidence, scores)
    assert np.allclose(latest.combine(latest.values[1:4]), latest.composite, atol=1e-4)
