"""From evidence to scores, on evidence small enough to reckon by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from analysis.engine.structure import make_structure
from analysis.index.drivers import list_drivers
from analysis.index.evidence import months_to
from analysis.index.impact import compare_evidence
from analysis.index.scores import INDICES, Evidence, item_weights, simulate_scores, weigh_levels
from analysis.index.summarise import summarise_changes, summarise_scores, summarise_year_changes
from analysis.latent.rules import RULE_CODES, Spells
from analysis.schemas.items import ITEMS, PRACTICE_ITEMS, RIGHTS
from tests.made_draws import made_data, made_parameters, made_rules

STRUCTURE = pl.read_csv(Path(__file__).parents[3] / "data" / "index" / "structure.csv")
HELD = pl.DataFrame(
    {
        "name": ["rules.coding_error", "composite.exponent", "composite.weight_spread"],
        "value": [0.0, 1.0, 0.0],
        "low": [0.0, 1.0, 0.0],
        "high": [0.0, 1.0, 0.0],
    }
)
YEARS = 4


def made_spells(level: int, changes: dict[str, list[tuple[int, int]]] | None = None, n_countries: int = 1) -> Spells:
    """One spell of `level` for every item, or for items of `changes` spells (first month, level)."""
    rows = []
    for country in range(n_countries):
        for item, code in enumerate(RULE_CODES):
            spells = (changes or {}).get(code, [(0, level)])
            ends = [first - 1 for first, _ in spells[1:]] + [YEARS * 12 - 1]
            rows += [(country, item, own, first, end) for (first, own), end in zip(spells, ends, strict=True)]
    table = np.array(rows)
    names = [f"G{number}" for number in range(len(rows))]
    return Spells(names, table[:, 0], table[:, 1], table[:, 2], table[:, 3], table[:, 3], table[:, 4])


def made_evidence(levels: dict[tuple[int, int], int], spells: Spells, assumptions: pl.DataFrame = HELD) -> Evidence:
    n_countries = int(spells.country.max()) + 1
    data = made_data(levels, n_countries, YEARS)
    parameters = made_parameters(data.countries, ["usdos:full"])
    rules = made_rules(n_countries, YEARS)
    return Evidence(data.countries, 1991, YEARS * 12, spells, data, parameters, rules, STRUCTURE, assumptions)


def test_structure_has_every_item_below_its_part() -> None:
    structure = make_structure(STRUCTURE)
    below = {
        (structure.codes[p], structure.codes[structure.parents[p]])
        for p in range(len(structure.codes))
        if structure.parents[p] >= 0
    }
    assert {(f"practice_{code}", item.part) for code, item in PRACTICE_ITEMS.items()} <= below
    assert {(code, item.part) for code, item in ITEMS.items() if item.part not in RIGHTS} <= below
    assert list(item_weights(structure, "composite", ["law", "funding", "practice"])) == [1, 1, 6]


@pytest.mark.parametrize(("level", "score"), [(0, 100), (1, 200 / 3), (2, 100 / 3), (3, 0)])
def test_rules_at_one_level_score_by_it(level: int, score: float) -> None:
    values = simulate_scores(made_evidence({(0, 1): 1}, made_spells(level))).values
    law, funding = values[INDICES.index("law")], values[INDICES.index("funding")]
    assert np.allclose(law, score, atol=1e-4)
    assert np.allclose(funding, score, atol=1e-4)


def test_a_repeal_raises_the_score_from_its_month_on() -> None:
    spells = made_spells(1, {"foreign_agent": [(0, 3), (24, 0)]})
    law = simulate_scores(made_evidence({(0, 1): 1}, spells)).values[INDICES.index("law"), 0, 0]
    assert law[23] == pytest.approx(100 * (1 - (12 + 3) / 13 / 3), abs=1e-3)
    assert law[24] == pytest.approx(100 * (1 - 12 / 13 / 3), abs=1e-3)


def test_aml_weighs_half() -> None:
    spells = made_spells(0, {"aml_cft_reach": [(0, 3)]})
    funding = simulate_scores(made_evidence({(0, 1): 1}, spells)).values[INDICES.index("funding"), 0, 0, 0]
    assert funding == pytest.approx(100 * (1 - 0.5 / 4.5), abs=1e-3)


def test_unknown_rules_widen_and_leave_no_point() -> None:
    evidence = made_evidence({(0, 1): 1}, made_spells(-1))
    scores = simulate_scores(evidence)
    assert scores.known.max() == 0
    law = scores.values[INDICES.index("law"), 0, :, 0]
    assert law.max() - law.min() > 5
    months = pl.date_range(pl.date(1991, 1, 1), pl.date(1994, 12, 1), "1mo", eager=True).to_list()
    monthly, yearly = summarise_scores(scores, evidence.countries, np.array([True]), months)
    for frame in (monthly, yearly):
        row = frame.filter(pl.col("index") == "law").row(0, named=True)
        assert row["score"] is None
        assert row["rank"] is None
        assert row["lower_90"] < row["upper_90"]
        assert frame.filter(pl.col("index") == "practice")["score"].null_count() == 0


def test_composite_is_six_parts_practice() -> None:
    values = simulate_scores(made_evidence({(0, 1): 2, (0, 2): 2}, made_spells(0))).values
    law, funding, practice = (values[INDICES.index(name)] for name in ("law", "funding", "practice"))
    assert np.allclose(values[0], (law + funding + 6 * practice) / 8, atol=1e-3)


def test_geometric_form_never_exceeds_the_arithmetic() -> None:
    geometric = HELD.with_columns(
        pl.when(pl.col("name") == "composite.exponent").then(0.0).otherwise(pl.col(c)).alias(c) for c in ("value", "low", "high")
    )
    levels = {(0, 1): 2, (0, 2): 2}
    plain, bent = (simulate_scores(made_evidence(levels, made_spells(1), table)).values[0] for table in (HELD, geometric))
    assert (bent <= plain + 1e-3).all()


def test_levels_weigh_rights_equally() -> None:
    """All items of assembly (one item) at 3, the rest at 0: a quarter is lost, though it is one item of fourteen."""
    levels = np.zeros((14, 1))
    levels[list(PRACTICE_ITEMS).index("assembly")] = 3
    scores = weigh_levels(levels, make_structure(STRUCTURE))
    assert scores[0, 0] == pytest.approx(75)
    assert scores[1 + list(RIGHTS).index("assembly"), 0] == 0


def test_changes_say_fall_where_it_falls() -> None:
    evidence = made_evidence({(0, 0): 0, (0, 1): 0, (0, 2): 3, (0, 3): 3}, made_spells(0))
    scores = simulate_scores(evidence)
    months = pl.date_range(pl.date(1991, 1, 1), pl.date(1994, 12, 1), "1mo", eager=True).to_list()
    change = summarise_changes(scores, evidence.countries, months, np.array([47])).filter(
        (pl.col("index") == "composite") & (pl.col("months") == 36)
    )
    assert change["change"][0] < -20
    assert change["fall_probability"][0] > 0.9
    yearly = summarise_year_changes(scores, evidence.countries, 1991)
    assert set(yearly["years"]) == {1, 3}
    assert yearly.filter((pl.col("years") == 3) & (pl.col("index") == "composite"))["year"].to_list() == [1994]


def test_drivers_name_what_closes() -> None:
    spells = made_spells(0, {"foreign_agent": [(0, 3)], "registration": [(0, 0), (40, 2)]})
    evidence = made_evidence({(0, 1): 0, (0, 2): 0, (0, 3): 3}, spells)
    drivers = list_drivers(evidence, np.array([47]))
    level = drivers.filter(pl.col("view") == "level")
    by_id = dict(level.select("evidence_id", "points").iter_rows())
    agent = spells.record_ids[[RULE_CODES[item] for item in spells.item].index("foreign_agent")]
    assert by_id[agent] == pytest.approx(-100 / 8 / 13, abs=1e-3)
    assert by_id["r0-3"] < 0 < by_id["r0-2"]
    moved = drivers.filter((pl.col("view") == "year") & (pl.col("kind") == "regime"))
    assert moved["points"].to_list() == pytest.approx([-100 / 8 / 13 * 2 / 3], abs=1e-3)


def test_impact_of_nothing_is_nothing() -> None:
    evidence = made_evidence({(0, 1): 1, (0, 2): 2}, made_spells(1))
    assert compare_evidence(evidence, evidence)["change"].abs().max() == 0
    more = replace(evidence, latent=made_data({(0, 1): 1, (0, 2): 2, (0, 3): 3}, 1, YEARS))
    changed = compare_evidence(evidence, more).filter((pl.col("index") == "practice") & (pl.col("year") == 1994))
    assert changed["change"][0] < -3


def test_last_whole_month_of_the_evidence() -> None:
    import datetime as dt

    days = [dt.date(2024, 12, 31), dt.date(2024, 12, 30), dt.date(2026, 10, 31), None]
    assert months_to(days, 1991, 430).tolist() == [407, 406, 429, -1]
