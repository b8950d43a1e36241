"""Commands for people who add records: template, check, impact, add."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from analysis.schemas.registry import INPUT_TABLES, describe_table
from pipelines.build.folders import find_root, write_whole
from pipelines.build.generate import write_template
from pipelines.build.problems import DataError
from pipelines.build.progress import Progress
from pipelines.build.read import read_records
from pipelines.datasets.check_files import Report, check_all, check_files
from pipelines.records.add import add_records
from pipelines.records.findings import format_findings
from pipelines.trust.journal import open_project


def run_template(arguments: argparse.Namespace) -> int:
    """Print the CSV template, or write the workbook."""
    if arguments.xlsx is None:
        print(write_template(describe_table(INPUT_TABLES[arguments.table])), end="")
        return 0
    from pipelines.records.workbook import write_workbook  # loads openpyxl

    target: Path = arguments.xlsx
    if target.suffix.lower() != ".xlsx":
        raise ValueError(f"{target} does not end in .xlsx; write --xlsx {target.with_suffix('.xlsx')}")
    if target.exists():
        raise ValueError(f"{target} exists already and may hold rows; give another name, or move it away first")
    write_whole(target, write_workbook(arguments.table, list_countries()))
    print(f"wrote {target}; fill it in, then `civicspace check {target}`")
    return 0


def list_countries() -> list[str]:
    """Codes for the drop-down: those of the project folder we stand in, none outside of one."""
    try:
        rows, _ = read_records(find_root() / "data" / "countries.csv", INPUT_TABLES["countries"], "data/countries.csv")
    except FileNotFoundError:
        return []
    return [*rows["country_iso3"].drop_nulls().to_list(), "INT"]


def run_check(arguments: argparse.Namespace) -> int:
    """Check records and tell everything that was found."""
    root = open_project()
    own = [path.resolve() for path in arguments.files] == [(root / "data").resolve()]
    report = check_all(root) if own or not arguments.files else check_files(root, arguments.files, arguments.dates)
    return tell_report(report, arguments.format)


def tell_report(report: Report, form: str) -> int:
    """Print what was found; exit status 1 when there are problems."""
    if form != "text":
        text = format_findings(report.problems, report.notices, report.rows, form)
        print(text, end="\n" if text else "")
        return 1 if report.problems else 0
    if report.notices:
        print("\n".join(map(str, report.notices)), file=sys.stderr)
    if report.problems:
        raise DataError(report.problems)
    print("no problems: " + ", ".join(f"{name} {count:,} rows" for name, count in report.rows.items()))
    return 0


def run_impact(arguments: argparse.Namespace) -> int:
    """Tell what rows would change in the scores."""
    from pipelines.records.impact import tell_impact  # loads DuckDB

    root = open_project()
    print(tell_impact(root, arguments.files, arguments.dates, arguments.draws, Progress()))
    return 0


def run_add(arguments: argparse.Namespace) -> int:
    """File rows into data/ and tell where they are."""
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
