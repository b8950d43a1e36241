"""Tables of the robustness page."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.findings.robustness import alternative_scores, compare_ranks, name_group, real_changes
from analysis.schemas.release import Release
from analysis.schemas.robustness import ALTERNATIVE, GROUP, VIEW
from analysis.site.names import INDEX_NAME
from analysis.tables.make import link_country, make_table, open_section

MOST_CHANGES = 20


def _two(name: str) -> pl.Expr:
    """A number with two decimals, as text."""
    return pl.col(name).map_elements(lambda x: f"{x:.2f}", return_dtype=pl.String).alias(name)


def _said(meanings: dict[str, str], column: str) -> pl.Expr:
    return pl.col(column).replace_strict({name_group(name): meaning for name, meaning in meanings.items()}, default=None)


def table_groups(release: Release) -> GT:
    """Groups of assumptions: meaning, mean first- and total-order index over the fifteen."""
    shares = release["index_sensitivity"].filter(pl.col("country_iso3").is_in(release.region()))
    mean = shares.group_by("group").agg(pl.col("first_order", "total_order").mean()).sort(-pl.col("total_order"), "group")
    shown = mean.with_columns(pl.col("group").map_elements(name_group, return_dtype=pl.String)).select(
        "group", _said(GROUP, "group").alias("what is unsure"), _two("first_order"), _two("total_order")
    )
    return make_table(shown, "tbl-groups-mean")


def table_alternatives(release: Release) -> GT:
    """Constructions: meaning, correlation with the published composite, shift of ranks."""
    shown = compare_ranks(release).select(
        "alternative",
        _said(ALTERNATIVE, "alternative").alias("construction"),
        _two("spearman"),
        pl.col("shift").alias("mean shift of rank"),
        pl.col("largest_shift").alias("largest"),
        pl.col("mover").alias("who"),
    )
    return make_table(shown, "tbl-alternatives-ranks", {"spearman": "Spearman"})


def table_scores(release: Release) -> GT:
    """Latest composite of every country under each construction, published first."""
    order = [name_group(name) for name in ALTERNATIVE]
    scores = alternative_scores(release)
    wide = scores.pivot("alternative", on_columns=order, index=["country_iso3", "country"], values="score").sort("country")
    shown = wide.select(link_country(), *(open_section(name, "composite") for name in order))
    return make_table(shown, "tbl-alternatives-scores", {}, ("country",), tuple(order))


def table_changes(release: Release) -> GT:
    """The largest changes of the composite from year to year that are real."""
    shown = (
        real_changes(release)
        .head(MOST_CHANGES)
        .select(
            link_country(),
            "year",
            open_section("change", "composite"),
            pl.format("{} to {}", pl.col("change_lower_50").round(1), pl.col("change_upper_50").round(1)).alias("50 % interval"),
            pl.format("{} to {}", pl.col("change_lower_90").round(1), pl.col("change_upper_90").round(1)).alias("90 % interval"),
            _two("probability"),
        )
    )
    return make_table(shown, "tbl-changes-real", {}, ("country",), ("change",))


def table_weights(release: Release) -> GT:
    """Weights as given, effective weights, influence and loadings of the pillars."""
    pillars = release["index_effective_weight"].filter(pl.col("code") != "composite")
    shown = pillars.select(
        pl.col("code").replace_strict(INDEX_NAME, default=pl.col("code")).alias("component"),
        *(_two(name) for name in ("weight", "effective_weight", "influence", "loading")),
    )
    return make_table(shown, "tbl-weights-effective", {"influence": "influence (r²)"})


def table_correlations(release: Release) -> GT:
    """Pearson correlations between pillars in each view, with alpha."""
    pairs = (
        release["index_correlation"]
        .filter(pl.col("index_1") != "composite")
        .with_columns(pl.format("{} and {}", "index_1", "index_2").alias("pair"), _two("pearson"))
    )
    wide = pairs.pivot("pair", index="view", values="pearson", maintain_order=True)
    alpha = release["index_consistency"].select("view", _two("alpha"), pl.col("n").alias("rows"))
    shown = wide.join(alpha, on="view", maintain_order="left").with_columns(_said(VIEW, "view"))
    return make_table(shown, "tbl-correlations-pillars", {"alpha": "Cronbach's alpha"})
