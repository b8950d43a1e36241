"""How the pillars hang together: correlations, Cronbach's alpha, principal components, effective weights."""

from __future__ import annotations

import numpy as np
import polars as pl

from analysis.engine.components import cronbach_alpha, find_components
from analysis.engine.correlate import correlate
from analysis.engine.draws import Array
from analysis.engine.structure import make_structure
from analysis.engine.weights import effective_weights
from analysis.index.simulate import INDICES, PILLARS
from analysis.schemas.robustness import VIEW


def view_scores(yearly: pl.DataFrame, view: str) -> Array:
    """Scores (rows, indices) of a view; `yearly` has country_iso3, year, index and score of the countries looked at."""
    wide = yearly.pivot("index", index=["country_iso3", "year"], values="score").sort("country_iso3", "year")
    if view == "latest":
        wide = wide.filter(pl.col("year") == pl.col("year").max())
    elif view == "within":
        wide = wide.with_columns(pl.col(INDICES) - pl.col(INDICES).mean().over("country_iso3"))
    elif view == "change":
        wide = wide.with_columns(pl.col(INDICES).diff().over("country_iso3")).drop_nulls()
    return wide.select(INDICES).to_numpy().astype(float)


def correlate_indices(yearly: pl.DataFrame) -> pl.DataFrame:
    """Correlations between indices in each view: columns view, index_1, index_2, pearson, spearman, p_value, n.

    The p-value, of Pearson's r, is given only across countries: years of one country do not stand for themselves.
    """
    rows = []
    for view in VIEW:
        values = view_scores(yearly, view)
        (pearson, p_values), (spearman, _) = correlate(values), correlate(values, "spearman")
        for i, one in enumerate(INDICES):
            for j, other in enumerate(INDICES[:i]):
                p_value = p_values[i, j] if view == "latest" else None
                rows.append((view, other, one, pearson[i, j], spearman[i, j], p_value, len(values)))
    columns = {"view": pl.String, "index_1": pl.String, "index_2": pl.String}
    numbers = {"pearson": pl.Float64, "spearman": pl.Float64, "p_value": pl.Float64}
    frame = pl.DataFrame(rows, schema=columns | numbers | {"n": pl.Int64}, orient="row")
    return frame.with_columns(pl.col(*numbers).fill_nan(None).round(4)).sort("view", "index_1", "index_2")


def measure_consistency(yearly: pl.DataFrame) -> pl.DataFrame:
    """Cronbach's alpha of the pillars and the variance that their first principal component takes up, in each view."""
    rows = []
    for view in VIEW:
        pillars = view_scores(yearly, view)[:, 1:]
        varies = len(pillars) > 1 and bool((np.ptp(pillars, axis=0) > 0).all())
        alpha, share = (cronbach_alpha(pillars), find_components(pillars).shares[0]) if varies else (None, None)
        rows.append((view, alpha, share, len(pillars)))
    schema = {"view": pl.String, "alpha": pl.Float64, "first_component_share": pl.Float64, "n": pl.Int64}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return frame.with_columns(pl.col("alpha", "first_component_share").round(4)).sort("view")


def pillar_loadings(yearly: pl.DataFrame) -> dict[str, float]:
    """Loadings of the first principal component of the pillars over all countries and years, none below zero.

    Where a pillar does not vary there are no components; the loadings are equal.
    """
    pillars = view_scores(yearly, "pooled")[:, 1:]
    if len(pillars) < 2 or not (np.ptp(pillars, axis=0) > 0).all():
        return dict.fromkeys(PILLARS, 1.0)
    return dict(zip(PILLARS, np.maximum(find_components(pillars).loadings[:, 0], 0).tolist(), strict=True))


def measure_weights(structure: pl.DataFrame, yearly: pl.DataFrame) -> pl.DataFrame:
    """Weight of each component, its effective weight, and how far the composite really follows it.

    Columns code, weight, effective_weight (share in the top), influence (r² of composite and component over all
    countries and years, the linear form of the main effect) and loading (first principal component).
    Source: Paruolo, Saisana and Saltelli (2013), Ratings and rankings: voodoo or science?, eq. 3.
    """
    tree = make_structure(structure)
    correlation, _ = correlate(view_scores(yearly, "pooled"))
    influence = dict(zip(INDICES, correlation[0] ** 2, strict=True))
    loadings = pillar_loadings(yearly)
    effective = effective_weights(tree)
    rows = [
        (code, weight, share, influence.get(code), loadings.get(code))
        for code, weight, share in zip(tree.codes, tree.weights.tolist(), effective.tolist(), strict=True)
    ]
    names = ["weight", "effective_weight", "influence", "loading"]
    schema = {"code": pl.String} | dict.fromkeys(names, pl.Float64)
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return frame.with_columns(pl.col(*names).fill_nan(None).round(4)).sort("code")
