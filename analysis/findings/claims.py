"""Claims that the project tests and reports whatever comes out: the ladder's order, law and practice, early warning."""

from __future__ import annotations

import dataclasses

import numpy as np
import polars as pl

from analysis.findings.correlation import correlate_blocks
from analysis.findings.panel import Array, estimate_effect, residualise
from analysis.findings.validity import KEYS, benchmark_years, our_years
from analysis.schemas.release import Release
from analysis.schemas.vocabulary import DEFENDERS

N_PERMUTATIONS = 2000
SEED = 1948
HORIZONS = (1, 2, 3)
FEWEST_OBSERVATIONS, FEWEST_COUNTRIES = 40, 6
OUTCOMES = ("composite", "law", "practice")


def region_incidents(release: Release) -> pl.DataFrame:
    """Active incidents of the fifteen's own authorities with `day`, the middle of the days each can have begun on."""
    incidents = release["core_incident"].filter(
        (pl.col("status") == "active")
        & (pl.col("authority") == "state")
        & (pl.col("direction") == "closing")
        & pl.col("country_iso3").is_in(release.region())
    )
    middle = (pl.col("start_earliest").cast(pl.Int64) + pl.col("start_latest").cast(pl.Int64)) / 2
    return incidents.with_columns(middle.alias("day"), pl.col("start_earliest").dt.year().cast(pl.Int64).alias("year"))


def order_share(units: Array, rungs: Array, days: Array) -> Array:
    """Share of pairs of rungs, within units, whose lower rung came first; ties count half. One number per row of `rungs`.

    `units` (n,) from 0, `rungs` (permutations, n) from 0 to 3, `days` (n,). nan without any pair.
    """
    shares = []
    for row in np.atleast_2d(rungs):
        first = np.full((units.max() + 1, 4), np.inf)
        np.minimum.at(first, (units, row), days)
        lower, higher = (first[:, pair] for pair in zip(*[(a, b) for a in range(4) for b in range(a + 1, 4)], strict=True))
        both = np.isfinite(lower) & np.isfinite(higher)
        wins = np.where(lower == higher, 0.5, lower < higher)
        shares.append(wins[both].mean() if both.any() else np.nan)
    return np.array(shares)


def compare_order(release: Release) -> pl.DataFrame:
    """Whether the ladder is climbed in order, per country and per organisation, against shuffled rungs.

    Rungs are shuffled among the incidents of one country (or organisation), so that its dates and the number of
    incidents on each rung stay: a rung that is often recorded is found early by chance alone. Columns unit, n_units,
    n_pairs, lower_first_share, expected_share, expected_lower_90, expected_upper_90, p_value (share of shuffles at
    least as orderly).
    """
    ladder = region_incidents(release).filter(pl.col("rung").is_not_null())
    organisations = release["core_record_organisation"].join(ladder, on="record_id")
    rows = []
    for unit, frame, column in (("country", ladder, "country_iso3"), ("organisation", organisations, "organisation_id")):
        several = frame.filter(pl.col("rung").n_unique().over(column) > 1).sort(column, "day", "record_id")
        if several.is_empty():
            continue
        rows.append({"unit": unit} | _shuffle_rungs(several, column))
    return pl.DataFrame(rows)


def _shuffle_rungs(frame: pl.DataFrame, column: str) -> dict[str, float]:
    units = frame[column].rank("dense").to_numpy().astype(int) - 1
    rungs, days = frame["rung"].to_numpy() - 1, frame["day"].to_numpy()
    random = np.random.default_rng(SEED)
    shuffled = np.empty((N_PERMUTATIONS, len(rungs)), int)
    for row in shuffled:
        # Sorting by unit and a random key shuffles within units.
        row[:] = rungs[np.lexsort((random.random(len(rungs)), units))]
    observed, drawn = order_share(units, rungs, days)[0], order_share(units, shuffled, days)
    present = frame.group_by(column).agg(pl.col("rung").n_unique().alias("n"))["n"].to_numpy()
    low, high = np.quantile(drawn, [0.05, 0.95])
    return {
        "n_units": len(present),
        "n_pairs": int((present * (present - 1) // 2).sum()),
        "lower_first_share": float(observed),
        "expected_share": float(drawn.mean()),
        "expected_lower_90": float(low),
        "expected_upper_90": float(high),
        "p_value": float((1 + (drawn >= observed - 1e-12).sum()) / (N_PERMUTATIONS + 1)),
    }


def yearly_targeting(release: Release, defenders_only: bool) -> pl.DataFrame:
    """log(1 + sum of severities) of the incidents that began in a year: country_iso3, year, value; 0 where none is known."""
    incidents = region_incidents(release)
    if defenders_only:
        incidents = incidents.filter(pl.col("target").is_in(DEFENDERS))
    sums = incidents.group_by(KEYS).agg(pl.col("severity").sum().alias("total"))
    skeleton = our_years(release).filter(pl.col("series") == "composite").select(KEYS)
    joined = skeleton.join(sums, on=KEYS, how="left").with_columns(pl.col("total").fill_null(0))
    return joined.select(*KEYS, pl.col("total").log1p().alias("value")).sort(KEYS)


def _wide(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    return frame.select(*KEYS, pl.col("value").alias(name))


def _shift(frame: pl.DataFrame, name: str, years: int, to: str) -> pl.DataFrame:
    """Value `years` later, as column `to` of the year itself."""
    return frame.select("country_iso3", pl.col("year") - years, pl.col(name).alias(to))


def lag_law_practice(release: Release, most: int = 3) -> pl.DataFrame:
    """Correlation of yearly falls of the law score with incidents `lag` years later (negative: earlier).

    Both less country and year means. Columns lag, then those of Correlation. Incidents are taken from the records, which are
    dated to the day; the practice pillar moves from one report to the next.
    """
    law = _wide(our_years(release).filter(pl.col("series") == "law"), "law")
    fall = law.join(_shift(law, "law", -1, "before"), on=KEYS).select(*KEYS, (pl.col("before") - pl.col("law")).alias("fall"))
    targeting = _wide(yearly_targeting(release, defenders_only=False), "targeting")
    rows = []
    for lag in range(-most, most + 1):
        shared = fall.join(_shift(targeting, "targeting", lag, "then"), on=KEYS).sort(KEYS)
        countries, years = shared["country_iso3"].to_numpy(), shared["year"].to_numpy()
        rest = residualise(shared.select("fall", "then").to_numpy(), [countries, years], np.zeros((len(countries), 0)))
        found = correlate_blocks(rest[:, 0], rest[:, 1], countries)
        if found is not None:
            rows.append({"lag": lag} | dataclasses.asdict(found))
    return pl.DataFrame(rows)


def warn_of_decline(release: Release) -> pl.DataFrame:
    """Change of each outcome over the next years per standard deviation of the targeting of defenders, and the reverse.

    Forward: y(t + h) - y(t) on targeting(t); backward: targeting(t + h) - targeting(t) on y(t), to see whether decline
    comes first. Both control for the level of what changes and for country and year effects, so a return to the usual
    after an unusual year is not taken for an effect. Columns direction, outcome, horizon, then those of Effect.
    """
    targeting = _wide(yearly_targeting(release, defenders_only=True), "targeting")
    rows = []
    for outcome, frame in _outcomes(release).items():
        panel = targeting.join(_wide(frame, "outcome"), on=KEYS).sort(KEYS)
        for horizon in HORIZONS:
            for direction, cause, effect in (("forward", "targeting", "outcome"), ("backward", "outcome", "targeting")):
                later = panel.join(_shift(panel, effect, horizon, "later"), on=KEYS).sort(KEYS)
                found = _regress(later, cause, effect)
                if found is not None:
                    rows.append({"direction": direction, "outcome": outcome, "horizon": horizon} | found)
    return pl.DataFrame(rows)


def _outcomes(release: Release) -> dict[str, pl.DataFrame]:
    """Our own scores, then every series of another index; those with too few years drop out later."""
    ours = our_years(release)
    own = {name: ours.filter(pl.col("series") == name) for name in OUTCOMES}
    ratings = benchmark_years(release).filter(~pl.col("series").str.ends_with("rank"))
    return own | {name: frame for (name,), frame in ratings.group_by("series", maintain_order=True)}


def _regress(panel: pl.DataFrame, cause: str, effect: str) -> dict[str, float] | None:
    if panel.height < FEWEST_OBSERVATIONS or panel["country_iso3"].n_unique() < FEWEST_COUNTRIES:
        return None
    standard = panel[cause] / panel[cause].std()
    found = estimate_effect(
        (panel["later"] - panel[effect]).to_numpy(),
        standard.to_numpy(),
        panel["country_iso3"].to_numpy(),
        panel["year"].to_numpy(),
        panel.select(effect).to_numpy(),
    )
    return None if found is None else dataclasses.asdict(found)
