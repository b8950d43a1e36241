"""Parity with COINr 1.1.14, stage by stage, within 1e-9 of its outputs on the ASEM example."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from analysis.engine.aggregate import aggregate_structure
from analysis.engine.components import cronbach_alpha
from analysis.engine.correlate import correlate
from analysis.engine.denominate import denominate
from analysis.engine.impute import impute_columns, impute_groups
from analysis.engine.normalise import (
    normalise,
    normalise_minmax,
    normalise_percentile_rank,
    normalise_rank,
    normalise_zscore,
)
from analysis.engine.rank import rank_scores
from analysis.engine.treat import sample_kurtosis, sample_skewness, treat_outliers
from analysis.engine.weights import effective_weights, pca_weights
from tests.analysis.engine.coinr import (
    asem_structure,
    denominators,
    directions,
    is_close,
    needs_coinr,
    read_reference,
    read_units,
)

pytestmark = needs_coinr


def regions() -> list[str]:
    return read_reference("ASEM_iData")["EurAsia_group"].to_list()


def imputed() -> np.ndarray:
    """The reference fills the denominated data with the means of Europe and Asia before it treats them."""
    return impute_groups(read_units("coin_Denominated"), regions(), "mean")


def aggregates() -> tuple[str, ...]:
    return asem_structure().codes[asem_structure().n_indicators :]


def test_denominated() -> None:
    assert is_close(denominate(read_units("coin_Raw"), denominators()), read_units("coin_Denominated"))


def test_imputed_by_median() -> None:
    assert is_close(impute_columns(read_units("coin_Denominated"), "median"), read_units("impute_i_median"))


def test_treated() -> None:
    treated, done = treat_outliers(imputed())
    assert is_close(treated, read_units("coin_Treated"))
    details = {row["iCode"]: row for row in read_reference("treat_details").iter_rows(named=True)}
    for code, treatment in zip(asem_structure().indicators, done, strict=True):
        assert np.count_nonzero(treatment.points) == (details[code]["winsorise.nwin"] or 0), code
        assert (treatment.step == "none") == details[code]["check_SkewKurt0.Pass"], code


def test_points_treated() -> None:
    _, done = treat_outliers(imputed())
    names = {1: "winhi", -1: "winlo", 0: None}
    points = read_reference("treat_points")
    for code, treatment in zip(asem_structure().indicators, done, strict=True):
        assert [names[point] for point in treatment.points.tolist()] == points[code].to_list(), code


@pytest.mark.parametrize("when", [0, 1])
def test_skewness_and_kurtosis(when: int) -> None:
    values = imputed() if when == 0 else treat_outliers(imputed())[0]
    for code, column in zip(asem_structure().indicators, values.T, strict=True):
        row = read_reference("treat_details").filter(pl.col("iCode") == code).row(0, named=True)
        expected = (row[f"check_SkewKurt{when}.Skew"], row[f"check_SkewKurt{when}.Kurt"])
        if expected[0] is not None:
            assert (sample_skewness(column), sample_kurtosis(column)) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("norm_minmax_0_100", normalise_minmax),
        ("coin_Normalised", normalise_minmax),
        ("norm_zscore_0_1", normalise_zscore),
        ("norm_rank", normalise_rank),
        ("norm_prank", normalise_percentile_rank),
    ],
)
def test_normalised(name: str, function) -> None:  # type: ignore[no-untyped-def]
    assert is_close(normalise(read_units("coin_Treated"), directions(), function), read_units(name))


@pytest.mark.parametrize("name", ["agg_amean", "coin_Aggregated"])
def test_aggregated(name: str) -> None:
    scores = aggregate_structure(read_units("coin_Normalised"), asem_structure())
    assert is_close(scores[:, asem_structure().n_indicators :], read_units(name, aggregates()))


def test_ranks() -> None:
    scores = aggregate_structure(read_units("coin_Normalised"), asem_structure())[:, asem_structure().n_indicators :]
    assert np.array_equal(rank_scores(scores.T).T, read_units("agg_amean_ranks", aggregates()))


def test_whole_way_from_raw_data_to_ranks() -> None:
    filled = impute_groups(denominate(read_units("coin_Raw"), denominators()), regions(), "mean")
    normalised = normalise(treat_outliers(filled)[0], directions(), normalise_minmax)
    scores = aggregate_structure(normalised, asem_structure())
    assert is_close(scores[:, -1:], read_units("agg_amean", ("Index",)))
    assert np.array_equal(rank_scores(scores[:, -1]), read_units("agg_amean_ranks", ("Index",))[:, 0])


def test_effective_weights() -> None:
    expected = dict(read_reference("coin_weights_effective").select("iCode", "EffWeight").iter_rows())
    assert is_close(effective_weights(asem_structure()), np.array([expected[code] for code in asem_structure().codes]))


def test_pca_weights_up_to_the_sign_of_each_component() -> None:
    """The sign of a component is arbitrary, and a mean does not depend on the sign of all weights of its group."""
    structure = asem_structure()
    table = dict(read_reference("pca_weights_L1_bygroup").select("iCode", "Weight").iter_rows())
    found = pca_weights(read_units("coin_Normalised"), structure)
    for group, codes in structure.groups(1).items():
        ours = found[[structure.place(code) for code in codes]]
        theirs = np.array([table[code] for code in codes])
        assert is_close(ours, theirs) or is_close(ours, -theirs), group
    above = structure.codes[structure.n_indicators :]
    assert is_close(found[structure.n_indicators :], np.array([table[code] for code in above], float))


@pytest.mark.parametrize("method", ["pearson", "spearman"])
def test_correlations(method: str) -> None:
    frame = read_reference(f"corr_{method}_L1")
    codes = frame["iCode"].to_list()
    found, _ = correlate(read_units("coin_Normalised", tuple(codes)), method)
    assert is_close(found, frame.select(codes).to_numpy().astype(float))


def test_cronbach_alpha() -> None:
    structure = asem_structure()
    below = {code: codes for level in (1, 2, 3) for code, codes in structure.groups(level).items()}

    def indicators(code: str) -> list[str]:
        return [code] if code not in below else [leaf for child in below[code] for leaf in indicators(child)]

    tables = {"Raw": "coin_Raw", "Treated": "coin_Treated", "Normalised": "coin_Normalised", "Aggregated": "coin_Aggregated"}
    for row in read_reference("cronbach").iter_rows(named=True):
        top = "Index" if row["iCodes"] == "ALL" else row["iCodes"]
        codes = indicators(top) if row["Level"] == 1 else [c for c in structure.codes if c in below.get(top, [])]
        if row["Level"] > 1 and len(codes) != row["k"]:
            codes = [code for code, level in zip(structure.codes, structure.levels, strict=True) if level == row["Level"]]
        assert len(codes) == row["k"]
        assert cronbach_alpha(read_units(tables[row["dset"]], tuple(codes))) == pytest.approx(row["alpha"], rel=1e-9), row
