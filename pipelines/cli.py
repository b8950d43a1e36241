"""The command line: `civicspace`. Imports what a command needs only when it runs, so that help and errors come at once."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from pipelines.problems import DataError

EXIT_OK, EXIT_PROBLEMS, EXIT_USAGE, EXIT_INTERRUPTED = 0, 1, 2, 130
UNTOUCHED = "nothing was written, what was there before is untouched"


def make_parser() -> argparse.ArgumentParser:
    """Make the argument parser of `civicspace`."""
    parser = argparse.ArgumentParser(
        prog="civicspace",
        description="Measure civic space in the fifteen post-Soviet states: from records in data/ to indices, release and site.",
        epilog="Exit status: 0 all is well, 1 problems in the data or on the disk, 2 wrong use, 130 interrupted.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_contributing(commands)
    build = commands.add_parser("build", help="validate data/, compute the indices, write build/release")
    build.add_argument("--draws", type=int, metavar="N", help="Monte Carlo draws (default 1000)")
    report = commands.add_parser("report", help="render the site into build/site from build/release")
    report.add_argument(
        "--renderer", choices=["auto", "quarto", "embedded"], default="auto", help="default: quarto when it is installed"
    )
    explain = commands.add_parser("explain", help="tell which records move a country's score in a year, with their sources")
    explain.add_argument("country", metavar="COUNTRY", type=str.upper, help="ISO 3166-1 alpha-3, such as GEO")
    explain.add_argument("year", metavar="YEAR", type=int, help="such as 2024")
    explain.add_argument("--most", type=int, default=15, metavar="N", help="how many records to list (default %(default)s)")
    commands.add_parser("generate", help="rewrite what is generated from schemas and data: codebook, templates, signatures")
    return parser


def _add_contributing(commands: argparse._SubParsersAction) -> None:
    template = commands.add_parser("template", help="write the template of a table: CSV, or an Excel workbook with drop-downs")
    template.add_argument("table", type=_table, metavar="TABLE", help="legislation, funding, incidents, sources …")
    template.add_argument("--csv", action="store_true", help="print CSV (the default)")
    template.add_argument(
        "--xlsx", type=Path, metavar="FILE", help="write an Excel workbook with drop-downs, help and an example"
    )
    check = commands.add_parser("check", help="check records: all of data/, or the files given; writes nothing")
    files = "CSV or Excel files, folders, or - for standard input; without any, everything under data/"
    check.add_argument("files", nargs="*", type=Path, metavar="FILE", help=files)
    check.add_argument("--format", choices=["text", "json", "github"], default="text", help="default: text for people")
    _add_dates(check)


def _add_dates(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dates", choices=["dmy", "mdy"], help="order of day and month in dates like 03.05.2024")


def _table(name: str) -> str:
    from analysis.schemas.registry import INPUT_TABLES

    if name not in INPUT_TABLES:
        raise argparse.ArgumentTypeError(f"no table {name!r}; there are {', '.join(INPUT_TABLES)}")
    return name


def run(arguments: argparse.Namespace) -> int:
    """Run one command. Returns the exit status."""
    if arguments.command in ("template", "check"):
        from pipelines.commands import contributing

        return int(getattr(contributing, f"run_{arguments.command}")(arguments))
    from pipelines.folders import find_root
    from pipelines.progress import Progress

    root = find_root()
    progress = Progress()
    if arguments.command == "build":
        from pipelines.release import N_DRAWS, build_release

        if arguments.draws is not None and arguments.draws < 1:
            raise ValueError(f"--draws must be at least 1, not {arguments.draws}")
        target = build_release(root, progress, arguments.draws or N_DRAWS)
        progress.step(f"release written to {target.relative_to(root)}")
    elif arguments.command == "report":
        from pipelines.render import render_site

        target = render_site(root, progress, arguments.renderer)
        progress.step(f"site written to {target.relative_to(root)}; open {target.relative_to(root) / 'index.html'}")
    elif arguments.command == "explain":
        from pipelines.explain import explain_year

        print(explain_year(root / "build" / "release" / "civicspace.duckdb", arguments.country, arguments.year, arguments.most))
    elif arguments.command == "generate":
        from pipelines.generate import write_generated

        for path in write_generated(root):
            print(f"wrote {path.relative_to(root)}")
    return EXIT_OK


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point: every failure becomes one plain message and an exit status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(EXIT_INTERRUPTED))
    arguments = make_parser().parse_args(argv)
    try:
        return run(arguments)
    except DataError as error:
        n = len(error.problems)
        print(f"{error}\n{n} problem{'s' if n != 1 else ''} found; {UNTOUCHED}", file=sys.stderr)
        return EXIT_PROBLEMS
    except KeyboardInterrupt:
        print("civicspace: interrupted; what was there before is untouched", file=sys.stderr)
        return EXIT_INTERRUPTED
    except Exception as error:
        return _tell_failure(error)


def _tell_failure(error: Exception) -> int:
    """One message for a failure that has a name; every other one is a bug and shows itself whole."""
    if isinstance(error, (ValueError, FileNotFoundError)):
        print(f"civicspace: {error}", file=sys.stderr)
        return EXIT_USAGE
    if isinstance(error, OSError):
        place = error.filename or "build/"
        print(f"civicspace: {error.strerror or error} ({place}); what was there before is untouched", file=sys.stderr)
        return EXIT_PROBLEMS
    database = sys.modules.get("duckdb")
    if isinstance(error, RuntimeError) or (database and isinstance(error, database.Error)):
        print(f"civicspace: {error}\nwhat was there before is untouched", file=sys.stderr)
        return EXIT_PROBLEMS
    raise error


if __name__ == "__main__":
    sys.exit(main())
