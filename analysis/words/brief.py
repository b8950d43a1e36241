"""Content of the two-page brief of one country: everything the Typst template shows, as plain data."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.schemas.release import Release
from analysis.schemas.vocabulary import LEVER, RUNG
from analysis.schemas.vocabulary_context import ACTOR_KIND
from analysis.site.names import INDEX_NAME, KIND_NAME, PILLAR_NAME
from analysis.views.records import recent_records
from analysis.views.toolkits import toolkit_acts
from analysis.words.countries import describe_country, describe_ladder, describe_records
from analysis.words.grammar import count

RECENT, GRAVEST, RESPONSES, LONGEST = 6, 3, 4, 150
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
    latest = release["index_country_month"].filter(pl.col("country_iso3") == country)
    now = latest.filter(
        (pl.col("month") == latest["month"].max())
        & pl.col("score").is_not_null()
        & pl.col("index").is_in(["composite", *PILLAR_NAME])
    )
    sources = _Sources(release)
    return {
        "country": release.names[country],
        "code": country,
        "lead": describe_country(release, country).replace("**", ""),
        "records": describe_records(release, country),
        "is_comparator": country not in release.region(),
        "scores": [
            {"name": INDEX_NAME[r["index"]], "score": f"{r['score']:.0f}", "interval": f"{r['lower_90']:.0f}–{r['upper_90']:.0f}"}
            for r in now.sort(pl.col("index").replace_strict({k: i for i, k in enumerate(INDEX_NAME)})).iter_rows(named=True)
        ],
        "recent": _recent(release, country, sources),
        "gravest": _gravest_acts(release, country, sources),
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


class _Sources:
    """Numbers the sources of the records that the brief names."""

    def __init__(self, release: Release) -> None:
        self._cited = release["core_record_source"]
        self._pages = release["core_source"]
        self.listed: list[dict[str, str]] = []

    def cite(self, record_id: str) -> list[int]:
        """Numbers of at most two sources of a record, each listed once."""
        ids = self._cited.filter(pl.col("record_id") == record_id)["source_id"].sort().head(2)
        numbers = []
        for row in self._pages.filter(pl.col("source_id").is_in(ids.implode())).sort("source_id").iter_rows(named=True):
            entry = {"publisher": row["publisher"], "title": row["title"], "url": row["url"]}
            if entry not in self.listed:
                self.listed.append(entry)
            numbers.append(self.listed.index(entry) + 1)
        return numbers


def _line(row: dict[str, Any], sources: _Sources) -> dict[str, Any]:
    title = row["title_en"] if len(row["title_en"]) <= LONGEST else row["title_en"][: LONGEST - 1].rstrip() + "…"
    return {"date": row["dated"], "title": title, "id": row["record_id"], "cites": sources.cite(row["record_id"])}


def _recent(release: Release, country: str, sources: _Sources) -> list[dict[str, Any]]:
    recent = recent_records(release, RECENT, country=country)
    return [_line(row, sources) | {"kind": KIND_NAME[row["kind"]]} for row in recent.iter_rows(named=True)]


def _in_force(release: Release, country: str) -> pl.DataFrame:
    return release["core_legislation"].filter(
        (pl.col("country_iso3") == country)
        & (pl.col("status") == "active")
        & (pl.col("authority") == "state")
        & (pl.col("direction") == "restrictive")
        & pl.col("in_force_to").is_null()
    )


def _gravest_acts(release: Release, country: str, sources: _Sources) -> list[dict[str, Any]]:
    weight = pl.sum_horizontal(TARGETS) * pl.col("scope")
    dated = pl.coalesce("in_force_from", "adopted").alias("dated")
    acts = _in_force(release, country).with_columns(weight.alias("weight"), dated)
    top = acts.sort(-pl.col("weight"), "dated", "record_id", descending=[False, True, False]).head(GRAVEST)
    targets = pl.format("{} / {} / {}", *TARGETS).alias("targets")
    return [
        _line(row, sources) | {"targets": row["targets"], "scope": row["scope"]}
        for row in top.with_columns(targets).iter_rows(named=True)
    ]


def _toolkit(release: Release, country: str) -> list[dict[str, Any]]:
    acts = toolkit_acts(release).filter(pl.col("country_iso3") == country).sort("date", "record_id", descending=True)
    return [
        {"year": str(row["date"].year), "title": row["title"][:LONGEST], "kind": row["kind"]} for row in acts.head(4).to_dicts()
    ]


def _levers(release: Release, country: str) -> list[dict[str, Any]]:
    """Restrictive levers recorded: how many rules and cases, and how many of the rules have no known end."""
    measures = release["core_funding"].filter(
        (pl.col("country_iso3") == country) & (pl.col("status") == "active") & (pl.col("direction") == "restrictive")
    )
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
