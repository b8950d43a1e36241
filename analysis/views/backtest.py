"""How forecasts of falls and rises did, the episodes of the past, what followed steps of a kind: frames of the outlook page."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import polars as pl

from analysis.findings.robustness import year_changes
from analysis.schemas.items import REGIME_ITEMS
from analysis.schemas.release import Release
from analysis.site.names import RUNG_NAME
from analysis.views.countries import name_country
from analysis.views.outlook import ENDS, SPANS

EDGES = (0.0, 0.02, 0.05, 0.1, 0.2, 1.0)  # of the bands of probability in which forecasts are compared with what happened
N_RESAMPLES = 1000
SEED = 1948


def region_forecasts(release: Release) -> pl.DataFrame:
    """Past forecasts of the fifteen, as in the table, with `country`."""
    rows = release["index_outlook_backtest"].filter(pl.col("country_iso3").is_in(release.region()))
    return rows.with_columns(name_country(release)).sort("country", "year")


def calibrate(release: Release) -> pl.DataFrame:
    """Forecasts by bands of probability: end, band, n, forecast (mean probability), happened (share), drawn (mean share of draws
    in which it happened).
    """
    rows = region_forecasts(release)
    labels = [f"{100 * low:g}–{100 * high:g} %" for low, high in pairwise(EDGES)]
    parts = []
    for end in ENDS:
        band = pl.col(f"{end}_probability").cut(list(EDGES[1:-1]), labels=labels, left_closed=True).cast(pl.String)
        counted = (
            rows.with_columns(band.alias("band"))
            .group_by("band")
            .agg(
                pl.len().cast(pl.Int64).alias("n"),
                pl.col(f"{end}_probability").mean().alias("forecast"),
                pl.col(f"{end}_happened").mean().alias("happened"),
                pl.col(f"{end}_share").mean().alias("drawn"),
            )
        )
        parts.append(counted.select(pl.lit(end).alias("end"), "band", "n", "forecast", "happened", "drawn"))
    place = pl.col("band").replace_strict({label: n for n, label in enumerate(labels)}, return_dtype=pl.Int64)
    return pl.concat(parts).sort("end", place)


def skills(release: Release) -> pl.DataFrame:
    """For falls and rises: end, n, n_happened, brier, base_brier, gain (base less forecast), its 90 % interval from resampled
    countries.
    """
    rows = region_forecasts(release)
    schema = {"end": pl.String, "n": pl.Int64, "n_happened": pl.Int64}
    schema |= dict.fromkeys(("brier", "base_brier", "gain", "gain_lower_90", "gain_upper_90"), pl.Float64)
    if rows.is_empty():
        return pl.DataFrame(schema=schema)
    return pl.DataFrame([{"end": end} | _skill(rows, end) for end in ENDS], schema=schema)


def _skill(rows: pl.DataFrame, end: str) -> dict[str, float]:
    gain = pl.col(f"{end}_base_brier") - pl.col(f"{end}_brier")
    sums = rows.group_by("country_iso3").agg(gain.sum().alias("gain"), pl.len().alias("n")).sort("country_iso3")
    gains, sizes = sums["gain"].to_numpy(), sums["n"].to_numpy()
    drawn = np.random.default_rng(SEED).integers(0, len(gains), (N_RESAMPLES, len(gains)))
    low, high = np.quantile(gains[drawn].sum(axis=1) / sizes[drawn].sum(axis=1), [0.05, 0.95])
    means = rows.select(pl.col(f"{end}_brier").mean().alias("brier"), pl.col(f"{end}_base_brier").mean().alias("base")).row(0)
    found = {"brier": means[0], "base_brier": means[1], "gain": means[1] - means[0]}
    counts = {"n": rows.height, "n_happened": int(rows[f"{end}_happened"].sum())}
    return counts | found | {"gain_lower_90": float(low), "gain_upper_90": float(high)}


def turns_forecast(release: Release) -> pl.DataFrame:
    """Falls and rises that happened, with what was forecast at the year-end before: country_iso3, country, year, end, change,
    probability, base_rate. Largest change first.
    """
    rows = region_forecasts(release)
    parts = [
        rows.filter(pl.col(f"{end}_happened") == 1).select(
            "country_iso3",
            "country",
            pl.col("year") + 1,
            pl.lit(end).alias("end"),
            "change",
            pl.col(f"{end}_probability").alias("probability"),
            pl.col(f"{end}_base_rate").alias("base_rate"),
        )
        for end in ENDS
    ]
    return pl.concat(parts).sort(-pl.col("change").abs(), "country", "year")


def region_episodes(release: Release) -> pl.DataFrame:
    """Falls and rises of five points or more of the fifteen: country_iso3, country, kind, start_month, end_month, points."""
    rows = release["index_episode"].filter(pl.col("country_iso3").is_in(release.region()))
    return rows.with_columns(name_country(release)).sort("country", "start_month")


def step_name(step: str) -> str:
    """'Foreign-agent label' or '3 Legal stigmatisation': what readers call a step."""
    return RUNG_NAME[int(step.removeprefix("rung_"))] if step.startswith("rung_") else REGIME_ITEMS[step].name


def followed_steps(release: Release) -> pl.DataFrame:
    """What the composite did after steps of a kind, in the fifteen: kind, step (named), n (steps), n_countries, and for 12 and 24
    months n_seen, median, n_fell and n_rose (times the 90 % interval lies below or above zero). Most steps first.
    """
    rows = release["index_followed"].filter(pl.col("country_iso3").is_in(release.region()))
    parts: list[pl.Expr] = [
        pl.len().cast(pl.Int64).alias("n"),
        pl.col("country_iso3").n_unique().cast(pl.Int64).alias("n_countries"),
    ]
    for span in SPANS:
        change, low, high = (pl.col(f"change_{span}{end}") for end in ("", "_lower_90", "_upper_90"))
        parts += [
            change.count().cast(pl.Int64).alias(f"n_seen_{span}"),
            change.median().alias(f"median_{span}"),
            (high < 0).sum().cast(pl.Int64).alias(f"n_fell_{span}"),
            (low > 0).sum().cast(pl.Int64).alias(f"n_rose_{span}"),
        ]
    named = rows.with_columns(pl.col("step").map_elements(step_name, return_dtype=pl.String))
    return named.group_by("kind", "step").agg(parts).sort("kind", -pl.col("n"), "step")


def usual_falls(release: Release) -> float | None:
    """Share of changes over one year, by yearly means, whose 90 % interval lies below zero; None where there are none."""
    rows = year_changes(release, 1)
    return rows.filter(pl.col("change_upper_90") < 0).height / rows.height if rows.height else None
