"""Who may import whom, where arithmetic lives, and how large a module and a function may grow."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.schemas.latent import LATENT_TABLES
from analysis.schemas.outputs import OUTPUT_TABLES
from analysis.schemas.registry import INPUT_TABLES, describe_table
from analysis.schemas.validity import VALIDITY_TABLES
from pipelines.building.database import SQL, read_queries

ROOT = Path(__file__).parents[1]
LONGEST_MODULE, LONGEST_FUNCTION = 300, 40
OUTSIDE = {"subprocess", "socket", "ssl", "http", "urllib", "ftplib", "smtplib", "requests", "httpx", "aiohttp", "urllib3"}
# Tables that lead to others and are not published on their own.
INTERMEDIATE = {"panel_month", "panel_record_month"}


def modules(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def pages() -> list[Path]:
    return sorted((ROOT / "reports").rglob("*.qmd"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(tree: ast.AST) -> set[str]:
    """Top-level packages that a module imports, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module or "")
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("__import__", "importlib.import_module", "import_module"):
            names |= {arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}
    return {name.partition(".")[0] for name in names if name != "urllib.parse"}  # which reads and writes addresses only


def cells(page: Path) -> Iterator[str]:
    """Python cells of a page, without options and notebook magic."""
    for block in re.findall(r"^```+\s*\{python[^}]*\}\s*\n(.*?)^```+\s*$", page.read_text(encoding="utf-8"), re.S | re.M):
        yield "\n".join(line for line in block.splitlines() if not line.startswith(("%", "!")))


@pytest.mark.parametrize("path", modules("analysis"), ids=name_of)
def test_analysis_imports_neither_pipelines_nor_a_database(path: Path) -> None:
    found = imported(ast.parse(path.read_text(encoding="utf-8")))
    assert not found & {"pipelines", "duckdb", "sqlite3", "tests"}
    assert not found & OUTSIDE


WRITERS = {"write_text", "write_bytes", "mkdir", "unlink", "rmtree", "touch", "write_csv", "write_parquet", "sink_csv"}


@pytest.mark.parametrize("path", modules("analysis"), ids=name_of)
def test_analysis_writes_nothing(path: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    names = {node.func.attr for node in calls if isinstance(node.func, ast.Attribute)}
    assert not names & WRITERS
    assert "open" not in {node.func.id for node in calls if isinstance(node.func, ast.Name)}


def test_pages_import_no_pipeline_and_no_database() -> None:
    offenders = {}
    for page in pages():
        found = set().union(*(imported(ast.parse(cell)) for cell in cells(page)))
        if bad := found & ({"pipelines", "duckdb", "sqlite3"} | OUTSIDE):
            offenders[name_of(page)] = bad
    assert pages(), "no pages found"
    assert offenders == {}


def test_pages_call_into_analysis() -> None:
    """Guards the test above: the cells of pages are really found and read."""
    found = set().union(*(imported(ast.parse(cell)) for page in pages() for cell in cells(page)))
    assert "analysis" in found


def test_every_page_cell_is_small() -> None:
    """Pages hold prose and calls; what is longer belongs into analysis."""
    assert {
        name_of(page): len(cell.splitlines()) for page in pages() for cell in cells(page) if len(cell.splitlines()) > 40
    } == {}


def size_offenders(paths: list[Path]) -> tuple[dict[str, int], dict[str, int]]:
    long_modules, long_functions = {}, {}
    for path in paths:
        text = path.read_text(encoding="utf-8")
        if len(text.splitlines()) > LONGEST_MODULE:
            long_modules[name_of(path)] = len(text.splitlines())
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long_functions[f"{name_of(path)}:{node.name}"] = lines
    return long_modules, long_functions


@pytest.mark.parametrize("folder", ["analysis", "pipelines", "tests"])
def test_modules_are_short(folder: str) -> None:
    assert size_offenders(modules(folder))[0] == {}


@pytest.mark.parametrize("folder", ["analysis", "pipelines", "tests"])
def test_functions_are_short(folder: str) -> None:
    assert size_offenders(modules(folder))[1] == {}


def test_data_holds_no_code() -> None:
    assert [name_of(path) for path in (ROOT / "data").rglob("*") if path.suffix in (".py", ".sql", ".ipynb", ".sh")] == []


def test_data_is_never_checked_by_assert() -> None:
    """Assertions vanish under `python -O`; checks of data raise."""
    offenders = [
        name_of(path)
        for path in modules("analysis", "pipelines")
        if any(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    ]
    assert offenders == []


QUERIES = read_queries(SQL)


def statement(name: str) -> str:
    return re.sub(r"--.*", "", QUERIES[name])


@pytest.mark.parametrize("name", list(QUERIES))
def test_query_opens_with_a_comment_that_says_why(name: str) -> None:
    first = QUERIES[name].splitlines()[0]
    assert first.startswith("-- ")
    assert len(first.removeprefix("-- ").split()) >= 3
    assert not re.search(r"\b(todo|fixme)\b", QUERIES[name], re.I)


@pytest.mark.parametrize("name", list(QUERIES))
def test_query_file_is_one_select_and_its_stem_is_a_table(name: str) -> None:
    assert name in OUTPUT_TABLES or name in INTERMEDIATE
    body = statement(name).strip()
    assert re.match(r"(SELECT|WITH|FROM)\b", body)
    assert ";" not in re.sub(r"'[^']*'", "", body).rstrip(";")
    assert not re.search(r"\b(CREATE|INSERT|UPDATE|DELETE|DROP|ATTACH|COPY|INSTALL|LOAD|read_\w+)\b", body)


def test_query_files_lie_in_the_folder_of_their_level() -> None:
    levels = {"core": ("core_", "index_"), "panel": ("panel_", "ladder_")}
    files = [path for path in SQL.rglob("*.sql") if path.stem != "macros"]
    assert [name_of(path) for path in files if not path.stem.startswith(levels[path.parent.name])] == []
    assert len({path.stem for path in files}) == len(files)


def test_every_published_table_but_the_computed_ones_is_a_query() -> None:
    read = {"index_structure", "index_parameters", "index_prior"}
    computed = {name for name in OUTPUT_TABLES if name.startswith("index_")} - read
    assert set(OUTPUT_TABLES) - set(QUERIES) == computed | LATENT_TABLES.keys() | VALIDITY_TABLES.keys()


ARITHMETIC = r"\b(exp|exp2|ln|log|log2|log10|pow|power|sqrt|random|quantile\w*|median|stddev\w*|geomean|product)\s*\("
INDEX_WORDS = r"\b(score|weight|exponent|half_life\w*|severity|stigma|administrative_burden|criminalisation)\b"


@pytest.mark.parametrize("name", [name for name in QUERIES if not name.startswith("core_")])
def test_no_index_arithmetic_in_sql(name: str) -> None:
    body = statement(name)
    assert not re.search(ARITHMETIC, body, re.I)
    assert not re.search(INDEX_WORDS, body, re.I)
    reads_assumptions = re.search(r"\b(raw_)?index_(parameters|structure)\b", body)
    assert not reads_assumptions or name in ("index_parameters", "index_structure")
    assert not re.search(r"\bindex_country_\w+", body)


@pytest.mark.parametrize("table", [*INPUT_TABLES, *OUTPUT_TABLES])
def test_every_column_is_explained(table: str) -> None:
    model = (INPUT_TABLES | OUTPUT_TABLES)[table]
    assert (model.__doc__ or "").strip()
    assert [column.name for column in describe_table(model) if not column.meaning] == []


@pytest.mark.parametrize("table", list(INPUT_TABLES))
def test_every_input_column_says_what_would_be_right(table: str) -> None:
    columns = describe_table(INPUT_TABLES[table])
    assert [column.name for column in columns if not column.expected] == []
    assert [column.name for column in columns if not column.nullable and not column.example] == []


def test_run_time_packages_are_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[\[<>=~ ]", name)[0].replace("-", "_") for name in project["dependencies"]}
    declared |= {"great_tables", "vl_convert", "pypandoc", "yaml", "analysis", "pipelines"}
    found = set().union(*(imported(ast.parse(path.read_text(encoding="utf-8"))) for path in modules("analysis", "pipelines")))
    assert {name for name in found if name and name not in sys.stdlib_module_names} - declared == set()
