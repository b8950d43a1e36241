"""The reports that were read on a country, in words."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.views.reports import reports_read
from analysis.words.grammar import count, join_words

NAMED = 4
DEPTH = {"full": "read in full", "extract": "in part", "opening": "by the first page"}


def describe_reports(release: Release, country: str) -> str:
    """How many reports over which years, how deep, by whom, how many levels; years without any."""
    reports = reports_read(release, country)
    if reports.is_empty():
        return "No report on this country has been read: its practice is not measured."
    first, last = reports["window_from"].min(), reports["window_to"].max()
    depths = [(said, reports.filter(pl.col("depth") == depth).height) for depth, said in DEPTH.items()]
    deep = join_words([f"{n} {said}" for said, n in depths if n])
    names = reports["name"].value_counts().sort(-pl.col("count").cast(pl.Int64), "name")
    by = join_words([f"{name} ({n})" for name, n in names.head(NAMED).iter_rows()] + (["others"] if names.height > NAMED else []))
    many = "gives" if reports.height == 1 else "give"
    text = (
        f"{count(reports.height, 'report')} on {str(first)[:4]} to {str(last)[:4]} ({deep}) {many} "
        f"{count(int(reports['n_codes'].sum()), 'level')}: {by}."
    )
    return text + _tell_silent(reports, release)


def _tell_silent(reports: pl.DataFrame, release: Release) -> str:
    """Years since 1991 that no window touches, as spans."""
    told = set()
    for begin, end in reports.select("window_from", "window_to").iter_rows():
        told |= set(range(int(begin[:4]), int(end[:4]) + 1))
    silent = [year for year in range(1991, int(release.manifest["as_of_date"][:4]) + 1) if year not in told]
    spans: list[list[int]] = []
    for year in silent:
        if spans and year == spans[-1][1] + 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    if not spans:
        return ""
    named = join_words([str(a) if a == b else f"{a} to {b}" for a, b in spans])
    return f" No report tells of {named}: there the interval is wide."
