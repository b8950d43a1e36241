"""Scores by month, quarter and year, with names, measured and forecast told apart."""

from __future__ import annotations

import datetime as dt

import polars as pl

from analysis.schemas.release import Release
from analysis.schemas.scores import PILLAR
from analysis.site.names import PILLAR_NAME
from analysis.views.countries import name_country
from analysis.views.records import scored_records, strongest_begun

INTERVALS = ["score", "lower_50", "upper_50", "lower_90", "upper_90"]


def evidence_dates(release: Release, index: str = "composite") -> pl.DataFrame:
    """Until when evidence of an index reaches, by country: country_iso3, evidence_to. Beside law and funding it is practice's."""
    pillar = index if index in PILLAR else "practice"
    return release["panel_evidence"].filter(pl.col("index") == pillar).select("country_iso3", "evidence_to")


def yearly_scores(release: Release, index: str = "composite") -> pl.DataFrame:
    """Yearly scores of one index with country names; `is_forecast` by the evidence of that index."""
    years = release["index_country_year"].filter(pl.col("index") == index)
    return (
        _tell_forecast(release, years, index, pl.date(pl.col("year"), 1, 1))
        .with_columns(name_country(release))
        .sort("country", "year")
    )


def monthly_scores(release: Release, country: str, indices: list[str]) -> pl.DataFrame:
    """Monthly scores of one country; `is_forecast` by the evidence of each index."""
    months = release["index_country_month"].filter(pl.col("country_iso3") == country)
    parts = [_tell_forecast(release, months.filter(pl.col("index") == index), index, pl.col("month")) for index in indices]
    return pl.concat(parts).with_columns(pl.col(INTERVALS).round(1)).sort("index", "month")


def _tell_forecast(release: Release, scores: pl.DataFrame, index: str, begins: pl.Expr) -> pl.DataFrame:
    dated = scores.join(evidence_dates(release, index), on="country_iso3", how="left", maintain_order="left")
    return dated.with_columns((pl.col("evidence_to") < begins).fill_null(True).cast(pl.Int64).alias("is_forecast")).drop(
        "evidence_to"
    )


def part_forecast(scores: pl.DataFrame, period: str, by: list[str]) -> pl.DataFrame:
    """The rows with column `part`, measured or forecast; the last measured row of each series opens its forecast too.

    So the two lines of a chart meet. `period` is month or year.
    """
    ordered = scores.sort(*by, period)
    next_one = pl.col("is_forecast").shift(-1).over(by)
    joint = ordered.filter((pl.col("is_forecast") == 0) & (next_one == 1)).with_columns(pl.lit("forecast").alias("part"))
    part = pl.when(pl.col("is_forecast") == 1).then(pl.lit("forecast")).otherwise(pl.lit("measured")).alias("part")
    return pl.concat([ordered.with_columns(part), joint]).sort(*by, period, "part", descending=[False] * (len(by) + 1) + [True])


def standings(release: Release) -> pl.DataFrame:
    """Where each country stands at its last month with evidence of practice; most open first, comparators last.

    Composite with intervals at `month`; `evidence_to`; change over three years with interval and probabilities; the same score
    as forecast for the last month of the release (now_score, now_lower_90, now_upper_90, now_month); role; country.
    """
    change = release["index_change"].filter((pl.col("index") == "composite") & (pl.col("months") == 36)).drop("index", "months")
    composite = release["index_country_month"].filter(pl.col("index") == "composite")
    at = composite.select("country_iso3", "month", *INTERVALS)
    last = composite.filter(pl.col("month") == pl.col("month").max())
    now = last.select("country_iso3", pl.col("month", "score", "lower_90", "upper_90").name.prefix("now_"))
    countries = release["core_country"].select("country_iso3", pl.col("name_en").alias("country"), "role")
    joined = change.join(at, on=["country_iso3", "month"]).join(now, on="country_iso3").join(countries, on="country_iso3")
    return joined.join(evidence_dates(release), on="country_iso3", how="left").sort(
        pl.col("role") != "region", -pl.col("score"), "country"
    )


def band_countries(standing: pl.DataFrame) -> pl.DataFrame:
    """The fifteen of `standings` with column `band`, 1 the most open: the 50 % intervals of all members of a band overlap."""
    region = standing.filter(pl.col("role") == "region").sort(-pl.col("score"), "country")
    bands: list[int] = []
    low, high = 100.0, 0.0  # what all members of the band so far share
    for row in region.iter_rows(named=True):
        both_low, both_high = max(low, row["lower_50"]), min(high, row["upper_50"])
        if bands and both_low <= both_high:
            low, high = both_low, both_high
            bands.append(bands[-1])
        else:
            low, high = row["lower_50"], row["upper_50"]
            bands.append((bands[-1] if bands else 0) + 1)
    return region.with_columns(pl.Series("band", bands, pl.Int64))


def headline(release: Release, country: str) -> dict:
    """The row of `standings` of one country."""
    return standings(release).filter(pl.col("country_iso3") == country).row(0, named=True)


def scores_at(release: Release, country: str, month: dt.date) -> pl.DataFrame:
    """All indices of one country in one month."""
    mine = (pl.col("country_iso3") == country) & (pl.col("month") == month)
    return release["index_country_month"].filter(mine)


def yearly_moves(release: Release) -> pl.DataFrame:
    """Yearly composite with column `began`: the strongest record of any kind that began in the year."""
    begun = strongest_begun(scored_records(release), "1y", "country_iso3")
    titles = begun.select("country_iso3", pl.col("period").dt.year().cast(pl.Int64).alias("year"), "began")
    return yearly_scores(release).join(titles, on=["country_iso3", "year"], how="left", maintain_order="left")


def quarterly_scores(release: Release, country: str, indices: list[str]) -> pl.DataFrame:
    """Scores of some indices at the end of each quarter, and in the last months, with intervals and is_forecast."""
    scores = monthly_scores(release, country, indices)
    return scores.filter((pl.col("month").dt.month() % 3 == 0) | (pl.col("month") == pl.col("month").max()))


def pillar_steps(release: Release, country: str) -> pl.DataFrame:
    """Scores of the three pillars by quarter, with what began: `began` (the strongest record), href (on the page)."""
    scores = quarterly_scores(release, country, list(PILLAR_NAME)).with_columns(pl.col("month").dt.truncate("1q").alias("period"))
    begun = strongest_begun(scored_records(release, country), "1q", "kind")
    both = scores.join(begun, left_on=["index", "period"], right_on=["kind", "period"], how="left", maintain_order="left")
    return both.select("index", "month", *INTERVALS, "is_forecast", "began", pl.format("#{}", "record_id").alias("href"))


def index_years(release: Release, country: str, indices: list[str]) -> pl.DataFrame:
    """Yearly scores of one country, a column per index."""
    years = release["index_country_year"].filter((pl.col("country_iso3") == country) & pl.col("index").is_in(indices))
    return years.pivot("index", on_columns=indices, index="year", values="score").sort("year")


def marked_records(release: Release, country: str, most: int = 15) -> pl.DataFrame:
    """Records to mark on the trajectory: the strongest closings of each kind and the strongest openings, with the month's score.

    Only records dated to the month or day, as a mark needs a place. Columns month, score, record_id, title, kind, direction,
    href (on the page).
    """
    begin, end = (pl.col(f"start_{side}").dt.truncate("1mo") for side in ("earliest", "latest"))
    placed = scored_records(release, country).filter(begin == end).with_columns(begin.alias("month"))
    closing, opening = (placed.filter(pl.col("direction") == way) for way in ("closing", "opening"))
    third = most // 3
    kinds = pl.concat([closing.filter(pl.col("kind") == kind).head(third) for kind in PILLAR_NAME])
    top = pl.concat([kinds.sort(-pl.col("strength"), "record_id").head(most - third), opening.head(third)])
    scores = monthly_scores(release, country, ["composite"]).select("month", "score")
    title, href = pl.col("title_en").alias("title"), pl.format("#{}", "record_id").alias("href")
    marked = top.join(scores, on="month", how="inner").sort("month", "record_id")
    return marked.select("month", "score", "record_id", title, "kind", "direction", href)
