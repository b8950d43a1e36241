"""Commands that keep published records whole: revise, retract, ledger, verify, review, diff."""

from __future__ import annotations

import argparse

from pipelines.build.progress import Progress
from pipelines.commands.contributing import tell_report
from pipelines.datasets.check_files import Report
from pipelines.records.add import retract_record, revise_records
from pipelines.trust.journal import open_project
from pipelines.trust.ledger import SHOWN, verify_project, write_release


def run_revise(arguments: argparse.Namespace) -> int:
    """Enter reasons for changed records."""
    done = revise_records(open_project(), [key.upper() for key in arguments.ids], arguments.reason)
    print(f"entered into {SHOWN}: {', '.join(done)}" if done else "no published record was changed; nothing to enter")
    return 0


def run_retract(arguments: argparse.Namespace) -> int:
    """Retract one record."""
    file = retract_record(open_project(), arguments.id, arguments.reason, arguments.withhold)
    if not file:
        print(f"{arguments.id} is retracted already; nothing was changed")
        return 0
    print(f"retracted {arguments.id} in {file}; look at it with `git diff`")
    if arguments.withhold:
        print("its texts are emptied here; earlier commits still hold them: tell the maintainers to take them out of the history")
    return 0


def run_ledger(arguments: argparse.Namespace) -> int:
    """Enter the records of this version."""
    version, total, new = write_release(open_project(), arguments.restart)
    print(f"{SHOWN}: {total:,} lines, {new:,} of them new with {version}; commit it with the release")
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    """Prove data/ by its ledger."""
    problems, counts = verify_project(open_project(), arguments.against)
    if arguments.format != "text" or problems:
        return tell_report(Report(counts, problems), arguments.format)
    told = ", ".join(f"{count:,} {what}" for what, count in counts.items())
    print(f"every published record is there, unchanged or revised with a note: {told}")
    return 0


def run_review(arguments: argparse.Namespace) -> int:
    """Tell, as a comment for a pull request, what this state changes."""
    from pipelines.trust.review import review_proposal  # loads DuckDB

    text, is_right = review_proposal(open_project(), arguments.before, arguments.draws, Progress())
    print(text)
    return 0 if is_right else 1


def run_diff(arguments: argparse.Namespace) -> int:
    """Tell what changed between two releases."""
    from pipelines.trust.diff import tell_difference  # loads DuckDB

    print(tell_difference(open_project(), (arguments.old, arguments.new), arguments.draws, Progress()))
    return 0
