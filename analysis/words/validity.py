"""Validity in words, computed: what agrees, what does not, and why. Pure."""

from __future__ import annotations

import polars as pl

from analysis.findings import validity
from analysis.schemas.release import Release
from analysis.words.grammar import count, join_words

KIND_NAME = {"pooled": "Levels", "within": "Movement within countries", "change": "Year-on-year changes"}


def describe_validity(found: pl.DataFrame, among: pl.DataFrame, series: str = "composite") -> str:
    """For each kind: range and n-weighted mean of our correlations with others, beside what others reach with each other."""
    lines = []
    for kind, name in KIND_NAME.items():
        ours = found.filter((pl.col("series") == series) & (pl.col("kind") == kind))
        theirs = among.filter(pl.col("kind") == kind)
        if ours.is_empty():
            lines.append(f"- **{name}**: too few figures.")
            continue
        beside = "too few shared figures of two other indices to compare"
        if theirs.height:
            beside = (
                f"two other indices reach {_mean(theirs):.2f} with each other ({_range(theirs)}; {count(theirs.height, 'pair')})"
            )
        sure = ours.filter(pl.col("spearman_lower_90") > 0).height
        lines.append(
            f"- **{name}**: mean {_mean(ours):.2f} over {count(ours.height, 'series', 'series')} ({_range(ours)}); "
            f"the 90 % interval lies above zero in {sure} of {ours.height}; {beside}."
        )
    return "\n".join(lines)


def _mean(found: pl.DataFrame) -> float:
    """Mean of Spearman's correlations, each weighted by its pairs."""
    return found.select((pl.col("spearman") * pl.col("n")).sum() / pl.col("n").sum()).item()


def _range(found: pl.DataFrame) -> str:
    low, high = (found.sort("spearman").row(place, named=True) for place in (0, -1))
    return f"from {low['spearman']:.2f} to {high['spearman']:.2f}".replace("-", "−")


def describe_targets(found: pl.DataFrame) -> str:
    """The best-covered series of each kind against what is asked of the index."""
    asked = {"pooled": 0.90, "within": 0.60, "change": 0.30}
    parts = []
    for kind, least in asked.items():
        rows = found.filter((pl.col("series") == "composite") & (pl.col("kind") == kind) & ~pl.col("other").str.ends_with("rank"))
        if rows.is_empty():
            continue
        best = rows.sort(-pl.col("n").cast(pl.Int64), "other").row(0, named=True)
        verdict = "reaches" if best["spearman"] >= least else "misses"
        value = f"{best['spearman']:.2f} with {best['other']} (n = {best['n']})"
        parts.append(f"{KIND_NAME[kind].lower()} {value}, which {verdict} {least:.2f}")
    return f"Against the scale with the most figures: {join_words(parts)}.".replace("-0.", "−0.")


def describe_reasons(release: Release) -> str:
    """Why movement within countries agrees less than levels, from scores and records alone."""
    ours, theirs = validity.our_years(release), validity.benchmark_years(release)
    composite = ours.filter(pl.col("series") == "composite").sort("country_iso3", "year")
    change = composite.with_columns(pl.col("value").diff().over("country_iso3").alias("d")).drop_nulls()
    falls, rises = (change.filter(condition).height / change.height for condition in (pl.col("d") < -0.5, pl.col("d") > 0.5))
    spans = theirs.group_by("series", "country_iso3").agg((1 + pl.col("year").max() - pl.col("year").min()).alias("span"))
    span = spans.select(pl.col("span").median()).item()
    rated = theirs.filter(~pl.col("series").str.ends_with("rank"))
    biggest = rated["series"].value_counts().sort(-pl.col("count").cast(pl.Int64), "series")["series"][0]
    steps = validity.align_pairs(rated.filter(pl.col("series") == biggest), rated.filter(pl.col("series") == biggest), "change")
    still = steps.filter(pl.col("x") == 0).height / max(steps.height, 1)
    acts = release["core_legislation"].filter((pl.col("status") == "active") & pl.col("country_iso3").is_in(release.region()))
    enabling = acts.filter((pl.col("direction") == "enabling") | pl.col("end_latest").is_not_null()).height / acts.height
    apart = validity.opposite_trends(release)
    named = join_words(sorted({release.names[one] for one in apart.filter(pl.col("theirs") > pl.col("ours"))["country_iso3"]}))
    return (
        f"Our composite falls by more than half a point in {falls:.0%} of all country-years and rises in {rises:.0%}: "
        f"{enabling:.0%} of the acts on record enable or have ended, the rest stay and pile up, so the score mostly drifts down. "
        f"Most others rate elections, courts and a wider democracy too, which can improve while the law book does not: "
        f"over five shared years or more, some other series rose while ours fell in {named}. "
        f"The figures on record are few: the median series spans {span:.0f} years of a country, and "
        f"{biggest}, the scale with the most figures, stands still in {still:.0%} of its years."
    )


def describe_disagreements(release: Release) -> str:
    """The largest disagreements, each with the pillar and the records that move ours."""
    lines = []
    for row in validity.find_disagreements(release, most=6).iter_rows(named=True):
        scores = {name: row[name] for name in ("law", "funding", "practice") if row[name] is not None}
        least, most = min(scores, key=scores.__getitem__), max(scores, key=scores.__getitem__)
        pillar = least if row["gap"] < 0 else None
        records = validity.gravest_records(release, row["country_iso3"], row["year"], pillar)
        ids = join_words([f"[{one}](countries/{row['country_iso3']}.qmd#{one})" for one in records["record_id"]])
        if row["gap"] > 0:
            why = (
                f"the most open pillar is {most} ({scores[most]:.0f}); {count(row['n_reports'], 'report')} of that year were read. "
                f"Gravest on record: {ids}"
            )
        else:
            why = f"{least} is its least open pillar ({scores[least]:.0f}), mostly through {ids}"
        side = "more" if row["gap"] > 0 else "less"
        lines.append(
            f"- **{release.names[row['country_iso3']]} {row['year']}**: {abs(row['gap']):.0f} percentage points {side} open than "
            f"{count(row['n_series'], 'other series', 'other series')}; {why}."
        )
    return "\n".join(lines)
