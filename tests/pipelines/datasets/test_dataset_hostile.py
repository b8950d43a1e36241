"""Damaged tables, mappings, cards and decisions of a dataset: told in plain words, and nothing is half written."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipelines import cli
from tests.pipelines.datasets.test_dataset import completed, decide, drafted, inside, snapshot  # noqa: F401  # fixtures
from tests.project_folder import Project

PIECES = [b"\0", b"\xff", b'"', b"{", b"[", b": ", b"- ", b"&a *a", b"<<: *x", b"!!python/name:os.system ", b"TODO"]
PIECES += [
    b"\xe2\x80\xae",
    b"=1+1",
    b"<script>",
    b"../../x",
    b"9" * 21,
    b"\r",
    b"\t",
    b"{{|latin}",
    b"...",
    b"---\n",
    b"\n\n",
    b",",
]
FILES = ("table.csv", "mapping.yml", "card.yml", "matches.csv")


def damage(content: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(content) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            content = content[:at]
        elif kind == 1:
            content = content[:at] + chance.choice(PIECES) * chance.choice((1, 1, 3)) + content[at:]
        elif kind == 2:
            content = content[:at] + content[at + chance.randint(1, 30) :]
        else:
            lines = content.split(b"\n")
            chance.shuffle(lines)
            content = b"\n".join(lines)
    return content


@pytest.mark.parametrize("file", FILES)
def test_damaged_files_of_a_dataset_never_break_anything(
    inside: Project,  # noqa: F811
    completed: Path,  # noqa: F811
    file: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    chance = random.Random(FILES.index(file))  # noqa: S311
    cli.main(["import", str(completed)])
    decide(completed, {("2", "*"): "new"})
    path = completed / file
    whole = path.read_bytes()
    records = {name: content for name, content in snapshot(inside.data).items() if not name.startswith("contributed")}
    refused = 0
    for _ in range(25):
        path.write_bytes(damage(whole, chance))
        before = snapshot(inside.data)
        checked = cli.main(["check", str(completed)])
        assert snapshot(inside.data) == before, "check writes nothing"
        imported = cli.main(["import", str(completed)])
        assert {checked, imported} <= {0, 1, 2}
        if imported:
            refused += 1
            assert snapshot(inside.data) == before, "a refused import writes nothing"
        assert not inside.problems()
        for name, content in records.items():  # start from the same state each time
            (inside.data / name).write_bytes(content)
        (completed / "matches.csv").unlink(missing_ok=True)
        if file != "matches.csv":
            path.write_bytes(whole)
            cli.main(["import", str(completed)])
            decide(completed, {("2", "*"): "new"})
    assert refused
    capsys.readouterr()


NO_TABLES = [b"", b"[]", b"{", b'[{"a": [1]}]', b"[1]", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"a;b\n", b"[" * 100_000]


@pytest.mark.parametrize("content", NO_TABLES, ids=range(len(NO_TABLES)))
@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_tables_that_are_none_are_refused(inside: Project, content: bytes, ending: str) -> None:  # noqa: F811
    Path(f"t.{ending}").write_bytes(content)
    assert cli.main(["map", f"t.{ending}", "--name", "broken"]) in (1, 2)
    assert not (inside.data / "contributed" / "broken").exists()
