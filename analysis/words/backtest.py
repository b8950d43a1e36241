"""How forecasts did, the falls and rises of the past, and what followed steps, in words, computed. Pure."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.schemas.release import Release
from analysis.views.backtest import followed_steps, region_episodes, skills, turns_forecast, usual_falls
from analysis.views.outlook import region_outlook
from analysis.words.grammar import begin, count, inside, join_words, percent, signed

SEEN_COMING = 0.2  # probability from which a turn was seen coming
SEEN_OFTEN = 5  # times that a step must be seen before a median is told
NOUN = {"fall": "falls", "rise": "rises"}


def describe_forecasts(release: Release) -> str:
    """The range of the forecasts of the fifteen, and who stands at its upper end."""
    rows = region_outlook(release)
    if rows.is_empty():
        return "There is no outlook for this release."
    told = []
    for end, noun in NOUN.items():
        ordered = rows.sort(-pl.col(f"{end}_probability"), "country")
        top, low = ordered.row(0, named=True), ordered.row(-1, named=True)
        least, most = percent(low[f"{end}_probability"]), percent(top[f"{end}_probability"])
        told.append(f"{noun} {least} ({low['country']}) to {most} ({top['country']})")
    return f"Probabilities of a change of five points or more within twelve months run from: {'; '.join(told)}."


def describe_backtest(release: Release) -> str:
    """Whether past forecasts did better than the base rate, for falls and for rises; plain where they did not."""
    rows = list(skills(release).iter_rows(named=True))
    if not rows:
        return "The forecasts have not been tested."
    return " ".join([_skill(row) for row in rows] + [_missed(release)]).strip()


def _skill(row: dict[str, Any]) -> str:
    noun = NOUN[row["end"]]
    came = f"came {_times(row['n_happened'])}" if row["n_happened"] else "never came"
    came = begin(f"{noun} {came} in {count(row['n'], 'forecast')}.")
    errors = f"(Brier score {row['brier']:.4f} against {row['base_brier']:.4f})"
    if row["gain_lower_90"] > 0:
        return f"{came} The forecast did better than the base rate {errors}."
    if row["gain_upper_90"] < 0:
        return f"{came} **The forecast did worse than the base rate** {errors}: it warned of {noun} too often."
    side = "no better" if row["gain"] <= 0 else "better, but not beyond chance,"
    return f"{came} **The forecast did {side} than the base rate** {errors}; the 90 % interval of the difference holds zero."


def _times(n: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(n, f"{n} times")


def _missed(release: Release) -> str:
    """What was forecast before the turns that happened."""
    rows = turns_forecast(release)
    if rows.is_empty():
        return ""
    low, high = float(rows["probability"].min()), float(rows["probability"].max())  # type: ignore[arg-type]
    span = percent(low) if percent(low) == percent(high) else f"{percent(low)} to {percent(high)}"
    blind = ": it did not see them coming" if high < SEEN_COMING else ""
    return f"Before the {count(rows.height, 'turn')} that happened the forecast probability was {span}{blind}."


def describe_episodes(release: Release) -> str:
    """How many falls and rises there were and the largest of each."""
    rows = region_episodes(release)
    if rows.is_empty():
        return "No fall or rise of five points or more is on record."
    falls, rises = (rows.filter(pl.col("kind") == kind) for kind in ("fall", "rise"))
    told = [f"{count(falls.height, 'fall')} and {count(rises.height, 'rise')} of five points or more since 1991"]
    ends = [("fall", falls.sort("points", "country")), ("rise", rises.sort(-pl.col("points"), "country"))]
    parts = [f"the largest {kind} is {_span(part.row(0, named=True))}" for kind, part in ends if part.height]
    never = 15 - rows["country"].n_unique()
    still = f" {begin(count(never, 'country', 'countries'))} had none." if never > 0 else ""
    return f"{begin(told[0])}; {join_words(parts)}.{still}"


def _span(row: dict[str, Any]) -> str:
    first, last = f"{row['start_month']:%B %Y}", f"{row['end_month']:%B %Y}"
    return f"{row['country']}'s from {first} to {last} ({signed(row['points'], 0)})"


def describe_followed(release: Release) -> str:
    """How often a sure fall followed a step, beside how often one comes anyway."""
    rows = followed_steps(release)
    told = []
    for kind, what in (("regime", "a rule that became heavy or closed"), ("rung", "the first use of a rung")):
        mine = rows.filter(pl.col("kind") == kind)
        seen, fell, rose = (int(mine[f"n_{name}_12"].sum()) for name in ("seen", "fell", "rose"))
        if seen:
            share = f" ({percent(fell / seen)})" if fell else ""
            told.append(
                f"In the twelve months after {what} the composite surely fell in {fell or 'none'} of {count(seen, 'case')}"
                f"{share} and surely rose in {rose or 'none'}."
            )
    usual = usual_falls(release)
    if usual is not None:
        told.append(f"From any year to the next, by yearly means, it surely falls in {percent(usual)} of cases.")
    often = rows.filter(pl.col("n_seen_24") >= SEEN_OFTEN).sort("median_24", "step")
    if often.height:
        row = often.row(0, named=True)
        told.append(
            f"Of steps seen {SEEN_OFTEN} times or more, the lowest median over two years followed {inside(row['step'])} "
            f"({signed(row['median_24'])} points, {_times(row['n_seen_24'])})."
        )
    return " ".join([*told, "None of this says that the step caused the fall."]) if told else "No step can be followed yet."
