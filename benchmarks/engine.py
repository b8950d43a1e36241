"""Print timings of the engine beside COINr's: plain index, uncertainty analysis, Sobol indices. Figures, not tests.

Made data of the size of COINr's example: 51 units, 49 indicators in 8, 2 and 1 groups, and the alternatives of its
sensitivity vignette (points Winsorised, scale, weights, mean).
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial

import numpy as np
import polars as pl

from analysis.engine.draws import Array, Draws
from analysis.engine.normalise import normalise_minmax, normalise_zscore
from analysis.engine.rank import mean_rank_shift, rank_scores
from analysis.engine.sobol import estimate_sobol, sample_sobol
from analysis.engine.structure import Structure, make_structure
from analysis.engine.treat import treat_outliers
from analysis.engine.vary import Options, choose_options, vary_index
from analysis.engine.weights import noisy_weights

RUNS = 5
# COINr 1.1.14 on R 4.2.2, two cores
COINR = {"plain index": 0.143, "1,000 replications": 124.5, "Sobol, N = 1,000 (6,000 builds)": 1266.0}
GROUPS = (8, 5, 3, 6, 8, 5, 9, 5)


def make_example() -> tuple[Array, Structure]:
    """Skewed values (51, 49) and a structure of four levels."""
    rows = [("index", None, 4), ("first", "index", 3), ("second", "index", 3)]
    rows += [(f"group{g}", "first" if g < 5 else "second", 2) for g in range(len(GROUPS))]
    rows += [(f"i{g}_{k}", f"group{g}", 1) for g, size in enumerate(GROUPS) for k in range(size)]
    table = pl.DataFrame(rows, schema=["code", "parent", "level"], orient="row")
    structure = make_structure(table.with_columns(pl.lit(1).alias("direction"), pl.lit(1.0).alias("weight")))
    return np.random.default_rng(1948).lognormal(sigma=1.0, size=(51, sum(GROUPS))), structure


def make_options(structure: Structure) -> Options:
    """Alternatives of COINr's vignette."""
    return Options(
        treat=[partial(lambda values, points: treat_outliers(values, points)[0], points=points) for points in range(1, 6)],
        normalise=[partial(normalise_minmax, low=1, high=100), partial(normalise_zscore, mean=10, deviation=2)],
        weights=noisy_weights(structure, {2: 0.25, 3: 0.25}, Draws(100)),
        aggregate=["arithmetic", "geometric"],
    )


def replicate(values: Array, structure: Structure, uniforms: dict[str, Array]) -> Array:
    """Mean shift of ranks in each replication, alternatives and all made anew."""
    options = make_options(structure)
    sizes = options.sizes()
    choices = {step: choose_options(uniforms[step], size) for step, size in sizes.items()}
    nominal = rank_scores(vary_index(values, structure, options, {}))
    return mean_rank_shift(rank_scores(vary_index(values, structure, options, choices)), nominal)


def run_sobol(values: Array, structure: Structure, n: int) -> None:
    """Indices of the four steps with bootstrap intervals."""
    steps = list(make_options(structure).sizes())
    design = sample_sobol(n, steps, Draws(0))
    estimate_sobol(replicate(values, structure, dict(zip(steps, design.T, strict=True))), len(steps), n_bootstrap=1000)


def main() -> None:
    """Run each task RUNS times and print median and COINr's time."""
    values, structure = make_example()
    draws = Draws(1000)
    tasks: dict[str, Callable[[], object]] = {
        "plain index": lambda: vary_index(values, structure, make_options(structure), {}),
        "1,000 replications": lambda: replicate(
            values, structure, {step: draws.uniform(step) for step in make_options(structure).sizes()}
        ),
        "Sobol, N = 1,000 (6,000 builds)": lambda: run_sobol(values, structure, 1000),
    }
    print(f"{'task':<34}{'median':>9}{'COINr':>9}  seconds, {RUNS} runs")
    for name, task in tasks.items():
        seconds = []
        for _ in range(RUNS):
            began = time.perf_counter()
            task()
            seconds.append(time.perf_counter() - began)
        print(f"{name:<34}{statistics.median(seconds):9.3f}{COINR[name]:9.1f}")


if __name__ == "__main__":
    main()
