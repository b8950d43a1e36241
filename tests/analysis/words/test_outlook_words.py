"""What may come next: chances, tests of such forecasts whatever came out, steps and episodes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from analysis.words import outlook
from tests.analysis.words.made_release import MONTH, MadeRelease, make_release

SCORES = {"EST": 90.0, "GEO": 44.0, "BLR": 10.0}
STEP = {"kind": pl.String, "step": pl.String, "record_id": pl.String, "country_iso3": pl.String, "month": pl.Date}
CHANGES = {f"change_{span}{end}": pl.Float64 for span in (12, 24) for end in ("", "_lower_90", "_upper_90")}


def make_outlook(
    chances: dict[str, tuple[float, float]], tests: tuple[float, float] = (0.05, 0.05), **frames: Any
) -> MadeRelease:
    """Chances of fall and rise by country, and squared errors of past forecasts of falls and rises beside a base of 0.06."""
    rows = [
        {"country_iso3": code, "month": MONTH, "fall_probability": fall, "rise_probability": rise, "n_draws": 2000}
        for code, (fall, rise) in chances.items()
    ]
    past = [
        {"country_iso3": code, "year": 2020, "fall_happened": int(code == "BLR"), "rise_happened": 0}
        | {"fall_brier": tests[0], "fall_base_brier": 0.06, "rise_brier": tests[1], "rise_base_brier": 0.06}
        for code in SCORES
    ]
    return make_release(SCORES, index_outlook=rows, index_outlook_backtest=past, **frames)


def test_chances_add_up() -> None:
    text = outlook.describe_outlook(make_outlook({"GEO": (0.23, 0.08)}), "GEO")
    assert (
        "five points or more with a probability of 23\u00a0%, rises by as much with 8\u00a0%, and does neither with 69\u00a0%."
        in text
    )
    assert outlook.describe_outlook(make_outlook({"GEO": (0.2, 0.1)}), "EST") == "There is no outlook for this country."


@pytest.mark.parametrize(
    ("errors", "verdict"),
    [
        ((0.07, 0.08), "For neither is it"),
        ((0.05, 0.08), "For falls alone it is"),
        ((0.07, 0.05), "For rises alone it is"),
        ((0.05, 0.05), "For both it is"),
    ],
)
def test_forecasts_are_judged_whatever_came_out(errors: tuple[float, float], verdict: str) -> None:
    text = outlook.describe_trust(make_outlook({"GEO": (0.2, 0.1)}, errors))
    assert text.startswith("After 3 forecasts at past year-ends a fall came once (mean squared error ")
    assert " a rise never came (" in text and text.endswith(f"{verdict} better than knowing how often that happens.")


def test_region_names_who_may_move_and_says_when_nobody_may() -> None:
    text = outlook.describe_region_outlook(make_outlook({"GEO": (0.31, 0.05), "BLR": (0.1, 0.12), "EST": (0.25, 0.0)}))
    assert "a fall is most likely in Georgia (31\u00a0%) and Estonia (25\u00a0%)" in text
    assert "and no country has as much as one chance in five of a rise." in text


def steps(*rows: tuple[Any, ...]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=STEP | CHANGES, orient="row")


def test_steps_none_one_and_many() -> None:
    nothing = (None,) * 6
    old = ("regime", "foreign_agent", "EST-G-0001", "EST", dt.date(2013, 1, 1), -3.0, -5.0, -1.0, -4.0, -6.0, 1.0)
    release = make_outlook({"GEO": (0.2, 0.1)}, index_followed=steps(old))
    assert outlook.describe_steps(release, "GEO").startswith("In the last three years no rule became heavy and no rung")
    here = ("regime", "foreign_agent", "GEO-G-0001", "GEO", dt.date(2024, 8, 1), *nothing)
    release = make_outlook({"GEO": (0.2, 0.1)}, index_followed=steps(old, here))
    assert "a rule became heavy or closed once." in outlook.describe_steps(release, "GEO")
    row = outlook.recent_steps(release, "GEO").row(0, named=True)
    assert outlook.say_followed(row, 12) == "median −3.0 points in 1 case; surely fell 1, rose 0"
    assert outlook.say_followed(row, 24) == "median −4.0 points in 1 case; surely fell 0, rose 0"
    more = [here, ("regime", "accounts", "GEO-G-0002", "GEO", dt.date(2025, 8, 1), *nothing)]
    more.append(("rung", "rung_3", "GEO-I-0001", "GEO", dt.date(2025, 9, 1), *nothing))
    release = make_outlook({"GEO": (0.2, 0.1)}, index_followed=steps(old, *more))
    said = outlook.describe_steps(release, "GEO")
    assert "a rule became heavy or closed twice and a rung of the ladder was used for the first time." in said
    told = [outlook.say_followed(one, 12) for one in outlook.recent_steps(release, "GEO").iter_rows(named=True)]
    assert told.count("not seen elsewhere") == 2
    assert [outlook.name_step(step) for step in ("rung_3", "aml_cft_reach")] == [
        "rung 3, legal stigmatisation",
        "AML and CFT rules",
    ]


def test_episodes_none_falls_only_and_both() -> None:
    schema = {"country_iso3": pl.String, "kind": pl.String, "start_month": pl.Date, "end_month": pl.Date, "points": pl.Float64}
    fall = ("GEO", "fall", dt.date(2022, 3, 1), dt.date(2025, 6, 1), -22.4)
    rise = ("GEO", "rise", dt.date(2012, 3, 1), dt.date(2012, 9, 1), 9.0)

    def told(*rows: tuple[Any, ...]) -> str:
        made = make_outlook({"GEO": (0.2, 0.1)}, index_episode=pl.DataFrame(rows, schema=schema, orient="row"))
        return outlook.describe_episodes(made, "GEO")

    assert told() == "Since 1991 the score has had no fall or rise of five points or more."
    assert told(fall) == "By five points or more the score fell in 2022–2025 (−22); it never rose."
    assert told(rise, fall) == "By five points or more the score fell in 2022–2025 (−22); it rose in 2012 (+9)."
