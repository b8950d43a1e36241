"""Effects and correlations by lag."""

from __future__ import annotations

import altair as alt
import polars as pl

from analysis.charts.figure import Figure
from analysis.schemas.release import Release
from analysis.site.theme import ACCENT
from analysis.views.claims import label_effects
from analysis.words.claims import describe_law_practice, describe_warning
from analysis.words.release import source_line


def figure_effects(release: Release, effects: pl.DataFrame) -> Figure:
    """Change of each outcome in the year after targeting. `effects` as views.claims.warning_effects gives them."""
    rows = label_effects(effects, "forward", 1)
    return Figure(
        chart_effects(rows), describe_warning(effects).replace("**", "").replace("\n\n", " "), source_line(release), rows
    )


def figure_lags(release: Release, lags: pl.DataFrame) -> Figure:
    """Falls of law beside incidents in earlier and later years. `lags` as findings.claims.lag_law_practice gives them."""
    return Figure(chart_lags(lags), describe_law_practice(lags), source_line(release), lags)


def chart_lags(lags: pl.DataFrame) -> alt.LayerChart:
    """Correlation by lag with 90 % intervals. `lags`: lag, spearman, spearman_lower_90, spearman_upper_90, n."""
    base = alt.Chart(lags).encode(
        x=alt.X("lag:O", title="Years by which the second comes later (negative: earlier)", axis=alt.Axis(labelAngle=0)),
        tooltip=["lag:O", alt.Tooltip("spearman:Q", format=".2f"), "n:Q"],
    )
    rule = base.mark_rule(strokeWidth=3, color=ACCENT, opacity=0.5).encode(
        y=alt.Y("spearman_lower_90:Q", title="Spearman's correlation"), y2="spearman_upper_90:Q"
    )
    zero = alt.Chart(pl.DataFrame({"y": [0.0]})).mark_rule(strokeDash=[3, 3], color="#8c96a0").encode(y="y:Q")
    dot = base.mark_point(filled=True, size=90, color=ACCENT, opacity=1).encode(y="spearman:Q")
    return (zero + rule + dot).properties(width="container", height=220)


def chart_effects(effects: pl.DataFrame) -> alt.LayerChart:
    """Effects with 90 % intervals by outcome and horizon. `effects`: label, estimate, lower_90, upper_90, p_value."""
    base = alt.Chart(effects).encode(
        y=alt.Y("label:N", title=None, sort=None, axis=alt.Axis(labelLimit=190)),
        tooltip=["label:N", "n:Q", alt.Tooltip("estimate:Q", format=".2f"), alt.Tooltip("p_value:Q", format=".3f")],
    )
    rule = base.mark_rule(strokeWidth=3, color=ACCENT, opacity=0.5).encode(
        x=alt.X("lower_90:Q", title="Points of the outcome per standard deviation of targeting"), x2="upper_90:Q"
    )
    zero = alt.Chart(pl.DataFrame({"x": [0.0]})).mark_rule(strokeDash=[3, 3], color="#8c96a0").encode(x="x:Q")
    dot = base.mark_point(filled=True, size=80, color=ACCENT, opacity=1).encode(x="estimate:Q")
    return (zero + rule + dot).properties(width="container", height=alt.Step(20))
