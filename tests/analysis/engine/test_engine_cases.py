"""Hand-computed cases of the engine: one for every formula."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest

from analysis.engine.components import cronbach_alpha, find_components
from analysis.engine.correlate import correlate
from analysis.engine.denominate import denominate
from analysis.engine.impute import impute_columns, impute_groups, impute_panel, impute_rows
from analysis.engine.treat import has_outliers, log_ct, sample_kurtosis, sample_skewness, treat_vector, winsorise

NAN = float("nan")


def column(*numbers: float) -> np.ndarray:
    return np.array(numbers, float)[:, None]


def same(found: object, expected: object) -> bool:
    return np.allclose(np.asarray(found, float), np.asarray(expected, float), rtol=1e-12, atol=1e-12, equal_nan=True)


def test_denominate_divides_scales_and_leaves_what_has_no_denominator() -> None:
    values, by = np.array([[10.0, 7], [30, NAN]]), np.array([[2.0, NAN], [NAN, NAN]])
    assert same(denominate(values, by, np.array([100.0, 100])), [[500, 7], [NAN, NAN]])
    with pytest.raises(ValueError, match="zero in column 0"):
        denominate(values, np.array([[0.0, 1], [1, 1]]))


def test_skewness_and_kurtosis() -> None:
    # 0 0 0 4: deviations -1 -1 -1 3; m2 = 3, m3 = 6, m4 = 21
    x = np.array([0.0, 0, 0, 4, NAN])
    assert sample_skewness(x) == pytest.approx(6 / 3**1.5 * math.sqrt(12) / 2)
    assert sample_kurtosis(x) == pytest.approx((5 * (21 / 9 - 3) + 6) * 3 / 2)
    assert math.isnan(sample_skewness(np.array([1.0, 2])))
    assert math.isnan(sample_kurtosis(np.array([1.0, 1, 1, 1])))
    assert not has_outliers(np.array([1.0, 1, 1, 1]))


def test_winsorise_moves_the_extreme_to_the_next_on_the_side_of_the_skew() -> None:
    high, moved = winsorise(np.array([*range(1, 11), 100.0]))
    assert high.tolist() == [*range(1, 11), 10]
    assert moved.tolist() == [0] * 10 + [1]
    low, moved = winsorise(-np.array([*range(1, 11), 100.0]))
    assert low.tolist() == [*range(-1, -11, -1), -10]
    assert moved[-1] == -1


def test_winsorise_goes_on_point_by_point_and_stops_at_the_most() -> None:
    x = np.array([*range(1, 21), 100.0, 200])
    assert winsorise(x, 1)[0].tolist() == [*range(1, 21), 100, 100]
    assert winsorise(x, 2)[0].tolist() == [*range(1, 21), 20, 20]
    assert winsorise(x, 0)[0].tolist() == x.tolist()
    assert np.count_nonzero(winsorise(x, 3, always=True)[1]) == 3


def test_log_ct() -> None:
    # range 100, so 1 is added after the minimum is taken off
    assert same(log_ct(np.array([-50.0, 0, 50])), [0, math.log(51), math.log(101)])


def test_treatment_transforms_what_winsorising_does_not_mend_from_its_first_form() -> None:
    x = np.array([*range(1, 21), 100.0, 200])
    untouched, step = treat_vector(np.arange(10.0))
    assert (untouched.tolist(), step.step) == (list(range(10)), "none")
    assert treat_vector(x)[1].step == "winsorised"
    treated, step = treat_vector(x, most_points=1)
    assert step.step == "transformed"
    assert same(treated, log_ct(x))
    assert same(treat_vector(x, most_points=1, transform=None)[0], [*range(1, 21), 100, 100])


def test_impute_columns() -> None:
    values = np.array([[1.0, NAN], [NAN, NAN], [2, NAN], [6, NAN]])
    assert same(impute_columns(values), [[1, NAN], [3, NAN], [2, NAN], [6, NAN]])
    assert same(impute_columns(values, "median"), [[1, NAN], [2, NAN], [2, NAN], [6, NAN]])
    with pytest.raises(ValueError, match="'mode'"):
        impute_columns(values, "mode")


def test_impute_groups() -> None:
    values = column(1, NAN, 3, 10, NAN, NAN, NAN)
    groups = ["a", "a", "a", "b", "b", "c", None]
    assert same(impute_groups(values, groups), column(1, 2, 3, 10, 10, NAN, NAN))
    assert same(impute_groups(column(1, 2, 6, NAN), ["a"] * 4, "median"), column(1, 2, 6, 2))
    with pytest.raises(ValueError, match="6 groups given for 7 units"):
        impute_groups(values, groups[:-1])


def test_impute_rows_on_one_scale_and_back() -> None:
    # second unit: 0.5 on the first indicator and 1 on the third (turned), so 0.75 of the second's range from 0 to 40
    values = np.array([[0.0, 0, 9], [5, NAN, 1], [10, 40, 5]])
    assert same(impute_rows(values, directions=np.array([1, 1, -1]))[1], [5, 30, 1])
    assert same(impute_rows(values)[1], [5, 3, 1])
    assert same(impute_rows(values, parts=[[0, 1], [2]])[1], [5, 5, 1])


def test_impute_panel_carries_forward_within_units_and_never_back() -> None:
    frame = pl.DataFrame(
        {
            "unit": ["b", "a", "a", "a", "a", "b"],
            "year": [2001, 2003, 2001, 2000, 2002, 2000],
            "x": [None, None, None, 5.0, None, None],
        }
    )
    assert impute_panel(frame, "unit", "year")["x"].to_list() == [None, 5, 5, 5, 5, None]
    assert impute_panel(frame, "unit", "year", longest=1)["x"].to_list() == [None, None, 5, 5, None, None]
    with pytest.raises(ValueError, match="'b' has year 2001 twice"):
        impute_panel(pl.concat([frame, frame.head(1)]), "unit", "year")


def test_pearson_with_p_value() -> None:
    values = np.array([[1.0, 1], [2, 3], [3, 2], [4, 5], [NAN, 9]])
    # deviations -1.5 -0.5 0.5 1.5 and -1.75 0.25 -0.75 2.25: sum of products 5.5, of squares 5 and 8.75
    r = 5.5 / math.sqrt(5 * 8.75)
    t = r * math.sqrt(2 / (1 - r**2))
    coefficients, p_values = correlate(values)
    assert coefficients[0, 1] == coefficients[1, 0] == pytest.approx(r)
    # with two degrees of freedom the tail of t is (1 - t / sqrt(2 + t²)) / 2
    assert p_values[0, 1] == pytest.approx(1 - t / math.sqrt(2 + t**2))
    assert (coefficients[0, 0], p_values[0, 0]) == (1, 0)


def test_spearman_and_kendall() -> None:
    values = np.array([[1.0, 10], [2, 30], [3, 20], [4, 400]])
    assert correlate(values, "spearman")[0][0, 1] == pytest.approx(1 - 6 * 2 / (4 * 15))
    tau, p_values = correlate(values, "kendall")
    assert tau[0, 1] == pytest.approx((5 - 1) / 6)
    # of 24 orders 1 has no inversion, 3 have one; twice (1 + 3) / 24
    assert p_values[0, 1] == pytest.approx(8 / 24)
    # one tie in x: 4 concordant, 1 discordant; tau-b = 3 / sqrt(5 * 6)
    tied = np.array([[1.0, 10], [1, 30], [3, 20], [4, 400]])
    assert correlate(tied, "kendall")[0][0, 1] == pytest.approx(3 / math.sqrt(30))


def test_correlation_that_does_not_exist() -> None:
    values = np.array([[1.0, 1, NAN], [1, 2, NAN], [1, 3, 3]])
    coefficients, p_values = correlate(values)
    assert np.isnan(coefficients[0, 1])
    assert np.isnan(p_values[1, 2])
    with pytest.raises(ValueError, match="'cosine'"):
        correlate(values, "cosine")


def test_cronbach_alpha() -> None:
    # variances 1 and 1, covariance 0.5: 2 / 1 * (1 - 2 / 3)
    assert cronbach_alpha(np.array([[1.0, 1], [2, 3], [3, 2]])) == pytest.approx(2 / 3)
    assert cronbach_alpha(np.array([[1.0, 2], [2, 4], [3, 6]])) == pytest.approx(2 * (1 - 5 / 9))


def test_principal_components_of_two_indicators() -> None:
    # correlation 0.5: eigenvalues 1.5 and 0.5, first component along (1, 1)
    found = find_components(np.array([[1.0, 10], [2, 30], [3, 20], [NAN, 5]]))
    assert same(found.shares, [0.75, 0.25])
    assert same(found.loadings[:, 0], [math.sqrt(0.5)] * 2)
    with pytest.raises(ValueError, match="constant"):
        find_components(np.array([[1.0, 1], [1, 2]]))
