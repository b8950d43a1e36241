"""The embedded renderer: cells by execnb, Markdown and citations by pandoc, one HTML template of ours."""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

import pypandoc
import yaml

from analysis.schemas.release import Release, load_release
from pipelines.building.progress import Progress
from pipelines.render.cache import find_page, hash_code, hash_page, keep_page
from pipelines.render.execute import execute_page
from pipelines.render.navigation import make_navigation
from pipelines.render.source import read_page

HERE = Path(__file__).parent
_shell: Any = None


def render_pages(sources: Path, site: Path, progress: Progress, kept: Path) -> None:
    """Render every page below `sources` into `site`, on all cores; pages kept under `kept` that still fit do not run again.

    Raises RuntimeError naming the page that failed.
    """
    pages = sorted(path for path in sources.rglob("*.qmd") if not path.name.startswith("_"))
    site.mkdir(parents=True)
    shutil.copytree(sources / "assets", site / "assets")
    workers = min(len(pages), os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        code = hash_code(sources)
        jobs = {pool.submit(render_page, path, sources, site, kept, code): path for path in pages}
        n_kept = 0
        try:
            for done, job in enumerate(as_completed(jobs), start=1):
                n_kept += job.result()
                progress.count(done, len(jobs), f"pages; {jobs[job].relative_to(sources)}")
            progress.step(f"{len(jobs) - n_kept} pages run, {n_kept} unchanged and taken as they were")
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def render_page(path: Path, sources: Path, site: Path, kept: Path, code: str) -> bool:
    """Render one page, or take the kept one where nothing it was made from has changed; says whether it did."""
    global _shell
    config = yaml.safe_load((sources / "_quarto.yml").read_text(encoding="utf-8"))
    variables = yaml.safe_load((sources / "_variables.yml").read_text(encoding="utf-8"))
    page = read_page(path, sources, variables)
    inside = path.relative_to(sources)
    target = (site / inside).with_suffix(".html")
    target.parent.mkdir(parents=True, exist_ok=True)
    release = load_release()
    key, file = (
        hash_page([inside.as_posix(), page.metadata, page.parts], code, release.manifest),
        kept / f"{inside.as_posix()}.json",
    )
    html = find_page(file, key, release)
    if html is not None:
        target.write_text(html, encoding="utf-8")
        return True
    if _shell is None:
        from execnb.shell import CaptureShell  # the shell is slow to import: once per worker

        _shell = CaptureShell(mpl_format=None)
    html = convert_markdown(execute_page(page, _shell), page.metadata, config, inside, sources)
    target.write_text(html, encoding="utf-8")
    used = _shell.user_ns.get("release")
    keep_page(file, key, release, list(used._frames) if isinstance(used, Release) else [], html)
    return False


def convert_markdown(markdown: str, metadata: dict[str, Any], config: dict[str, Any], inside: Path, sources: Path) -> str:
    """Pandoc Markdown to a whole HTML page."""
    offset = "../" * (len(inside.parts) - 1)
    website = config["website"]
    variables = {
        "title": metadata.get("title", ""),
        "pagetitle": f"{metadata.get('title', '')} – {website['title']}",
        "subtitle": metadata.get("subtitle", ""),
        "description-meta": metadata.get("description", website.get("description", "")),
        "site-title": website["title"],
        "offset": offset,
        "navigation": make_navigation(config, inside, offset),
        "footer": website["page-footer"]["center"].replace("](/", f"]({offset}"),
        "head": (sources / "_head.html").read_text(encoding="utf-8"),
    }
    extra = [
        "--standalone",
        f"--template={HERE / 'page.html'}",
        f"--lua-filter={HERE / 'filter.lua'}",
        "--mathml",
        "--toc-depth=2",
    ]
    extra += ["--citeproc", f"--bibliography={sources / 'refs.bib'}", "--metadata=link-citations:true", "--wrap=none"]
    extra += ["--metadata=lang:en", f"--metadata=offset:{offset}", "--email-obfuscation=none"]
    if metadata.get("toc", True):
        extra.append("--toc")
    for name, value in variables.items():
        extra += ["--variable", f"{name}={_inline_html(value) if name == 'footer' else value}"]
    page = pypandoc.convert_text(markdown, "html5", format="markdown-implicit_figures", extra_args=extra)
    return re.sub(r"\n{3,}", "\n\n", page)


def _inline_html(markdown: str) -> str:
    return re.sub(r"\[([^\]]+)\]\(([^)]+)\)", lambda m: f'<a href="{m[2].replace(".qmd", ".html")}">{m[1]}</a>', markdown)
