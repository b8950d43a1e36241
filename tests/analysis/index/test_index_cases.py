"""The index against cases worked out by hand; the arithmetic stands beside each."""

from __future__ import annotations

import math

import numpy as np
import pytest
from analysis.index.combine import Group, noisy_or
from analysis.index.funding import restrict_funding
from analysis.index.law import restrict_law
from analysis.index.practice import restrict_practice
from analysis.index.strength import kept_strength, level_strength

from analysis.engine.draws import Array, Draws, draw_parameters
from analysis.index.doubt import draw_kept, draw_level, draw_month
from tests.analysis.index.index_inputs import Row, act, incident, make_parameters, make_setting, measure

LEVELS = {"severity.level_1": 0.1, "severity.level_2": 0.45, "scope.level_1": 0.3, "scope.level_2": 0.65}
LAW = LEVELS | {"law.full_effect": 0.85, "law.pile_up": 0.3, "law.enabling_relief": 0.5}
FUNDING = LEVELS | {
    "funding.full_effect": 0.85,
    "funding.pile_up": 0.3,
    "funding.enabling_relief": 0.5,
    "funding.half_life_months": 36,
}
PRACTICE = {
    "practice.level_1": 0.12,
    "practice.level_2": 0.35,
    "practice.level_3": 0.65,
    "practice.full_effect": 0.9,
    "practice.pile_up": 0.15,
    "practice.half_life_months": 24,
    "practice.assumed_prison_months": 36,
    "practice.family_share": 0.7,
}


def law(*acts: Row, n_months: int = 6) -> Array:
    return restrict_law(list(acts), make_setting(n_months, LAW))[0]


def funding(*measures: Row, n_months: int = 120) -> Array:
    return restrict_funding(list(measures), make_setting(n_months, FUNDING))[0]


def practice(*incidents: Row, n_months: int = 120) -> Array:
    return restrict_practice(list(incidents), make_setting(n_months, PRACTICE))[0]


def blend(family: float, target: float) -> float:
    """Restriction in practice: 0.7 of the mean over five families and 0.3 of that over eleven kinds of targets."""
    return 0.7 * family / 5 + 0.3 * target / 11


def group_of(*strengths: float) -> float:
    group = Group((1, 1))
    for strength in strengths:
        group.add(np.array([[strength]], np.float32))
    return group.restriction(np.array([0.3]))[0, 0]


def test_group_takes_the_gravest_and_adds_a_little_for_the_others() -> None:
    assert group_of() == 0
    assert group_of(0.5) == pytest.approx(0.5)
    # 1 - (1 - 0.5) exp(-0.3 * 0.2) = 1 - 0.5 * 0.941765
    assert group_of(0.5, 0.2) == pytest.approx(0.529118, abs=1e-6)
    assert group_of(0.2, 0.5) == group_of(0.5, 0.2)
    # 1 - (1 - 0.5) exp(-0.3 * (0.5 + 0.2)) = 1 - 0.5 * 0.810584
    assert group_of(0.5, 0.2, 0.5) == pytest.approx(0.594708, abs=1e-6)
    assert group_of(1.0, 1.0) == 1


def test_group_adds_only_within_its_months() -> None:
    group = Group((2, 5))
    group.add(np.array([[0.5], [0.25]], np.float32), 1, 3)
    assert group.restriction(np.array([0.3, 0.3])).tolist() == [[0, 0.5, 0.5, 0, 0], [0, 0.25, 0.25, 0, 0]]


def test_noisy_or() -> None:
    parts = [np.full((1, 1), r, np.float32) for r in (0.5, 0.2, 0.1)]
    assert noisy_or(parts, (1, 1))[0, 0] == pytest.approx(1 - 0.5 * 0.8 * 0.9)
    assert noisy_or([], (1, 2)).tolist() == [[0, 0]]


@pytest.mark.parametrize(("level", "strength"), [(0, 0), (1, 0.1), (2, 0.45), (3, 1)])
def test_level_strength_of_the_nominal_run_is_the_weight_of_the_level(level: int, strength: float) -> None:
    setting = make_setting(1, LAW)
    assert level_strength(act(stigma=level), "stigma", "severity", 3, setting) == pytest.approx(strength)


@pytest.mark.parametrize(("scope", "weight"), [(1, 0.3), (2, 0.65), (3, 1)])
def test_record_holds_in_the_nominal_run_with_the_weight_of_its_scope(scope: int, weight: float) -> None:
    for verification in ("one_source", "two_sources", "primary_text"):
        assert kept_strength(act(scope=scope, verification=verification), make_setting(1, LAW)) == pytest.approx(weight)


def test_law_of_one_act_in_one_area() -> None:
    # one cell of nine: full effect 0.85 at level 3 and scope 3
    assert law(act(start=2, end=4)) == pytest.approx([0, 0, 0.85 / 9, 0.85 / 9, 0, 0])


def test_law_of_one_act_in_all_cells() -> None:
    gravest = act(administrative_burden=3, criminalisation=3, funding=1, advocacy=1)
    assert law(gravest) == pytest.approx(np.full(6, 0.85))


def test_law_of_a_middling_act() -> None:
    # stigma 2 and burden 1 on a large class, in two areas: 0.65 * 0.85 * (0.45 + 0.1) twice, over nine cells
    middling = act(stigma=2, administrative_burden=1, scope=2, funding=1)
    assert law(middling)[0] == pytest.approx(2 * 0.65 * 0.85 * 0.55 / 9)


def test_law_of_two_acts_of_one_instrument() -> None:
    # second act: 0.45 * 0.65 * 0.85 = 0.248625; 1 - 0.15 exp(-0.3 * 0.248625) = 0.860781
    found = law(act(), act("GEO-L-0002", start=3, stigma=2, scope=2))
    assert found == pytest.approx([0.85 / 9] * 3 + [0.860781 / 9] * 3, abs=1e-6)


def test_law_of_two_instruments() -> None:
    # noisy-or: 1 - (1 - 0.85)(1 - 0.248625) = 0.88729375
    found = law(act(), act("GEO-L-0002", start=3, stigma=2, scope=2, instrument="assembly"))
    assert found == pytest.approx([0.85 / 9] * 3 + [0.88729375 / 9] * 3)


def test_enabling_act_undoes_half_of_what_it_covers() -> None:
    # 0.85 (1 - 0.5 * 0.85) = 0.48875
    enabling = act("GEO-L-0002", start=3, direction="enabling", instrument="lobbying_other")
    assert law(act(), enabling) == pytest.approx([0.85 / 9] * 3 + [0.48875 / 9] * 3)


@pytest.mark.parametrize("cells", [{"entry": 0, "advocacy": 1}, {"stigma": 0, "criminalisation": 3}, {"stigma": 0}])
def test_enabling_act_undoes_nothing_elsewhere(cells: dict) -> None:
    enabling = act("GEO-L-0002", direction="enabling", **cells)
    assert law(act(), enabling) == pytest.approx(np.full(6, 0.85 / 9))


def test_enabling_act_alone_restricts_nothing() -> None:
    assert law(act(direction="enabling")).tolist() == [0] * 6


def test_act_of_a_year_begins_in_its_middle_in_the_nominal_run() -> None:
    # months 0 to 11, uniform one half: floor(0.5 * 12) = 6
    found = law(act(start=(0, 11)), n_months=12)
    assert found == pytest.approx([0] * 6 + [0.85 / 9] * 6)


def test_act_from_before_the_first_month_and_act_after_the_last() -> None:
    assert law(act(start=-40, end=2)) == pytest.approx([0.85 / 9] * 2 + [0] * 4)
    assert law(act(start=-40, end=-3)).tolist() == [0] * 6
    assert law(act(start=6)).tolist() == [0] * 6
    assert law(act(start=2, end=99)) == pytest.approx([0] * 2 + [0.85 / 9] * 4)


def test_funding_rule_lasts_to_its_end_and_leaves_nothing() -> None:
    found = funding(measure(severity=2, start=10, end=20))
    assert found[[9, 10, 19, 20, 50]] == pytest.approx([0, 0.45 * 0.85, 0.45 * 0.85, 0, 0])


def test_funding_case_without_end_fades_from_its_beginning() -> None:
    found = funding(measure(level="case", scope=1, start=10))
    full = 0.3 * 0.85
    assert found[[9, 10, 28, 46, 82]] == pytest.approx([0, full, full / math.sqrt(2), full / 2, full / 4])


def test_funding_case_fades_after_its_end() -> None:
    found = funding(measure(level="case", start=10, end=30))
    assert found[[10, 29, 30, 66]] == pytest.approx([0.85, 0.85, 0.85, 0.425])


def test_expelled_donor_stays_away() -> None:
    found = funding(measure(level="case", lever="donor_expulsion", start=10))
    assert found[[9, 10, 119]] == pytest.approx([0, 0.85, 0.85])


def test_funding_of_one_and_of_two_levers() -> None:
    # one lever: 1 - 0.15 exp(-0.3 * 0.3825) = 0.866261; two levers: 1 - 0.15 * (1 - 0.3825) = 0.907375
    second = measure("GEO-F-0002", severity=2)
    assert funding(measure(), second)[0] == pytest.approx(0.866261, abs=1e-6)
    assert funding(measure(), second | {"lever": "tax_pressure"})[0] == pytest.approx(0.907375)


def test_enabling_measure_undoes_half_across_levers() -> None:
    # 0.85 (1 - 0.5 * 0.3825) = 0.6874375
    enabling = measure("GEO-F-0002", severity=2, lever="tax_pressure", direction="enabling")
    assert funding(measure(), enabling)[0] == pytest.approx(0.6874375)


def test_practice_of_one_incident_and_its_half_life() -> None:
    # severity 3: 0.65 * 0.9 = 0.585 in one family of five and one target of eleven
    found = practice(incident(severity=3, start=10))
    whole = blend(0.585, 0.585)
    assert whole == pytest.approx(0.0978545, abs=1e-6)
    assert found[[9, 10, 34, 58]] == pytest.approx([0, whole, whole / 2, whole / 4])


def test_practice_of_two_incidents_of_one_family() -> None:
    # severity 2: 0.35 * 0.9 = 0.315; family: 1 - (1 - 0.585) exp(-0.15 * 0.315) = 0.604151; target: the gravest, 0.585
    found = practice(incident(severity=3), incident("GEO-I-0002", severity=2, type="physical_attack"))
    assert found[0] == pytest.approx(blend(0.604151, 0.585), abs=1e-6)


def test_practice_of_two_families_and_targets_adds_breadth() -> None:
    found = practice(incident(severity=3), incident("GEO-I-0002", severity=2, type="raid_search", target="ngo"))
    assert found[0] == pytest.approx(blend(0.585 + 0.315, 0.585 + 0.315))


@pytest.mark.parametrize(
    ("kind", "end", "lasts_to"),
    [
        ("liquidation", None, 120),  # until a source tells of its end
        ("liquidation", 40, 40),
        ("conviction", None, 46),  # the assumed term of 36 months
        ("conviction", 20, 20),
        ("arrest_detention", None, 10),  # begins to fade at once
        ("arrest_detention", 40, 40),
    ],
)
def test_lasting_effects(kind: str, end: int | None, lasts_to: int) -> None:
    found = practice(incident(type=kind, start=10, end=end))
    whole = blend(0.9, 0.9)
    last = min(lasts_to, 119)
    assert found[[9, 10, last]] == pytest.approx([0, whole, whole])
    if lasts_to + 24 < 120:
        assert found[lasts_to + 24] == pytest.approx(whole / 2)
        assert found[lasts_to + 1] < whole - 1e-4


def test_nobody_restricts_anything() -> None:
    assert not law().any()
    assert not funding().any()
    assert not practice().any()


def test_draws_of_a_name_are_its_own_and_reproducible() -> None:
    one, other = Draws(50).uniform("GEO-L-0001:start"), Draws(50).uniform("GEO-L-0002:start")
    assert (one == Draws(50).uniform("GEO-L-0001:start")).all()
    assert (one != other).all()
    assert Draws(0).uniform("any").tolist() == [0.5]


def test_parameters_lie_half_above_and_half_below_their_value() -> None:
    draws = Draws(4000)
    drawn = draw_parameters(make_parameters({}), draws)["practice.half_life_months"]  # 12 to 48 around 24
    assert (drawn.min() >= 12, drawn.max() <= 48) == (True, True)
    assert (drawn < 24).mean() == pytest.approx(0.5, abs=0.03)
    assert draw_parameters(make_parameters({}), Draws(0))["practice.half_life_months"].tolist() == [24]


def test_parameter_outside_its_range_is_refused() -> None:
    table = make_parameters({"law.worst": 2.0}).with_columns(high=1.0)
    with pytest.raises(ValueError, match=r"law\.worst: value 2\.0 lies outside"):
        draw_parameters(table, Draws(0))


def test_drawn_level_errs_by_one_either_way_within_the_scale() -> None:
    draws = Draws(4000)
    error = np.full(4000, 0.1)
    levels = draw_level(2, 0, 3, "x", error, draws)
    assert set(levels) == {1, 2, 3}
    assert [(levels == level).mean() for level in (1, 3)] == pytest.approx([0.1, 0.1], abs=0.02)
    assert set(draw_level(3, 0, 3, "x", error, draws)) == {2, 3}
    assert set(draw_level(1, 1, 3, "x", error, draws)) == {1, 2}


def test_drawn_month_lies_between_its_bounds_with_equal_chances() -> None:
    months = draw_month(12, 23, "x", Draws(6000))
    assert sorted(set(months)) == list(range(12, 24))
    assert np.bincount(months - 12) / 6000 == pytest.approx(np.full(12, 1 / 12), abs=0.015)
    assert draw_month(12, 12, "x", Draws(3)).tolist() == [12, 12, 12]


def test_record_of_one_source_is_dropped_more_often() -> None:
    parameters = {"verification.one_source": np.full(4000, 0.2), "verification.two_sources": np.full(4000, 0.02)}
    kept = {kind: draw_kept("GEO-L-0001", kind, parameters, Draws(4000)).mean() for kind in ("one_source", "primary_text")}
    assert kept == pytest.approx({"one_source": 0.8, "primary_text": 0.98}, abs=0.025)
