"""Coherence of composite, pillars and rights, by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from analysis.index.coherence import correlate_indices, measure_consistency, measure_loadings, measure_weights, view_scores
from analysis.index.scores import INDICES

STRUCTURE = pl.read_csv(Path(__file__).parents[3] / "data" / "index" / "structure.csv")


def yearly(**indices: list[float | None]) -> pl.DataFrame:
    """Scores of A and B in 2000 and 2001: four numbers per index, A first; indices not given are those of `composite`."""
    keys = {"country_iso3": ["A", "A", "B", "B"], "year": [2000, 2001] * 2}
    given = {index: indices.get(index, indices["composite"]) for index in INDICES}
    frames = [pl.DataFrame(keys | {"score": v}).with_columns(pl.lit(i).alias("index")) for i, v in given.items()]
    return pl.concat(frames)


TABLE = yearly(composite=[1, 2, 5, 8], funding=[2, 4, 10, 16], practice=[8, 5, 2, 1])


def test_views_by_hand() -> None:
    place = INDICES.index("practice")
    assert view_scores(TABLE, "pooled")[:, place].tolist() == [8, 5, 2, 1]
    assert view_scores(TABLE, "latest")[:, place].tolist() == [5, 1]
    assert view_scores(TABLE, "within")[:, place].tolist() == [1.5, -1.5, 0.5, -0.5]
    assert view_scores(TABLE, "change")[:, place].tolist() == [-3, -1]


def test_correlations_in_each_view() -> None:
    found = {(r["view"], r["index_1"], r["index_2"]): r for r in correlate_indices(TABLE).iter_rows(named=True)}
    assert len(found) == 4 * 8 * 7 / 2
    assert found["pooled", "law", "funding"]["pearson"] == 1
    assert found["pooled", "law", "practice"]["spearman"] == -1
    # law less its country mean: -0.5 0.5 -1.5 1.5; practice: 1.5 -1.5 0.5 -0.5
    assert found["within", "law", "practice"]["pearson"] == pytest.approx(-3 / 5, abs=1e-4)
    assert found["change", "law", "practice"]["n"] == 2
    assert found["pooled", "law", "funding"]["p_value"] is None


def test_a_missing_score_is_left_out_pair_by_pair() -> None:
    table = yearly(composite=[1, 2, 5, 8], law=[None, 2, 5, 8])
    found = {(r["view"], r["index_1"], r["index_2"]): r["n"] for r in correlate_indices(table).iter_rows(named=True)}
    assert (found["pooled", "composite", "law"], found["pooled", "composite", "funding"]) == (3, 4)
    assert (found["change", "composite", "law"], found["change", "composite", "funding"]) == (1, 2)


def test_rights_that_are_the_same_are_wholly_consistent() -> None:
    found = measure_consistency(TABLE).filter(pl.col("view") == "pooled").row(0, named=True)
    assert (found["alpha"], found["first_component_share"], found["n"]) == (1, 1, 4)


def test_alpha_of_opposed_rights_by_hand() -> None:
    """Three alike rights and one turned: variances sum to 4 v, the sum has (3 - 1)² v: alpha = 4/3 (1 - 4/4) = 0."""
    table = yearly(composite=[1, 2, 5, 8], security=[8, 7, 4, 1])
    assert measure_consistency(table).filter(pl.col("view") == "pooled")["alpha"].item() == pytest.approx(0)


def test_weights_influence_and_loadings() -> None:
    weights = {row["code"]: row for row in measure_weights(STRUCTURE, TABLE).iter_rows(named=True)}
    assert weights["practice"]["effective_weight"] == 0.75
    assert weights["security"]["effective_weight"] == pytest.approx(0.75 / 4, abs=1e-4)
    assert weights["practice_assembly"]["effective_weight"] == pytest.approx(0.75 / 4, abs=1e-4)
    assert (weights["law"]["influence"], weights["practice_assembly"]["influence"]) == (1, None)
    assert weights["security"]["loading"] == pytest.approx(1 / 2)
    assert weights["composite"]["loading"] is None
    loadings = measure_loadings(TABLE)
    assert np.sign([loadings["law"], loadings["practice"]]).tolist() == [1, -1]
    flat = yearly(composite=[1, 2, 5, 8], law=[3, 3, 3, 3])
    assert set(measure_loadings(flat)) == {"association", "assembly", "expression", "security"}
