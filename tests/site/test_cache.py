"""A page runs again when its source, the code or a table it read has changed, and only then."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from pipelines.render.cache import find_page, hash_code, hash_page, keep_page

MANIFEST = {"version": "0.1.0", "commit": "abc", "files": {"a.parquet": {"sha256": "1"}, "b.parquet": {"sha256": "2"}}}


def release(**changed: str) -> SimpleNamespace:
    files = {f"{name}.parquet": {"sha256": sha} for name, sha in ({"a": "1", "b": "2"} | changed).items()}
    return SimpleNamespace(manifest=MANIFEST | {"files": files})


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    file = tmp_path / "pages" / "index.json"
    keep_page(file, "key", release(), ["a"], "<p>page</p>")
    return file


def test_a_page_is_taken_while_nothing_it_read_has_changed(kept: Path) -> None:
    assert find_page(kept, "key", release()) == "<p>page</p>"
    assert find_page(kept, "key", release(b="3")) == "<p>page</p>"


def test_a_page_runs_again_when_a_table_it_read_has_changed(kept: Path) -> None:
    assert find_page(kept, "key", release(a="3")) is None


def test_a_page_runs_again_when_source_or_code_has_changed(kept: Path) -> None:
    assert find_page(kept, "other key", release()) is None
    assert hash_page("text", "code", MANIFEST) != hash_page("text 2", "code", MANIFEST)
    assert hash_page("text", "code", MANIFEST) != hash_page("text", "code 2", MANIFEST)
    assert hash_page("text", "code", MANIFEST) != hash_page("text", "code", MANIFEST | {"version": "0.2.0"})
    assert hash_page("text", "code", MANIFEST) == hash_page("text", "code", MANIFEST | {"commit": "def"})


@pytest.mark.parametrize("content", ["", "{", "[]", '{"key": "key"}', '{"key": "key", "tables": {"gone": "1"}}'])
def test_a_damaged_cache_is_no_page(kept: Path, content: str) -> None:
    kept.write_text(content, encoding="utf-8")
    assert find_page(kept, "key", release()) is None


def test_code_hash_follows_the_site_configuration(tmp_path: Path) -> None:
    for name in ("_quarto.yml", "_head.html", "refs.bib"):
        (tmp_path / name).write_text("one", encoding="utf-8")
    before = hash_code(tmp_path)
    assert hash_code(tmp_path) == before
    (tmp_path / "refs.bib").write_text("two", encoding="utf-8")
    assert hash_code(tmp_path) != before


def test_the_site_of_the_tests_kept_every_page(site: Path) -> None:
    folder = site.parent / ".cache" / "pages"
    kept = {path.relative_to(folder).as_posix().removesuffix(".qmd.json") for path in folder.rglob("*.json")}
    assert kept == {path.relative_to(site).as_posix().removesuffix(".html") for path in site.rglob("*.html")}
