"""Small inputs of the index: records by month index, settings with visible values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl
from analysis.index.simulate import PILLARS, Inputs
from analysis.index.strength import Setting

from analysis.engine.draws import Draws, draw_parameters
from analysis.schemas.vocabulary import INCIDENT_FAMILY
from tests.project_folder import REPOSITORY

PARAMETERS = pl.read_csv(REPOSITORY / "data" / "index" / "parameters.csv", schema_overrides={"value": pl.Float64})
PARAMETERS = PARAMETERS.with_columns(pl.col("value", "low", "high").cast(pl.Float64))
STRUCTURE = pl.read_csv(REPOSITORY / "data" / "index" / "structure.csv")
FAMILY_OF = {kind: family for family, kinds in INCIDENT_FAMILY.items() for kind in kinds}

Row = dict[str, Any]
COMMON: Row = {
    "record_id": "GEO-X-0001",
    "country_iso3": "GEO",
    "verification": "primary_text",
    "start_earliest": 0,
    "start_latest": 0,
    "end_earliest": None,
    "end_latest": None,
}


def _dated(row: Row, start: int | tuple[int, int] | None, end: int | tuple[int, int] | None) -> Row:
    for name, when in (("start", start), ("end", end)):
        if when is not None:
            row[f"{name}_earliest"], row[f"{name}_latest"] = when if isinstance(when, tuple) else (when, when)
    return row


def act(record_id: str = "GEO-L-0001", start: Any = 0, end: Any = None, **cells: Any) -> Row:
    """An act that stigmatises most (3), reaches everyone, and touches entry alone."""
    levels = {"stigma": 3, "administrative_burden": 0, "criminalisation": 0, "scope": 3, "entry": 1, "funding": 0, "advocacy": 0}
    row = COMMON | levels | {"record_id": record_id, "instrument": "association", "direction": "restrictive"} | cells
    return _dated(row, start, end)


def measure(record_id: str = "GEO-F-0001", start: Any = 0, end: Any = None, **cells: Any) -> Row:
    """A general rule of the gravest kind that reaches everyone."""
    levels = {"severity": 3, "scope": 3, "level": "rule", "lever": "prior_authorisation", "direction": "restrictive"}
    return _dated(COMMON | levels | {"record_id": record_id} | cells, start, end)


def incident(record_id: str = "GEO-I-0001", start: Any = 0, end: Any = None, **cells: Any) -> Row:
    """A killing of a defender; the family follows from the type."""
    row = COMMON | {"record_id": record_id, "severity": 4, "type": "killing", "target": "defender"} | cells
    return _dated(row | {"family": FAMILY_OF[row["type"]]}, start, end)


DEFAULT = {"law": act(), "funding": measure(), "practice": incident()}


def make_parameters(values: Mapping[str, float], fixed: bool = False) -> pl.DataFrame:
    """The repository's assumptions with some values set, each with no range; `fixed` takes the range from all of them."""
    unknown = values.keys() - set(PARAMETERS["name"])
    if unknown:
        raise KeyError(f"no parameters {unknown}")
    table = PARAMETERS.with_columns(pl.col("name").replace_strict(values, default=pl.col("value")).alias("value"))
    is_fixed = pl.lit(True) if fixed else pl.col("name").is_in(list(values))
    return table.with_columns(pl.when(is_fixed).then("value").otherwise(name).alias(name) for name in ("low", "high"))


def make_setting(n_months: int, values: Mapping[str, float], n_draws: int = 0) -> Setting:
    """Setting of the nominal run (or of some draws) with these values."""
    draws = Draws(n_draws)
    return Setting(draw_parameters(make_parameters(values), draws), draws, n_months)


def make_inputs(
    records: list[Row],
    *,
    countries: tuple[str, ...] = ("GEO", "MDA"),
    n_months: int = 48,
    density: float | Mapping[str, float] = 1.0,
    parameters: pl.DataFrame = PARAMETERS,
) -> Inputs:
    """Inputs from rows of `act`, `measure` and `incident` in any order; density per pillar or for all."""
    pillar_of = {"L": "law", "F": "funding", "I": "practice"}
    frames = {}
    for pillar, default in DEFAULT.items():
        mine = [row for row in records if pillar_of[row["record_id"].split("-")[1]] == pillar]
        schema = {name: pl.String if isinstance(value, str) else pl.Int64 for name, value in default.items()}
        frames[pillar] = pl.DataFrame(mine, schema=schema, orient="row")
    shares = density if isinstance(density, Mapping) else dict.fromkeys(PILLARS, density)
    return Inputs(
        countries=list(countries),
        n_months=n_months,
        records=frames,
        density={pillar: np.full((len(countries), n_months), shares[pillar]) for pillar in PILLARS},
        structure=STRUCTURE,
        parameters=parameters,
    )
