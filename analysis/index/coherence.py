"""How the parts hang together: correlations, Cronbach's alpha, principal components, effective weights.

Everything is computed from the yearly scores (country_iso3, year, index, score) of the countries looked at; a score that is
empty, because too few rules are known, is left out pair by pair.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from analysis.engine.components import cronbach_alpha, find_components
from analysis.engine.correlate import correlate
from analysis.engine.draws import Array
from analysis.engine.structure import make_structure
from analysis.engine.weights import effective_weights
from analysis.index.scores import INDICES, PILLARS
from analysis.latent.data import RIGHT_CODES
from analysis.schemas.robustness import VIEW

SETS = (PILLARS, tuple(RIGHT_CODES))  # parts of one whole


def view_scores(yearly: pl.DataFrame, view: str) -> Array:
    """Scores (rows, indices) of a view, NaN where there is none."""
    wide = yearly.pivot("index", on_columns=INDICES, index=["country_iso3", "year"], values="score").sort("country_iso3", "year")
    numbers = pl.col(INDICES)
    if view == "latest":
        wide = wide.filter(pl.col("year") == pl.col("year").max())
    elif view == "within":
        wide = wide.with_columns(numbers - numbers.mean().over("country_iso3"))
    elif view == "change":
        wide = wide.with_columns(numbers.diff().over("country_iso3")).filter(pl.col(INDICES[0]).is_not_null())
    return wide.select(numbers.cast(pl.Float64).fill_null(float("nan"))).to_numpy()


def correlate_indices(yearly: pl.DataFrame) -> pl.DataFrame:
    """Correlations between indices in each view: columns view, index_1, index_2, pearson, spearman, p_value, n.

    The p-value, of Pearson's r, is given only across countries: years of one country do not stand for themselves.
    """
    rows = []
    for view in VIEW:
        values = view_scores(yearly, view)
        known = ~np.isnan(values)
        (pearson, p_values), (spearman, _) = correlate(values), correlate(values, "spearman")
        for i, one in enumerate(INDICES):
            for j, other in enumerate(INDICES[:i]):
                p_value = p_values[i, j] if view == "latest" else None
                n = int((known[:, i] & known[:, j]).sum())
                rows.append((view, other, one, pearson[i, j], spearman[i, j], p_value, n))
    columns = {"view": pl.String, "index_1": pl.String, "index_2": pl.String}
    numbers = {"pearson": pl.Float64, "spearman": pl.Float64, "p_value": pl.Float64}
    frame = pl.DataFrame(rows, schema=columns | numbers | {"n": pl.Int64}, orient="row")
    return frame.with_columns(pl.col(*numbers).fill_nan(None).round(4)).sort("view", "index_1", "index_2")


def complete_rows(yearly: pl.DataFrame, view: str, indices: tuple[str, ...]) -> Array:
    """Scores (rows, indices) of some indices in a view, where all of them are known."""
    values = view_scores(yearly, view)[:, [INDICES.index(name) for name in indices]]
    return values[~np.isnan(values).any(axis=1)]


def measure_consistency(yearly: pl.DataFrame) -> pl.DataFrame:
    """Cronbach's alpha of the rights and the variance that their first principal component takes up, in each view.

    Columns view, alpha, first_component_share, n.
    """
    rows = []
    for view in VIEW:
        rights = complete_rows(yearly, view, SETS[1])
        told = (cronbach_alpha(rights), float(find_components(rights).shares[0])) if _varies(rights) else (None, None)
        rows.append((view, *told, len(rights)))
    schema = {"view": pl.String, "alpha": pl.Float64, "first_component_share": pl.Float64, "n": pl.Int64}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return frame.with_columns(pl.col("alpha", "first_component_share").round(4)).sort("view")


def _varies(values: Array) -> bool:
    return len(values) > 1 and bool((np.ptp(values, axis=0) > 0).all())


def measure_loadings(yearly: pl.DataFrame) -> dict[str, float]:
    """Loadings of pillars and of rights on the first principal component of their own set, over all countries and years.

    A set of which a part never varies has none.
    """
    loadings: dict[str, float] = {}
    for indices in SETS:
        values = complete_rows(yearly, "pooled", indices)
        if _varies(values):
            loadings |= dict(zip(indices, find_components(values).loadings[:, 0].tolist(), strict=True))
    return loadings


def measure_weights(structure: pl.DataFrame, yearly: pl.DataFrame) -> pl.DataFrame:
    """Weight of each component, its effective weight, and how far the composite really follows it.

    Columns code, weight, effective_weight (share in the top), influence (r² of composite and component over all countries and
    years, the linear form of the main effect) and loading; the last two only for components that are published.
    Source: Paruolo, Saisana and Saltelli (2013), Ratings and rankings: voodoo or science?, eq. 3.
    """
    tree = make_structure(structure)
    correlation, _ = correlate(view_scores(yearly, "pooled"))
    influence = dict(zip(INDICES, (correlation[0] ** 2).tolist(), strict=True))
    loadings = measure_loadings(yearly)
    rows = [
        (code, weight, share, influence.get(code), loadings.get(code))
        for code, weight, share in zip(tree.codes, tree.weights.tolist(), effective_weights(tree).tolist(), strict=True)
    ]
    names = ["weight", "effective_weight", "influence", "loading"]
    schema = {"code": pl.String} | dict.fromkeys(names, pl.Float64)
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return frame.with_columns(pl.col(*names).fill_nan(None).round(4)).sort("code")
