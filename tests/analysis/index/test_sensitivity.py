"""Sobol indices of our assumptions: every assumption is drawn, belongs to a group, and moves what it should move."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl
import pytest
from analysis.index.latest import latest_inputs
from analysis.index.sensitivity import GROUPS, DesignDraws, group_of, measure_sensitivity
from analysis.index.simulate import Inputs, score_country, simulate_scores
from analysis.index.strength import Setting

from analysis.engine.draws import Array, Draws, draw_parameters
from tests.analysis.index.index_inputs import PARAMETERS, Row, act, incident, make_inputs, make_parameters, measure

PARTLY = {"verification": "one_source"}
RECORDS: list[Row] = [
    act(start=(3, 9), stigma=2, criminalisation=1, administrative_burden=3, scope=2, **PARTLY),
    act("GEO-L-0002", start=5, stigma=1, scope=1, direction="enabling"),
    act("GEO-L-0003", start=7, stigma=2, instrument="association"),
    measure(start=(1, 12), end=(30, 35), severity=2, scope=2, level="case"),
    measure("GEO-F-0002", start=4, severity=1, scope=1, direction="enabling"),
    measure("GEO-F-0003", start=4, severity=2),
    incident(start=(2, 8), severity=3, **PARTLY),
    incident("GEO-I-0002", start=10, severity=1, target="ngo"),
    incident("GEO-I-0003", start=20, severity=2, type="conviction"),
]


def inputs(**options: object) -> Inputs:
    return make_inputs(RECORDS, n_months=40, density=0.6, **options)  # type: ignore[arg-type]


class Watched(dict):
    """Parameters that remember which were asked for."""

    def __init__(self, values: dict[str, Array]) -> None:
        super().__init__(values)
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> Array:
        self.read.add(name)
        return super().__getitem__(name)


@dataclass(frozen=True)
class Heard(Draws):
    """Draws that remember the names of their streams."""

    names: set[str] = field(default_factory=set)

    def uniform(self, name: str) -> Array:
        self.names.add(name)
        return super().uniform(name)


def test_every_assumption_of_the_table_is_used_and_drawn() -> None:
    draws = Draws(50)
    drawn = Watched(draw_parameters(PARAMETERS, draws))
    score_country(inputs(), 0, Setting(drawn, draws, 40))
    assert drawn.read == set(PARAMETERS["name"])
    assert [name for name, values in drawn.items() if np.ptp(values) == 0] == []


@pytest.mark.parametrize("name", PARAMETERS["name"].to_list())
def test_every_assumption_moves_a_score(name: str) -> None:
    """Under common random numbers, between the two ends of its range."""
    row = PARAMETERS.row(by_predicate=pl.col("name") == name, named=True)
    low, high = (simulate_scores(inputs(parameters=make_parameters({name: row[end]})), Draws(200)) for end in ("low", "high"))
    assert not np.array_equal(low, high)


def test_every_assumption_and_every_stream_belongs_to_a_group() -> None:
    draws = Heard(20)
    score_country(inputs(), 0, Setting(draw_parameters(PARAMETERS, draws), draws, 40))
    assert {group_of(name) for name in draws.names} == set(GROUPS)
    with pytest.raises(KeyError, match="weather"):
        group_of("GEO-L-0001:weather")


def test_the_last_month_alone_has_the_scores_of_the_whole_series() -> None:
    whole = simulate_scores(inputs(), Draws(60))[..., -1]
    assert np.array_equal(simulate_scores(latest_inputs(inputs()), Draws(60))[..., 0], whole)


def test_design_takes_the_numbers_of_one_group_from_the_second_sample() -> None:
    blocks = DesignDraws(4).uniform("coverage.missing").reshape(len(GROUPS) + 2, 4)
    first, second = Draws(8).uniform("coverage.missing").reshape(2, 4)
    assert np.array_equal(blocks[:2], [first, second])
    for group, block in zip(GROUPS, blocks[2:], strict=True):
        assert np.array_equal(block, second if group == "coverage" else first), group


def test_what_alone_is_uncertain_has_all_the_variance() -> None:
    held = make_parameters({"coding.error_share": 0, "verification.one_source": 0, "verification.two_sources": 0}, fixed=True)
    held = held.with_columns(
        pl.when(pl.col("name") == "composite.weight_spread").then(0.0).otherwise(c).alias(c) for c in ("value", "low", "high")
    )
    dated = [row | {"start_latest": row["start_earliest"], "end_latest": row["end_earliest"]} for row in RECORDS]
    found = measure_sensitivity(make_inputs(dated, n_months=40, density=0.6, parameters=held), 256, 50)
    found = found.filter(pl.col("country_iso3") == "GEO")
    coverage = found.row(by_predicate=pl.col("group") == "coverage", named=True)
    assert coverage["total_order"] == pytest.approx(1, abs=0.15)
    assert coverage["total_order_lower_90"] <= coverage["total_order"] <= coverage["total_order_upper_90"]
    assert found.filter(pl.col("group") != "coverage")["total_order"].to_list() == [0] * (len(GROUPS) - 1)


def test_indices_do_not_depend_on_the_order_of_records_and_are_reproducible() -> None:
    one = measure_sensitivity(inputs(), 32, 20)
    turned = make_inputs(RECORDS[::-1], n_months=40, density=0.6)
    assert one.equals(measure_sensitivity(turned, 32, 20))
    assert one["group"].n_unique() == len(GROUPS)
    assert one.height == 2 * len(GROUPS)
