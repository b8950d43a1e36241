"""Stored draws of the model's parameters: data/model, with what they were made from and how the chains agreed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from analysis.engine.draws import Array
from analysis.latent.parameters import Parameters, from_frame, to_frame
from analysis.latent.rules import RULE_KEPT
from pipelines.building.problems import WrongUse

PARAMETERS, RULES, FACTS = "parameters.parquet", "rules.parquet", "model.json"
TABLES = ("latent_quantity", "latent_check", "latent_recovery", "latent_coverage")


@dataclass(frozen=True)
class Stored:
    """Draws of the model of practice and of the model of rules, and the facts of the run."""

    parameters: Parameters
    rules: dict[str, Array]
    facts: dict[str, Any]

    def thin(self, most: int) -> Stored:
        """At most `most` draws, evenly spaced: as many of the rules as of practice."""
        parameters = self.parameters.thin(most)
        picked = np.linspace(0, len(self.rules["rule_loading"]) - 1, parameters.n).astype(int)
        return Stored(parameters, {name: values[picked] for name, values in self.rules.items()}, self.facts)


def model_folder(root: Path) -> Path:
    """Folder of the stored draws."""
    return root / "data" / "model"


def read_stored(root: Path) -> Stored:
    """Read the stored draws. Raises WrongUse when there are none."""
    folder = model_folder(root)
    if not (folder / FACTS).is_file():
        raise WrongUse(f"no stored draws in {folder}; `civicspace model` makes them")
    facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
    rules = {}
    frame = pl.read_parquet(folder / RULES)
    for row in frame.iter_rows(named=True):
        rules[row["parameter"]] = np.array(row["draws"], np.float64).reshape(row["shape"])
    return Stored(from_frame(pl.read_parquet(folder / PARAMETERS)), rules, facts)


def write_stored(folder: Path, parameters: Parameters, rules: dict[str, Array], facts: dict[str, Any]) -> None:
    """Write draws and facts into a folder."""
    to_frame(parameters).write_parquet(folder / PARAMETERS, compression="zstd", compression_level=15)
    rows = [(name, list(rules[name].shape), rules[name].astype(np.float32).ravel().tolist()) for name in RULE_KEPT]
    schema: dict[str, Any] = {"parameter": pl.String, "shape": pl.List(pl.Int64), "draws": pl.List(pl.Float32)}
    pl.DataFrame(rows, schema=schema, orient="row").write_parquet(folder / RULES, compression="zstd", compression_level=15)
    (folder / FACTS).write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
