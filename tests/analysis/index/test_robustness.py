"""Alternatives, changes from year to year and coherence of the pillars, by hand."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from analysis.index.alternatives import ALTERNATIVES, compare_alternatives
from analysis.index.coherence import correlate_indices, measure_consistency, measure_weights, pillar_loadings
from analysis.index.simulate import INDICES, simulate_scores

from analysis.engine.draws import Draws
from analysis.index.summarise import summarise_year_changes
from analysis.schemas.robustness import ALTERNATIVE, GROUP
from tests.analysis.index.index_inputs import STRUCTURE, act, incident, make_inputs, make_parameters, measure

LOADINGS = {"law": 0.6, "funding": 0.6, "practice": 0.5}
RANKED = np.array([True, True])


def compare(records: list, **options: object) -> dict[str, dict]:
    """Alternatives of GEO by name, with the pillars beside them."""
    inputs = make_inputs(records, n_months=36, **options)  # type: ignore[arg-type]
    latest = simulate_scores(inputs, Draws(80))[..., -1]
    frame = compare_alternatives(inputs, latest, Draws(80), RANKED, LOADINGS).filter(pl.col("country_iso3") == "GEO")
    pillars = {index: float(np.sort(latest[place, 0])[round(0.5 * 79)]) for place, index in enumerate(INDICES)}
    return {row["alternative"]: row for row in frame.iter_rows(named=True)} | {"pillars": pillars}


def test_alternatives_of_the_schema_are_those_computed() -> None:
    assert set(ALTERNATIVE) == {"published", *ALTERNATIVES}
    assert len(GROUP) == 10


def test_one_pillar_alone_is_that_pillar_and_means_are_ordered() -> None:
    closed = {"coding.error_share": 0.0, "verification.two_sources": 0.0, "funding.full_effect": 0.9, "funding.worst": 0.9}
    records = [act(), measure(), incident(start=30, severity=2)]
    found = compare(records, parameters=make_parameters(closed))
    assert found["funding_only"]["score"] == pytest.approx(0, abs=0.01)
    for pillar in ("law", "funding", "practice"):
        assert found[f"{pillar}_only"]["score"] == pytest.approx(found["pillars"][pillar], abs=0.01)
    assert found["harmonic"]["score"] <= found["geometric"]["score"] <= found["arithmetic"]["score"]
    assert found["published"]["score"] == pytest.approx(found["pillars"]["composite"], abs=0.01)
    assert found["published"]["difference"] == 0


def test_without_a_half_life_what_is_over_still_counts() -> None:
    found = compare([incident(start=0, severity=4)])
    assert found["no_half_life"]["difference"] < -1
    assert found["verified_only"]["difference"] == 0


def test_records_of_one_source_go_and_nothing_is_unseen() -> None:
    found = compare([act(verification="one_source")], density=0.3)
    assert found["verified_only"]["difference"] > 1
    assert found["nothing_unseen"]["difference"] > 0


def test_held_weights_have_no_spread() -> None:
    certain = {"coding.error_share": 0, "verification.two_sources": 0, "coverage.missing": 0}
    found = compare([act(stigma=2)], parameters=make_parameters(certain, fixed=True))
    assert found["equal_weights"]["lower_90"] == found["equal_weights"]["upper_90"]
    assert found["published"]["lower_90"] < found["published"]["upper_90"]


def test_change_from_year_to_year_and_of_a_partial_year() -> None:
    # two draws; years 2000 and 2001, then two months of 2002 against the same two months of 2001
    scores = np.zeros((len(INDICES), 1, 2, 26))
    scores[:, 0, :, :12] = 50
    scores[:, 0, :, 12:24] = 40
    scores[:, 0, :, 12:14] = 46
    scores[:, 0, 0, 24:] = 45
    scores[:, 0, 1, 24:] = 46.2
    rows = summarise_year_changes(scores, ["GEO"], 2000).filter(pl.col("index") == "law").to_dicts()
    assert [row["year"] for row in rows] == [2001, 2002]
    assert rows[0]["change"] == -9
    assert (rows[0]["fall_probability"], rows[0]["rise_probability"]) == (1, 0)
    assert (rows[1]["change_lower_90"], rows[1]["change_upper_90"]) == (-1, 0.2)
    assert (rows[1]["fall_probability"], rows[1]["rise_probability"]) == (0.5, 0)


def yearly(**pillars: list[float]) -> pl.DataFrame:
    """Yearly scores of A and B in 2000 and 2001: four numbers per index, A first."""
    keys = {"country_iso3": ["A", "A", "B", "B"], "year": [2000, 2001] * 2}
    frames = [pl.DataFrame(keys | {"score": values}).with_columns(pl.lit(i).alias("index")) for i, values in pillars.items()]
    return pl.concat(frames)


TABLE = yearly(composite=[1, 2, 5, 8], law=[1, 2, 5, 8], funding=[2, 4, 10, 16], practice=[8, 5, 2, 1])


def test_correlations_in_each_view() -> None:
    found = {(r["view"], r["index_1"], r["index_2"]): r for r in correlate_indices(TABLE).iter_rows(named=True)}
    assert found["pooled", "law", "funding"]["pearson"] == 1
    assert found["pooled", "law", "practice"]["spearman"] == -1
    # law less its country mean: -0.5 0.5 -1.5 1.5; practice: 1.5 -1.5 0.5 -0.5
    assert found["within", "law", "practice"]["pearson"] == pytest.approx(-3 / 5, abs=1e-4)
    assert found["within", "law", "practice"]["n"] == 4
    assert found["change", "law", "practice"]["n"] == 2
    assert found["pooled", "law", "funding"]["p_value"] is None


def test_consistency_and_weights() -> None:
    consistency = {row["view"]: row for row in measure_consistency(TABLE).iter_rows(named=True)}
    same = yearly(composite=[1, 2, 5, 8], law=[1, 2, 5, 8], funding=[1, 2, 5, 8], practice=[1, 2, 5, 8])
    assert {row["alpha"] for row in measure_consistency(same).filter(pl.col("view") == "pooled").to_dicts()} == {1}
    assert consistency["pooled"]["first_component_share"] > 0.9
    weights = {row["code"]: row for row in measure_weights(STRUCTURE, TABLE).iter_rows(named=True)}
    assert weights["law"]["effective_weight"] == pytest.approx(1 / 3, abs=1e-4)
    assert weights["law"]["influence"] == 1
    assert weights["composite"]["loading"] is None
    assert pillar_loadings(TABLE)["practice"] == 0
    flat = TABLE.with_columns(pl.when(pl.col("index") == "law").then(3).otherwise("score").alias("score"))
    assert pillar_loadings(flat) == {"law": 1, "funding": 1, "practice": 1}
