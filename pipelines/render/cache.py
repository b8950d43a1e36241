"""Pages that need not run again: kept under build/.cache with the hash of all that they were made from.

A page is made from its own source, the code and templates of analysis/ and of the renderer, and the tables of the release
that it read. The hashes decide, never a file's date.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from analysis.schemas.release import Release

CODE = Path(__file__).parents[2]
ALWAYS = ("files", "inputs", "commit")  # of the manifest: tables are compared one by one, the commit is in a page's source


def hash_code(sources: Path) -> str:
    """SHA-256 of what every page depends on: analysis/, the renderer, site configuration, head and references."""
    paths = [*sorted((CODE / "analysis").rglob("*.py")), *sorted(p for p in Path(__file__).parent.iterdir() if p.is_file())]
    paths += [sources / name for name in ("_quarto.yml", "_head.html", "refs.bib")]
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def hash_page(markdown: Any, code: str, manifest: dict[str, Any]) -> str:
    """SHA-256 of a page's own source, the code and what it may read of the manifest."""
    facts = {name: value for name, value in manifest.items() if name not in ALWAYS}
    text = json.dumps([markdown, code, facts], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def find_page(file: Path, key: str, release: Release) -> str | None:
    """The kept page when its source, its code and every table it read are as they were; else None."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        same = kept["key"] == key and all(hash_table(release, name) == sha for name, sha in kept["tables"].items())
        return kept["html"] if same else None
    except (OSError, ValueError, KeyError, TypeError):
        return None  # none, or not whole: the page runs again


def keep_page(file: Path, key: str, release: Release, tables: list[str], html: str) -> None:
    """Keep a page with what it was made from."""
    file.parent.mkdir(parents=True, exist_ok=True)
    kept = {"key": key, "tables": {name: hash_table(release, name) for name in sorted(tables)}, "html": html}
    part = file.with_suffix(".part")
    part.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    part.replace(file)


def hash_table(release: Release, table: str) -> str:
    """SHA-256 of a table of the release, from its manifest."""
    return str(release.manifest["files"][f"{table}.parquet"]["sha256"])
