"""The site: stage the sources, render every page, replace the old site only when all succeeded."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import vl_convert
import yaml

from analysis.schemas.release import Release, load_release
from pipelines.building.folders import replace_folder
from pipelines.building.problems import Blocked, WrongUse
from pipelines.building.progress import Progress
from pipelines.render.briefs import write_briefs
from pipelines.render.downloads import write_downloads
from pipelines.render.embedded import render_pages
from pipelines.render.metadata import write_head
from pipelines.render.search import write_search_index


def render_site(root: Path, progress: Progress, renderer: str = "auto") -> Path:
    """Render reports/ into build/site from build/release. Returns the site's folder; the old site stays until all succeeded.

    `renderer`: auto, quarto or embedded. Raises WrongUse without a release or without Quarto when it is asked for, Blocked
    when Quarto fails, PageError when the code of a page does.
    """
    published = root / "build" / "release"
    if not (published / "manifest.json").exists():
        raise WrongUse("no release in build/release; run `civicspace build` first")
    release = load_release(published)
    quarto = shutil.which("quarto")
    if renderer == "quarto" and quarto is None:
        raise WrongUse("no quarto on the PATH; install it from quarto.org or use --renderer embedded")
    target = root / "build" / "site"
    with replace_folder(target) as staging:
        sources = staging / ".sources"
        stage_sources(root, sources, release)
        site = staging / ".site"
        os.environ["CIVICSPACE_RELEASE"] = str(release.folder)
        if quarto is not None and renderer != "embedded":
            progress.step("render with Quarto")
            run_quarto(quarto, sources, site)
        else:
            progress.step("render with the embedded renderer")
            render_pages(sources, site, progress, root / "build" / ".cache" / "pages")
        progress.step("write the search index and the downloads")
        write_search_index(site, release)
        write_downloads(release, site / "downloads")
        progress.step("write the two-page briefs")
        write_briefs(release, root / "reports" / "briefs" / "brief.typ", site / "briefs")
        shutil.rmtree(sources)
        for path in list(site.iterdir()):
            path.rename(staging / path.name)
        site.rmdir()
    return target


def stage_sources(root: Path, sources: Path, release: Release) -> None:
    """Copy sources so that pages lie at the root of a Quarto project, with the chart bundle and the page head."""
    shutil.copytree(root / "reports", sources)
    text = (root / "_quarto.yml").read_text(encoding="utf-8")
    manifest = release.manifest
    text = text.replace("CITE_YEAR", manifest["as_of_date"][:4]).replace("CITE_VERSION", manifest["version"])
    config = yaml.safe_load(text)
    config["project"] = config["project"] | {"output-dir": "_site", "render": ["*.qmd", "countries/*.qmd"]}
    (sources / "_quarto.yml").write_text(yaml.safe_dump(config, sort_keys=False, allow_unicode=True), encoding="utf-8")
    bundle = sources / "assets" / "vega.js"
    bundle.write_text(vl_convert.javascript_bundle(), encoding="utf-8")  # type: ignore[call-arg]
    write_head(sources, release)
    variables = {
        "version": manifest["version"],
        "as_of": manifest["as_of_date"],
        "commit": manifest["commit"][:10],
    }
    (sources / "_variables.yml").write_text(yaml.safe_dump(variables), encoding="utf-8")
    template = (sources / "countries" / "_country.qmd").read_text(encoding="utf-8")
    for code, name in release.names.items():
        page = template.replace("COUNTRY_CODE", code).replace("COUNTRY_NAME", name)
        (sources / "countries" / f"{code}.qmd").write_text(page, encoding="utf-8")


def run_quarto(quarto: str, sources: Path, site: Path) -> None:
    """Render the staged project with Quarto, using this Python. Raises Blocked with Quarto's own words."""
    environment = os.environ | {"QUARTO_PYTHON": sys.executable}
    done = subprocess.run(
        [quarto, "render", str(sources)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        raise Blocked(f"quarto render failed:\n{done.stdout[-4000:]}")
    (sources / "_site").rename(site)
