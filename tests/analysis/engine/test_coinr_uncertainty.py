"""Parity with COINr 1.1.14: one hundred replications of its uncertainty analysis, replayed from the parameters it drew."""

from __future__ import annotations

from functools import cache, partial

import numpy as np
import polars as pl

from analysis.engine.draws import Array
from analysis.engine.impute import impute_groups
from analysis.engine.normalise import normalise, normalise_minmax, normalise_zscore
from analysis.engine.rank import rank_scores, summarise_ranks
from analysis.engine.treat import treat_outliers
from analysis.engine.vary import Options, vary_index
from tests.analysis.engine.coinr import (
    asem_structure,
    directions,
    is_close,
    needs_coinr,
    noisy_sets,
    read_reference,
    read_units,
    runif,
)

pytestmark = needs_coinr
N = 100


def options() -> Options:
    """Up to 1 to 5 points Winsorised, two scales, a hundred sets of weights, two means."""
    return Options(
        treat=[partial(lambda values, points: treat_outliers(values, points)[0], points=points) for points in range(1, 6)],
        normalise=[
            partial(normalise, directions=directions(), function=normalise_minmax, low=1, high=100),
            partial(normalise, directions=directions(), function=normalise_zscore, mean=10, deviation=2),
        ],
        weights=noisy_sets(),
        aggregate=["arithmetic", "geometric"],
    )


def drawn() -> dict[str, Array]:
    """Alternatives of each replication, as the reference tells them."""
    table = read_reference("sens_UA_N100_params").sort("rep")
    return {
        "treat": table["winmax"].to_numpy() - 1,
        "normalise": (table["norm"] == "n_zscore").to_numpy().astype(int),
        "weights": table["weight_set"].to_numpy() - 1,
        "aggregate": (table["f_ag"] == "a_gmean").to_numpy().astype(int),
    }


@cache
def replayed() -> Array:
    regions = read_reference("ASEM_iData")["EurAsia_group"].to_list()
    values = impute_groups(read_units("coin_Denominated"), regions, "mean")
    return vary_index(values, asem_structure(), options(), drawn())


def test_alternatives_follow_from_the_design() -> None:
    """COINr cuts the range of the numbers that it drew into equal parts, not that from 0 to 1, as `choose_options` does."""
    table, chosen = read_reference("sens_UA_N100_params").sort("rep"), drawn()
    columns = {"treat": "x_winmax", "normalise": "x_norm", "weights": "x_weights", "aggregate": "x_agg"}
    for step, name in columns.items():
        x, size = table[name].to_numpy(), options().sizes()[step]
        place = np.ceil((x - x.min()) / (x.max() - x.min()) * size) - 1
        assert np.array_equal(np.clip(place, 0, size - 1), chosen[step]), step


def test_the_design_is_that_of_its_seed() -> None:
    """Guards the generator that the sets of weights come from."""
    table = read_reference("sens_UA_N100_params").sort("rep")
    design = runif(123, 4 * N).reshape(4, N)
    assert is_close(design, table.select("x_winmax", "x_norm", "x_weights", "x_agg").to_numpy().T, 1e-12)


def test_scores_of_every_replication() -> None:
    expected = read_units("sens_UA_N100_scores", tuple(f"r_{k}" for k in range(1, N + 1))).T
    assert is_close(replayed(), expected)


def test_no_rank_differs_in_any_replication() -> None:
    expected = read_units("sens_UA_N100_ranks", tuple(f"r_{k}" for k in range(1, N + 1))).T
    assert np.count_nonzero(rank_scores(replayed()) != expected) == 0


def test_summary_of_ranks() -> None:
    table = read_reference("sens_UA_N100_rankstats")
    found = summarise_ranks(rank_scores(replayed()))
    names = {"mean": "Mean", "median": "Median", "lower_90": "Q5", "upper_90": "Q95"}
    for ours, theirs in names.items():
        assert is_close(found[ours], table[theirs].cast(pl.Float64).to_numpy()), theirs
