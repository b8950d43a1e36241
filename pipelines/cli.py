"""The command line: `civicspace`. Imports what a command needs only when it runs, so that help and errors come at once."""

from __future__ import annotations

import argparse
import importlib
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from pipelines.build.problems import DataError

EXIT_OK, EXIT_PROBLEMS, EXIT_USAGE, EXIT_INTERRUPTED = 0, 1, 2, 130
UNTOUCHED = "nothing was written, what was there before is untouched"
CONTRIBUTING = dict.fromkeys(("template", "check", "impact", "add"), "pipelines.commands.contributing")
DATASETS = dict.fromkeys(("map", "import"), "pipelines.commands.datasets")
TRUST = dict.fromkeys(("revise", "retract", "ledger", "verify", "review", "diff"), "pipelines.commands.trust")


def make_parser() -> argparse.ArgumentParser:
    """Make the argument parser of `civicspace`."""
    parser = argparse.ArgumentParser(
        prog="civicspace",
        description="Measure civic space in the fifteen post-Soviet states: from records in data/ to indices, release and site.",
        epilog="Exit status: 0 all is well, 1 problems in the data or on the disk, 2 wrong use, 130 interrupted.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_contributing(commands)
    _add_datasets(commands)
    _add_trust(commands)
    build = commands.add_parser("build", help="validate data/, compute the indices, write build/release")
    build.add_argument("--draws", type=int, metavar="N", help="Monte Carlo draws (default 1000)")
    build.add_argument(
        "--set",
        dest="settings",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="build a variant with another assumption or weight, such as practice.half_life_months=12 or weight.law=2, "
        "into build/variants, and tell how it differs from build/release; can be given several times",
    )
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
    impact = commands.add_parser("impact", help="tell what the rows of files would change in the scores; writes nothing")
    impact.add_argument("files", nargs="+", type=Path, metavar="FILE", help=files.partition(";")[0])
    impact.add_argument("--draws", type=int, default=400, metavar="N", help="Monte Carlo draws (default %(default)s)")
    _add_dates(impact)
    add = commands.add_parser(
        "add", help="file the rows of files into data/: ids are given, known rows recognised; all or nothing"
    )
    add.add_argument("files", nargs="+", type=Path, metavar="FILE", help=files.partition(";")[0])
    add.add_argument("--reason", metavar="TEXT", help="why published records are changed, where the rows do so")
    _add_dates(add)


def _add_datasets(commands: argparse._SubParsersAction) -> None:
    drafted = commands.add_parser("map", help="take in a whole dataset: copy its table and draft mapping and source card")
    drafted.add_argument("file", type=Path, metavar="TABLE", help="their table: CSV, Excel, or JSON with a list of flat objects")
    drafted.add_argument("--name", help="folder under data/contributed (default: the file's name)")
    drafted.add_argument("--table", help="table of ours that its rows belong to (default incidents)")
    drafted.add_argument("--as", dest="register", metavar="REGISTER", help="a register whose mapping is known")
    _add_dates(drafted)
    imported = commands.add_parser("import", help="file the decided rows of a contributed dataset; lists overlaps first")
    imported.add_argument("folder", type=Path, metavar="FOLDER", help="its folder, data/contributed/NAME")


def _add_trust(commands: argparse._SubParsersAction) -> None:
    revise = commands.add_parser("revise", help="enter into the ledger why published records were changed by hand")
    revise.add_argument("ids", nargs="*", metavar="ID", help="records, such as GEO-L-0007; without any, all that were changed")
    revise.add_argument("--reason", required=True, metavar="TEXT", help="why")
    retract = commands.add_parser("retract", help="mark a record as found wrong: it stays, with the reason, and counts no more")
    retract.add_argument("id", metavar="ID", type=str.upper, help="the record, such as GEO-I-0012")
    retract.add_argument("--reason", required=True, metavar="TEXT", help="why")
    retract.add_argument("--withhold", action="store_true", help="also empty its texts, for what must not be public")
    ledger = commands.add_parser("ledger", help="release step: enter all records of this version into data/ledger.csv")
    ledger.add_argument("--restart", action="store_true", help="write it anew, as long as a single version was released")
    verify = commands.add_parser("verify", help="prove that every published record is there, unchanged or revised with a note")
    verify.add_argument("--against", metavar="STATE", help="also a commit, tag or project folder that this one must continue")
    verify.add_argument("--format", choices=["text", "json", "github"], default="text", help="default: text for people")
    review = commands.add_parser(
        "review", help="check, verify and impact against an earlier state, as Markdown for a pull request"
    )
    review.add_argument("before", type=Path, metavar="FOLDER", help="project folder of the state that this one builds on")
    review.add_argument("--draws", type=int, default=400, metavar="N", help="Monte Carlo draws (default %(default)s)")
    diff = commands.add_parser("diff", help="tell what changed between two releases, in records and scores")
    diff.add_argument("old", metavar="OLD", help="a release folder, a project folder, or a version, tag or commit")
    diff.add_argument("new", metavar="NEW", help="the same, later")
    diff.add_argument(
        "--draws", type=int, default=200, metavar="N", help="draws where scores are made anew (default %(default)s)"
    )


def _add_dates(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dates", choices=["dmy", "mdy"], help="order of day and month in dates like 03.05.2024")


def _table(name: str) -> str:
    from analysis.schemas.registry import INPUT_TABLES

    if name not in INPUT_TABLES:
        raise argparse.ArgumentTypeError(f"no table {name!r}; there are {', '.join(INPUT_TABLES)}")
    return name


def run(arguments: argparse.Namespace) -> int:
    """Run one command. Returns the exit status."""
    if getattr(arguments, "draws", None) is not None and arguments.draws < 1:
        raise ValueError(f"--draws must be at least 1, not {arguments.draws}")
    if module := {**CONTRIBUTING, **DATASETS, **TRUST}.get(arguments.command):
        return int(getattr(importlib.import_module(module), f"run_{arguments.command}")(arguments))
    from pipelines.build.progress import Progress
    from pipelines.trust.journal import open_project

    root = open_project()
    progress = Progress()
    if arguments.command == "build":
        from pipelines.commands.building import run_build

        run_build(root, progress, arguments)
    elif arguments.command == "model":
        from pipelines.build.model import run_model

        folder = run_model(root, progress, arguments.force)
        told = "stored draws fit the data already" if folder is None else f"draws stored in {folder.relative_to(root)}"
        progress.step(f"{told}; `civicspace build` publishes them")
    elif arguments.command == "report":
        from pipelines.render import render_site

        target = render_site(root, progress, arguments.renderer)
        progress.step(f"site written to {target.relative_to(root)}; open {target.relative_to(root) / 'index.html'}")
    elif arguments.command == "explain":
        from pipelines.build.explain import explain_year

        database = root / "build" / "release" / "civicspace.duckdb"
        print(explain_year(root, database, arguments.country, arguments.year, arguments.most))
    elif arguments.command == "generate":
        from pipelines.build.generate import write_generated

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
