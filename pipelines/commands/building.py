"""Commands on the way from data/ to the site: build, model, report, explain, generate."""

from __future__ import annotations

import argparse

from pipelines.building.problems import WrongUse
from pipelines.commands.arguments import Commands, add_draws


def add_parsers(commands: Commands) -> None:
    """Add the commands of this module."""
    parse_build(commands)
    parse_model(commands)
    parse_report(commands)
    parse_explain(commands)
    parse_generate(commands)


def parse_build(commands: Commands) -> None:
    """`civicspace build`."""
    parser = commands.add_parser("build", help="validate data/, compute the indices, write build/release")
    parser.set_defaults(run=run_build)
    add_draws(parser, 200)
    parser.add_argument(
        "--set",
        dest="settings",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="build a variant with another assumption or weight, such as composite.weight_spread=0.4 or weight.law=2, "
        "into build/variants, and tell how it differs from build/release; can be given several times",
    )


def run_build(arguments: argparse.Namespace) -> int:
    """Build the release; with settings a variant of it, which is compared with it."""
    from pipelines.building.journal import open_project
    from pipelines.building.progress import Progress
    from pipelines.building.release import build_release
    from pipelines.building.variants import compare_variant, parse_settings

    root, progress = open_project(), Progress()
    settings = parse_settings(arguments.settings)
    published = root / "build" / "release"
    if settings and not (published / "manifest.json").exists():
        raise WrongUse("no release in build/release to compare with; run `civicspace build` without --set first")
    target = build_release(root, progress, arguments.draws, settings)
    progress.step(f"{'variant' if settings else 'release'} written to {target.relative_to(root)}")
    if settings:
        print(compare_variant(published, target))
    return 0


def parse_model(commands: Commands) -> None:
    """`civicspace model`."""
    told = "run the measurement model (minutes) and store its draws in data/model"
    parser = commands.add_parser("model", help=told)
    parser.set_defaults(run=run_model)
    parser.add_argument("--force", action="store_true", help="run it even when the stored draws fit the data")


def run_model(arguments: argparse.Namespace) -> int:
    """Run the model where its stored draws do not fit the data."""
    from pipelines.building import model
    from pipelines.building.journal import open_project
    from pipelines.building.progress import Progress

    root, progress = open_project(), Progress()
    folder = model.run_model(root, progress, arguments.force)
    told = "stored draws fit the data already" if folder is None else f"draws stored in {folder.relative_to(root)}"
    progress.step(f"{told}; `civicspace build` publishes them")
    return 0


def parse_report(commands: Commands) -> None:
    """`civicspace report`."""
    parser = commands.add_parser("report", help="render the site into build/site from build/release")
    parser.set_defaults(run=run_report)
    choices = ["auto", "quarto", "embedded"]
    parser.add_argument("--renderer", choices=choices, default="auto", help="default: quarto when it is installed")


def run_report(arguments: argparse.Namespace) -> int:
    """Render the site."""
    from pipelines.building.journal import open_project
    from pipelines.building.progress import Progress
    from pipelines.render.site import render_site

    root, progress = open_project(), Progress()
    target = render_site(root, progress, arguments.renderer).relative_to(root)
    progress.step(f"site written to {target}; open {target / 'index.html'}")
    return 0


def parse_explain(commands: Commands) -> None:
    """`civicspace explain`."""
    parser = commands.add_parser("explain", help="tell which records move a country's score in a year, with their sources")
    parser.set_defaults(run=run_explain)
    parser.add_argument("country", metavar="COUNTRY", type=str.upper, help="ISO 3166-1 alpha-3, such as GEO")
    parser.add_argument("year", metavar="YEAR", type=int, help="such as 2024")
    parser.add_argument("--most", type=int, default=15, metavar="N", help="how many records to list (default %(default)s)")


def run_explain(arguments: argparse.Namespace) -> int:
    """Tell what moves a score."""
    from pipelines.building.explain import explain_year
    from pipelines.building.journal import open_project

    root = open_project()
    database = root / "build" / "release" / "civicspace.duckdb"
    print(explain_year(root, database, arguments.country, arguments.year, arguments.most))
    return 0


def parse_generate(commands: Commands) -> None:
    """`civicspace generate`."""
    told = "rewrite what is generated from schemas and data: codebook, templates, signatures"
    commands.add_parser("generate", help=told).set_defaults(run=run_generate)


def run_generate(arguments: argparse.Namespace) -> int:
    """Rewrite generated files and tell which changed."""
    from pipelines.building.generate import write_generated
    from pipelines.building.journal import open_project

    root = open_project()
    for path in write_generated(root):
        print(f"wrote {path.relative_to(root)}")
    return 0
