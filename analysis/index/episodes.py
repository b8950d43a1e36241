"""Falls and rises of the composite as episodes, and what followed measures of a kind.

Episodes are read off the monthly medians up to the month that evidence reaches. The rule follows that of episodes of regime
transformation (Maerz, Edgell, Wilson, Hellmeier and Lindberg 2024, Journal of Peace Research 61): an episode ends when the score
turns or stands still.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from analysis.engine.draws import Array
from analysis.index.scores import INDICES, Scores
from analysis.index.summarise import quantile_draws

THRESHOLD = 5.0  # points between the ends of an episode
PAUSE = 36  # months in which a score that stands still ends it
STILL = 1.0  # points by which a score that stands still may move on
HEAVY = 2  # level of a rule from which its opening is followed
AFTER = (12, 24)  # months


def find_falls(path: Array, threshold: float = THRESHOLD) -> list[tuple[int, int]]:
    """First and last month of each fall in a path (months,).

    A fall runs from a high to the lowest point after it, until the path has risen by half the threshold or has fallen by less
    than `STILL` in `PAUSE` months. Its ends are trimmed to the last month within half of `STILL` of the high and the first
    within half of it of the low; it counts when they are `threshold` apart.
    """
    falls = []
    high = low = 0
    for month in range(1, len(path) + 1):
        over = month == len(path)
        if not over and path[month] < path[low]:
            low = month
        turned = not over and path[month] - path[low] >= threshold / 2
        still = not over and month - high >= PAUSE and path[month - PAUSE] - path[month] < STILL
        if over or turned or still:
            falls += _trim(path, high, low, threshold)
            high = low = month
        elif path[month] >= path[high]:
            high = low = month
    return falls


def _trim(path: Array, high: int, low: int, threshold: float) -> list[tuple[int, int]]:
    within = path[high : low + 1]
    start = high + int(np.flatnonzero(within >= within[0] - STILL / 2)[-1])
    end = high + int(np.flatnonzero(within <= within[-1] + STILL / 2)[0])
    return [(start, end)] if path[start] - path[end] >= threshold else []


def list_episodes(scores: Scores, countries: list[str], last: Array, months: list, threshold: float = THRESHOLD) -> pl.DataFrame:
    """Falls and rises of each country's composite up to its last month with evidence, `last` (countries,).

    `months` are the dates of all months. Columns country_iso3, kind (fall, rise), start_month, end_month, points (score at
    the end less that at the start).
    """
    medians = quantile_draws(scores.values[INDICES.index("composite")], [0.5])[0].astype(float)
    rows = []
    for country, path, end in zip(countries, medians, last, strict=True):
        known = path[: end + 1]
        for kind, sign in (("fall", 1), ("rise", -1)):
            for start, stop in find_falls(sign * known, threshold):
                rows.append((country, kind, months[start], months[stop], round(known[stop] - known[start], 3)))
    schema = {"country_iso3": pl.String, "kind": pl.String, "start_month": pl.Date, "end_month": pl.Date, "points": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("country_iso3", "start_month")


def list_steps(regimes: pl.DataFrame, ladder: pl.DataFrame) -> pl.DataFrame:
    """Rules that rose to level `HEAVY` or more from a lower, known level, and first uses of each rung of the ladder.

    `regimes` is core_regime, `ladder` ladder_step. Columns country_iso3, kind (regime, rung), step (item, or rung_1 to rung_4),
    record_id, date (the earliest day it can have begun).
    """
    level = pl.col("level").replace("unknown", None).cast(pl.Int64)
    chain = regimes.filter(pl.col("status") == "active").sort("country_iso3", "item", "start_earliest").with_columns(level)
    before = pl.col("level").shift(1).over("country_iso3", "item")
    opened = chain.filter((pl.col("level") >= HEAVY) & (before < pl.col("level")))
    columns = ["country_iso3", "kind", "step", "record_id", "date"]
    rules = opened.select("country_iso3", "record_id", pl.col("item").alias("step"), pl.col("start_earliest").alias("date"))
    rungs = ladder.select(
        "country_iso3", "record_id", pl.format("rung_{}", "rung").alias("step"), pl.col("first_date").alias("date")
    )
    both = [rules.with_columns(pl.lit("regime").alias("kind")), rungs.with_columns(pl.lit("rung").alias("kind"))]
    return pl.concat([frame.select(columns) for frame in both]).sort("country_iso3", "date", "step")


def follow_steps(steps: pl.DataFrame, scores: Scores, countries: list[str], last: Array, months: list) -> pl.DataFrame:
    """Change of the composite in the 12 and 24 months after the month of each step, median and 90 % interval over draws.

    The score of a month is the state at its end, so what a rule itself takes from the law pillar is no part of the change.
    Empty where evidence, up to `last` (countries,), does not reach so far; steps before the first month are left out. Columns
    those of `list_steps`, with month for date, and change_12, change_24 with _lower_90 and _upper_90.
    """
    composite = scores.values[INDICES.index("composite")]
    rows = []
    for step in steps.iter_rows(named=True):
        month = (step["date"].year - months[0].year) * 12 + step["date"].month - 1
        if step["country_iso3"] not in countries or not 0 <= month < len(months):
            continue
        country = countries.index(step["country_iso3"])
        row = {name: step[name] for name in ("country_iso3", "kind", "step", "record_id")} | {"month": months[month]}
        for after in AFTER:
            row |= _follow(composite[country], month, after, int(last[country]))
        rows.append(row)
    names = [f"change_{after}{end}" for after in AFTER for end in ("", "_lower_90", "_upper_90")]
    schema = dict.fromkeys(("country_iso3", "kind", "step", "record_id"), pl.String) | {"month": pl.Date}
    frame = pl.DataFrame(rows, schema=schema | dict.fromkeys(names, pl.Float64), orient="row")
    return frame.with_columns(pl.col(names).round(3)).sort("country_iso3", "month", "step")


def _follow(draws: Array, month: int, after: int, last: int) -> dict[str, float | None]:
    """Change of one country's composite (draws, months) after a month."""
    names = [f"change_{after}{end}" for end in ("_lower_90", "", "_upper_90")]
    if month + after > last:
        return dict.fromkeys(names)
    change = (draws[:, month + after] - draws[:, month])[None, :, None]
    return dict(zip(names, quantile_draws(change, [0.05, 0.5, 0.95])[:, 0, 0].astype(float).tolist(), strict=True))
