"""Where a country and the region stand, in words; right in number and tense for any data."""

from __future__ import annotations

import polars as pl

from analysis.findings.robustness import PROBABLE
from analysis.schemas.release import Release
from analysis.schemas.vocabulary import RUNG
from analysis.site.names import INDEX_NAME
from analysis.words.grammar import count, join_words

SMALLEST_CHANGE = 1.0


def describe_change(change: float, fall: float, rise: float) -> str:
    """Direction over twelve months in words, held back where draws disagree."""
    if abs(change) < SMALLEST_CHANGE:
        return "no clear change over three years"
    word, probability = ("down", fall) if change < 0 else ("up", rise)
    sure = "" if probability >= PROBABLE else f" (probability {probability:.0%})"
    return f"{word} {abs(change):.1f} points over three years{sure}"


def describe_country(release: Release, country: str) -> str:
    """Where the country stands, with interval, rank and direction."""
    latest = _latest(release, country)
    change = (
        release["index_change"]
        .filter((pl.col("country_iso3") == country) & (pl.col("index") == "composite") & (pl.col("months") == 36))
        .row(0, named=True)
    )
    row = latest.filter(pl.col("index") == "composite").row(0, named=True)
    place = ""
    if row["rank"] is not None:
        between = f"between {row['rank_lower_90']} and {row['rank_upper_90']}"
        if row["rank_lower_90"] == row["rank_upper_90"]:
            between = f"in place {row['rank_lower_90']}"
        place = f" That is place {row['rank']} of the fifteen; nine draws in ten put it {between}."
    moved = describe_change(change["change"], change["fall_probability"], change["rise_probability"])
    pillars = join_words(
        [
            f"{INDEX_NAME[r['index']].lower()} {r['score']:.0f}"
            for r in latest.filter(
                pl.col("index").is_in(["law", "funding", "practice"]) & pl.col("score").is_not_null()
            ).iter_rows(named=True)
        ]
    )
    return (
        f"In {row['month']:%B %Y}, {release.names[country]} scores **{row['score']:.0f}** of 100 "
        f"(90 % interval {row['lower_90']:.0f} to {row['upper_90']:.0f}), {moved}.{place} The pillars: {pillars}."
    )


def _latest(release: Release, country: str) -> pl.DataFrame:
    monthly = release["index_country_month"].filter(pl.col("country_iso3") == country)
    return monthly.filter(pl.col("month") == monthly["month"].max()).sort("index")


def describe_records(release: Release, country: str) -> str:
    """How many records stand behind the page, and how they were verified."""
    frames = [release[t].filter((pl.col("country_iso3") == country) & (pl.col("status") == "active")) for t in
              ("core_legislation", "core_funding", "core_incident")]  # fmt: skip
    acts, measures, incidents = (frame.height for frame in frames)
    single = sum(frame.filter(pl.col("verification") == "one_source").height for frame in frames)
    total = acts + measures + incidents
    if total == 0:
        return "No records yet."
    share = f"{single / total:.0%} of them rest on one source" if single else "each rests on a primary text or two sources"
    return (
        f"Behind it stand {count(acts, 'act')}, {count(measures, 'funding measure')} and {count(incidents, 'incident')}; {share}."
    )


def describe_ladder(release: Release, country: str) -> str:
    """Highest rung in use now, and when each rung was first recorded."""
    ladder = release["ladder_country_month"].filter(pl.col("country_iso3") == country).sort("month")
    now = ladder["highest_rung"][-1]
    steps = release["ladder_step"].filter(pl.col("country_iso3") == country).sort("rung")
    if steps.is_empty():
        return "No incident on the ladder is recorded."
    first = join_words([f"rung {row['rung']} in {row['first_date'].year}" for row in steps.iter_rows(named=True)])
    current = "No rung is in use at present." if now is None else f"The highest rung in use is rung {now}, {RUNG[now]}."
    return f"{current} First recorded: {first}."


def describe_region(release: Release) -> str:
    """The region in two sentences: spread today, who fell and who rose."""
    frame = release["index_change"].filter(
        (pl.col("index") == "composite") & (pl.col("months") == 36) & pl.col("country_iso3").is_in(release.region())
    )
    fell = frame.filter((pl.col("change") <= -SMALLEST_CHANGE) & (pl.col("fall_probability") >= PROBABLE)).sort("change")
    rose = frame.filter((pl.col("change") >= SMALLEST_CHANGE) & (pl.col("rise_probability") >= PROBABLE)).sort(
        "change", descending=True
    )

    def named(rows: pl.DataFrame) -> str:
        return join_words([f"{release.names[r['country_iso3']]} ({r['change']:+.1f})" for r in rows.iter_rows(named=True)])

    falls = "No clear fall in the last twelve months"
    if fell.height:
        falls = f"Over the last twelve months the score very probably fell in {named(fell)}"
    rises = f"; it rose in {named(rose)}." if rose.height else "; no clear rise."
    return falls + rises
