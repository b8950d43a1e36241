"""Alternatives, sensitivity, real changes, agreement and outlook in words, for what the tables may hold."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from analysis.findings.robustness import compare_ranks, turning_changes
from analysis.words.backtest import describe_backtest, describe_episodes, describe_followed, describe_forecasts
from analysis.words.robustness import (
    describe_alternatives,
    describe_changes,
    describe_facts,
    describe_reporters,
    describe_sensitivity,
)
from analysis.words.validity import describe_agreement, describe_detection, describe_periods
from tests.analysis.words.made_release import MONTH, MadeRelease, make_release

SCORES = {"GEO": 44.0, "MDA": 70.0, "ARM": 68.0, "HUN": 60.0}


def release(**frames: Any) -> MadeRelease:
    return make_release(SCORES, **frames)


def alternatives(**others: list[float | None]) -> MadeRelease:
    """Scores of GEO, MDA and ARM under each construction, beside those published."""
    published = [44.0, 70.0, 68.0]
    rows = []
    for name, scores in ({"published": published} | others).items():
        known = sorted((score for score in scores if score is not None), reverse=True)
        for country, score, was in zip(("GEO", "MDA", "ARM"), scores, published, strict=True):
            rank = None if score is None else 1 + known.index(score)
            difference = None if score is None else score - was
            rows.append({"country_iso3": country, "alternative": name, "score": score, "difference": difference, "rank": rank})
    return release(index_alternative=pl.DataFrame(rows, infer_schema_length=None))


def test_ranks_are_taken_among_those_that_have_a_score() -> None:
    found = compare_ranks(alternatives(law_only=[50.0, None, 40.0])).row(0, named=True)
    assert (found["n"], found["largest_shift"], found["mover"]) == (2, 1, "ARM")


def test_other_constructions_and_single_reporters() -> None:
    text = describe_alternatives(alternatives(geometric=[43.0, 69.0, 67.0], law_only=[50.0, 60.0, 70.0]))
    assert "Of 6 scores under 2 other constructions, 67\u00a0% lie within 3 points" in text
    assert "1 construction of 2 leaves all ranks as they are; most is reordered by “law only”" in text
    assert describe_reporters(alternatives()) == "No reporter was left out."
    assert "Georgia's without Human Rights Watch (+6.0 points)" in describe_reporters(
        alternatives(without_hrw=[50.0, 70.0, 68.0])
    )


def test_recorded_facts_alone_move_countries_up_and_down() -> None:
    text = describe_facts(alternatives(recorded_facts_only=[90.0, 60.0, 50.0]))
    assert "higher would stand Georgia (place 1 instead of 3)" in text and "lower" not in text
    assert describe_facts(alternatives(recorded_facts_only=[40.0, 71.0, 60.0])).endswith("nobody moves by two places or more.")
    assert describe_facts(alternatives()).startswith("Too few")


def shares(**groups: float) -> MadeRelease:
    rows = [{"country_iso3": "GEO", "group": group, "total_order": share} for group, share in groups.items()]
    return release(index_sensitivity=rows)


def test_groups_that_matter_are_named() -> None:
    text = describe_sensitivity(shares(practice=0.9, rules=0.05))
    assert (
        "largest for practice (0.90); the other 1 group stays below 0.1. The group that matters most is practice in 1 country."
        in text
    )
    assert describe_sensitivity(shares(rules=0.02)).startswith("The group that matters most")


def moves(*changes: tuple[int, float, float]) -> MadeRelease:
    """Changes of Georgia over three years: year, change, probability of a fall."""
    rows = [
        {"country_iso3": "GEO", "index": "composite", "year": year, "years": 3, "change": change, "fall_probability": fall,
         "rise_probability": 0.0}
        for year, change, fall in changes
    ]  # fmt: skip
    years = [
        {"country_iso3": "GEO", "index": "composite", "year": year, "is_forecast": int(year == 2026)}
        for year in range(2000, 2027)
    ]
    return release(index_change_year=rows, index_country_year=years)


def test_of_changes_that_overlap_the_largest_is_told() -> None:
    made = moves((2010, -8.0, 0.99), (2011, -9.0, 0.99), (2014, -7.0, 0.95), (2020, -1.0, 0.5), (2026, -20.0, 1.0))
    assert turning_changes(made)["year"].to_list() == [2011, 2014]
    text = describe_changes(made)
    assert (
        "in 3 of 4 changes over 3 years (75\u00a0%)" in text and "the largest fall is Georgia's from 2008 to 2011 (−9.0)" in text
    )
    assert "Changes over three years overlap." in describe_changes(moves((2010, 0.1, 0.2)))


def compared(comparison: str, benchmark: str, spearman: float, **cells: Any) -> dict[str, Any]:
    row = {
        "comparison": comparison, "series": "composite", "benchmark": benchmark, "view": "pooled", "period": "whole", "n": 60,
        "n_countries": 15, "spearman": spearman, "spearman_lower_90": spearman - 0.1, "spearman_upper_90": spearman + 0.1,
        "n_openings": 0, "n_closings": 0,
    }  # fmt: skip
    areas = {f"auc_{name}{end}": None for name in ("opening", "closing") for end in ("", "_lower_90", "_upper_90")}
    return row | areas | cells


WGI, FIW = "wgi: voice", "freedom in the world: status"


def validity(*rows: dict[str, Any]) -> MadeRelease:
    schema = {f"auc_{name}{end}": pl.Float64 for name in ("opening", "closing") for end in ("", "_lower_90", "_upper_90")}
    return release(validity=pl.DataFrame(list(rows), schema_overrides=schema))


def test_agreement_stands_beside_others_and_constants() -> None:
    text = describe_agreement(
        validity(
            compared("ours", WGI, 0.9),
            compared("ours", "chaudhry ngo law: law entry", 0.2),
            compared("others", WGI, 0.95, series=FIW),
            compared("others", WGI, 0.1, series="chaudhry ngo law: law entry"),
            compared("country_means", WGI, 0.88, series="country means"),
        )
    )
    assert "**Levels**: median 0.90 over 1 series; the 90 % interval lies above zero for 1 of them" in text
    assert "reach a median of 0.95 with each other; with none of 1 ours agrees at least as well" in text
    assert "reaches 0.88: levels alone prove little. With narrower ones and ranks the median is 0.20." in text
    assert text.count("too few figures") == 3


def test_turns_are_told_only_where_there_are_some() -> None:
    none = validity(compared("ours", WGI, 0.5, view="change_3"))
    assert describe_detection(none).startswith("Too few openings")
    area = {"auc_opening": 0.8, "auc_opening_lower_90": 0.6, "auc_opening_upper_90": 0.9}
    text = describe_detection(validity(compared("ours", WGI, 0.5, view="change_3", **area)))
    assert "openings 0.80 at the median of 1 series (above a coin beyond doubt in 1)" in text and "closings" not in text
    assert describe_periods(none) == "Too few series have figures in all periods."


def forecast(country: str, year: int, *, fell: int, chance: float, base: float) -> dict[str, Any]:
    row = {"country_iso3": country, "year": year, "change": -6.0 if fell else 0.0}
    for end, happened, probability in (("fall", fell, chance), ("rise", 0, 0.1)):
        row |= {f"{end}_probability": probability, f"{end}_base_rate": base, f"{end}_happened": happened, f"{end}_share": 0.1}
        row |= {f"{end}_brier": (probability - happened) ** 2, f"{end}_base_brier": (base - happened) ** 2}
    return row


@pytest.mark.parametrize(("chance", "verdict"), [(0.9, "did better than the base rate"), (0.0, "did worse than the base rate")])
def test_the_backtest_says_plainly_which_was_better(chance: float, verdict: str) -> None:
    rows = [forecast(country, 2010, fell=1, chance=chance, base=0.2) for country in ("GEO", "MDA", "ARM")]
    text = describe_backtest(release(index_outlook_backtest=rows))
    assert text.startswith("Falls came 3 times in 3 forecasts.") and verdict in text.split("Rises")[0]
    assert "Rises never came in 3 forecasts." in text
    assert ("did not see them coming" in text) is (chance < 0.2)


def test_episodes_forecasts_and_steps() -> None:
    none = pl.DataFrame(
        schema={"country_iso3": pl.String, "kind": pl.String, "start_month": pl.Date, "end_month": pl.Date, "points": pl.Float64}
    )
    assert describe_episodes(release(index_episode=none)).startswith("No fall or rise")
    fall = {"country_iso3": "GEO", "kind": "fall", "start_month": MONTH, "end_month": MONTH, "points": -14.0}
    text = describe_episodes(release(index_episode=[fall]))
    assert text.startswith(
        "1 fall and no rises of five points or more since 1991; the largest fall is Georgia's from December 2025"
    )
    outlook = {"country_iso3": "GEO", "month": MONTH, "fall_probability": 0.07, "rise_probability": 0.01, "n_draws": 800}
    assert "falls 7\u00a0% (Georgia) to 7\u00a0% (Georgia)" in describe_forecasts(release(index_outlook=[outlook]))
    step = {"country_iso3": "GEO", "kind": "regime", "step": "assembly_rule", "record_id": "GEO-G-0001", "month": MONTH}
    step |= {f"change_{span}{end}": -2.0 for span in (12, 24) for end in ("", "_lower_90", "_upper_90")}
    told = describe_followed(release(index_followed=[step], index_change_year=_no_changes(), index_country_year=_no_years()))
    assert "surely fell in 1 of 1 case (100\u00a0%) and surely rose in none." in told and told.endswith("caused the fall.")


def _no_changes() -> pl.DataFrame:
    return moves((2010, 0.1, 0.2))["index_change_year"].clear().with_columns(pl.lit(0.0).alias("change_upper_90"))


def _no_years() -> pl.DataFrame:
    return moves((2010, 0.1, 0.2))["index_country_year"]
