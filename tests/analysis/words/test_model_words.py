"""The measurement model in words, for runs that met what was asked and runs that did not."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.words.model import (
    NO_DRAWS,
    describe_checks,
    describe_currency,
    describe_diagnostics,
    describe_events,
    describe_left_out,
    describe_month_share,
    describe_recovery,
)
from tests.analysis.words.made_release import MadeRelease

FACTS = {
    "status": "current", "n_codes": 5210, "n_reports": 1, "n_counts": 0, "seconds": 70, "n_divergent": 0,
    "software": {"numpyro": "0.22.0"}, "sampler": {"chains": 4, "samples": 1000, "warmup": 600},
}  # fmt: skip


def made(facts: dict[str, Any] | None = None, **frames: list[dict[str, Any]]) -> MadeRelease:
    release = MadeRelease({name: pl.DataFrame(rows, infer_schema_length=None) for name, rows in frames.items()})
    release.manifest["model"] = FACTS | (facts or {})
    return release


def quantity(name: str, rhat: float, ess: float) -> dict[str, Any]:
    return {"quantity": name, "rhat": rhat, "ess_bulk": ess}


def left_out(kind: str, name: str, nominal: float, actual: float, score: float = -0.6) -> dict[str, Any]:
    told = {"kind": kind, "left_out": name, "nominal": nominal, "actual": actual}
    return told | {"log_score": score, "base_log_score": -1.2, "n_codes": 100}


def test_stale_draws_are_a_warning() -> None:
    assert describe_currency(made()).startswith("The parameters were estimated from 5,210 levels coded from 1 report and from no")
    assert describe_currency(made({"status": "stale"})).startswith("::: {.callout-warning")


def test_a_run_that_misses_says_so() -> None:
    good = describe_diagnostics(made(latent_quantity=[quantity("state", 1.002, 800.0)]))
    assert "both are met" in good and "No transitions of 4,000 diverged" in good
    bad = describe_diagnostics(
        made({"n_divergent": 1}, latent_quantity=[quantity("state", 1.05, 800.0), quantity("lens_sd", 1.0, 9.0)])
    )
    assert "misses that" in bad and "1.050 (state)" in bad and "1 transition of" in bad


def test_statistics_that_are_missed_are_named() -> None:
    row = {"kind": "posterior", "statistic": "media: share at level 2", "tail_share": 0.4}
    assert describe_checks(made(latent_check=[row])).endswith("reproduce 1 within their 90 % interval.")
    missed = describe_checks(made(latent_check=[row | {"tail_share": 0.01}]))
    assert "reproduce none" in missed and missed.endswith("they miss media: share at level 2.")


def test_left_out_codes_too_narrow_and_too_wide() -> None:
    rows = [
        left_out("reporter", "hrw", 0.9, 0.91),
        left_out("years", "a tenth", 0.9, 0.8),
        left_out("years", "a tenth", 0.5, 0.61),
    ]
    text = describe_left_out(made(latent_coverage=rows))
    assert "Of 3 shares" in text and "1 lie" in text
    assert "1 is too small, so intervals are too narrow (most so a tenth at 90" in text and "1 is too large" in text
    even = describe_left_out(made(latent_coverage=rows[:1]))
    assert "none is too small" in even and "none is too large" in even and "in 1 of 1 cases" in even


def test_events_are_judged_each_way() -> None:
    both = [
        left_out("events", "2012 with its events", 0.9, 0.9, -0.50),
        left_out("events", "2012 without events", 0.9, 0.9, -0.52),
    ]
    assert "predicted better each time" in describe_events(made(latent_coverage=both))
    worse = [row | {"log_score": -row["log_score"] - 2} for row in both]
    assert "predicted better never" in describe_events(made(latent_coverage=worse))
    assert describe_events(made(latent_coverage=[left_out("years", "a tenth", 0.9, 0.9)])).startswith("Too few")


def test_a_choice_at_the_edge_says_so() -> None:
    rows = [
        left_out("tails", f"month share {share}", 0.9, 0.9, score)
        for share, score in (("0.1", -0.7), ("0.2", -0.6), ("0.35", -0.65))
    ]
    assert "at the end of what was tried" not in describe_month_share(made(latent_coverage=rows))
    assert "at the end of what was tried" in describe_month_share(made(latent_coverage=rows[:2]))


def test_recovery_without_the_silent_country_tells_nothing() -> None:
    row = {"country": "closed and silent", "year": 2000, "true_score": 40.0, "model_score": 44.0, "model_lower_90": 30.0,
           "model_upper_90": 60.0, "naive_score": 100.0, "n_reports": 0}  # fmt: skip
    text = describe_recovery(made(latent_recovery=[row]))
    assert "true score of 40. Counting recorded closures gives it 100, the model 44." in text and "1 made-up country" in text
    assert describe_recovery(made(latent_recovery=[row | {"country": "open"}])) == NO_DRAWS
