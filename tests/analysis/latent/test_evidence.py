"""What the model sees: reports and codes, counts, events, spells, and parameters that meet data which have moved on."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest

from analysis.latent.check import check_predictions, choose_month_share, leave_out
from analysis.latent.data import choose_countries, choose_reports
from analysis.latent.parameters import fit_to_data, from_frame, to_frame
from analysis.latent.rules import RULE_CODES, Spells, draw_unknown, expected_unknown
from analysis.latent.signals.assessments import collect_codes
from analysis.latent.signals.counts import collect_counts
from analysis.latent.signals.events import locate_steps, usual_intensity
from analysis.latent.simulate import recover_countries
from tests.made_draws import made_data, made_parameters, made_rules


def reports(*rows: tuple[str, str, str, str, str]) -> pl.DataFrame:
    names = ["report_id", "reporter", "window_from", "window_to", "depth"]
    frame = pl.DataFrame(rows, schema=names, orient="row")
    return frame.with_columns(pl.lit("GEO").alias("country_iso3"), pl.lit("active").alias("status"))


def codes(*rows: tuple[str, str, int]) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema=["report_id", "item", "level"], orient="row")
    return frame.with_columns(pl.lit("detail").alias("basis"), pl.lit("active").alias("status"))


def test_a_report_binds_the_middle_of_its_window() -> None:
    found = collect_codes(
        reports(("P1", "usdos", "2019-01-01", "2019-12-31", "full")), codes(("P1", "entry", 2)), ["GEO"], 1991, 430
    )
    assert found.report_month.tolist() == [(2019 - 1991) * 12 + 6]
    assert found.code_level.tolist() == [2]


def test_only_the_deepest_reading_of_a_report_counts() -> None:
    both = reports(
        ("P1", "hrw", "2001-01-01", "2001-12-31", "opening"),
        ("P2", "hrw", "2001-01-01", "2001-12-31", "full"),
    )
    found = collect_codes(both, codes(("P1", "entry", 3), ("P2", "entry", 1)), ["GEO"], 1991, 430)
    assert found.report_ids == ["P2"]
    assert found.code_level.tolist() == [1]


def test_rare_lenses_are_joined_and_known_ones_are_kept() -> None:
    one = reports(("P1", "ihf", "2001-01-01", "2001-12-31", "opening"))
    assert collect_codes(one, codes(("P1", "entry", 1)), ["GEO"], 1991, 430).lenses == ["other:part"]
    known = collect_codes(one, codes(("P1", "entry", 1)), ["GEO"], 1991, 430, ["ihf:part", "usdos:full"])
    assert known.lenses[known.report_lens[0]] == "ihf:part"


def counts(*rows: tuple[str, str, str, float, str | None]) -> pl.DataFrame:
    schema = {"record_id": pl.String, "date": pl.String, "basis": pl.String, "value": pl.Float64, "start": pl.String}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    given = {"country_iso3": "GEO", "counter": "Monitor", "counted": "political_prisoners", "status": "active"}
    return frame.with_columns(pl.lit(value).alias(name) for name, value in given.items())


def test_counts_need_a_series_and_flows_become_yearly() -> None:
    assert collect_counts(counts(("N1", "2010", "stock", 5, None)), ["GEO"], 1991, 430).series == []
    flows = counts(
        ("N1", "2010-12-31", "flow", 100, "2010-01-01"),
        ("N2", "2011-06-30", "flow", 50, "2011-01-01"),
        ("N3", "2012", "flow", 10, "2012"),
    )
    found = collect_counts(flows, ["GEO"], 1991, 430)
    assert len(found.series) == 1
    assert np.expm1(found.value[0]) == pytest.approx(100, rel=0.01)
    assert np.expm1(found.value[1]) == pytest.approx(50 * 365.25 / 181, rel=0.01)
    assert found.month[2] == (2012 - 1991) * 12 + 6


def test_events_stand_out_against_what_is_usual() -> None:
    day = dt.date(2012, 5, 6)
    record = {
        "country_iso3": "GEO",
        "kind": "practice",
        "is_scored": 1,
        "start_earliest": day,
        "start_latest": day,
        "strength": 0.75,
    }
    year_only = record | {"start_earliest": dt.date(2015, 1, 1), "start_latest": dt.date(2015, 12, 31)}
    unscored = record | {"is_scored": 0, "start_earliest": dt.date(2016, 5, 1), "start_latest": dt.date(2016, 5, 1)}
    excess = locate_steps(pl.DataFrame([record, year_only, unscored]), ["GEO"], 1991, 430)
    assert np.flatnonzero(excess[0]).tolist() == [(2012 - 1991) * 12 + 4]
    assert np.allclose(usual_intensity(np.ones((1, 300))), 1)
    assert locate_steps(pl.DataFrame([record] * 1), ["GEO"], 1991, 430).max() == pytest.approx(
        np.log(1.0 / (0.75 / 121 + 0.25)), abs=1e-6
    )


def test_unknown_lenses_and_countries_are_drawn_from_what_is_known_of_others() -> None:
    parameters = made_parameters(["C00"], ["usdos:full"], n=500)
    data = made_data({(0, 1): 1, (1, 1): 2}, n_countries=2)
    fitted = fit_to_data(parameters, data)
    assert np.all(fitted.draws["country_item"][:, 0] == 0)
    assert fitted.draws["country_item"][:, 1].std() == pytest.approx(0.5, abs=0.05)


def test_parameters_are_kept_whole() -> None:
    parameters = made_parameters(["C00", "C01"], ["hrw:part", "usdos:full"])
    again = from_frame(to_frame(parameters))
    assert again.countries == parameters.countries
    assert again.lenses == parameters.lenses
    for name, values in parameters.draws.items():
        if values.size:
            assert np.allclose(again.draws[name], values), name


def test_chosen_reports_and_countries_keep_their_codes() -> None:
    data = made_data({(0, 1): 1, (1, 1): 2, (1, 2): 3}, n_countries=2)
    one = choose_countries(data, [1])
    assert one.countries == ["C01"]
    assert set(one.codes.code_level.tolist()) == {2, 3}
    fewer = choose_reports(data, np.array([True, False, True]))
    assert fewer.codes.report_ids == ["r0-1", "r1-2"]
    assert sorted(set(fewer.codes.code_report.tolist())) == [0, 1]


def test_unknown_spells_are_drawn_and_known_ones_are_not() -> None:
    spells = Spells(
        ["a", "b"], np.array([0, 0]), np.array([0, 1]), np.array([2, -1]), *(np.array([0, 0]),) * 2, np.array([47, 47])
    )
    uniforms = np.stack([np.full(8, 0.5), np.linspace(0.01, 0.99, 8)])
    drawn = draw_unknown(spells, made_rules(1, 4), uniforms)
    assert drawn[0].tolist() == [2] * 8
    assert sorted(set(drawn[1].tolist())) == [0, 1, 2, 3]
    assert expected_unknown(spells, made_rules(1, 4)).tolist() == pytest.approx([2, 0.6915 + 0.3085 + 0.0668], abs=1e-3)
    assert len(RULE_CODES) == 18


def test_checks_cover_what_the_model_made() -> None:
    """Evidence drawn from the model itself is covered by it."""
    rng = np.random.default_rng(2)
    data = made_data({(country, year): int(rng.integers(0, 4)) for country in range(3) for year in range(10)}, 3, 10)
    parameters = made_parameters(data.countries, ["usdos:full"], n=20)
    checked = check_predictions(data, parameters)
    assert checked["lower_90"].le(checked["upper_90"]).all()
    left = leave_out(data, parameters)
    assert {"reporter", "years"} <= set(left["kind"])
    share, tried = choose_month_share(data, parameters)
    assert share in {float(row.split()[-1]) for row in tried["left_out"]}


def test_made_countries_are_recovered_also_the_silent_one() -> None:
    table = recover_countries(made_parameters(["C00"], ["usdos:full"], n=100))
    late = table.filter(pl.col("year") > 1995)
    inside = late.select(pl.col("true_score").is_between(pl.col("model_lower_90"), pl.col("model_upper_90")).mean()).item()
    assert inside > 0.8
    silent = late.filter(pl.col("country") == "closed and silent")
    assert (silent["model_score"] - silent["true_score"]).abs().max() < 20
    assert (silent["naive_score"] - silent["true_score"]).min() > 20
