"""The command line: `civicspace`."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb

from analysis.schemas.registry import INPUT_TABLES, describe_table
from pipelines.check_files import check_all, check_files
from pipelines.explain import explain_year
from pipelines.folders import find_root
from pipelines.generate import write_generated, write_template
from pipelines.latent import run_model
from pipelines.problems import DataError
from pipelines.progress import Progress
from pipelines.release import N_DRAWS, build_release

EXIT_OK, EXIT_PROBLEMS, EXIT_USAGE, EXIT_INTERRUPTED = 0, 1, 2, 130


def make_parser() -> argparse.ArgumentParser:
    """Make the argument parser of `civicspace`."""
    parser = argparse.ArgumentParser(
        prog="civicspace",
        description="Measure civic space in the fifteen post-Soviet states: from records in data/ to indices, release and site.",
        epilog="Exit status: 0 all is well, 1 problems in the data or on the disk, 2 wrong use, 130 interrupted.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check records: all of data/, or the files given")
    check.add_argument("files", nargs="*", type=Path, metavar="FILE", help="CSV files; without any, everything under data/")
    build = commands.add_parser("build", help="validate data/, compute the indices, write build/release")
    build.add_argument("--draws", type=int, default=N_DRAWS, metavar="N", help="Monte Carlo draws (default %(default)s)")
    model = commands.add_parser("model", help="run the reporting-aware model (minutes) and store its draws in data/model")
    model.add_argument("--force", action="store_true", help="run it even when the stored draws fit the data")
    report = commands.add_parser("report", help="render the site into build/site from build/release")
    report.add_argument(
        "--renderer", choices=["auto", "quarto", "embedded"], default="auto", help="default: quarto when it is installed"
    )
    explain = commands.add_parser("explain", help="tell which records move a country's score in a year, with their sources")
    explain.add_argument("country", metavar="COUNTRY", type=str.upper, help="ISO 3166-1 alpha-3, such as GEO")
    explain.add_argument("year", metavar="YEAR", type=int, help="such as 2024")
    explain.add_argument("--most", type=int, default=15, metavar="N", help="how many records to list (default %(default)s)")
    template = commands.add_parser("template", help="print the CSV template of a table")
    template.add_argument("table", choices=list(INPUT_TABLES), metavar="TABLE", help="one of: " + ", ".join(INPUT_TABLES))
    commands.add_parser("generate", help="rewrite what is generated from schemas and data: codebook, templates, signatures")
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Run one command. Returns the exit status."""
    if arguments.command == "template":
        print(write_template(describe_table(INPUT_TABLES[arguments.table])), end="")
        return EXIT_OK
    root = find_root()
    progress = Progress()
    if arguments.command == "check":
        rows = check_files(root, arguments.files) if arguments.files else check_all(root)
        print("no problems: " + ", ".join(f"{name} {count:,} rows" for name, count in rows.items()))
    elif arguments.command == "build":
        if arguments.draws < 1:
            raise ValueError(f"--draws must be at least 1, not {arguments.draws}")
        target = build_release(root, progress, arguments.draws)
        progress.step(f"release written to {target.relative_to(root)}")
    elif arguments.command == "model":
        folder = run_model(root, progress, arguments.force)
        told = "stored draws fit the data already" if folder is None else f"draws stored in {folder.relative_to(root)}"
        progress.step(f"{told}; `civicspace build` publishes them")
    elif arguments.command == "report":
        from pipelines.render import render_site  # imports the renderer only when it is needed

        target = render_site(root, progress, arguments.renderer)
        progress.step(f"site written to {target.relative_to(root)}; open {target.relative_to(root) / 'index.html'}")
    elif arguments.command == "explain":
        print(explain_year(root / "build" / "release" / "civicspace.duckdb", arguments.country, arguments.year, arguments.most))
    elif arguments.command == "generate":
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
        print(error, file=sys.stderr)
        n = len(error.problems)
        print(
            f"{n} problem{'s' if n != 1 else ''} found; nothing was written, what was there before is untouched", file=sys.stderr
        )
        return EXIT_PROBLEMS
    except (RuntimeError, duckdb.Error) as error:
        print(f"civicspace: {error}\nwhat was there before is untouched", file=sys.stderr)
        return EXIT_PROBLEMS
    except (ValueError, FileNotFoundError) as error:
        print(f"civicspace: {error}", file=sys.stderr)
        return EXIT_USAGE
    except OSError as error:
        print(
            f"civicspace: {error.strerror or error} ({error.filename or 'build/'}); what was there before is untouched",
            file=sys.stderr,
        )
        return EXIT_PROBLEMS
    except KeyboardInterrupt:
        print("civicspace: interrupted; what was there before is untouched", file=sys.stderr)
        return EXIT_INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
