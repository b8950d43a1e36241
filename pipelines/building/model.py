"""Run the measurement model, keep its draws under data/model with what they were made from, publish what they say of themselves.

Draws of a Markov chain are not the same bytes on every machine, so they are stored with the data. A build estimates the states
anew, given the stored parameters; it never runs the model by itself, since that takes minutes.
"""

from __future__ import annotations

import importlib.metadata
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import polars as pl

from analysis.engine.draws import Array
from analysis.index.evidence import TABLES
from analysis.latent.data import LatentData, collect_latent_data
from analysis.latent.rules import RULE_KEPT, Spells, collect_spells
from analysis.schemas.latent import LATENT_TABLES
from pipelines.building.database import build_database, fetch_table, insert_frame
from pipelines.building.folders import replace_folder
from pipelines.building.progress import Progress
from pipelines.building.stored import FACTS, Stored, model_folder, read_stored, write_stored
from pipelines.building.validate import load_tables

if TYPE_CHECKING:
    from analysis.latent.fit import Posterior, Sampler

N_STORED = 200
ONE_THREAD_A_CHAIN = "--xla_cpu_multi_thread_eigen=false"  # chains share the cores


def run_model(root: Path, progress: Progress, force: bool = False) -> Path | None:
    """Run the model on data/ and store its draws; None when the stored ones fit already and `force` is false.

    Raises DataError with every problem of the input.
    """
    import numpyro  # imported only here: JAX takes seconds to load

    from analysis.latent.check import check_model, choose_month_share
    from analysis.latent.fit import Sampler, keep_parameters, sample_posterior, sample_rules

    progress.step("validate data/ and build the tables")
    data, spells, priors = read_model_data(root)
    if not force and (model_folder(root) / FACTS).is_file():
        facts = read_stored(root).facts
        if facts["inputs_sha256"] == hash_inputs(data, priors) and facts["model_version"] == model_version():
            return None
    os.environ.setdefault("XLA_FLAGS", ONE_THREAD_A_CHAIN)
    numpyro.set_host_device_count(Sampler().chains)
    sampler = Sampler()
    progress.step("sample the model of the rules")
    rules = sample_rules(spells, len(data.countries), data.n_years, priors, sampler)
    progress.step(f"run NUTS: {sampler.chains} chains of {sampler.warmup} + {sampler.samples} steps; some minutes")
    posterior = sample_posterior(data, priors, sampler)
    progress.step(f"{posterior.n_divergent} of {sampler.chains * sampler.samples:,} transitions diverged; check and store")
    parameters = keep_parameters(posterior, data, N_STORED)
    share, tails = choose_month_share(data, parameters)
    parameters = parameters.hold("month_share", share)
    tables = check_model(data, priors, posterior, rules, parameters, tails)
    with replace_folder(model_folder(root)) as staging:
        facts = describe_run(data, priors, sampler, posterior, rules, tables["latent_quantity"])
        write_stored(staging, parameters, {name: rules.flat(f"{name}_value")[_picked(rules)] for name in RULE_KEPT}, facts)
        for name, frame in tables.items():
            rounded = frame.with_columns(pl.selectors.float().cast(pl.Float64).round(4))
            rounded.write_parquet(staging / f"{name}.parquet", compression="zstd")
    return model_folder(root)


def read_model_data(root: Path) -> tuple[LatentData, Spells, pl.DataFrame]:
    """What the models see, from data/: evidence of practice, spells of the rules, priors."""
    with tempfile.TemporaryDirectory() as scratch:
        connection = build_database(load_tables(root / "data"), Path(scratch) / "model.duckdb", Path(scratch))
        tables = {name: fetch_table(connection, name) for name in TABLES}
        priors = fetch_table(connection, "index_prior")
        connection.close()
    countries = tables["core_country"]["country_iso3"].sort().to_list()
    months = tables["panel_month"]["month"].unique().sort()
    data = collect_latent_data(tables, countries, months[0], len(months))
    return data, collect_spells(tables["core_regime"], countries, len(months)), priors


def model_version() -> str:
    """Declared version of the model: raised by hand when its meaning changes, so that draws of another one are told apart."""
    from analysis.latent.version import MODEL_VERSION

    return MODEL_VERSION


def hash_inputs(data: LatentData, priors: pl.DataFrame) -> str:
    """SHA-256 of what the draws follow from: evidence and priors."""
    import hashlib

    return hashlib.sha256((data.digest() + priors.sort("name").write_csv()).encode()).hexdigest()


def _picked(posterior: Posterior) -> Array:
    n = len(posterior.flat("rule_step"))
    return np.linspace(0, n - 1, min(N_STORED, n)).astype(int)


def describe_run(
    data: LatentData, priors: pl.DataFrame, sampler: Sampler, posterior: Posterior, rules: Posterior, quantities: pl.DataFrame
) -> dict[str, Any]:
    """What the stored draws were made from, with what, and how it went."""
    return {
        "inputs_sha256": hash_inputs(data, priors),
        "model_version": model_version(),
        "n_reports": len(data.codes.report_ids),
        "n_codes": len(data.codes.code_item),
        "n_counts": len(data.counts.value),
        "sampler": vars(sampler),
        "seconds": round(posterior.seconds + rules.seconds),
        "n_divergent": posterior.n_divergent,
        "worst_rhat": round(float(quantities["rhat"].max()), 4),  # type: ignore[arg-type]
        "least_ess_bulk": round(float(quantities["ess_bulk"].min())),  # type: ignore[arg-type]
        "software": {name: importlib.metadata.version(name) for name in ("jax", "numpyro")},
    }


def add_model(
    connection: duckdb.DuckDBPyConnection, root: Path, stored: Stored, data: LatentData, scratch: Path
) -> dict[str, Any]:
    """Add the model's tables to the database. Returns what the manifest says: facts of the run, and whether it fits."""
    fits = stored.facts.get("inputs_sha256") == hash_inputs(data, fetch_table(connection, "index_prior"))
    for name in LATENT_TABLES:
        insert_frame(connection, name, pl.read_parquet(model_folder(root) / f"{name}.parquet"), scratch)
    return {"status": "current" if fits and stored.facts.get("model_version") == model_version() else "stale"} | stored.facts
