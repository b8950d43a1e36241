"""The model, its checks and its disagreements with the composite in words, computed. Pure."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.latent import largest_gaps, model_gaps
from analysis.words.grammar import count, join_words

GOOD_RHAT, GOOD_ESS = 1.01, 400
TAIL = 0.05
NO_DRAWS = "The model has not been run for this release: its tables are empty. `civicspace model` runs it."


def describe_currency(release: Release) -> str:
    """Whether the model was run on the data of this release, as a callout where it was not."""
    status = release.manifest["latent_model"]
    if status["status"] == "absent":
        return f'::: {{.callout-warning title="No draws"}}\n{NO_DRAWS}\n:::'
    if status["status"] == "stale":
        return (
            '::: {.callout-warning title="Earlier data"}\nRecords, coverage, assumptions or the model itself have changed since '
            "its draws were made, so the numbers of this page are of an earlier state; `civicspace model` runs it anew.\n:::"
        )
    return (
        f"The draws were made from the data of this release, in {status['seconds'] / 60:.1f} minutes, with NumPyro "
        f"{status['software']['numpyro']}."
    )


def describe_diagnostics(release: Release) -> str:
    """Worst R-hat, least effective sample size, divergent transitions, against what was asked for."""
    status, told = release.manifest["latent_model"], release["latent_quantity"]
    if told.is_empty():
        return NO_DRAWS
    rhat, ess = float(told["rhat"].max()), float(told["ess_bulk"].min())  # type: ignore[arg-type]
    good = rhat < GOOD_RHAT and ess > GOOD_ESS
    total = status["sampler"]["chains"] * status["sampler"]["samples"]
    scores = told.filter(pl.col("quantity") == "score").row(0, named=True)
    return (
        f"The worst R-hat of all reported quantities is {rhat:.4f} and the least bulk effective sample size {ess:,.0f}"
        f"{'' if good else ', which misses what was asked for'} (asked for: below {GOOD_RHAT} and above {GOOD_ESS}). "
        "For the scores "
        f"of all countries and years they are {scores['rhat']:.4f} and {scores['ess_bulk']:,.0f}. "
        f"{count(status['n_divergent'], 'transition')} of {total:,} diverged ({status['n_divergent'] / total:.1%})."
    )


def describe_recovery(release: Release) -> str:
    """What the model and what counting make of the simulated closed country whose incidents go unreported."""
    recovery = release["latent_recovery"]
    if recovery.is_empty():
        return NO_DRAWS
    means = recovery.group_by("country").agg(pl.col("true_score", "model_score", "naive_score", "n_known_incidents").mean())
    hidden = means.filter(pl.col("country") == "closed and unreported").row(0, named=True)
    open_one = means.filter(pl.col("country") == "open").row(0, named=True)
    inside = pl.col("true_score").is_between("model_lower_90", "model_upper_90")
    fooled = "above" if hidden["naive_score"] > open_one["naive_score"] else "below"
    r = recovery.select(pl.corr("true_score", "model_score").alias("m"), pl.corr("true_score", "naive_score").alias("n")).row(0)
    share = f"{recovery.filter(inside).height / recovery.height:.0%}"
    return (
        f"The closed country whose incidents go unreported has a true score of {hidden['true_score']:.0f}. Counting what is "
        f"known gives it {hidden['naive_score']:.0f}, {fooled} the {open_one['naive_score']:.0f} of the open country; the model "
        f"gives it {hidden['model_score']:.0f}. Over all simulated countries and years the model's scores correlate with the "
        f"true ones at {r[0]:.2f}, counting at {r[1]:.2f}; {share} of the true scores lie in the model's 90 % intervals."
    )


def describe_checks(release: Release) -> str:
    """Which statistics of the data the model does not reproduce."""
    checks = release["latent_check"].filter(pl.col("kind") == "posterior")
    if checks.is_empty():
        return NO_DRAWS
    missed = checks.filter(pl.col("tail_share") < TAIL)
    held = checks.height - missed.height
    text = f"Of {count(checks.height, 'statistic')} of the data, the model reproduces {held} within its 90 % interval."
    if missed.height:
        text += f" It misses: {join_words(missed['statistic'].to_list())}."
    same = missed.filter(pl.col("statistic").str.contains("stays the same"))
    if same.height:
        text += (
            " That bands stay the same from year to year more often than it says is known and meant: the yearly error of law and "
            "funding is held at half a logit so that acts which simply stay in force do not count as new evidence each year."
        )
    return text


def describe_prior(release: Release) -> str:
    """What the prior alone lets expect, and whether the data lie within it."""
    checks = release["latent_check"].filter(pl.col("kind") == "prior")
    if checks.is_empty():
        return NO_DRAWS
    outside = checks.filter(~pl.col("observed").is_between("lower_90", "upper_90"))
    text = f"The prior's 90 % intervals hold {checks.height - outside.height} of {count(checks.height, 'statistic')} of the data"
    return text + (f"; outside lie {join_words(outside['statistic'].to_list())}." if outside.height else ".")


def explain_gap(release: Release, row: dict) -> str:
    """One sentence on why model and composite disagree on a country and year, from the evidence."""
    pillars = release["index_country_year"].filter(
        (pl.col("country_iso3") == row["country_iso3"]) & (pl.col("year") == row["year"])
    )
    score = dict(pillars.select("index", "score").iter_rows())
    side = "less open" if row["rank_gap"] > 0 else "more open"
    reasons = [
        f"law {score['law']:.0f}, funding {score['funding']:.0f}, practice {score['practice']:.0f}",
        f"{count(row['n_incidents'], 'known incident')} that year, evidence density {row['evidence_density']:.2f}",
        f"the model holds that {row['detection']:.0%} of incidents become known",
    ]
    book = (score["law"] + score["funding"]) / 2
    if row["rank_gap"] > 0 and score["practice"] > book:
        why = "it reads the few reports as silence rather than calm, since law and funding are narrower than practice looks"
    elif row["rank_gap"] > 0:
        why = "it takes practice for worse than what is on record"
    elif min(score["law"], score["funding"]) < score["practice"] and abs(score["law"] - score["funding"]) > 15:
        lower = "law" if score["law"] < score["funding"] else "funding"
        why = (
            f"{lower} alone pulls down the composite's geometric mean, which the model takes in part for an error of that pillar"
        )
    else:
        why = "lasting effects of earlier incidents weigh on the composite, while the model counts only what began in the year"
    return (
        f"{row['country']} {row['year']}: place {row['rank']} by the model, {row['composite_rank']} by the composite; "
        f"the model sees it {side}: {why} ({'; '.join(reasons)})."
    )


def describe_gaps(release: Release) -> str:
    """List of the largest disagreements with reasons, and how alike both are overall."""
    gaps = model_gaps(release)
    if gaps.is_empty():
        return NO_DRAWS
    last = gaps.filter(pl.col("year") == gaps["year"].max())
    overall = gaps.select(pl.corr("score", "composite", method="spearman")).item()
    now = last.select(pl.corr("score", "composite", method="spearman")).item()
    lines = [f"- {explain_gap(release, row)}" for row in largest_gaps(release).iter_rows(named=True)]
    return (
        f"Over all countries and years the two rank alike at {overall:.2f} (Spearman), in {last['year'][0]} at {now:.2f}. "
        "They disagree most in:\n\n" + "\n".join(lines)
    )
