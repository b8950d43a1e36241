"""Posterior draws of the measurement parameters: how they are kept, and how they meet data that have moved on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from analysis.engine.draws import Array
from analysis.latent.data import ITEM_CODES, LatentData

# Parameters that are kept, each with the names of its axes after the draws.
KEPT: dict[str, tuple[str, ...]] = {
    "threshold": ("item", "level"),
    "loading": ("item",),
    "noise": ("basis",),
    "lens": ("lens",),
    "lens_drift": ("lens",),
    "lens_item": ("lens", "item"),
    "country_item": ("country", "item"),
    "lens_sd": (),
    "lens_item_sd": (),
    "report_sd": (),
    "country_item_sd": (),
    "step_scale": (),
    "event_boost": (),
    "month_share": (),
    "right_sd": (),
    "right_memory": (),
    "count_level": ("series",),
    "count_slope": (),
    "count_sd": (),
}


@dataclass(frozen=True)
class Parameters:
    """Draws by name, each (draws, ...) as `KEPT` says, with the names of countries, lenses and series of counts."""

    draws: dict[str, Array]
    countries: list[str]
    lenses: list[str]
    series: list[str]

    @property
    def n(self) -> int:
        """Draws."""
        return len(self.draws["step_scale"])

    def hold(self, name: str, value: float) -> Parameters:
        """The same with one parameter held at a value."""
        return replace(self, draws=self.draws | {name: np.full_like(self.draws[name], value)})

    def mean(self) -> Parameters:
        """The same with one draw: the posterior means."""
        means = {name: values.mean(axis=0, keepdims=True) for name, values in self.draws.items()}
        return Parameters(means, self.countries, self.lenses, self.series)

    def thin(self, most: int) -> Parameters:
        """At most `most` draws, evenly spaced."""
        picked = np.linspace(0, self.n - 1, min(most, self.n)).astype(int)
        return Parameters({name: values[picked] for name, values in self.draws.items()}, self.countries, self.lenses, self.series)


def fit_to_data(parameters: Parameters, data: LatentData, seed: int = 0) -> Parameters:
    """Parameters in the order of `data`: countries, lenses and series that the stored draws do not know are drawn from what is
    known of others (lenses, countries), or left at zero slope (series, whose figures then say nothing).
    """
    rng = np.random.default_rng([seed, 17])
    draws = dict(parameters.draws)
    n = parameters.n

    def pick(name: str, axis_names: list[str], known: list[str], spread: Array | None) -> Array:
        values = draws[name]
        blank = np.zeros((n, *values.shape[2:])) if spread is None else None
        columns = []
        for one in axis_names:
            if one in known:
                columns.append(values[:, known.index(one)])
            elif blank is not None:
                columns.append(blank)
            else:
                scale = spread.reshape(n, *[1] * (values.ndim - 2))  # type: ignore[union-attr]
                columns.append(rng.standard_normal((n, *values.shape[2:])) * scale)
        return np.stack(columns, axis=1) if columns else np.zeros((n, 0, *values.shape[2:]))

    lenses, countries, series = data.codes.lenses, data.countries, data.counts.series
    draws["lens"] = pick("lens", lenses, parameters.lenses, draws["lens_sd"])
    draws["lens_drift"] = pick("lens_drift", lenses, parameters.lenses, None)
    draws["lens_item"] = pick("lens_item", lenses, parameters.lenses, draws["lens_item_sd"])
    draws["country_item"] = pick("country_item", countries, parameters.countries, draws["country_item_sd"])
    draws["count_level"] = pick("count_level", series, parameters.series, None)
    return Parameters(draws, countries, lenses, series)


def to_frame(parameters: Parameters) -> pl.DataFrame:
    """One row per element of a parameter: `parameter`, `axis_1`, `axis_2` (names; empty where there is none), `draws`."""
    names = {
        "item": ITEM_CODES,
        "level": ["1", "2", "3"],
        "basis": ["detail", "summary", "enumeration"],
        "lens": parameters.lenses,
        "country": parameters.countries,
        "series": parameters.series,
    }
    rows = []
    for name, axes in KEPT.items():
        values = parameters.draws[name]
        for place in np.ndindex(values.shape[1:]):
            labels = [names[axis][at] for axis, at in zip(axes, place, strict=True)] + ["", ""]
            rows.append((name, labels[0], labels[1], values[(slice(None), *place)].astype(np.float32).tolist()))
    schema: dict[str, Any] = {"parameter": pl.String, "axis_1": pl.String, "axis_2": pl.String, "draws": pl.List(pl.Float32)}
    return pl.DataFrame(rows, schema=schema, orient="row")


def from_frame(frame: pl.DataFrame) -> Parameters:
    """Parameters as `to_frame` wrote them."""
    draws, lists = {}, {"lens": [], "country": [], "series": []}  # type: ignore[var-annotated]
    for name, axes in KEPT.items():
        rows = frame.filter(pl.col("parameter") == name)
        values = np.array(rows["draws"].to_list(), float).T
        sizes = [rows[f"axis_{place + 1}"].n_unique() for place in range(len(axes))]
        draws[name] = values.reshape(-1, *sizes) if rows.height else np.zeros((len(next(iter(draws.values()))), 0))
        for place, axis in enumerate(axes):
            if axis in lists and not lists[axis]:
                lists[axis] = rows[f"axis_{place + 1}"].unique(maintain_order=True).to_list()
    return Parameters(draws, lists["country"], lists["lens"], lists["series"])
