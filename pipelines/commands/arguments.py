"""Arguments that several commands share."""

from __future__ import annotations

import argparse
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
FILES = "CSV or Excel files, folders, or - for standard input"


def add_dates(parser: argparse.ArgumentParser) -> None:
    """`--dates`: the stated order of day and month."""
    parser.add_argument("--dates", choices=["dmy", "mdy"], help="order of day and month in dates like 03.05.2024")


def add_draws(parser: argparse.ArgumentParser, default: int, what: str = "Monte Carlo draws") -> None:
    """`--draws`: how many draws, at least one."""
    parser.add_argument("--draws", type=_draws, default=default, metavar="N", help=f"{what} (default %(default)s)")


def add_format(parser: argparse.ArgumentParser) -> None:
    """`--format`: how what was found is told."""
    parser.add_argument("--format", choices=["text", "json", "github"], default="text", help="default: text for people")


def _draws(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be at least 1, not {number}")
    return number
