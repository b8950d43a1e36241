"""Commands that keep published records whole: revise, retract, ledger, verify, review, diff."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipelines.commands.arguments import Commands, add_draws, add_format
from pipelines.commands.contributing import tell_result


def add_parsers(commands: Commands) -> None:
    """Add the commands of this module."""
    parse_revise(commands)
    parse_retract(commands)
    parse_ledger(commands)
    parse_verify(commands)
    parse_review(commands)
    parse_diff(commands)


def parse_revise(commands: Commands) -> None:
    """`civicspace revise`."""
    parser = commands.add_parser("revise", help="enter into the ledger why published records were changed by hand")
    parser.set_defaults(run=run_revise)
    parser.add_argument("ids", nargs="*", metavar="ID", help="records, such as GEO-L-0007; without any, all that were changed")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why")


def run_revise(arguments: argparse.Namespace) -> int:
    """Enter reasons for changed records."""
    from pipelines.building.journal import open_project
    from pipelines.building.ledger_file import SHOWN
    from pipelines.trust.revise import revise_records

    done = revise_records(open_project(), [key.upper() for key in arguments.ids], arguments.reason)
    print(f"entered into {SHOWN}: {', '.join(done)}" if done else "no published record was changed; nothing to enter")
    return 0


def parse_retract(commands: Commands) -> None:
    """`civicspace retract`."""
    told = "mark a record as found wrong: it stays, with the reason, and counts no more"
    parser = commands.add_parser("retract", help=told)
    parser.set_defaults(run=run_retract)
    parser.add_argument("id", metavar="ID", type=str.upper, help="the record, such as GEO-I-0012")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why")
    parser.add_argument("--withhold", action="store_true", help="also empty its texts, for what must not be public")


def run_retract(arguments: argparse.Namespace) -> int:
    """Retract one record."""
    from pipelines.building.journal import open_project
    from pipelines.trust.revise import retract_record

    file = retract_record(open_project(), arguments.id, arguments.reason, arguments.withhold)
    if not file:
        print(f"{arguments.id} is retracted already; nothing was changed")
        return 0
    print(f"retracted {arguments.id} in {file}; look at it with `git diff`")
    if arguments.withhold:
        print("its texts are emptied here; earlier commits still hold them: tell the maintainers to take them out of the history")
    return 0


def parse_ledger(commands: Commands) -> None:
    """`civicspace ledger`."""
    parser = commands.add_parser("ledger", help="release step: enter all records of this version into data/ledger.csv")
    parser.set_defaults(run=run_ledger)
    parser.add_argument("--restart", action="store_true", help="write it anew, as long as a single version was released")


def run_ledger(arguments: argparse.Namespace) -> int:
    """Enter the records of this version."""
    from pipelines.building.journal import open_project
    from pipelines.building.ledger_file import SHOWN
    from pipelines.trust.ledger import write_release

    version, total, new = write_release(open_project(), arguments.restart)
    print(f"{SHOWN}: {total:,} lines, {new:,} of them new with {version}; commit it with the release")
    return 0


def parse_verify(commands: Commands) -> None:
    """`civicspace verify`."""
    told = "prove that every published record is there, unchanged or revised with a note"
    parser = commands.add_parser("verify", help=told)
    parser.set_defaults(run=run_verify)
    parser.add_argument("--against", metavar="STATE", help="also a commit, tag or project folder that this one must continue")
    add_format(parser)


def run_verify(arguments: argparse.Namespace) -> int:
    """Prove data/ by its ledger."""
    from pipelines.building.journal import open_project
    from pipelines.records.result import CheckResult
    from pipelines.trust.ledger import verify_project

    problems, counts = verify_project(open_project(), arguments.against)
    if arguments.format != "text" or problems:
        return tell_result(CheckResult(counts, problems), arguments.format)
    told = ", ".join(f"{count:,} {what}" for what, count in counts.items())
    print(f"every published record is there, unchanged or revised with a note: {told}")
    return 0


def parse_review(commands: Commands) -> None:
    """`civicspace review`."""
    told = "check, verify and impact against an earlier state, as Markdown for a pull request"
    parser = commands.add_parser("review", help=told)
    parser.set_defaults(run=run_review)
    parser.add_argument("before", type=Path, metavar="FOLDER", help="project folder of the state that this one builds on")
    add_draws(parser, 400)


def run_review(arguments: argparse.Namespace) -> int:
    """Tell, as a comment for a pull request, what this state changes."""
    from pipelines.building.journal import open_project
    from pipelines.building.progress import Progress
    from pipelines.trust.review import review_proposal

    text, is_right = review_proposal(open_project(), arguments.before, arguments.draws, Progress())
    print(text)
    return 0 if is_right else 1


def parse_diff(commands: Commands) -> None:
    """`civicspace diff`."""
    parser = commands.add_parser("diff", help="tell what changed between two releases, in records and scores")
    parser.set_defaults(run=run_diff)
    parser.add_argument("old", metavar="OLD", help="a release folder, a project folder, or a version, tag or commit")
    parser.add_argument("new", metavar="NEW", help="the same, later")
    add_draws(parser, 200, "draws where scores are made anew")


def run_diff(arguments: argparse.Namespace) -> int:
    """Tell what changed between two releases."""
    from pipelines.building.journal import open_project
    from pipelines.building.progress import Progress
    from pipelines.trust.diff import tell_difference

    print(tell_difference(open_project(), (arguments.old, arguments.new), arguments.draws, Progress()))
    return 0
