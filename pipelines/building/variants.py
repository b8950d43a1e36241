"""`civicspace build --set`: the index with other assumptions, beside the published release and compared with it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import polars as pl

from analysis.schemas.scores import INDEX
from pipelines.building.conventions import Tables
from pipelines.building.problems import WrongUse

Settings = dict[str, float]
WEIGHT = "weight."
LONGEST_NAME = 80


def parse_settings(texts: list[str]) -> Settings:
    """Settings from `name=value` texts. Raises WrongUse for a text of another form, or a name given twice."""
    settings: Settings = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if not equals or not name or not abs(number) < float("inf"):
            raise WrongUse(f"--set {text!r}: it must be name=number, such as rules.coding_error=0.1 or weight.law=2")
        if name in settings:
            raise WrongUse(f"--set {name}: it is given twice")
        settings[name] = number
    return settings


def apply_settings(tables: Tables, settings: Settings) -> Tables:
    """Tables with the settings in place of the values and weights under data/index; ranges stay as they are.

    Raises WrongUse for an unknown name, a value outside its range and a weight outside 0 to 100, or when no pillar has
    weight left.
    """
    parameters, structure = tables["index/parameters"], tables["index/structure"]
    weights = {name.removeprefix(WEIGHT): value for name, value in settings.items() if name.startswith(WEIGHT)}
    values = {name: value for name, value in settings.items() if not name.startswith(WEIGHT)}
    _check_values(parameters, values)
    _check_weights(structure, weights)
    changed = {
        "index/parameters": parameters.with_columns(
            pl.col("name").replace_strict(values, default=pl.col("value"), return_dtype=pl.Float64).alias("value")
        ),
        "index/structure": structure.with_columns(
            pl.col("code").replace_strict(weights, default=pl.col("weight"), return_dtype=pl.Float64).alias("weight")
        ),
    }
    left = changed["index/structure"].filter(pl.col("parent").is_not_null()).group_by("parent").agg(pl.col("weight").sum())
    if empty := left.filter(pl.col("weight") == 0)["parent"].to_list():
        raise WrongUse(f"--set: all components of {empty[0]} have weight 0; give one of them a weight above 0")
    return tables | changed


def _check_values(parameters: pl.DataFrame, values: Settings) -> None:
    known = {row["name"]: row for row in parameters.iter_rows(named=True)}
    for name, value in values.items():
        if name not in known:
            near = [other for other in known if name.split(".")[-1] in other]
            hint = f"; did you mean {' or '.join(near)}?" if near else "; data/index/parameters.csv lists them"
            raise WrongUse(f"--set {name}: no such assumption{hint}")
        low, high = known[name]["low"], known[name]["high"]
        if not low <= value <= high:
            raise WrongUse(
                f"--set {name}={value:g}: it must lie within {low:g} to {high:g}, the range of data/index/parameters.csv; "
                "to go beyond it, change the range there"
            )


def _check_weights(structure: pl.DataFrame, weights: Settings) -> None:
    codes = structure.filter(pl.col("parent").is_not_null())["code"].to_list()
    for code, value in weights.items():
        if code not in codes:
            raise WrongUse(f"--set {WEIGHT}{code}: no such component; there are {', '.join(WEIGHT + c for c in codes)}")
        if not 0 <= value <= 100:
            raise WrongUse(f"--set {WEIGHT}{code}={value:g}: a weight must lie within 0 to 100")


def name_variant(settings: Settings) -> str:
    """Name of the variant's folder: its settings in order of name, cut and marked by their hash where that grows long."""
    name = "+".join(f"{key}={value:g}" for key, value in sorted(settings.items()))
    if len(name) <= LONGEST_NAME:
        return name
    return name[:LONGEST_NAME] + "-" + hashlib.sha256(name.encode()).hexdigest()[:8]


def compare_variant(published: Path, variant: Path) -> str:
    """Latest scores of the variant beside the published ones, and their difference, per country."""
    before, after = _latest_scores(published), _latest_scores(variant)
    month = after["month"][0]
    both = after.join(before, on=["country_iso3", "index"], suffix="_published", how="left")
    indices = [index for index in INDEX if index in set(both["index"])]
    lines = [f"{month:%B %Y}: published score → variant, and the difference", f"{'':<5}" + "".join(f"{i:>24}" for i in indices)]
    for (country,), rows in both.sort("country_iso3").group_by("country_iso3", maintain_order=True):
        cells = {row["index"]: row for row in rows.iter_rows(named=True)}
        lines.append(f"{country:<5}" + "".join(_tell_cell(cells[index]) for index in indices))
    return "\n".join([*lines, *_warn(_read_manifest(published), _read_manifest(variant))])


def _tell_cell(row: dict) -> str:
    if row["score"] is None:
        return f"{'unknown':>17}" + " " * 7
    if row["score_published"] is None:
        return f"{'new':>9} → {row['score']:5.1f}" + " " * 7
    return f"{row['score_published']:9.1f} → {row['score']:5.1f} {row['score'] - row['score_published']:+6.1f}"


def _warn(published: dict, variant: dict) -> list[str]:
    """What besides the settings differs between the two builds."""
    notes = []
    data = [{k: v for k, v in manifest["inputs"].items() if k.startswith("data/")} for manifest in (published, variant)]
    if data[0] != data[1]:
        notes.append("Note: data/ has changed since build/release was made, so not all of the difference is due to --set.")
    if published.get("draws") != variant.get("draws"):
        told = f"{published.get('draws', 'unknown')} and {variant.get('draws')}"
        notes.append(f"Note: the two builds have other numbers of draws ({told}), which alone moves scores a little.")
    return notes


def _read_manifest(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def _latest_scores(folder: Path) -> pl.DataFrame:
    monthly = pl.read_parquet(folder / "index_country_month.parquet").filter(pl.col("month") == pl.col("month").max())
    return monthly.select("country_iso3", "index", "month", "score")
