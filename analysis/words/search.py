"""The box in which the reader searches, and what it says with and without scripts."""

from __future__ import annotations

from analysis.schemas.release import Release
from analysis.views.search import search_records
from analysis.words.grammar import count


def search_box(release: Release) -> str:
    """The search box as HTML; without scripts it says where the same records can be found."""
    n = count(search_records(release).height, "record, report and rule", "records, reports and rules")
    return (
        f'<div class="cs-search"><noscript><p>The search needs scripts. All {n} are in the tables of the country pages and '
        'in the <a href="data.html">downloads</a>.</p></noscript>'
        '<form role="search" hidden><label for="cs-query">Words</label> '
        '<input id="cs-query" type="search" name="q" autocomplete="off" spellcheck="false"></form>'
        f'<p class="cs-said" aria-live="polite">{n} and all pages can be searched.</p><ol></ol></div>'
    )
