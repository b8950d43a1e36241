"""The two Russian registers, mapped and matched with the repository's records; skipped where they are not at hand."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
import yaml

from pipelines import cli
from pipelines.datasets.dataset import read_dataset
from pipelines.datasets.importing import check_dataset, import_dataset
from pipelines.datasets.matches import read_matches
from pipelines.records.base import read_base
from pipelines.trust.ledger import verify_project
from tests.pipelines.datasets.test_dataset import CARD, decide, edit_yaml, lines

ROOT = Path(__file__).parents[3]
REFERENCE = ROOT.parent / "shared" / "reference"
AGENTS = REFERENCE / "rus_foreign_agents_register_2024-02-02.csv"
UNDESIRABLE = REFERENCE / "rus_undesirable_register_2024-12-11.json"


def copy_data(target: Path) -> Path:
    shutil.copytree(ROOT / "data", target / "data", ignore=shutil.ignore_patterns("contributed", ".adding*"))
    return target


@pytest.mark.parametrize(
    ("register", "table", "rows", "left_out", "pairs"),
    [
        ("rus_foreign_agents", AGENTS, 347, 416, {("9", "RUS-I-0064"), ("66", "RUS-I-0008"), ("67", "RUS-I-0008")}),
        ("rus_undesirable", UNDESIRABLE, 188, 0, {("142", "RUS-I-0043")}),
    ],
)
def test_the_registers_are_mapped_and_known_events_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, register: str, table: Path, rows: int, left_out: int, pairs: set
) -> None:
    if not table.exists():
        pytest.skip("no ../shared/reference with the registers beside the repository")
    root = copy_data(tmp_path)
    monkeypatch.chdir(root)
    assert cli.main(["map", str(table), "--as", register, "--name", "register"]) == 0
    folder = Path("data/contributed/register")
    known = yaml.safe_load((folder / "card.yml").read_text(encoding="utf-8"))
    missing = {name: value for name, value in CARD.items() if known[name] == "TODO"} | {"period_to": "2024-12-11"}
    edit_yaml(folder / "card.yml", lambda card: card.update(missing))
    dataset = read_dataset(folder, read_base(root))
    assert dataset.problems == []
    assert (len(dataset.rows), dataset.left_out) == (rows, left_out)
    done = import_dataset(root, folder)
    assert not done.new
    assert set(done.decisions.values()) == {""}
    held = {
        (line.row, line.record_id): float(line.probability)
        for line in read_matches(folder / "matches.csv", "matches.csv")
        if line.record_id
    }
    assert pairs <= {pair for pair, probability in held.items() if probability > 0.9}
    numbers = {row["ОГРН"] for row in csv.DictReader(table.open(encoding="utf-8-sig"))} - {""} if table == AGENTS else set()
    assert not any(number in (folder / "matches.csv").read_text(encoding="utf-8") for number in numbers)


def test_a_register_is_imported_and_the_data_stay_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not UNDESIRABLE.exists():
        pytest.skip("no ../shared/reference with the registers beside the repository")
    root = copy_data(tmp_path)
    monkeypatch.chdir(root)
    cli.main(["map", str(UNDESIRABLE), "--as", "rus_undesirable", "--name", "register"])
    folder = Path("data/contributed/register")
    known = yaml.safe_load((folder / "card.yml").read_text(encoding="utf-8"))
    edit_yaml(
        folder / "card.yml",
        lambda card: card.update({n: v for n, v in CARD.items() if known[n] == "TODO"} | {"period_to": "2024-12-11"}),
    )
    import_dataset(root, folder)
    unclear = {line["row"] for line in lines(folder) if line["record_id"]}
    wrong = {str(p.row - 1) for p in check_dataset(root, folder).problems if p.row}
    decide(folder, {(str(n), "*"): "skip" if str(n) in wrong | unclear else "new" for n in range(1, 189)})
    before = (root / "data/incidents/RUS.csv").read_bytes().count(b"\n")
    done = import_dataset(root, folder)
    assert len(done.new) == 188 - len(wrong | unclear)
    assert (root / "data/incidents/RUS.csv").read_bytes().count(b"\n") == before + len(done.new)
    assert cli.main(["check"]) == 0
    assert verify_project(root)[0] == verify_project(ROOT)[0]
