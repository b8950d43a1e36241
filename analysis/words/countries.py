"""Where a country stands, in words; right in number and tense for any data."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl

from analysis.schemas.items import REGIME_ITEMS
from analysis.schemas.release import Release
from analysis.schemas.vocabulary import RUNG
from analysis.site.markup import fill_markup, join_markup
from analysis.site.names import INDEX_NAME, PILLAR_NAME, RIGHT_NAME
from analysis.site.places import SECTION
from analysis.views.records import scored_records
from analysis.views.rules import changed_rules
from analysis.views.scores import headline, scores_at
from analysis.words.direction import describe_direction, find_direction
from analysis.words.grammar import begin, count, day_name, inside, interval, join_words, month_name, percent
from analysis.words.standing import describe_band

VERB = {"fall": "fell", "rise": "rose"}
COMPARATOR = (
    "This country is a comparator: only the years and cases it is compared for are coded, so its score is not a full measure."
)


def describe_country(release: Release, country: str) -> str:
    """The headline: score with both intervals, as of when, direction only if real, place among the fifteen, what is forecast."""
    row = headline(release, country)
    stands = (
        f"In {month_name(row['month'])}, the last month with evidence of practice, {row['country']} scores "
        f"**{row['score']:.0f}** of 100 (50 % interval {interval(row['lower_50'], row['upper_50'])}, "
        f"90 % interval {interval(row['lower_90'], row['upper_90'])})."
    )
    way = find_direction(row)
    moved = describe_direction(row)
    direction = f"There is {moved}." if way == "unclear" else f"It **{moved.split(' ')[0]}**{moved[len(moved.split(' ')[0]) :]}."
    parts = [stands, direction, describe_year(release, country), describe_band(release, country)]
    return " ".join(part for part in parts if part)


def describe_year(release: Release, country: str) -> str:
    """The direction over the last twelve months of evidence, if it is real; else nothing."""
    change = release["index_change"].filter(
        (pl.col("country_iso3") == country) & (pl.col("index") == "composite") & (pl.col("months") == 12)
    )
    if change.is_empty() or find_direction(change.row(0, named=True)) == "unclear":
        return ""
    return f"Counted over the last twelve months alone it {describe_direction(change.row(0, named=True), 12)}."


def describe_since(release: Release, country: str) -> str:
    """What is known after the last evidence of practice: rules that changed, and the forecast for the last month."""
    row = headline(release, country)
    if row["now_month"] <= row["month"]:
        return f"Evidence of practice reaches {day_name(row['evidence_to'])}, the end of the release."
    reach = row["evidence_to"] or row["month"]
    forecast = (
        f"Evidence of practice reaches {day_name(reach)}. From there the score is a forecast: for {month_name(row['now_month'])} "
        f"it is {row['now_score']:.0f} (90 % interval {interval(row['now_lower_90'], row['now_upper_90'])})"
    )
    changed = list(changed_rules(release, country, reach).iter_rows(named=True))
    if not changed:
        return f"{forecast}; no rule in force is known to have changed since."
    ways = []
    for word, rows in (
        ("tightened", [r for r in changed if r["level"] > r["before"]]),
        ("loosened", [r for r in changed if r["level"] < r["before"]]),
    ):
        if rows:
            named = join_words([inside(REGIME_ITEMS[r["item"]].name) for r in rows])
            ways.append(f"{count(len(rows), 'rule was', 'rules were')} {word} ({named})")
    return f"{forecast}, which counts the rules in force: since then {join_words(ways)}."


def describe_parts(release: Release, country: str) -> str:
    """Direction of the pillars and rights over three years: which surely fell and rose."""
    changes = release["index_change"].filter((pl.col("country_iso3") == country) & (pl.col("months") == 36))
    rows = {row["index"]: row for row in changes.iter_rows(named=True)}
    told = []
    for names, kind in ((PILLAR_NAME, "pillar"), (RIGHT_NAME, "right")):
        sure = [(code, find_direction(rows[code])) for code in names if code in rows and find_direction(rows[code]) != "unclear"]
        if not sure:
            told.append(f"No {kind} surely moved over three years.")
            continue
        moved = [f"{names[code].lower()} {VERB[way]} by {abs(rows[code]['change']):.0f} points" for code, way in sure]
        still = [names[code].lower() for code in names if code in rows and find_direction(rows[code]) == "unclear"]
        told.append(
            begin(join_words(moved)) + " over three years" + (f"; {join_words(still)} did not surely move." if still else ".")
        )
    return " ".join(told)


def tell_parts(release: Release, country: str) -> str:
    """Pillars and rights at the last evidence in tiles, as HTML; each opens what is behind it."""
    rows = {row["index"]: row for row in scores_at(release, country, headline(release, country)["month"]).iter_rows(named=True)}
    tiles = [_tile(rows[code]) for code in (*PILLAR_NAME, *RIGHT_NAME) if code in rows]
    return str(fill_markup('<ul class="cs-key cs-parts">{}</ul>', join_markup(tiles)))


def _tile(row: dict[str, Any]) -> str:
    big = f"{row['score']:.0f}" if row["score"] is not None else interval(row["lower_90"], row["upper_90"]).replace(" to ", "–")
    small = f"90 % {interval(row['lower_90'], row['upper_90'])}" if row["score"] is not None else "interval only"
    if row["known_share"] is not None:
        small += f"; {percent(row['known_share'])} of rules known"
    section = SECTION["law" if row["index"] in ("law", "funding") else "practice"]
    tile = '<li><strong>{}</strong><a href="#{}">{}</a><span>{}</span></li>'
    return fill_markup(tile, big, section, INDEX_NAME[row["index"]], small)


def describe_records(release: Release, country: str) -> str:
    """How many records stand on the page, closings and openings apart, and how they were verified."""
    records = scored_records(release, country)
    if records.is_empty():
        return "No act, funding measure or incident is on record."
    numbers = {
        (kind, way): records.filter((pl.col("kind") == kind) & (pl.col("direction") == way)).height
        for kind in PILLAR_NAME
        for way in ("closing", "opening")
    }
    nouns = (("law", "act"), ("funding", "funding measure"), ("practice", "incident"))
    closing, opening = (join_words([count(numbers[kind, way], noun) for kind, noun in nouns]) for way in ("closing", "opening"))
    single = records.filter(pl.col("verification") == "one_source").height
    share = (
        f"{percent(single / records.height)} of all rest on one source"
        if single
        else "each rests on a primary text or two sources"
    )
    return f"On record are {closing} that close space, and {opening} that open it; {share}."


def describe_ladder(release: Release, country: str) -> str:
    """Highest rung in use now, and when each rung was first recorded."""
    ladder = release["ladder_country_month"].filter(pl.col("country_iso3") == country).sort("month")
    steps = release["ladder_step"].filter(pl.col("country_iso3") == country).sort("rung")
    if steps.is_empty() or ladder.is_empty():
        return "No incident on the ladder is recorded."
    now = ladder["highest_rung"][-1]
    first = join_words([f"rung {row['rung']} in {row['first_date'].year}" for row in steps.iter_rows(named=True)])
    current = "No rung is in use at present." if now is None else f"The highest rung in use is rung {now}, {RUNG[now]}."
    return f"{current} First recorded: {first}."


def alt_trajectory(release: Release, country: str) -> str:
    """Text alternative of the trajectory: first, best, worst and last measured year, and from when on it is a forecast."""
    years = release["index_country_year"].filter((pl.col("country_iso3") == country) & (pl.col("index") == "composite"))
    measured = years.filter(pl.col("is_forecast") == 0).sort("year")
    if measured.is_empty():
        return f"{release.names[country]}: no year is measured."
    first, last = measured.row(0, named=True), measured.row(-1, named=True)
    best, worst = (measured.sort("score", "year", descending=[d, False]).row(0, named=True) for d in (True, False))
    text = (
        f"{release.names[country]}: composite score {first['score']:.0f} in {first['year']} and {last['score']:.0f} "
        f"in {last['year']}; highest {best['score']:.0f} in {best['year']}, lowest {worst['score']:.0f} in {worst['year']}."
    )
    return text + _tell_forecast(headline(release, country)["month"], years["year"].max())


def _tell_forecast(month: dt.date, last_year: Any) -> str:
    return f" After {month_name(month)} a forecast, to {last_year}."


def alt_parts(release: Release, country: str, names: dict[str, str]) -> str:
    """Text alternative of pillars or rights: first and last measured year of each; `names` by index."""
    years = release["index_country_year"].filter((pl.col("country_iso3") == country) & (pl.col("is_forecast") == 0)).sort("year")
    parts = []
    for index, name in names.items():
        rows = years.filter((pl.col("index") == index) & pl.col("score").is_not_null())
        if rows.is_empty():
            parts.append(f"{name.lower()} an interval only")
            continue
        first, last = rows.row(0, named=True), rows.row(-1, named=True)
        parts.append(f"{name.lower()} {first['score']:.0f} in {first['year']} and {last['score']:.0f} in {last['year']}")
    return f"{release.names[country]}: {join_words(parts)}."
