"""What may come next, in words: chances of a fall and a rise, how good such forecasts were, what followed like steps."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.schemas.items import REGIME_ITEMS
from analysis.schemas.release import Release
from analysis.schemas.vocabulary import RUNG
from analysis.views.outlook import ENDS, backtest, episodes, outlook_of, recent_steps, region_outlook
from analysis.words.grammar import count, inside, join_words, month_name, percent, signed

NAMED = 3
LIKELY = 0.2  # probability from which a country is named on the start page


def describe_outlook(release: Release, country: str) -> str:
    """Chances of a fall and of a rise within twelve months, and what they assume."""
    row = outlook_of(release, country)
    if row is None:
        return "There is no outlook for this country."
    fall, rise = row["fall_probability"], row["rise_probability"]
    return (
        f"In the twelve months after {month_name(row['month'])} the score falls by five points or more with a probability of "
        f"{percent(fall)}, rises by as much with {percent(rise)}, and does neither with {percent(max(0.0, 1 - fall - rise))}. "
        "This runs the model forward: no event is foreseen and the rules in force stay as they are."
    )


def describe_trust(release: Release) -> str:
    """How such forecasts did at past year-ends, beside the mere frequency of falls and rises; plain where they were no better."""
    tests = backtest(release)
    if not tests:
        return "Such forecasts have not been tested yet."
    parts = []
    for end, row in tests.items():
        errors = f"mean squared error {row['brier']:.3f} against {row['base']:.3f} for its mere frequency"
        came = f"came {_times(int(row['happened']))}" if row["happened"] else "never came"
        parts.append(f"a {end} {came} ({errors})")
    better = [f"{end}s" for end, row in tests.items() if row["brier"] < row["base"]]
    verdict = {0: "For neither is it", 1: f"For {join_words(better)} alone it is", 2: "For both it is"}[len(better)]
    after = count(int(tests["fall"]["n"]), "forecast")
    return f"After {after} at past year-ends {join_words(parts)}. {verdict} better than knowing how often that happens."


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{n} times")


def name_step(step: str) -> str:
    """'foreign-agent label' or 'rung 3, legal stigmatisation'."""
    if step.startswith("rung_"):
        rung = int(step.removeprefix("rung_"))
        return f"rung {rung}, {RUNG[rung]}"
    return inside(REGIME_ITEMS[step].name)


def say_step(row: dict[str, Any]) -> str:
    """'this rule became heavy or closed' or 'first used here'."""
    return "rule became heavy or closed" if row["kind"] == "regime" else "first use on record"


def say_followed(row: dict[str, Any], span: int) -> str:
    """What came after the step elsewhere: 'median −3.1 points in 9 cases; surely fell 4, rose 0', or that none can be seen."""
    if not row[f"n_{span}"]:
        return "not seen elsewhere"
    sure = f"surely fell {row[f'fell_{span}']}, rose {row[f'rose_{span}']}"
    return f"median {signed(row[f'median_{span}'])} points in {count(row[f'n_{span}'], 'case')}; {sure}"


def describe_steps(release: Release, country: str) -> str:
    """Whether the country took steps of late whose like can be followed elsewhere."""
    steps = recent_steps(release, country)
    if steps.is_empty():
        return "In the last three years no rule became heavy and no rung of the ladder was used for the first time."
    rules, rungs = (steps.filter(pl.col("kind") == kind).height for kind in ("regime", "rung"))
    told = [f"a rule became heavy or closed {_times(rules)}"] if rules else []
    if rungs:
        told.append(f"a rung of the ladder was used for the first time{'' if rungs == 1 else ', ' + _times(rungs)}")
    return f"In the last three years {join_words(told)}. What the score did after the same step elsewhere, or here before:"


def describe_episodes(release: Release, country: str) -> str:
    """Falls and rises of five points or more since 1991, as spans."""
    told = []
    rows = list(episodes(release, country).iter_rows(named=True))
    if not rows:
        return "Since 1991 the score has had no fall or rise of five points or more."
    for kind, noun in (("fall", "fell"), ("rise", "rose")):
        mine = [row for row in rows if row["kind"] == kind]
        spans = join_words([f"{_years(row)} ({signed(row['points'], 0)})" for row in mine])
        told.append(f"{noun} in {spans}" if mine else f"never {noun}")
    return f"By five points or more the score {'; it '.join(told)}."


def _years(row: dict[str, Any]) -> str:
    first, last = row["start_month"].year, row["end_month"].year
    return str(first) if first == last else f"{first}–{last}"


def describe_region_outlook(release: Release) -> str:
    """Which of the fifteen most likely fall or rise within twelve months, or that none is likely to; and how far to trust it."""
    rows = region_outlook(release)
    told = []
    for end in ENDS:
        likely = rows.filter(pl.col(f"{end}_probability") >= LIKELY).sort(-pl.col(f"{end}_probability"), "country").head(NAMED)
        if likely.height:
            named = [f"{row['country']} ({percent(row[f'{end}_probability'])})" for row in likely.iter_rows(named=True)]
            told.append(f"a {end} is most likely in {join_words(named)}")
        else:
            told.append(f"no country has as much as one chance in five of a {end}")
    ahead = f"Within the twelve months after the last evidence, counting five points or more, {join_words(told)}."
    return f"{ahead} {describe_trust(release)}"
