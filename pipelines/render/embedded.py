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

from pipelines.progress import Progress
from pipelines.render.execute import execute_page
from pipelines.render.navigation import make_navigation
from pipelines.render.source import read_page

HERE = Path(__file__).parent
_shell: Any = None


def render_pages(sources: Path, site: Path, progress: Progress) -> None:
    """Render every page below `sources` into `site`, on all cores. Raises RuntimeError naming the page that failed."""
    pages = sorted(path for path in sources.rglob("*.qmd") if not path.name.startswith("_"))
    site.mkdir(parents=True)
    shutil.copytree(sources / "assets", site / "assets")
    workers = min(len(pages), os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        jobs = {pool.submit(render_page, path, sources, site): path for path in pages}
        try:
            for done, job in enumerate(as_completed(jobs), start=1):
                job.result()
                progress.count(done, len(jobs), f"pages; {jobs[job].relative_to(sources)}")
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def render_page(path: Path, sources: Path, site: Path) -> None:
    """Render one page."""
    global _shell
    if _shell is None:
        from execnb.shell import CaptureShell  # the shell is slow to import: once per worker

        _shell = CaptureShell(mpl_format=None)
    config = yaml.safe_load((sources / "_quarto.yml").read_text(encoding="utf-8"))
    variables = yaml.safe_load((sources / "_variables.yml").read_text(encoding="utf-8"))
    page = read_page(path, sources, variables)
    markdown = execute_page(page, _shell)
    inside = path.relative_to(sources)
    target = (site / inside).with_suffix(".html")
    target.parent.mkdir(parents=True, exist_ok=True)
    html = convert_markdown(markdown, page.metadata, config, inside, sources)
    target.write_text(html, encoding="utf-8")


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
