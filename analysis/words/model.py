"""The measurement model and its checks in words, computed. Pure."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.model import left_out_codes, recovered_means
from analysis.words.grammar import begin, count, join_words, percent, signed

GOOD_RHAT, GOOD_ESS = 1.01, 400
TAIL = 0.05
CLOSE = 4.0  # points between nominal and actual coverage that are accepted
SILENT = "closed and silent"
NO_DRAWS = "The model has not been run for this release."


def describe_currency(release: Release) -> str:
    """Whether the stored draws were made from the evidence of this release, and how; a callout where not."""
    facts = release.manifest["model"]
    if facts["status"] == "stale":
        return (
            '::: {.callout-warning title="Draws of other evidence"}\nReports or counts have changed since the parameters '
            "were estimated. The states, and with them all scores, are of today's evidence under those parameters; what this "
            "page says of priors, convergence and checks is of the evidence at that time. `civicspace model` makes both fit.\n:::"
        )
    minutes = count(max(round(facts["seconds"] / 60), 1), "minute")
    return (
        f"The parameters were estimated from {facts['n_codes']:,} levels coded from {count(facts['n_reports'], 'report')} and "
        f"from {count(facts['n_counts'], 'published count')}, in {minutes} with NumPyro {facts['software']['numpyro']}: the "
        "evidence of this release."
    )


def describe_diagnostics(release: Release) -> str:
    """Worst R-hat, least effective sample size and divergent transitions, against what was asked for."""
    facts, told = release.manifest["model"], release["latent_quantity"]
    if told.is_empty():
        return NO_DRAWS
    worst = told.sort(-pl.col("rhat"), "quantity").row(0, named=True)
    rhat, ess = float(worst["rhat"]), float(told["ess_bulk"].min())  # type: ignore[arg-type]
    verdict = "both are met" if rhat < GOOD_RHAT and ess > GOOD_ESS else "**this run misses that**"
    sampler = facts["sampler"]
    total = sampler["chains"] * sampler["samples"]
    return (
        f"{count(sampler['chains'], 'chain')} of {count(sampler['samples'], 'draw')} after {count(sampler['warmup'], 'step')} of "
        f"warming up. Asked for are an R-hat below {GOOD_RHAT} and more than {GOOD_ESS} effective draws of every quantity; "
        f"{verdict}: the worst R-hat is {rhat:.3f} ({worst['quantity'].replace('_', ' ')}), the fewest effective draws are "
        f"{ess:,.0f}. {begin(count(facts['n_divergent'], 'transition'))} of {total:,} diverged."
    )


def describe_checks(release: Release) -> str:
    """How many statistics of the data the fitted model reproduces, and which it does not."""
    checks = release["latent_check"].filter(pl.col("kind") == "posterior")
    if checks.is_empty():
        return NO_DRAWS
    missed = checks.filter(pl.col("tail_share") < TAIL).sort("statistic")
    held = checks.height - missed.height
    text = (
        f"Of {count(checks.height, 'statistic')} (shares of the four levels by item, mean levels by reporter and depth of "
        f"reading) data drawn anew from the model reproduce {held or 'none'} within their 90 % interval"
    )
    return f"{text}; they miss {join_words(missed['statistic'].to_list())}." if missed.height else f"{text}."


def describe_left_out(release: Release) -> str:
    """Whether codes that were left out lie in their predicted sets as often as they should."""
    rows = left_out_codes(release).filter(pl.col("kind") != "tails")
    if rows.is_empty():
        return NO_DRAWS
    near = rows.filter(pl.col("gap").abs() <= CLOSE).height
    narrow, wide = rows.filter(pl.col("gap") < -CLOSE), rows.filter(pl.col("gap") > CLOSE)
    text = (
        f"Of {count(rows.height, 'share', 'shares')} (each thing left out, at 50, 80 and 90 %), {near or 'none'} lie within "
        f"{CLOSE:g} points of what they should be; {_misses(narrow, 'too small, so intervals are too narrow')} and "
        f"{_misses(wide, 'too large, so intervals are wider than need be')}."
    )
    better = rows.filter(pl.col("log_score") > pl.col("base_log_score"))["left_out"].n_unique()
    cases = rows["left_out"].n_unique()
    return f"{text} The rest predicts left-out codes better than the shares of levels do in {better} of {cases} cases."


def _misses(rows: pl.DataFrame, how: str) -> str:
    if rows.is_empty():
        return f"none is {how}"
    worst = rows.sort(-pl.col("gap").abs(), "left_out").row(0, named=True)
    which = f"{worst['left_out']} at {percent(worst['nominal'])}: {percent(worst['actual'])}"
    return f"{rows.height} {'is' if rows.height == 1 else 'are'} {how} (most so {which})"


def describe_events(release: Release) -> str:
    """What knowing the events of a year does for predicting its codes."""
    cuts = release["latent_coverage"].filter((pl.col("kind") == "events") & (pl.col("nominal") == 0.9))
    named = cuts.with_columns(
        pl.col("left_out").str.slice(0, 4).alias("year"), pl.col("left_out").str.contains("with its").alias("with")
    )
    known, blind = (named.filter(pl.col("with") == side).select("year", "log_score", "n_codes") for side in (True, False))
    both = known.join(blind, on="year", suffix="_without").sort("year")
    if both.is_empty():
        return "Too few codes to tell what events add."
    gains = [f"{signed(r['log_score'] - r['log_score_without'], 3)} in {r['year']}" for r in both.iter_rows(named=True)]
    better = both.filter(pl.col("log_score") > pl.col("log_score_without")).height
    said = {0: "never", both.height: "each time"}.get(better, f"{better} of {both.height} times")
    return (
        f"With the dated events of a year its codes were predicted better {said} (difference of the mean log score per code: "
        f"{join_words(gains)}). Events say where a score may move, not in which direction."
    )


def describe_month_share(release: Release) -> str:
    """Which width of a month's step was chosen, and how little or much hangs on it."""
    tried = release["latent_coverage"].filter((pl.col("kind") == "tails") & (pl.col("nominal") == 0.9)).sort("log_score")
    if tried.is_empty():
        return NO_DRAWS
    best, worst = tried.row(-1, named=True), tried.row(0, named=True)
    share = best["left_out"].split()[-1]
    edge = tried["left_out"].str.extract(r"([\d.]+)$").cast(pl.Float64)
    beyond = " It is at the end of what was tried." if float(share) in (edge.min(), edge.max()) and tried.height > 1 else ""
    return (
        f"Of {count(tried.height, 'width')} that were tried, the share {share} predicts best (mean log score "
        f"{signed(best['log_score'], 3)} over {count(best['n_codes'], 'code')}; the worst reaches "
        f"{signed(worst['log_score'], 3)}).{beyond}"
    )


def describe_recovery(release: Release) -> str:
    """What the model and what counting make of the made-up countries, the closed and silent one first."""
    means = {row["country"]: row for row in recovered_means(release).iter_rows(named=True)}
    if SILENT not in means:
        return NO_DRAWS
    silent, recovery = means[SILENT], release["latent_recovery"]
    inside = recovery.filter(pl.col("true_score").is_between("model_lower_90", "model_upper_90")).height / recovery.height
    width = (pl.col("model_upper_90") - pl.col("model_lower_90")).mean()
    wide = dict(recovery.group_by("country").agg(width).iter_rows())
    beside = ""
    if "closed" in means:
        beside = (
            f" Its interval is {wide[SILENT]:.0f} points wide on average, that of the closed country with reports "
            f"{wide['closed']:.0f}."
        )
    return (
        f"The closed country about which hardly anybody writes has a true score of {silent['true_score']:.0f}. Counting recorded "
        f"closures gives it {silent['naive_score']:.0f}, the model {silent['model_score']:.0f}.{beside} Over "
        f"{count(len(means), 'made-up country', 'made-up countries')}, {percent(inside)} of the true yearly scores lie in the "
        "model's 90 % intervals."
    )
