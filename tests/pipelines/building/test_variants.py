"""`civicspace build --set`: settings are checked, the variant lies beside the release, the difference is told."""

from __future__ import annotations

import json
from collections.abc import Callable

import polars as pl
import pytest

from pipelines.building.conventions import Tables
from pipelines.building.problems import WrongUse
from pipelines.building.validate import load_tables
from pipelines.building.variants import apply_settings, name_variant, parse_settings
from pipelines.cli import EXIT_USAGE, main
from tests.project_folder import Project

Build = Callable[..., int]


@pytest.fixture
def build(project: Project, monkeypatch: pytest.MonkeyPatch) -> Build:
    monkeypatch.chdir(project.root)
    return lambda *settings: main(["build", "--draws", "6", *(part for text in settings for part in ("--set", text))])


@pytest.fixture
def tables(project: Project) -> Tables:
    return load_tables(project.root / "data")


def test_settings_are_read() -> None:
    assert parse_settings(["rules.coding_error=0.1", " weight.law = 2.5 "]) == {
        "rules.coding_error": 0.1,
        "weight.law": 2.5,
    }


@pytest.mark.parametrize("text", ["rules.coding_error", "=3", "weight.law=much", "weight.law=nan", "weight.law=inf"])
def test_a_setting_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(WrongUse, match="must be name=number"):
        parse_settings([text])


def test_a_setting_given_twice_is_refused() -> None:
    with pytest.raises(WrongUse, match=r"weight\.law: it is given twice"):
        parse_settings(["weight.law=1", "weight.law=2"])


def test_values_and_weights_are_set_and_ranges_stay(tables: Tables) -> None:
    changed = apply_settings(tables, {"rules.coding_error": 0.1, "weight.law": 2})
    before, after = (t["index/parameters"].filter(pl.col("name") == "rules.coding_error") for t in (tables, changed))
    assert after["value"].item() == 0.1
    assert after.select("low", "high").equals(before.select("low", "high"))
    weights = dict(changed["index/structure"].select("code", "weight").iter_rows())
    assert (weights["law"], weights["funding"], weights["practice"]) == (2, 1, 6)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"spread": 3}, "no such assumption; did you mean composite.weight_spread"),
        ({"speed": 3}, "no such assumption; data/index/parameters.csv lists them"),
        ({"rules.coding_error": 0.6}, "must lie within 0.02 to 0.12"),
        ({"weight.laws": 1}, "no such component; there are weight."),
        ({"weight.composite": 1}, "no such component"),
        ({"weight.law": -1}, "must lie within 0 to 100"),
        ({"weight.law": 0, "weight.funding": 0, "weight.practice": 0}, "all components of composite have weight 0"),
    ],
)
def test_a_setting_that_cannot_be_is_named(tables: Tables, settings: dict[str, float], message: str) -> None:
    with pytest.raises(WrongUse, match=message):
        apply_settings(tables, settings)


def test_names_of_variants_do_not_depend_on_order_and_stay_short() -> None:
    assert name_variant({"weight.law": 2, "a.b": 0.5}) == name_variant({"a.b": 0.5, "weight.law": 2}) == "a.b=0.5+weight.law=2"
    long = {f"practice.level_{k}": 0.1 for k in range(20)}
    assert len(name_variant(long)) < 100
    assert name_variant(long) != name_variant(long | {"practice.level_0": 0.2})


def test_a_variant_needs_a_release_to_differ_from(build: Build, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert build("weight.law=2") == EXIT_USAGE
    assert "run `civicspace build` without --set first" in capsys.readouterr().err
    assert not (project.root / "build" / "variants").exists()


def test_a_variant_lies_beside_the_release_and_tells_the_difference(
    build: Build, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build() == 0
    release = project.root / "build" / "release"
    before = {path.name: path.read_bytes() for path in release.iterdir()}
    capsys.readouterr()
    assert build("weight.law=5", "rules.coding_error=0.1") == 0
    told = capsys.readouterr().out
    assert {path.name: path.read_bytes() for path in release.iterdir()} == before
    variant = project.root / "build" / "variants" / "rules.coding_error=0.1+weight.law=5"
    manifest = json.loads((variant / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["changed"] == {"weight.law": 5, "rules.coding_error": 0.1}
    assert manifest["draws"] == 6
    published, changed = (
        pl.read_parquet(folder / "index_country_month.parquet")
        .filter(
            (pl.col("month") == pl.col("month").max()) & (pl.col("country_iso3") == "GEO") & (pl.col("index") == "composite")
        )["score"]
        .item()
        for folder in (release, variant)
    )
    row = next(line for line in told.splitlines() if line.startswith("GEO"))
    assert f"{published:.1f} → {changed:5.1f} {changed - published:+6.1f}" in row
    assert "Note:" not in told


def test_other_data_are_told(build: Build, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert build() == 0
    manifest = project.root / "build" / "release" / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    content["inputs"]["data/release.csv"]["sha256"] = "another"
    manifest.write_text(json.dumps(content | {"draws": 7}), encoding="utf-8")
    assert build("weight.law=5") == 0
    told = capsys.readouterr().out
    assert "data/ has changed" in told
    assert "(7 and 6)" in told
