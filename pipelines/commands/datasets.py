"""Commands for whole datasets: map, import."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from pipelines.commands.arguments import Commands, add_dates


def add_parsers(commands: Commands) -> None:
    """Add the commands of this module."""
    parse_map(commands)
    parse_import(commands)


def parse_map(commands: Commands) -> None:
    """`civicspace map`."""
    parser = commands.add_parser("map", help="take in a whole dataset: copy its table and draft mapping and source card")
    parser.set_defaults(run=run_map)
    parser.add_argument("file", type=Path, metavar="TABLE", help="their table: CSV, Excel, or JSON with a list of flat objects")
    parser.add_argument("--name", help="folder under data/contributed (default: the file's name)")
    parser.add_argument("--table", help="table of ours that its rows belong to (default incidents)")
    parser.add_argument("--as", dest="register", metavar="REGISTER", help="a register whose mapping is known")
    add_dates(parser)


def run_map(arguments: argparse.Namespace) -> int:
    """Take in a table and draft its mapping."""
    from pipelines.building.journal import open_project
    from pipelines.datasets.drafting import draft_dataset

    root = open_project()
    folder, left = draft_dataset(root, arguments.file, arguments.name, arguments.table, arguments.register, arguments.dates)
    shown = folder.relative_to(root).as_posix()
    print(f"wrote {shown}: their table untouched, mapping.yml and card.yml")
    if left:
        print(f"{len(left)} to complete:", *left, sep="\n  ")
    print(f"next: read both files, complete what says TODO, then `civicspace check {shown}`")
    return 0


def parse_import(commands: Commands) -> None:
    """`civicspace import`."""
    parser = commands.add_parser("import", help="file the decided rows of a contributed dataset; lists overlaps first")
    parser.set_defaults(run=run_import)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="its folder, data/contributed/NAME")


def run_import(arguments: argparse.Namespace) -> int:
    """File the decided rows of a dataset."""
    from pipelines.building.journal import open_project
    from pipelines.datasets.importing import import_dataset

    done = import_dataset(open_project(), arguments.folder)
    for file in sorted({file for _, _, file in done.new}):
        keys = [record for _, record, one in done.new if one == file]
        print(f"added in {file}: {len(keys):,} records, {keys[0]} to {keys[-1]}")
    counts = Counter(done.decisions.values())
    told = {"imported": "imported", "same": "the same as a record that is there", "skip": "skipped", "": "waiting for a decision"}
    print("rows: " + ", ".join(f"{counts[name]:,} {text}" for name, text in told.items() if counts[name]))
    if done.left_out:
        print(f"{done.left_out:,} rows are left out by skip in the mapping")
    if counts[""]:
        print(f"next: write same, new or skip into the column decision of {done.matches}, then run this again")
    elif done.new:
        print("next: look at it with `git diff`, run `make docs`, and open a pull request")
    return 0
