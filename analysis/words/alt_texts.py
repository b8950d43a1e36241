"""Text alternatives of charts and longer computed passages: the finding in words, for those who do not see the chart."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.site.theme import INDEX_NAME
from analysis.views.frames import benchmark_shares, coverage_depth, current_scores, lever_counts, toolkit_acts, yearly_scores
from analysis.words.grammar import count, join_words


def alternative_now(release: Release) -> str:
    """Text alternative of the latest scores: top, bottom, comparators' place."""
    region = current_scores(release).filter(pl.col("role") == "region")
    top, bottom = region.head(3), region.tail(3)

    def named(frame: pl.DataFrame) -> str:
        return join_words([f"{r['country']} {r['score']:.0f}" for r in frame.iter_rows(named=True)])

    return f"Latest composite scores: most open {named(top)}; most closed {named(bottom)}."


def alternative_multiples(release: Release) -> str:
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


def alternative_pillars(release: Release, country: str) -> str:
    """Text alternative of the pillars: first and last year of each."""
    years = (
        release["index_country_year"].filter((pl.col("country_iso3") == country) & (pl.col("index") != "composite")).sort("year")
    )
    parts = []
    for index, name in list(INDEX_NAME.items())[1:]:
        rows = years.filter(pl.col("index") == index)
        parts.append(
            f"{name.lower()} {rows['score'][0]:.0f} in {rows['year'][0]} and {rows['score'][-1]:.0f} in {rows['year'][-1]}"
        )
    return f"Pillars of {release.names[country]}: {join_words(parts)}."


def alternative_benchmarks(release: Release, country: str) -> str:
    """Text alternative of the comparison with other indices: how many figures of which."""
    others = benchmark_shares(release, country).filter(~pl.col("is_ours"))
    if others.is_empty():
        return "No headline figure of another index is recorded."
    names = others["source"].unique().sort().to_list()
    years = others["year"].sort()
    return f"{count(others.height, 'figure')} of {join_words(names)}, {years[0]} to {years[-1]}."


def alternative_levers(release: Release) -> str:
    """Text alternative of the levers: the most frequent one and how many countries use it."""
    levers = lever_counts(release)
    spread = levers.group_by("lever").agg(pl.col("n_records").sum(), pl.len().alias("n_countries"))
    first = spread.sort(-pl.col("n_countries").cast(pl.Int64), "lever").row(0, named=True)
    measures = count(int(spread["n_records"].sum()), "restrictive measure")
    return (
        f"{measures} over {count(spread.height, 'lever')}; the widest spread is {first['lever']}, "
        f"recorded in {count(first['n_countries'], 'country', 'countries')}."
    )


def alternative_coverage(release: Release) -> str:
    """Text alternative of the coverage chart: mean depth by dataset."""
    depth = coverage_depth(release).group_by("dataset").agg(pl.col("depth").mean()).sort("dataset")
    parts = [f"{r['dataset']} {r['depth']:.1f}" for r in depth.iter_rows(named=True)]
    return f"Mean depth of search, 0 to 3: {join_words(parts)}."


def describe_toolkit(release: Release) -> str:
    """How many countries have, had or are discussing acts of the first toolkit."""
    acts = toolkit_acts(release).filter(pl.col("country_iso3").is_in(release.region()))
    laws = acts.filter(pl.col("kind") == "restrictive")
    bills = acts.filter(pl.col("kind") == "draft or withdrawn bill")
    have = laws["country"].unique().sort().to_list()
    only = bills.filter(~pl.col("country").is_in(have))["country"].unique().sort().to_list()
    text = "None of the fifteen has adopted such an act"
    if have:
        text = f"Of the fifteen, {count(len(have), 'country has', 'countries have')} adopted such acts ({join_words(have)})"
    if only:
        text += f"; {count(len(only), 'more has', 'more have')} seen bills ({join_words(only)})"
    if have:
        first = laws.sort("date", "record_id").row(0, named=True)
        text += f". The earliest recorded is of {first['date'].year}, in {first['country']}"
    return text + "."


def describe_quality(release: Release) -> str:
    """Numbers of sources, records beyond one source, reviewed records."""
    tables = ("core_legislation", "core_funding", "core_incident")
    records = pl.concat([release[t].filter(pl.col("status") == "active").select("verification", "expert_review") for t in tables])
    better = records.filter(pl.col("verification") != "one_source").height
    reviewed = records.filter(pl.col("expert_review").is_not_null()).height
    return (
        f"{records.height:,} acts, funding measures and incidents rest on {count(release['core_source'].height, 'source')}. "
        f"{better / records.height:.0%} of them are verified by a primary text or by two independent publishers; "
        f"{count(reviewed, 'is', 'are')} signed off by an outside expert."
    ).replace("no are", "none is")


def citation(release: Release) -> str:
    """Citation in APA style and BibTeX."""
    version, year = release.manifest["version"], release.manifest["as_of_date"][:4]
    title = "Civic space in fifteen post-Soviet states"
    bibtex = (
        f"@misc{{civicspace{year},\n  author = {{{{civicspace contributors}}}},\n  title = {{{title}}},\n"
        f"  year = {{{year}}},\n  version = {{{version}}}\n}}"
    )
    return f"civicspace contributors. ({year}). *{title}* (Version {version}) [Data set].\n\n```bibtex\n{bibtex}\n```"
