"""Made-up parameters and evidence: small enough to reckon by hand, whole enough to build with."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from analysis.latent.data import ITEM_CODES, LatentData
from analysis.latent.parameters import Parameters
from analysis.latent.rules import RULE_CODES
from analysis.latent.signals.assessments import Codes
from analysis.latent.signals.counts import Counts
from pipelines.building.stored import TABLES, write_stored

N_ITEMS, N_RULES = len(ITEM_CODES), len(RULE_CODES)


def made_parameters(countries: list[str], lenses: list[str], n: int = 8, step_scale: float = 0.02) -> Parameters:
    """Parameters without leanings: thresholds -0.5, 0.5 and 1.5, loadings 1, the same in every draw."""
    draws = {
        "threshold": np.tile(np.array([-0.5, 0.5, 1.5]), (n, N_ITEMS, 1)),
        "loading": np.ones((n, N_ITEMS)),
        "noise": np.tile(np.array([1.0, 1.2, 1.5]), (n, 1)),
        "lens": np.zeros((n, len(lenses))),
        "lens_drift": np.zeros((n, len(lenses))),
        "lens_item": np.zeros((n, len(lenses), N_ITEMS)),
        "country_item": np.zeros((n, len(countries), N_ITEMS)),
        "lens_sd": np.full(n, 0.2),
        "lens_item_sd": np.full(n, 0.2),
        "report_sd": np.full(n, 0.4),
        "country_item_sd": np.full(n, 0.5),
        "step_scale": np.full(n, step_scale),
        "event_boost": np.full(n, 1.0),
        "month_share": np.full(n, 0.5),
        "right_sd": np.full(n, 0.3),
        "right_memory": np.full(n, 0.8),
        "count_level": np.zeros((n, 0)),
        "count_slope": np.full(n, 0.5),
        "count_sd": np.full(n, 0.5),
    }
    return Parameters(draws, countries, lenses, [])


def made_rules(n_countries: int, n_years: int, n: int = 8) -> dict[str, np.ndarray]:
    """Parameters of the rules: state 0 everywhere, thresholds -0.5, 0.5 and 1.5."""
    return {
        "rule_state": np.zeros((n, n_countries, n_years)),
        "rule_loading": np.ones((n, N_RULES)),
        "rule_threshold": np.tile(np.array([-0.5, 0.5, 1.5]), (n, N_RULES, 1)),
        "rule_country_item": np.zeros((n, n_countries, N_RULES)),
    }


def made_data(levels: dict[tuple[int, int], int], n_countries: int = 1, n_years: int = 4) -> LatentData:
    """Evidence with one full report for each (country, year) of `levels`, all items at that level."""
    reports = sorted(levels)
    codes = Codes(
        report_ids=[f"r{country}-{year}" for country, year in reports],
        report_country=np.array([country for country, _ in reports], int),
        report_month=np.array([year * 12 + 6 for _, year in reports], int),
        report_lens=np.zeros(len(reports), int),
        lenses=["usdos:full"],
        code_report=np.repeat(np.arange(len(reports)), N_ITEMS),
        code_item=np.tile(np.arange(N_ITEMS), len(reports)),
        code_level=np.repeat([levels[key] for key in reports], N_ITEMS),
        code_basis=np.zeros(len(reports) * N_ITEMS, int),
    )
    nothing = np.zeros(0, int)
    counts = Counts([], nothing, nothing, nothing, nothing, np.zeros(0))
    names = [f"C{place:02d}" for place in range(n_countries)]
    return LatentData(names, 1991, n_years * 12, codes, counts, np.zeros((n_countries, n_years * 12)))


def write_made_draws(root: Path, countries: list[str], n_years: int) -> None:
    """Stored draws for a made project, with empty tables about the run."""
    import polars as pl

    from analysis.schemas.latent import LATENT_TABLES
    from analysis.schemas.registry import describe_table

    folder = root / "data" / "model"
    folder.mkdir(parents=True, exist_ok=True)
    facts = {"inputs_sha256": "made", "model_version": "made"}
    write_stored(folder, made_parameters(countries, ["usdos:full"]), made_rules(len(countries), n_years), facts)
    for name in TABLES:
        schema = {column.name: column.dtype for column in describe_table(LATENT_TABLES[name])}
        pl.DataFrame(schema=schema).write_parquet(folder / f"{name}.parquet")
