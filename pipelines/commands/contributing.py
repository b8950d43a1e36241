"""Commands for people who add records: template, check."""

from __future__ import annotations

import argparse
import sys

from analysis.schemas.registry import INPUT_TABLES, describe_table
from pipelines.check_files import Report, check_all, check_files
from pipelines.contribute.findings import format_findings
from pipelines.folders import find_root
from pipelines.generate import write_template
from pipelines.problems import DataError


def run_template(arguments: argparse.Namespace) -> int:
    """Print the CSV template, or write the workbook."""
    if arguments.xlsx is None:
        print(write_template(describe_table(INPUT_TABLES[arguments.table])), end="")
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Check records and tell everything that was found."""
    root = find_root()
    report = check_files(root, arguments.files, arguments.dates) if arguments.files else check_all(root)
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
