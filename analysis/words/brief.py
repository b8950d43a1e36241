"""Content of the two-page brief of one country: everything the Typst template shows, as plain data."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.schemas.release import Release
from analysis.schemas.vocabulary import LEVER, RUNG
from analysis.schemas.vocabulary_context import ACTOR_KIND
from analysis.site.names import INDEX_NAME, KIND_NAME, PILLAR_NAME
from analysis.views.drivers import list_drivers
from analysis.views.outlook import recent_steps
from analysis.views.records import recent_records, scored_records
from analysis.views.scores import headline, scores_at
from analysis.views.toolkits import toolkit_acts
from analysis.words.countries import (
    COMPARATOR,
    describe_country,
    describe_ladder,
    describe_parts,
    describe_records,
    describe_since,
)
from analysis.words.drivers import name_driver, say_driver
from analysis.words.grammar import count, month_name, signed
from analysis.words.outlook import describe_outlook, name_step, say_followed, say_step
from analysis.words.rules import describe_rules

RECENT = {"closing": 4, "opening": 3}
DRIVERS, STRONGEST, RESPONSES, LONGEST = 3, 3, 3, 150
TARGETS = ("stigma", "administrative_burden", "criminalisation")
CHAIN = [
    (
        "Heads of Mission",
        "EU delegation and member states' embassies in the capital: local strategy, contact, trial observation.",
    ),
    ("COHOM", "The Council's Working Party on Human Rights: follows up reports of the Heads of Mission."),
    ("Council", "Statements, démarches, sanctions, agenda of dialogues with the state."),
]


def describe_brief(release: Release, country: str) -> dict[str, Any]:
    """All that the brief of `country` says, as JSON-ready values; `sources` are numbered in the order in which they are used.

    Raises KeyError for an unknown country.
    """
    name = release.names[country]
    sources = _Sources(release)
    return {
        "country": name,
        "code": country,
        "lead": describe_country(release, country).replace("**", ""),
        "since": describe_since(release, country),
        "comparator": "" if country in release.region() else COMPARATOR,
        "scores": _scores(release, country),
        "parts": describe_parts(release, country),
        "drivers": _drivers(release, country, sources),
        "outlook": describe_outlook(release, country),
        "followed": _followed(release, country),
        "recent": _recent(release, country, "closing", sources),
        "openings": _recent(release, country, "opening", sources),
        "records": describe_records(release, country),
        "rules": describe_rules(release, country),
        "strongest": _strongest_acts(release, country, sources),
        "toolkit": _toolkit(release, country),
        "levers": _levers(release, country),
        "ladder": describe_ladder(release, country),
        "rungs": _rungs(release, country),
        "answered": _answered(release, country),
        "responses": _responses(release, country, sources),
        "chain": [{"who": who, "what": what} for who, what in CHAIN],
        "sources": sources.listed,
        "version": release.manifest["version"],
        "as_of": release.manifest["as_of_date"],
    }


def _scores(release: Release, country: str) -> list[dict[str, str]]:
    """Composite and pillars at the last evidence; a dash where only the interval is known."""
    rows = {row["index"]: row for row in scores_at(release, country, headline(release, country)["month"]).iter_rows(named=True)}
    return [
        {
            "name": INDEX_NAME[code],
            "score": "–" if rows[code]["score"] is None else f"{rows[code]['score']:.0f}",
            "interval": f"{rows[code]['lower_90']:.0f}–{rows[code]['upper_90']:.0f}",
        }
        for code in ("composite", *PILLAR_NAME)
    ]


class _Sources:
    """Numbers the sources of the records that the brief names."""

    def __init__(self, release: Release) -> None:
        self._cited = release["core_record_source"]
        self._pages = release["core_source"]
        self.listed: list[dict[str, str]] = []

    def cite(self, record_id: str, most: int = 2) -> list[int]:
        """Numbers of at most `most` sources of a record, each listed once."""
        ids = self._cited.filter(pl.col("record_id") == record_id)["source_id"].sort().head(most)
        numbers = []
        for row in self._pages.filter(pl.col("source_id").is_in(ids.implode())).sort("source_id").iter_rows(named=True):
            entry = {"publisher": row["publisher"], "title": row["title"], "url": row["url"]}
            if entry not in self.listed:
                self.listed.append(entry)
            numbers.append(self.listed.index(entry) + 1)
        return numbers


def _shorten(title: str) -> str:
    return title if len(title) <= LONGEST else title[: LONGEST - 1].rstrip() + "…"


def _line(row: dict[str, Any], sources: _Sources) -> dict[str, Any]:
    title = _shorten(row["title_en"])
    return {"date": row["dated"], "title": title, "id": row["record_id"], "cites": sources.cite(row["record_id"])}


def _drivers(release: Release, country: str, sources: _Sources) -> list[dict[str, Any]]:
    """The strongest rules and reports behind the score, with points and sources."""
    return [
        {
            "points": signed(row["points"]),
            "name": name_driver(row),
            "says": _shorten(say_driver(row)),
            "cites": sources.cite(row["evidence_id"], 1),
        }
        for row in list_drivers(release, country, "level", DRIVERS, each=True)
    ]


def _followed(release: Release, country: str) -> str:
    """What came elsewhere after the newest step that can be followed; empty when there is none."""
    seen = recent_steps(release, country).filter(pl.col("n_12") > 0)
    if seen.is_empty():
        return ""
    row = seen.row(0, named=True)
    step = f"{name_step(row['step'])} ({say_step(row)} in {month_name(row['month'])})"
    return f"Newest step: {step}. Twelve months after the same step elsewhere, or here before: {say_followed(row, 12)}."


def _recent(release: Release, country: str, direction: str, sources: _Sources) -> list[dict[str, Any]]:
    recent = recent_records(release, RECENT[direction], country=country, direction=direction)
    return [_line(row, sources) | {"kind": KIND_NAME[row["kind"]]} for row in recent.iter_rows(named=True)]


def _strongest_acts(release: Release, country: str, sources: _Sources) -> list[dict[str, Any]]:
    """The strongest closing acts in force, by the one list of records."""
    acts = scored_records(release, country, "closing").filter((pl.col("kind") == "law") & pl.col("end_latest").is_null())
    levels = release["core_legislation"].select("record_id", pl.format("{} / {} / {}", *TARGETS).alias("targets"), "scope")
    top = acts.head(STRONGEST).join(levels, on="record_id", maintain_order="left")
    return [_line(row, sources) | {"targets": row["targets"], "scope": row["scope"]} for row in top.iter_rows(named=True)]


def _toolkit(release: Release, country: str) -> list[dict[str, Any]]:
    acts = toolkit_acts(release).filter(pl.col("country_iso3") == country).sort("date", "record_id", descending=True)
    return [
        {"year": str(row["date"].year), "title": row["title"][:LONGEST], "kind": row["kind"]} for row in acts.head(4).to_dicts()
    ]


def _levers(release: Release, country: str) -> list[dict[str, Any]]:
    """Closing levers recorded: how many rules and cases."""
    scored = scored_records(release, country, "closing")["record_id"]
    measures = release["core_funding"].filter(pl.col("record_id").is_in(scored.implode()))
    counts = measures.group_by("lever").agg(
        (pl.col("level") == "rule").sum().alias("rules"), (pl.col("level") == "case").sum().alias("cases")
    )
    rows = counts.sort(pl.col("rules") + pl.col("cases"), pl.col("lever"), descending=[True, False])
    return [{"lever": r["lever"].replace("_", " "), "meaning": LEVER[r["lever"]], "rules": r["rules"], "cases": r["cases"]}
            for r in rows.head(5).to_dicts()]  # fmt: skip


def _rungs(release: Release, country: str) -> list[dict[str, Any]]:
    month = release["ladder_country_month"].filter(pl.col("country_iso3") == country).sort("month").row(-1, named=True)
    steps = release["ladder_step"].filter(pl.col("country_iso3") == country)
    first = dict(steps.select("rung", pl.col("first_date").dt.year()).iter_rows())
    return [{"rung": k, "name": name, "now": month[f"n_rung_{k}"], "first": str(first.get(k, "–"))} for k, name in RUNG.items()]


def _responses(release: Release, country: str, sources: _Sources) -> list[dict[str, Any]]:
    mine = release["core_response"].filter((pl.col("country_iso3") == country) & (pl.col("status") == "active"))
    top = mine.with_columns(pl.col("date").alias("dated")).sort("date", "record_id", descending=[True, False]).head(RESPONSES)
    return [_line(row, sources) | {"actor": row["actor"]} for row in top.iter_rows(named=True)]


def _answered(release: Release, country: str) -> str:
    """How many responses are on record, by who responds."""
    mine = release["core_response"].filter((pl.col("country_iso3") == country) & (pl.col("status") == "active"))
    if mine.is_empty():
        return ""
    counted = mine.group_by("actor_kind").agg(pl.len().alias("n")).sort("n", "actor_kind", descending=[True, False])
    parts = [f"{ACTOR_KIND[kind].rstrip('.')} {n}" for kind, n in counted.iter_rows()]
    return f"{count(mine.height, 'response')} on record: {'; '.join(parts)}. The latest:"
