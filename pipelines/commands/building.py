"""`civicspace build`: the release, or a variant of it beside it."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipelines.build.progress import Progress
from pipelines.build.release import N_DRAWS, build_release
from pipelines.build.variants import compare_variant, parse_settings


def run_build(root: Path, progress: Progress, arguments: argparse.Namespace) -> None:
    """Build the release; with settings a variant of it, which is compared with it."""
    settings = parse_settings(arguments.settings)
    published = root / "build" / "release"
    if settings and not (published / "manifest.json").exists():
        raise FileNotFoundError("no release in build/release to compare with; run `civicspace build` without --set first")
    target = build_release(root, progress, arguments.draws or N_DRAWS, settings)
    progress.step(f"{'variant' if settings else 'release'} written to {target.relative_to(root)}")
    if settings:
        print(compare_variant(published, target))
