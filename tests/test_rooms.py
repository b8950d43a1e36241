"""Which room may import which, and that nothing goes in a circle: rooms, modules, tables of SQL."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.test_architecture import ROOT, cells, modules, name_of, pages

# A room, and the rooms that its modules may import. From the ground up; `analysis` never names a room of `pipelines`.
ROOMS = {
    "analysis.schemas": "",
    "analysis.intake": "analysis.schemas",
    "analysis.engine": "analysis.schemas",
    "analysis.site": "analysis.schemas",
    "analysis.evidence": "analysis.schemas analysis.engine",
    "analysis.latent": "analysis.schemas analysis.engine analysis.evidence",
    "analysis.index": "analysis.schemas analysis.engine analysis.evidence analysis.latent",
    "analysis.findings": "analysis.schemas analysis.engine analysis.evidence analysis.index analysis.latent",
    "analysis.views": "analysis.schemas analysis.site analysis.engine analysis.evidence analysis.index analysis.latent "
    "analysis.findings",
    "analysis.words": "analysis.schemas analysis.site analysis.evidence analysis.findings analysis.views",
    "analysis.charts": "analysis.schemas analysis.site analysis.findings analysis.views analysis.words",
    "analysis.tables": "analysis.schemas analysis.site analysis.evidence analysis.findings analysis.views analysis.words",
    "pipelines.building": "analysis.schemas analysis.intake analysis.engine analysis.evidence analysis.index analysis.latent "
    "analysis.findings",
    "pipelines.records": "analysis.schemas analysis.intake analysis.engine analysis.index pipelines.building",
    "pipelines.datasets": "analysis.schemas analysis.intake pipelines.building pipelines.records",
    "pipelines.trust": "analysis.schemas analysis.intake analysis.views pipelines.building pipelines.records pipelines.datasets",
    "pipelines.render": "analysis.schemas analysis.site analysis.views analysis.words analysis.charts analysis.tables "
    "pipelines.building pipelines.records",
    "pipelines.commands": "analysis.schemas pipelines.building pipelines.records pipelines.datasets pipelines.trust "
    "pipelines.render",
    "pipelines.cli": "pipelines.building pipelines.commands",
}
ALLOWED = {room: set(named.split()) for room, named in ROOMS.items()}
PAGES_MAY_IMPORT = {f"analysis.{room}" for room in ("schemas", "site", "findings", "views", "words", "charts", "tables")}
Graph = dict[str, set[str]]


def module_of(path: Path) -> str:
    return name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


MODULES = {module_of(path): path for path in modules("analysis", "pipelines")}


def imports(text: str, known: set[str]) -> set[str]:
    """Modules of `known` that a text imports, inside functions too; `from package import module` names the module."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            named = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (named & known) or {node.module}
    return found & known


def draw_graph(files: dict[str, Path]) -> Graph:
    """Module to the modules that Python runs before it: those it imports, and the packages that these lie in."""
    graph: Graph = {}
    for name, path in files.items():
        found = imports(path.read_text(encoding="utf-8"), set(files))
        packages = {".".join(one.split(".")[:n]) for one in found for n in range(1, one.count(".") + 1)}
        inside = {".".join(name.split(".")[:n]) for n in range(1, name.count(".") + 1)}
        graph[name] = (found | packages) - inside - {name}
    return graph


def find_circle(graph: Graph) -> list[str]:
    """One circle of the graph, its first member also at the end; empty when there is none."""
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        return list(error.args[1])
    return []


def room_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


def test_a_circle_is_found_also_through_functions_and_packages(tmp_path: Path) -> None:
    """Guards the tests below."""
    texts = {"a/__init__.py": "", "a/one.py": "from a import two", "a/two.py": "def f():\n    import a.one"}
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = {"a": tmp_path / "a/__init__.py", "a.one": tmp_path / "a/one.py", "a.two": tmp_path / "a/two.py"}
    assert set(find_circle(draw_graph(files))) == {"a.one", "a.two"}
    (tmp_path / "a/two.py").write_text("import math", encoding="utf-8")
    assert find_circle(draw_graph(files)) == []


def test_no_module_lies_outside_a_room() -> None:
    assert {room_of(module) for module in MODULES} == {*ROOMS, "analysis", "pipelines"}
    loose = [path for path in modules("analysis", "pipelines") if path.parent.parent == ROOT and path.stem != "__init__"]
    assert [name_of(path) for path in loose] == ["pipelines/cli.py"]


def test_the_table_of_rooms_has_no_circle() -> None:
    assert find_circle(ALLOWED) == []
    assert set().union(*ALLOWED.values()) <= ALLOWED.keys()


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_what_the_table_allows(room: str) -> None:
    graph = draw_graph(MODULES)
    offenders = {
        module: wrong
        for module, found in graph.items()
        if room_of(module) == room and (wrong := {f for f in found if "." in f and room_of(f) not in {room, *ALLOWED[room]}})
    }
    assert offenders == {}


def test_no_circle_of_modules() -> None:
    assert find_circle(draw_graph(MODULES)) == []


def test_pages_import_only_what_is_made_for_them() -> None:
    found = {room_of(name) for page in pages() for cell in cells(page) for name in imports(cell, set(MODULES))}
    assert found <= PAGES_MAY_IMPORT
    assert "analysis.words" in found


def test_tests_mirror_the_packages() -> None:
    """A folder of tests is named after a package or a room of it."""
    folders = {path.parent for path in modules("tests")} - {ROOT / "tests", ROOT / "tests" / "site"}
    assert [name_of(folder) for folder in sorted(folders) if not (ROOT / folder.relative_to(ROOT / "tests")).is_dir()] == []
