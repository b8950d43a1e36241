"""Tables of the outlook page: forecasts, how they did, episodes, what followed."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.schemas.release import Release
from analysis.tables.make import link_country, make_table, open_section, show_fixed
from analysis.views.backtest import calibrate, followed_steps, region_episodes, skills, turns_forecast
from analysis.views.outlook import region_outlook


def _percent(name: str, to: str, digits: int = 1) -> pl.Expr:
    return pl.col(name).map_elements(lambda x: f"{100 * x:.{digits}f} %", return_dtype=pl.String).alias(to)


def table_outlook(release: Release) -> GT:
    """Forecasts of the fifteen: from which month, probability of a fall and of a rise."""
    rows = region_outlook(release).with_columns(pl.col("month").dt.to_string("%Y-%m").alias("from"))
    falls, rises = (_percent(f"{end}_probability", f"{end} within twelve months") for end in ("fall", "rise"))
    return make_table(rows.select(link_country(), "from", falls, rises), "tbl-outlook-all", {}, ("country",))


def table_skills(release: Release) -> GT:
    """Brier scores of forecast and base rate for falls and rises."""
    shown = skills(release).select(
        pl.col("end").alias("of"),
        pl.col("n").alias("forecasts"),
        pl.col("n_happened").alias("happened"),
        show_fixed(pl.col("brier"), 4).alias("Brier score"),
        show_fixed(pl.col("base_brier"), 4).alias("base rate"),
        show_fixed(pl.col("gain"), 4).alias("gain"),
        pl.format("{} to {}", *(show_fixed(pl.col(f"gain_{end}_90"), 4) for end in ("lower", "upper"))).alias("90 % interval"),
    )
    return make_table(shown, "tbl-skills-all")


def table_calibration(release: Release) -> GT:
    """Forecasts by bands of probability beside what happened."""
    shown = calibrate(release).select(
        pl.col("end").alias("of"),
        pl.col("band").alias("forecast"),
        pl.col("n").alias("forecasts"),
        _percent("forecast", "mean forecast"),
        _percent("happened", "happened"),
        _percent("drawn", "mean share of draws in which it did"),
    )
    return make_table(shown, "tbl-calibration-all")


def table_turns(release: Release) -> GT:
    """Falls and rises that happened, with the forecast of the year-end before."""
    shown = turns_forecast(release).select(
        link_country(),
        "year",
        open_section("change", "composite"),
        _percent("probability", "forecast"),
        _percent("base_rate", "base rate"),
    )
    return make_table(shown, "tbl-turns-forecast", {}, ("country",), ("change",))


def table_episodes(release: Release) -> GT:
    """Falls and rises of five points or more."""
    shown = region_episodes(release).select(
        link_country(),
        "kind",
        pl.col("start_month").dt.to_string("%Y-%m").alias("from"),
        pl.col("end_month").dt.to_string("%Y-%m").alias("to"),
        open_section("points", "composite"),
    )
    return make_table(shown, "tbl-episodes-all", {}, ("country",), ("points",))


def table_steps(release: Release) -> GT:
    """What the composite did after steps of a kind."""
    kinds = {"regime": "rule", "rung": "rung"}
    columns = [pl.col("kind").replace_strict(kinds), "step", pl.col("n").alias("steps"), pl.col("n_countries").alias("countries")]
    for span in (12, 24):
        columns += [
            pl.col(f"n_seen_{span}").alias(f"seen, {span} months"),
            show_fixed(pl.col(f"median_{span}"), 1).alias(f"median, {span} months"),
            pl.format("{} / {}", f"n_fell_{span}", f"n_rose_{span}").alias(f"surely fell / rose, {span} months"),
        ]
    return make_table(followed_steps(release).select(columns), "tbl-steps-followed")
