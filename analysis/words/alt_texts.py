"""Text alternatives of charts: the finding in words, for those who do not see the chart."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.site.names import PILLAR_NAME
from analysis.views.benchmarks import benchmark_shares
from analysis.views.coverage import coverage_depth
from analysis.views.scores import current_scores, yearly_scores
from analysis.views.toolkits import lever_counts
from analysis.words.grammar import count, join_words


def alt_now(release: Release) -> str:
    """Text alternative of the latest scores: top, bottom, comparators' place."""
    region = current_scores(release).filter(pl.col("role") == "region")
    top, bottom = region.head(3), region.tail(3)

    def named(frame: pl.DataFrame) -> str:
        return join_words([f"{r['country']} {r['score']:.0f}" for r in frame.iter_rows(named=True)])

    return f"Latest composite scores: most open {named(top)}; most closed {named(bottom)}."


def alt_multiples(release: Release) -> str:
    """Text alternative of the small multiples: largest fall and rise between the first and the last year."""
    years = yearly_scores(release).filter(pl.col("country_iso3").is_in(release.region()))
    first, last = years["year"].sort()[0], years["year"].sort()[-1]
    wide = years.filter(pl.col("year").is_in([first, last])).pivot("year", index="country", values="score")
    moved = wide.with_columns((pl.col(str(last)) - pl.col(str(first))).alias("change")).sort("change", "country")
    low, high = moved.row(0, named=True), moved.row(-1, named=True)
    return (
        f"Composite by year, {first} to {last}, for {count(moved.height, 'country', 'countries')}: the change runs from "
        f"{low['change']:+.0f} points in {low['country']} to {high['change']:+.0f} in {high['country']}."
    )


def alt_pillars(release: Release, country: str) -> str:
    """Text alternative of the pillars: first and last year of each."""
    years = (
        release["index_country_year"].filter((pl.col("country_iso3") == country) & (pl.col("index") != "composite")).sort("year")
    )
    parts = []
    for index, name in PILLAR_NAME.items():
        rows = years.filter((pl.col("index") == index) & pl.col("score").is_not_null())
        if rows.is_empty():
            continue
        parts.append(
            f"{name.lower()} {rows['score'][0]:.0f} in {rows['year'][0]} and {rows['score'][-1]:.0f} in {rows['year'][-1]}"
        )
    return f"Pillars of {release.names[country]}: {join_words(parts)}."


def alt_benchmarks(release: Release, country: str) -> str:
    """Text alternative of the comparison with other indices: how many figures of which."""
    others = benchmark_shares(release, country).filter(~pl.col("is_ours"))
    if others.is_empty():
        return "No headline figure of another index is recorded."
    names = others["source"].unique().sort().to_list()
    years = others["year"].sort()
    return f"{count(others.height, 'figure')} of {join_words(names)}, {years[0]} to {years[-1]}."


def alt_levers(release: Release) -> str:
    """Text alternative of the levers: the most frequent one and how many countries use it."""
    levers = lever_counts(release)
    spread = levers.group_by("lever").agg(pl.col("n_records").sum(), pl.len().alias("n_countries"))
    first = spread.sort(-pl.col("n_countries").cast(pl.Int64), "lever").row(0, named=True)
    measures = count(int(spread["n_records"].sum()), "restrictive measure")
    return (
        f"{measures} over {count(spread.height, 'lever')}; the widest spread is {first['lever']}, "
        f"recorded in {count(first['n_countries'], 'country', 'countries')}."
    )


def alt_coverage(release: Release) -> str:
    """Text alternative of the coverage chart: mean depth by dataset."""
    depth = coverage_depth(release).group_by("dataset").agg(pl.col("depth").mean()).sort("dataset")
    parts = [f"{r['dataset']} {r['depth']:.1f}" for r in depth.iter_rows(named=True)]
    return f"Mean depth of search, 0 to 3: {join_words(parts)}."


def alt_trajectory(release: Release, country: str) -> str:
    """Text alternative of the trajectory: first, best, worst and last year."""
    years = (
        release["index_country_year"].filter((pl.col("country_iso3") == country) & (pl.col("index") == "composite")).sort("year")
    )
    first, last = years.row(0, named=True), years.row(-1, named=True)
    best, worst = (years.sort("score", "year", descending=[d, False]).row(0, named=True) for d in (True, False))
    return (
        f"{release.names[country]}: composite score {first['score']:.0f} in {first['year']} and {last['score']:.0f} "
        f"in {last['year']}; highest {best['score']:.0f} in {best['year']}, lowest {worst['score']:.0f} in {worst['year']}."
    )
