"""What every page carries in its head: schema.org/Dataset, Open Graph, citation."""

from __future__ import annotations

import json
from pathlib import Path

from analysis.schemas.release import Release
from analysis.site.names import INDEX_NAME


def write_head(sources: Path, release: Release) -> None:
    """Write `_head.html` (metadata, chart loader), which both renderers put into every page's head."""
    manifest = release.manifest
    dataset = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": "Civic space in fifteen post-Soviet states",
        "description": "Monthly civic-space indices since 1991 from reports, rules in force and dated events with sources.",
        "version": manifest["version"],
        "temporalCoverage": f"1991-01-01/{manifest['as_of_date']}",
        "creator": {"@type": "Organization", "name": "civicspace contributors"},
        "datePublished": manifest["as_of_date"],
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "spatialCoverage": [release.names[code] for code in release.region()],
        "isAccessibleForFree": True,
        "variableMeasured": list(INDEX_NAME),
    }
    text = json.dumps(dataset, ensure_ascii=False).replace("<", "\\u003c")
    head = (
        f'<script type="application/ld+json">{text}</script>\n'
        '<meta name="citation_title" content="Civic space in fifteen post-Soviet states">\n'
        '<meta name="citation_author" content="civicspace contributors">\n'
        f'<meta name="citation_publication_date" content="{manifest["as_of_date"].replace("-", "/")}">\n'
        '<meta name="dcterms.license" content="https://creativecommons.org/licenses/by/4.0/">\n'
        '<meta property="og:type" content="website">\n'
        '<meta property="og:site_name" content="Civic space in fifteen post-Soviet states">\n'
    )
    (sources / "_head.html").write_text(head, encoding="utf-8")
