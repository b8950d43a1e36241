"""Two-page PDF briefs, one per country: Typst with charts as SVG, the same under both renderers."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import typst
import vl_convert

from analysis.charts.brief import chart_brief
from analysis.schemas.release import Release
from analysis.words.brief import describe_brief

FONT = "Libertinus Serif"  # comes with Typst: the same pages on every machine


def write_briefs(release: Release, template: Path, folder: Path) -> None:
    """Write `<country>.pdf` for every country into `folder`. Raises RuntimeError naming the country whose brief failed."""
    folder.mkdir(parents=True, exist_ok=True)
    for country in release.names:
        (folder / f"{country}.pdf").write_bytes(render_brief(release, country, template))


def render_brief(release: Release, country: str, template: Path) -> bytes:
    """The brief of one country as PDF; equal releases give equal bytes."""
    spec = chart_brief(release, country)
    spec["config"] = spec["config"] | {"font": FONT}
    inputs = {
        "content": json.dumps(describe_brief(release, country), ensure_ascii=False),
        "chart": vl_convert.vegalite_to_svg(spec),
    }
    as_of = dt.datetime.fromisoformat(release.manifest["as_of_date"]).replace(tzinfo=dt.UTC)
    try:
        return typst.compile(
            str(template), sys_inputs=inputs, ignore_system_fonts=True, timestamp=int(as_of.timestamp()), format="pdf"
        )
    except Exception as error:  # typst raises its own type, which is no public name
        raise RuntimeError(f"brief of {country}: {error}") from error
