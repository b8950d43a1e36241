"""Priors of the model from their table, data/index/priors.csv: the model samples from the rows that the method page shows."""

from __future__ import annotations

from typing import Any

import polars as pl


def prior_families() -> dict[str, Any]:
    """NumPyro distribution of each family, by location and scale (a and b of a beta)."""
    import numpyro.distributions as dist

    return {
        "normal": dist.Normal,
        "log_normal": dist.LogNormal,
        "half_normal": lambda location, scale: dist.HalfNormal(scale),
        "beta": dist.Beta,
    }


class Priors:
    """The rows of the table, by name; `sample(name, shape)` samples a site of that name."""

    def __init__(self, table: pl.DataFrame) -> None:
        self.rows = {row["name"]: row for row in table.iter_rows(named=True)}
        self.families = prior_families()

    def location(self, name: str) -> float:
        """Location of a prior."""
        return self.rows[name]["location"]

    def sample(self, name: str, *shape: int) -> Any:
        """Sample site `name` with independent elements of `shape`. Raises KeyError for a name that the table lacks."""
        import numpyro

        row = self.rows[name]
        prior = self.families[row["family"]](row["location"], row["scale"])
        return numpyro.sample(name, prior.expand(shape).to_event(len(shape)) if shape else prior)
