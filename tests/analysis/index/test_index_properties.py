"""What the index guarantees for any records: monotone, independent of order, within its scale.

Two variants of the data are compared draw by draw under common random numbers. Scores are single-precision floats of
0 to 100, so "never raises" allows for rounding in the fourth decimal place.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest
from analysis.index.simulate import INDICES, simulate_scores
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from analysis.engine.draws import Array, Draws
from analysis.schemas.vocabulary import INCIDENT_TYPE, INSTRUMENT, LEVER, TARGET
from tests.analysis.index.index_inputs import Row, act, incident, make_inputs, make_parameters, measure

ROUNDING = 5e-3
N_MONTHS = 36
DRAWS = Draws(24)
COMPOSITE, LAW, FUNDING, PRACTICE = range(len(INDICES))

# Deterministic, so that a run without a change of code has no change of result.
slow = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

COUNTRIES = st.sampled_from(["GEO", "MDA"])
VERIFICATION = st.sampled_from(["one_source", "two_sources", "primary_text"])
FLAG = st.integers(0, 1)
RATIO = st.floats(0, 1, width=16)


@st.composite
def spans(draw: st.DrawFn) -> dict[str, Any]:
    """Start and end with up to a year of doubt, some before or after the panel, some without end."""
    start = draw(st.integers(-15, N_MONTHS))
    first = (start, start + draw(st.sampled_from([0, 11])))
    if draw(st.booleans()):
        return {"start": first}
    end = start + draw(st.integers(0, 30))
    return {"start": first, "end": (end, end + draw(st.sampled_from([0, 11])))}


@st.composite
def acts(draw: st.DrawFn, number: int = 1, direction: str | None = None) -> Row:
    country = draw(COUNTRIES)
    ordinals = {name: draw(st.integers(0, 3)) for name in ("stigma", "administrative_burden", "criminalisation")}
    return act(
        f"{country}-L-{number:04}",
        country_iso3=country,
        direction=direction or draw(st.sampled_from(["restrictive", "enabling"])),
        instrument=draw(st.sampled_from(list(INSTRUMENT)[:3])),
        verification=draw(VERIFICATION),
        scope=draw(st.integers(1, 3)),
        **ordinals,
        **{area: draw(FLAG) for area in ("entry", "funding", "advocacy")},
        **draw(spans()),
    )


@st.composite
def measures(draw: st.DrawFn, number: int = 1, direction: str | None = None) -> Row:
    country = draw(COUNTRIES)
    return measure(
        f"{country}-F-{number:04}",
        country_iso3=country,
        direction=direction or draw(st.sampled_from(["restrictive", "enabling"])),
        lever=draw(st.sampled_from([*list(LEVER)[:2], "donor_expulsion"])),
        level=draw(st.sampled_from(["rule", "case"])),
        severity=draw(st.integers(1, 3)),
        scope=draw(st.integers(1, 3)),
        verification=draw(VERIFICATION),
        **draw(spans()),
    )


@st.composite
def incidents(draw: st.DrawFn, number: int = 1) -> Row:
    country = draw(COUNTRIES)
    return incident(
        f"{country}-I-{number:04}",
        country_iso3=country,
        type=draw(st.sampled_from(list(INCIDENT_TYPE))),
        target=draw(st.sampled_from(list(TARGET)[:3])),
        severity=draw(st.integers(1, 4)),
        verification=draw(VERIFICATION),
        **draw(spans()),
    )


@st.composite
def record_sets(draw: st.DrawFn) -> list[Row]:
    """Up to three records of each kind in the two countries."""
    kinds = (acts, measures, incidents)
    return [draw(kind(number)) for kind in kinds for number in range(1, draw(st.integers(0, 3)) + 1)]


def scores(records: list[Row], density: float = 0.5, **options: Any) -> Array:
    """Scores (indices, countries, draws, months) of GEO and MDA."""
    return simulate_scores(make_inputs(records, n_months=N_MONTHS, density=density, **options), DRAWS)


def never_higher(after: Array, before: Array) -> bool:
    return bool((after <= before + ROUNDING).all())


RESTRICTIVE = st.one_of(acts(9, "restrictive"), measures(9, "restrictive"), incidents(9))
ENABLING = st.one_of(acts(9, "enabling"), measures(9, "enabling"))


@slow
@given(records=record_sets(), added=RESTRICTIVE, density=RATIO)
def test_adding_a_restrictive_record_never_raises_a_score(records: list[Row], added: Row, density: float) -> None:
    assert never_higher(scores([*records, added], density), scores(records, density))


@slow
@given(records=record_sets(), added=ENABLING, density=RATIO)
def test_adding_an_enabling_record_never_lowers_a_score(records: list[Row], added: Row, density: float) -> None:
    assert never_higher(scores(records, density), scores([*records, added], density))


@slow
@given(records=record_sets(), ended=acts(9, "restrictive"), earlier=st.integers(1, 24))
def test_ending_a_restrictive_act_earlier_never_lowers_a_score(records: list[Row], ended: Row, earlier: int) -> None:
    last = ended["end_latest"] if ended["end_latest"] is not None else N_MONTHS
    end = (last - earlier, last - earlier) if ended["end_latest"] is None else None
    bounds = end or (ended["end_earliest"] - earlier, ended["end_latest"] - earlier)
    sooner = ended | {"end_earliest": bounds[0], "end_latest": bounds[1]}
    assert never_higher(scores([*records, ended]), scores([*records, sooner]))


@slow
@given(records=record_sets(), seed=st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(records: list[Row], seed: Any) -> None:
    shuffled = list(records)
    seed.shuffle(shuffled)
    assert np.array_equal(scores(records), scores(shuffled))


@slow
@given(records=record_sets(), density=RATIO)
def test_scores_are_within_0_and_100(records: list[Row], density: float) -> None:
    found = scores(records, density)
    assert np.isfinite(found).all()
    assert found.min() >= 0
    assert found.max() <= 100


@slow
@given(records=record_sets(), added=st.one_of(acts(9), measures(9), incidents(9)))
def test_a_record_of_one_country_changes_nothing_in_another(records: list[Row], added: Row) -> None:
    other = 1 - ["GEO", "MDA"].index(added["country_iso3"])
    assert np.array_equal(scores([*records, added])[:, other], scores(records)[:, other])


@slow
@given(records=record_sets(), added=incidents(9))
def test_a_graver_incident_never_raises_a_score(records: list[Row], added: Row) -> None:
    assume(added["severity"] < 4)
    graver = added | {"severity": added["severity"] + 1}
    assert never_higher(scores([*records, graver]), scores([*records, added]))


@slow
@given(records=record_sets(), added=acts(9, "restrictive"), target=st.sampled_from(["stigma", "criminalisation", "scope"]))
def test_a_graver_act_never_raises_a_score(records: list[Row], added: Row, target: str) -> None:
    assume(added[target] < 3)
    graver = added | {target: added[target] + 1}
    assert never_higher(scores([*records, graver]), scores([*records, added]))


@slow
@given(records=record_sets(), added=RESTRICTIVE)
def test_a_better_verified_restriction_never_raises_a_score(records: list[Row], added: Row) -> None:
    weak, firm = ([*records, added | {"verification": kind}] for kind in ("one_source", "two_sources"))
    assert never_higher(scores(firm), scores(weak))


@slow
@given(records=record_sets(), added=RESTRICTIVE)
def test_a_record_has_no_effect_before_it_can_have_begun(records: list[Row], added: Row) -> None:
    begins = int(np.clip(added["start_earliest"], 0, N_MONTHS))
    assert np.array_equal(scores([*records, added])[..., :begins], scores(records)[..., :begins])


@slow
@given(records=record_sets(), low=RATIO, high=RATIO)
def test_lower_evidence_density_never_raises_a_score(records: list[Row], low: float, high: float) -> None:
    low, high = sorted((low, high))
    assert never_higher(scores(records, low), scores(records, high))


def widths(values: Array) -> Array:
    """Width of the 90 % interval over draws of the pillars, shape (pillars, countries, months)."""
    ordered = np.sort(values[LAW:], axis=2)
    places = [round(share * (values.shape[2] - 1)) for share in (0.05, 0.95)]
    return ordered[:, :, places[1]] - ordered[:, :, places[0]]


CERTAIN = make_parameters({"coding.error_share": 0, "verification.one_source": 0, "verification.two_sources": 0}, fixed=True)
ONLY_UNSEEN = CERTAIN.with_columns(
    pl.when(pl.col("name") == "coverage.missing").then(bound).otherwise(name).alias(name)
    for name, bound in (("low", 0.4), ("high", 0.8))
)


@slow
@given(records=record_sets(), low=RATIO, high=RATIO)
def test_lower_evidence_density_never_narrows_the_interval_of_what_is_held_certain(
    records: list[Row], low: float, high: float
) -> None:
    """The guarantee: where records and weights are certain, all width comes from what is unseen, and grows with it.

    The pillar is (1 - restriction)(1 - m u² thin) in every draw, thin = 1 - density (1 - closedness): with the restriction
    equal in all draws, the width is (1 - restriction) thin times the spread of m u². Dates are held equal as well.
    """
    low, high = sorted((low, high))
    dated = [row | {"start_latest": row["start_earliest"], "end_latest": row["end_earliest"]} for row in records]
    thin, dense = (scores(dated, density, parameters=ONLY_UNSEEN) for density in (low, high))
    # closedness follows from law, which density lowers, so practice may only be the wider for it
    assert (widths(thin) >= widths(dense) - ROUNDING).all()


@pytest.mark.parametrize("pillar", [LAW, FUNDING, PRACTICE], ids=INDICES[LAW:])
def test_lower_evidence_density_widens_the_interval_of_ordinary_records(pillar: int) -> None:
    """Records that are themselves uncertain, moderate and twice sourced.

    This is no guarantee for all records. What is unseen multiplies the space that is left, so it pulls the upper end
    of an interval down by more points than the lower one: where one grave measure may be right or wrong and alone
    spreads the scores over most of the scale, a thinner search lowers both ends but narrows what lies between.
    """
    cells = {"scope": 1, "verification": "two_sources"}
    records = [act(stigma=2, **cells), measure(severity=2, **cells), incident(severity=2, verification="two_sources")]
    inputs = make_inputs(records, n_months=1, density=1.0)
    none = replace(inputs, density={name: values * 0 for name, values in inputs.density.items()})
    dense, thin = (widths(simulate_scores(one, Draws(1000)))[pillar - LAW, 0, 0] for one in (inputs, none))
    assert thin > dense


@slow
@given(records=record_sets(), low=RATIO, high=RATIO)
def test_lower_evidence_density_never_raises_an_end_of_an_interval(records: list[Row], low: float, high: float) -> None:
    low, high = sorted((low, high))
    thin, dense = (np.sort(scores(records, density), axis=2) for density in (low, high))
    assert never_higher(thin, dense)  # every order statistic, so both ends of every interval and the median


@slow
@given(records=record_sets(), density=RATIO)
def test_composite_lies_between_the_lowest_and_the_highest_pillar(records: list[Row], density: float) -> None:
    """A generalised mean does, but for the floor that lifts the lowest pillar to at most two points."""
    found = scores(records, density)
    lowest, highest = found[LAW:].min(axis=0), found[LAW:].max(axis=0)
    assert (found[COMPOSITE] >= lowest - ROUNDING).all()
    assert (found[COMPOSITE] <= np.maximum(highest, 2) + ROUNDING).all()
