"""Aggregation, summaries and explanations of the index, worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from analysis.index.composite import aggregate_pillars
from analysis.index.explain import explain_scores
from analysis.index.simulate import INDICES, Inputs, simulate_scores

from analysis.engine.draws import Draws
from analysis.index.summarise import average_years, quantile_draws, rank_draws, summarise_changes, summarise_index
from tests.analysis.index.index_inputs import act, incident, make_inputs, make_parameters, measure

# Every assumption at its value, whatever the table says, so that the arithmetic below can be followed.
FIXED = make_parameters(
    {
        "law.full_effect": 0.9,
        "law.worst": 1,
        "funding.full_effect": 0.8,
        "funding.worst": 1,
        "practice.worst": 1,
        "coverage.missing": 0.8,
        "coverage.closedness": 0.5,
        "composite.exponent": 0,
        "composite.floor": 1,
    }
)


def plain_mean(scores: list[float], weights: list[float], exponent: float) -> float:
    shares = [weight / sum(weights) for weight in weights]
    if exponent == 0:
        return math.prod(score**share for score, share in zip(scores, shares, strict=True))
    return sum(share * score**exponent for score, share in zip(scores, shares, strict=True)) ** (1 / exponent)


def aggregate(scores: list[float], weights: list[float], exponent: float, floor: float = 1) -> float:
    """One draw and one month."""
    shape = (len(scores), 1, 1)
    found = aggregate_pillars(
        np.array(scores, np.float32).reshape(shape), np.array(weights).reshape(-1, 1), np.array([exponent]), np.array([floor])
    )
    assert found.shape == (1, 1)
    return float(found[0, 0])


@pytest.mark.parametrize("exponent", [1, 0.5, 0, -1])
@pytest.mark.parametrize("scores", [[80, 20, 50], [100, 100, 100], [1, 100, 40]])
@pytest.mark.parametrize("weights", [[1, 1, 1], [2, 1, 0.5]])
def test_generalised_mean(scores: list[float], weights: list[float], exponent: float) -> None:
    assert aggregate(scores, weights, exponent) == pytest.approx(plain_mean(scores, weights, exponent), rel=1e-5)


def test_means_of_80_and_20_are_the_textbook_ones() -> None:
    assert [round(aggregate([80, 20], [1, 1], exponent), 3) for exponent in (1, 0.5, 0, -1)] == [50, 45, 40, 32]


def test_floor_keeps_a_pillar_of_zero_from_wiping_out_the_rest() -> None:
    # single precision: exact to the three decimals that are published
    assert aggregate([0, 100], [1, 1], 0, floor=1) == pytest.approx(10, abs=5e-4)
    assert aggregate([0, 100], [1, 1], 1, floor=2) == pytest.approx(51)


@pytest.mark.parametrize("exponent", [0.0011, -0.0011, 0.002, -0.005, 0.01, 0.1])
@pytest.mark.parametrize("score", [100.0, 62.5, 1.0])
def test_mean_of_equal_scores_is_that_score_for_every_exponent(score: float, exponent: float) -> None:
    found = aggregate([score] * 3, [1.3, 0.8, 1], exponent)
    assert found == pytest.approx(score, abs=5e-4)


def test_each_draw_has_its_own_exponent_weights_and_floor() -> None:
    scores = np.array([[[80.0, 0.0]] * 3, [[20.0, 100.0]] * 3], np.float32)  # two pillars, three draws, two months
    weights = np.array([[1, 1, 3], [1, 1, 1]])
    found = aggregate_pillars(scores, weights, np.array([1, 0, -1]), np.array([1, 1, 2]))
    expected = [
        [50, 50.5],
        [40, 10],
        [plain_mean([80, 20], [3, 1], -1), plain_mean([2, 100], [3, 1], -1)],
    ]
    assert found == pytest.approx(np.array(expected), rel=1e-5)


def nominal(inputs: Inputs, month: int = 0) -> dict[str, float]:
    """Nominal scores of the first country."""
    return dict(zip(INDICES, simulate_scores(inputs, Draws(0))[:, 0, 0, month].tolist(), strict=True))


def test_country_without_records_that_was_searched_is_wholly_open() -> None:
    assert nominal(make_inputs([], parameters=FIXED)) == pytest.approx(dict.fromkeys(INDICES, 100.0))


def test_country_that_is_wholly_open_in_every_draw_is_never_above_100() -> None:
    scores = simulate_scores(make_inputs([], n_months=1), Draws(2000))
    assert scores.max() <= 100
    assert scores.min() == pytest.approx(100, abs=5e-4)


def test_country_without_records_that_nobody_searched_is_not() -> None:
    # unseen: 0.8 * 0.5 ** 2 = 0.2
    assert nominal(make_inputs([], density=0, parameters=FIXED)) == pytest.approx(dict.fromkeys(INDICES, 80.0))


def test_closed_law_leaves_incidents_unreported() -> None:
    # law: 0.9 in one cell of nine = 0.1, so 90; closedness 0.5 * 0.1 = 0.05; unseen 0.2 * 0.05 = 0.01
    found = nominal(make_inputs([act()], parameters=FIXED))
    composite = (90 * 100 * 99) ** (1 / 3)
    assert found == pytest.approx({"law": 90, "funding": 100, "practice": 99, "composite": composite})


def test_restriction_seen_and_unseen_combine() -> None:
    # funding: 0.8 seen and 0.8 * 0.5 ** 2 * 0.5 = 0.1 unseen at density 0.5: 100 (1 - 0.8)(1 - 0.1) = 18
    density = {"law": 1, "funding": 0.5, "practice": 1}
    assert nominal(make_inputs([measure()], density=density, parameters=FIXED))["funding"] == pytest.approx(18)


def test_goalpost_stretches_the_scale() -> None:
    # restriction 0.8 of a worst case of 0.9: 100 (1 - 0.888889)
    parameters = make_parameters({"funding.full_effect": 0.8, "funding.worst": 0.9})
    assert nominal(make_inputs([measure()], parameters=parameters))["funding"] == pytest.approx(100 / 9, abs=1e-4)
    worse = make_parameters({"funding.full_effect": 0.95, "funding.worst": 0.9})
    assert nominal(make_inputs([measure()], parameters=worse))["funding"] == 0


def test_explain_tells_the_effect_on_pillar_and_composite() -> None:
    # as above: without the act everything is 100; the act takes 10 from law and 1 from practice
    inputs = make_inputs([act(), act("MDA-L-0001", country_iso3="MDA")], parameters=FIXED)
    frame = explain_scores(inputs, "GEO", slice(0, 12))
    assert frame.columns == ["record_id", "pillar", "effect", "effect_composite"]
    [(record, pillar, effect, composite)] = frame.rows()
    assert (record, pillar) == ("GEO-L-0001", "law")
    assert effect == pytest.approx(-10, abs=1e-4)
    assert composite == pytest.approx((90 * 100 * 99) ** (1 / 3) - 100, abs=1e-3)


def test_explain_averages_over_the_months_asked_for() -> None:
    # three of twelve months: -10 * 3 / 12; and nothing of what begins later
    inputs = make_inputs([act(start=9), act("GEO-L-0002", start=12)], parameters=FIXED)
    frame = explain_scores(inputs, "GEO", slice(0, 12))
    assert frame["record_id"].to_list() == ["GEO-L-0001"]
    assert frame["effect"].item() == pytest.approx(-2.5, abs=1e-4)


def test_explain_sorts_by_size_and_tells_relief_as_a_gain() -> None:
    # funding rule -80; law: the enabling act lifts 100 * 0.1 * 0.5 * 0.9 = 4.5 points; the killing 0.9 of practice
    enabling = act("GEO-L-0002", direction="enabling")
    parameters = make_parameters({"law.full_effect": 0.9, "law.enabling_relief": 0.5, "funding.full_effect": 0.8})
    frame = explain_scores(make_inputs([act(), enabling, measure(), incident()], parameters=parameters), "GEO", slice(0, 1))
    effects = dict(frame.select("record_id", "effect").iter_rows())
    assert next(iter(effects)) == "GEO-F-0001"
    assert effects["GEO-L-0002"] == pytest.approx(4.5, abs=0.01)
    assert effects["GEO-I-0001"] < 0
    assert frame["effect"].abs().is_sorted(descending=True)


def test_explain_of_an_unknown_country() -> None:
    with pytest.raises(ValueError, match="no country XYZ; there are GEO, MDA"):
        explain_scores(make_inputs([]), "XYZ", slice(0, 12))


def test_quantiles_are_values_that_a_draw_took() -> None:
    values = np.array([30.0, 10, 50, 20, 40]).reshape(1, 5, 1)
    # places 0.05 * 4 = 0.2, 0.25 * 4 = 1, 0.5 * 4 = 2, 0.95 * 4 = 3.8 in order 10 20 30 40 50
    assert quantile_draws(values, [0.05, 0.25, 0.5, 0.95])[:, 0, 0].tolist() == [10, 20, 30, 50]
    assert quantile_draws(values[:, :1], [0.05, 0.5, 0.95])[:, 0, 0].tolist() == [30, 30, 30]


def test_ties_share_the_better_rank() -> None:
    values = np.array([[50.0, 10], [70, 10], [50, 10], [20, 90]]).reshape(4, 2, 1)
    assert rank_draws(values)[:, :, 0].tolist() == [[2, 2], [1, 2], [2, 2], [4, 1]]


def test_last_year_may_be_partial() -> None:
    values = np.arange(14.0).reshape(1, 1, 14)
    means, years = average_years(values, 1999)
    assert years == [1999, 2000]
    assert means[0, 0].tolist() == [5.5, 12.5]


def test_comparators_have_scores_but_no_ranks() -> None:
    values = np.array([[[10.0], [20], [10]], [[50], [60], [70]], [[30], [5], [30]]])  # countries, draws, one period
    frame = summarise_index(values, np.array([True, False, True]), [1999], "year", "law", ["GEO", "HUN", "MDA"])
    assert frame["rank"].to_list() == [2, None, 1]
    assert frame["rank_lower_90"].to_list() == [1, None, 1]
    assert frame["rank_upper_90"].to_list() == [2, None, 2]
    assert frame["score"].to_list() == [10, 60, 30]


def test_change_is_compared_draw_by_draw() -> None:
    scores = np.zeros((len(INDICES), 1, 4, 13))
    scores[:, 0, :, 0] = [10, 20, 30, 40]
    scores[:, 0, :, -1] = [9, 19, 30.4, 39]  # three falls of one point and a rise too small to count
    row = summarise_changes(scores, ["GEO"]).row(0, named=True)
    # places 0.05 * 3, 0.5 * 3 (to the even 2) and 0.95 * 3 in order -1 -1 -1 0.4
    assert (row["change_lower_90"], row["change"], row["change_upper_90"]) == (-1, -1, 0.4)
    assert (row["fall_probability"], row["rise_probability"]) == (0.75, 0)
