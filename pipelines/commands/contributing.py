"""Commands for people who add records: template, check, impact, add."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.building.problems import DataError, WrongUse
from pipelines.commands.arguments import FILES, Commands, add_dates, add_draws, add_format

if TYPE_CHECKING:
    from pipelines.records.result import CheckResult


def add_parsers(commands: Commands) -> None:
    """Add the commands of this module."""
    parse_template(commands)
    parse_check(commands)
    parse_impact(commands)
    parse_add(commands)


def parse_template(commands: Commands) -> None:
    """`civicspace template`."""
    parser = commands.add_parser("template", help="write the template of a table: CSV, or an Excel workbook with drop-downs")
    parser.set_defaults(run=run_template)
    parser.add_argument("table", type=_table, metavar="TABLE", help="legislation, funding, incidents, sources …")
    parser.add_argument("--csv", action="store_true", help="print CSV (the default)")
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help="write an Excel workbook with drop-downs, help and an example")


def _table(name: str) -> str:
    from analysis.schemas.registry import INPUT_TABLES

    if name not in INPUT_TABLES:
        raise argparse.ArgumentTypeError(f"no table {name!r}; there are {', '.join(INPUT_TABLES)}")
    return name


def run_template(arguments: argparse.Namespace) -> int:
    """Print the CSV template, or write the workbook."""
    from analysis.schemas.registry import INPUT_TABLES, describe_table
    from pipelines.building.folders import write_whole
    from pipelines.building.generate import write_template

    if arguments.xlsx is None:
        print(write_template(describe_table(INPUT_TABLES[arguments.table])), end="")
        return 0
    from pipelines.records.workbook import write_workbook

    target: Path = arguments.xlsx
    if target.suffix.lower() != ".xlsx":
        raise WrongUse(f"{target} does not end in .xlsx; write --xlsx {target.with_suffix('.xlsx')}")
    if target.exists():
        raise WrongUse(f"{target} exists already and may hold rows; give another name, or move it away first")
    write_whole(target, write_workbook(arguments.table, list_countries()))
    print(f"wrote {target}; fill it in, then `civicspace check {target}`")
    return 0


def list_countries() -> list[str]:
    """Codes for the drop-down: those of the project folder we stand in, none outside of one."""
    from analysis.schemas.registry import INPUT_TABLES
    from pipelines.building.folders import find_root
    from pipelines.building.read import read_records

    try:
        rows, _ = read_records(find_root() / "data" / "countries.csv", INPUT_TABLES["countries"], "data/countries.csv")
    except WrongUse:
        return []
    return [*rows["country_iso3"].drop_nulls().to_list(), "INT"]


def parse_check(commands: Commands) -> None:
    """`civicspace check`."""
    parser = commands.add_parser("check", help="check records: all of data/, or the files given; writes nothing")
    parser.set_defaults(run=run_check)
    files = f"{FILES}; without any, everything under data/"
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=files)
    add_format(parser)
    add_dates(parser)


def run_check(arguments: argparse.Namespace) -> int:
    """Check records and tell everything that was found."""
    from pipelines.building.journal import open_project
    from pipelines.datasets.check_files import check_all, check_files

    root = open_project()
    own = [path.resolve() for path in arguments.files] == [(root / "data").resolve()]
    result = check_all(root) if own or not arguments.files else check_files(root, arguments.files, arguments.dates)
    return tell_result(result, arguments.format)


def tell_result(result: CheckResult, form: str) -> int:
    """Print what was found; exit status 1 when there are problems."""
    from pipelines.records.result import format_result

    if form != "text":
        text = format_result(result.problems, result.notices, result.rows, form)
        print(text, end="\n" if text else "")
        return 1 if result.problems else 0
    if result.notices:
        print("\n".join(map(str, result.notices)), file=sys.stderr)
    if result.problems:
        raise DataError(result.problems)
    print("no problems: " + ", ".join(f"{name} {count:,} rows" for name, count in result.rows.items()))
    return 0


def parse_impact(commands: Commands) -> None:
    """`civicspace impact`."""
    parser = commands.add_parser("impact", help="tell what the rows of files would change in the scores; writes nothing")
    parser.set_defaults(run=run_impact)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=FILES)
    add_draws(parser, 100)
    add_dates(parser)


def run_impact(arguments: argparse.Namespace) -> int:
    """Tell what rows would change in the scores."""
    from pipelines.building.journal import open_project
    from pipelines.building.progress import Progress
    from pipelines.records.impact import tell_impact

    print(tell_impact(open_project(), arguments.files, arguments.dates, arguments.draws, Progress()))
    return 0


def parse_add(commands: Commands) -> None:
    """`civicspace add`."""
    told = "file the rows of files into data/: ids are given, known rows recognised; all or nothing"
    parser = commands.add_parser("add", help=told)
    parser.set_defaults(run=run_add)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=FILES)
    parser.add_argument("--reason", metavar="TEXT", help="why published records are changed, where the rows do so")
    add_dates(parser)


def run_add(arguments: argparse.Namespace) -> int:
    """File rows into data/ and tell where they are."""
    from pipelines.building.journal import open_project
    from pipelines.records.add import add_records

    added = add_records(open_project(), arguments.files, arguments.dates, arguments.reason)
    if notices := [notice for notice in added.checked.notices if not notice.text.startswith("there already as")]:
        print("\n".join(map(str, notices)), file=sys.stderr)
    for what, pairs in (("added", added.new), ("revised", added.revised)):
        for file in sorted({file for _, file in pairs}):
            keys = sorted(key for key, one in pairs if one == file)
            print(f"{what} in {file}: {', '.join(keys)}")
    if added.known:
        print(f"there already, not added again: {', '.join(sorted(added.known))}")
    if added.new or added.revised:
        print("next: look at it with `git diff`, run `make docs`, and open a pull request")
    elif not added.known:
        print("nothing to add: the files hold no rows")
    return 0
