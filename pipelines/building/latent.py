"""Run the reporting-aware model, keep its draws under data/model with the hash of what they were made from, publish them.

Draws of a Markov chain are not the same bytes on every machine, so they are stored with the data. A build uses the
stored draws. Where they were made from other inputs, it says so and marks every row `is_current` = 0; it never runs the
model by itself, since that takes minutes.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import polars as pl

from analysis.latent import data as latent_data
from analysis.latent.data import LatentData, collect_latent_data
from analysis.latent.states import describe_quantities, summarise_latent
from analysis.schemas.latent import LATENT_TABLES
from analysis.schemas.registry import describe_table
from pipelines.building.database import build_database, fetch_table, insert_frame
from pipelines.building.folders import replace_folder
from pipelines.building.index import collect_inputs
from pipelines.building.progress import Progress
from pipelines.building.validate import load_tables

if TYPE_CHECKING:
    from analysis.latent.fit import Posterior, Sampler

N_STORED = 500
N_CHECKED = 400
STORED_TABLES = ("latent_quantity", "latent_check", "latent_recovery")
PER_POINT = 100  # scores are stored as whole hundredths of a point
RECOVERY_YEARS = 30


def model_folder(root: Path) -> Path:
    """Folder of the stored draws."""
    return root / "data" / "model"


def run_model(root: Path, progress: Progress, force: bool = False) -> Path | None:
    """Run the model on data/ and store its draws; None when the stored ones fit already and `force` is false.

    Raises DataError with every problem of the input.
    """
    import numpyro  # imported only here: JAX takes seconds to load

    progress.step("validate data/ and build the tables")
    with tempfile.TemporaryDirectory() as scratch:
        connection = build_database(load_tables(root / "data"), Path(scratch) / "model.duckdb", Path(scratch))
        data = read_latent_data(connection)
        connection.close()
    if not force and read_stored_hash(root) == hash_inputs(data):
        return None
    numpyro.set_host_device_count(4)
    from analysis.latent.fit import Sampler, sample_posterior

    sampler = Sampler()
    progress.step(f"run NUTS: {sampler.chains} chains of {sampler.warmup} + {sampler.samples} steps; some minutes")
    posterior = sample_posterior(data, sampler)
    progress.step(f"{posterior.n_divergent} of {sampler.chains * sampler.samples:,} transitions diverged; check and store")
    with replace_folder(model_folder(root)) as staging:
        store_draws(data, posterior, staging)
        tables = {
            "latent_quantity": tell_quantities(posterior),
            "latent_check": check_model(data, posterior),
            "latent_recovery": recover_simulation(progress),
        }
        for name, frame in tables.items():
            frame.with_columns(pl.selectors.float().round(4)).write_parquet(staging / f"{name}.parquet", compression="zstd")
        facts = describe_run(data, sampler, posterior, tables["latent_quantity"])
        (staging / "latent.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    return model_folder(root)


def read_latent_data(connection: duckdb.DuckDBPyConnection) -> LatentData:
    """What the model sees, from the tables of the database: the region's countries, all years."""
    countries = fetch_table(connection, "core_country").filter(pl.col("role") == "region")["country_iso3"].sort().to_list()
    first = fetch_table(connection, "panel_month")["month"].min()
    return collect_latent_data(collect_inputs(connection), countries, first.year)  # type: ignore[union-attr]


def hash_inputs(data: LatentData) -> str:
    """SHA-256 of what the draws follow from: the indicators, the model's source and how it is sampled."""
    folder = Path(latent_data.__file__).parent
    # Universal newlines: a checkout on Windows must give the same hash. The sampler's settings are in fit.
    source = "".join((folder / name).read_text(encoding="utf-8") for name in ("model.py", "fit.py"))
    lines = [line for line in source.splitlines(keepends=True) if not line.startswith(("from analysis.", "import analysis."))]
    return hashlib.sha256((data.digest() + "".join(lines)).encode()).hexdigest()  # where a module lies changes no draw


def read_stored_hash(root: Path) -> str | None:
    """Hash of the inputs of the stored draws; None without any."""
    file = model_folder(root) / "latent.json"
    return json.loads(file.read_text(encoding="utf-8"))["inputs_sha256"] if file.is_file() else None


def store_draws(data: LatentData, posterior: Posterior, folder: Path) -> None:
    """Write thinned draws of the scores, and detection, one row per country and year."""
    scores = posterior.flat("score", N_STORED)
    low, middle, high = np.quantile(posterior.flat("detection"), [0.05, 0.5, 0.95], axis=0)
    whole = np.round(scores * PER_POINT).astype(np.uint16)
    frame = pl.DataFrame(
        {
            "country_iso3": np.repeat(data.countries, len(data.years)),
            "year": data.years * len(data.countries),
            "scores": whole.transpose(1, 2, 0).reshape(-1, len(whole)).tolist(),
            "detection": middle.ravel(),
            "detection_lower_90": low.ravel(),
            "detection_upper_90": high.ravel(),
            "n_incidents": data.counts.sum(axis=0).ravel(),
            "evidence_density": data.density.ravel(),
            "n_months": np.round(np.tile(data.exposure, len(data.countries)) * 12).astype(int),
        },
        schema_overrides={"scores": pl.List(pl.UInt16)},
    )
    frame = frame.with_columns(pl.selectors.float().round(4))
    frame.write_parquet(folder / "latent_draws.parquet", compression="zstd", compression_level=15)


def tell_quantities(posterior: Posterior) -> pl.DataFrame:
    """Prior, posterior and diagnostics of every quantity that is published."""
    from analysis.latent.fit import diagnose_draws
    from analysis.latent.priors import PRIORS

    draws = {name: posterior.draws[name] for name in (*PRIORS, "score", "detection")}
    draws["change"] = np.diff(draws["score"], axis=-1)
    return describe_quantities(diagnose_draws(draws, {name: prior.elements for name, prior in PRIORS.items()}))


def check_model(data: LatentData, posterior: Posterior) -> pl.DataFrame:
    """Prior- and posterior-predictive checks."""
    from analysis.latent.check import check_predictions
    from analysis.latent.fit import predict_indicators

    drawn = {"prior": predict_indicators(data, None, N_CHECKED), "posterior": predict_indicators(data, posterior, N_CHECKED)}
    return pl.concat([check_predictions(data, indicators, kind) for kind, indicators in drawn.items()])


def recover_simulation(progress: Progress) -> pl.DataFrame:
    """Scores of simulated countries as the model finds them."""
    from analysis.latent.fit import Sampler, sample_posterior
    from analysis.latent.simulate import compare_recovery, simulate_countries

    progress.step("recover simulated countries")
    data, truth = simulate_countries(RECOVERY_YEARS)
    return compare_recovery(data, truth, sample_posterior(data, Sampler(samples=500)).flat("score"))


def describe_run(data: LatentData, sampler: Sampler, posterior: Posterior, quantities: pl.DataFrame) -> dict[str, Any]:
    """What the stored draws were made from, with what, and how it went."""
    return {
        "inputs_sha256": hash_inputs(data),
        "sampler": vars(sampler),
        "seconds": round(posterior.seconds),
        "n_divergent": posterior.n_divergent,
        "worst_rhat": round(float(quantities["rhat"].max()), 4),  # type: ignore[arg-type]
        "least_ess_bulk": round(float(quantities["ess_bulk"].min())),  # type: ignore[arg-type]
        "software": {name: importlib.metadata.version(name) for name in ("jax", "numpyro")},
    }


def add_latent(connection: duckdb.DuckDBPyConnection, root: Path, scratch: Path, progress: Progress) -> dict[str, Any]:
    """Add the model's tables to the database from the stored draws. Returns what the manifest says about them."""
    folder = model_folder(root)
    stored = read_stored_hash(root)
    if stored is None:
        progress.step("reporting-aware model: no stored draws, its tables stay empty; `civicspace model` runs it")
        for name, model in LATENT_TABLES.items():
            schema = {column.name: column.dtype for column in describe_table(model)}
            insert_frame(connection, name, pl.DataFrame(schema=schema), scratch)
        return {"status": "absent"}
    is_current = stored == hash_inputs(read_latent_data(connection))
    if is_current:
        progress.step("reporting-aware model: stored draws fit the data, used")
    else:
        progress.step("reporting-aware model: stored draws are of earlier data, marked as such; `civicspace model` runs it anew")
    insert_frame(connection, "index_latent_year", publish_draws(folder / "latent_draws.parquet", is_current), scratch)
    for name in STORED_TABLES:
        insert_frame(connection, name, pl.read_parquet(folder / f"{name}.parquet"), scratch)
    facts = json.loads((folder / "latent.json").read_text(encoding="utf-8"))
    return {"status": "current" if is_current else "stale"} | facts


def publish_draws(file: Path, is_current: bool) -> pl.DataFrame:
    """Table index_latent_year from the stored draws."""
    stored = pl.read_parquet(file).sort("country_iso3", "year")
    countries, years = (stored[name].unique().sort().to_list() for name in ("country_iso3", "year"))
    scores = stored["scores"].explode().to_numpy().reshape(len(countries), len(years), -1).transpose(0, 2, 1) / PER_POINT
    frame = summarise_latent(scores, countries, years).join(stored.drop("scores"), on=["country_iso3", "year"], how="left")
    return frame.with_columns(pl.lit(int(is_current)).cast(pl.Int64).alias("is_current"))
