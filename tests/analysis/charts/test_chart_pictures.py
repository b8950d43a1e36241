"""Pictures of the important charts, drawn from fixed rows, against those that were looked at and committed.

After a wanted change: CIVICSPACE_DRAW=1 pytest tests/analysis/charts/test_chart_pictures.py writes them anew; look at them before
you commit them.
"""

from __future__ import annotations

import datetime as dt
import io
import os
from pathlib import Path

import altair as alt
import numpy as np
import polars as pl
import pytest
import vl_convert
from PIL import Image

from analysis.charts import trajectories
from analysis.charts.figure import Figure
from analysis.charts.ladder import chart_first_rungs, chart_ladder

PICTURES = Path(__file__).parent / "pictures"
LARGEST_DIFFERENCE = 0.01  # mean over pixels, 0 same to 1 opposite: fonts may be drawn a little differently elsewhere


def bands(frame: pl.DataFrame) -> pl.DataFrame:
    ends = {"lower_90": -15, "lower_50": -5, "upper_50": 5, "upper_90": 15}
    return frame.with_columns((pl.col("score") + width).clip(0, 100).alias(name) for name, width in ends.items())


YEARS = pl.DataFrame({"year": range(1991, 2027)}).with_columns((80 - (pl.col("year") - 1991) * 1.7).alias("score"))
COUNTRIES = pl.DataFrame({"country": ["Estonia", "Georgia", "Russia"], "country_iso3": ["EST", "GEO", "RUS"]})
MONTHS = bands(
    pl.DataFrame({"month": [dt.date(2020 + m // 12, m % 12 + 1, 1) for m in range(48)], "score": [70 - m for m in range(48)]})
)
MARKS = pl.DataFrame({"month": [dt.date(2021, 5, 1), dt.date(2023, 2, 1)], "score": [54.0, 33.0], "record_id": ["A", "B"],
                      "title": ["An act", "An incident"], "kind": ["law", "practice"], "href": ["#A", "#B"]})  # fmt: skip
NOW = bands(COUNTRIES.with_columns(pl.Series("score", [65.0, 30.0, 8.0]), pl.lit("#").alias("href")))
RUNGS = pl.DataFrame({"year": [2000, 2001, 2001], "rung_name": ["1 Administrative pressure", "2 Informational isolation",
                      "4 Criminal liability"], "n_records": [1, 3, 2]})  # fmt: skip
FIRST = COUNTRIES.with_columns(pl.Series("year", [1999, 2005, 2012]), pl.Series("rung_name", ["1 Administrative pressure",
                      "3 Legal stigmatisation", "4 Criminal liability"]), title=pl.lit("t"), href=pl.lit("#"))  # fmt: skip
CHARTS: dict[str, alt.TopLevelMixin] = {
    "trajectory": trajectories.chart_trajectory(MONTHS, MARKS).properties(width=500),
    "now": trajectories.chart_now(NOW).properties(width=400),
    "small_multiples": trajectories.chart_small_multiples(bands(YEARS.join(COUNTRIES, how="cross"))),
    "ladder": chart_ladder(RUNGS, 2005).properties(width=400),
    "first_rungs": chart_first_rungs(FIRST).properties(width=400),
}


@pytest.mark.parametrize("name", CHARTS)
def test_chart_looks_as_it_was_looked_at(name: str) -> None:
    spec = Figure(CHARTS[name], "", "", pl.DataFrame()).spec()
    spec["config"] |= {"background": "white", "font": "DejaVu Sans"}
    drawn = Image.open(io.BytesIO(vl_convert.vegalite_to_png(spec))).convert("RGB")
    file = PICTURES / f"{name}.png"
    if os.environ.get("CIVICSPACE_DRAW"):
        drawn.save(file, optimize=True)
    wanted = Image.open(file).convert("RGB")
    assert drawn.size == wanted.size
    difference = np.abs(np.asarray(drawn, float) - np.asarray(wanted, float)).mean() / 255
    assert difference < LARGEST_DIFFERENCE, f"{name} looks different ({difference:.3f}); see the top of this file"


def test_a_missing_line_would_be_seen() -> None:
    """The bound is small enough: a chart without its line differs by more than the bound allows between machines."""
    wanted = np.asarray(Image.open(PICTURES / "now.png").convert("RGB"), float)
    empty = np.full_like(wanted, 255)
    assert np.abs(wanted - empty).mean() / 255 > 2 * LARGEST_DIFFERENCE
