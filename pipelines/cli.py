"""The command line: `civicspace`. A command imports what it needs only when it runs, so that help and errors come at once."""

from __future__ import annotations

import argparse
import shlex
import signal
import sys
import traceback
from collections.abc import Sequence

from pipelines.building.problems import Blocked, DataError, WrongUse
from pipelines.commands import building, contributing, datasets, trust

EXIT_PROBLEMS, EXIT_USAGE, EXIT_BUG, EXIT_INTERRUPTED = 1, 2, 70, 130
UNTOUCHED = "what was there before is untouched"


def make_parser() -> argparse.ArgumentParser:
    """Make the argument parser of `civicspace`."""
    parser = argparse.ArgumentParser(
        prog="civicspace",
        description="Measure civic space in the fifteen post-Soviet states: from records in data/ to indices, release and site.",
        epilog="Exit status: 0 all is well, 1 problems in the data or on the disk, 2 wrong use, 70 a bug, 130 interrupted.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in (contributing, datasets, trust, building):
        module.add_parsers(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point: what can be foreseen becomes one plain message and an exit status, a bug shows itself whole."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(EXIT_INTERRUPTED))
    arguments = make_parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except WrongUse as error:
        print(f"civicspace: {error}", file=sys.stderr)
        return EXIT_USAGE
    except DataError as error:
        n = len(error.problems)
        print(f"{error}\n{n} problem{'s' if n != 1 else ''} found; nothing was written, {UNTOUCHED}", file=sys.stderr)
        return EXIT_PROBLEMS
    except Blocked as error:
        print(f"civicspace: {error}\n{UNTOUCHED}", file=sys.stderr)
        return EXIT_PROBLEMS
    except KeyboardInterrupt:
        print(f"civicspace: interrupted; {UNTOUCHED}", file=sys.stderr)
        return EXIT_INTERRUPTED
    except Exception as error:
        return _tell_failure(error, argv)


def _tell_failure(error: Exception, argv: Sequence[str] | None) -> int:
    """The disk has a name; everything else that was not foreseen is a bug."""
    database = sys.modules.get("duckdb")
    if isinstance(error, OSError):
        print(f"civicspace: {error.strerror or error} ({error.filename or 'build/'}); {UNTOUCHED}", file=sys.stderr)
        return EXIT_PROBLEMS
    if database and isinstance(error, database.IOException):
        print(f"civicspace: {error}\n{UNTOUCHED}", file=sys.stderr)
        return EXIT_PROBLEMS
    traceback.print_exception(error)
    command = shlex.join(["civicspace", *(sys.argv[1:] if argv is None else argv)])
    print(
        f"civicspace: this is a bug of the program, not of your records or your command; {UNTOUCHED}.\n"
        f"Please report it: open an issue in the repository that this copy came from, with all lines above from 'Traceback' on, "
        f"the command ({command}) and what `git rev-parse HEAD` prints. Leave out rows that must not be public.",
        file=sys.stderr,
    )
    return EXIT_BUG


if __name__ == "__main__":
    sys.exit(main())
