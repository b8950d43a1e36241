"""What holds a score where it is and what moved it: the composite with and without each piece of evidence.

States are found by climbing to their mode at the means of the parameters, all countries and all leave-outs at once: the draws'
axis of `Conditionals` holds the variants, each of which weighs one report of every country at nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from analysis.engine.draws import Array
from analysis.engine.structure import Structure, make_structure
from analysis.index.scores import PILLARS, WORST, Evidence, item_weights, weigh_levels
from analysis.latent.parameters import fit_to_data
from analysis.latent.rules import RULE_CODES, Spells, expected_unknown
from analysis.latent.states import Conditionals, climb, expected_levels
from analysis.schemas.items import ITEMS

TURN_MONTHS = 36
LEAST_POINTS = 0.05  # what moves the composite by less is left out
STEPS_APART = 12  # steps from the mode with all evidence to the one without a piece
EVENT_MONTHS = 12  # months with events that are tried, the most eventful of the span


@dataclass(frozen=True)
class _Spans:
    """For each country: its last month with evidence, twelve months before, and its last turning point."""

    end: Array
    year: Array
    turn: Array


def list_drivers(evidence: Evidence, last: Array) -> pl.DataFrame:
    """Points on the composite of every report, rule and month with events. `last` (countries,): last month with evidence.

    Columns country_iso3, view (level, year, turn), kind, evidence_id, points; strongest first within a view.
    """
    structure = make_structure(evidence.structure)
    weights = item_weights(structure, "composite", list(PILLARS))
    share = dict(zip(PILLARS, weights / weights.sum(), strict=True))
    names, practice = practice_variants(evidence, structure)
    spans = _find_spans(practice[:, :, 0], last)
    rows = [*_report_rows(evidence, names, practice * share["practice"], spans), *_rule_rows(evidence, structure, share, spans)]
    schema = {"country_iso3": pl.String, "view": pl.String, "kind": pl.String, "evidence_id": pl.String, "points": pl.Float64}
    frame = pl.DataFrame(rows, schema=schema, orient="row").filter(pl.col("points").abs() >= LEAST_POINTS)
    order = pl.col("points").abs()
    return frame.with_columns(pl.col("points").round(3)).sort("country_iso3", "view", -order, "evidence_id")


def practice_variants(evidence: Evidence, structure: Structure) -> tuple[list[list[tuple[str, str]]], Array]:
    """Practice of each country with all evidence (variant 0) and without each piece: names by country, scores (months, countries,
    variants).
    """
    data = evidence.latent
    reports = [np.flatnonzero(data.codes.report_country == place) for place in range(len(data.countries))]
    events = [_eventful(row) for row in data.excess]
    size = 1 + max(len(mine) + len(months) for mine, months in zip(reports, events, strict=True))
    mean = evidence.parameters.mean()
    repeated = replace(mean, draws={name: np.repeat(values, size, axis=0) for name, values in mean.draws.items()})
    conditionals = Conditionals(data, repeated)
    names: list[list[tuple[str, str]]] = []
    for place, (mine, months) in enumerate(zip(reports, events, strict=True)):
        labels = []
        for number, report in enumerate(mine, 1):
            conditionals.weight[data.codes.code_report == report, number] = 0
            labels.append(("report", data.codes.report_ids[report]))
        for number, month in enumerate(months, 1 + len(mine)):
            conditionals.step[month - 1, place, number] = mean.draws["step_scale"][0] * mean.draws["month_share"][0]
            labels.append(("event", f"{evidence.first_year + month // 12}-{month % 12 + 1:02d}"))
        names.append(labels)
    conditionals._sum_codes()
    start = climb(Conditionals(data, mean))
    point = climb(conditionals, STEPS_APART, start.repeat(size))
    levels = expected_levels(point.state, point.contrast, fit_to_data(repeated, data))
    return names, weigh_levels(levels, structure)[0]


def _eventful(excess: Array) -> Array:
    """The most eventful months of the last ten years, first of all months not counted."""
    recent = np.arange(max(1, len(excess) - 120), len(excess))
    best = recent[np.argsort(-excess[recent], kind="stable")][:EVENT_MONTHS]
    return np.sort(best[excess[best] > 0])


def _find_spans(practice: Array, last: Array) -> _Spans:
    """The turning point: the month, `TURN_MONTHS` before the end at least, from which the score has moved furthest."""
    turns = []
    for place, end in enumerate(last):
        path = practice[: max(end - TURN_MONTHS, 0) + 1, place]
        recent = path[-120:]
        turns.append(len(path) - len(recent) + int(np.argmax(np.abs(practice[end, place] - recent))))
    return _Spans(np.maximum(last, 0), np.maximum(last - 12, 0), np.array(turns))


def _report_rows(evidence: Evidence, names: list, practice: Array, spans: _Spans) -> list[tuple]:
    rows = []
    for place, labels in enumerate(names):
        end, year, turn = (at[place] for at in (spans.end, spans.year, spans.turn))
        for number, (kind, name) in enumerate(labels, 1):
            effect = practice[:, place, 0] - practice[:, place, number]
            country = evidence.countries[place]
            if kind == "report":
                rows.append((country, "level", kind, name, effect[end]))
            rows += [
                (country, "year", kind, name, effect[end] - effect[year]),
                (country, "turn", kind, name, effect[end] - effect[turn]),
            ]
    return rows


def _rule_rows(evidence: Evidence, structure: Structure, share: dict[str, float], spans: _Spans) -> list[tuple]:
    """What the level of each spell takes from the composite; unknown spells by their expected level."""
    spells = evidence.spells
    levels = expected_unknown(spells, evidence.rules)
    cost = np.zeros(len(RULE_CODES))
    for pillar in ("law", "funding"):
        codes = [code for code in RULE_CODES if ITEMS[code].part == pillar]
        weights = item_weights(structure, pillar, codes)
        for code, weight in zip(codes, weights / weights.sum(), strict=True):
            cost[RULE_CODES.index(code)] = 100 * share[pillar] * weight / WORST
    rows = []
    for place, name in enumerate(spells.record_ids):
        country, item = spells.country[place], spells.item[place]
        end, year, turn = (int(at[country]) for at in (spans.end, spans.year, spans.turn))
        iso = evidence.countries[country]
        points = -cost[item] * levels[place]
        now = spells.first_earliest[place] <= end <= spells.last[place]
        if now and spells.level[place] > 0:
            rows.append((iso, "level", "regime", name, points))
        before = _level_at(spells, levels, country, item, year), _level_at(spells, levels, country, item, turn)
        if now:
            rows += [
                (iso, view, "regime", name, points + cost[item] * level)
                for view, level in zip(("year", "turn"), before, strict=True)
                if level is not None
            ]
    return rows


def _level_at(spells: Spells, levels: Array, country: int, item: int, month: int) -> float | None:
    mine = (spells.country == country) & (spells.item == item) & (spells.first_earliest <= month) & (spells.last >= month)
    found = np.flatnonzero(mine)
    return float(levels[found[-1]]) if len(found) else None
