"""Tables of the robustness page."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.findings.robustness import turning_changes
from analysis.schemas.release import Release
from analysis.schemas.robustness import ALTERNATIVE, GROUP, VIEW
from analysis.site.names import INDEX_NAME
from analysis.tables.make import link_country, make_table, open_section, show_fixed, show_range
from analysis.views.countries import name_country
from analysis.views.robustness import (
    ALTERNATIVE_NAME,
    WITHOUT,
    alternative_scores,
    left_out_reporters,
    name_index,
    named_ranks,
)

MOST_CHANGES = 20


def _two(name: str) -> pl.Expr:
    """A number with two decimals, as text."""
    return show_fixed(pl.col(name), 2).alias(name)


def table_groups(release: Release) -> GT:
    """Groups of assumptions: meaning, mean first- and total-order index over the fifteen."""
    shares = release["index_sensitivity"].filter(pl.col("country_iso3").is_in(release.region()))
    mean = shares.group_by("group").agg(pl.col("first_order", "total_order").mean()).sort(-pl.col("total_order"), "group")
    meaning = pl.col("group").replace_strict(GROUP, default=None, return_dtype=pl.String).alias("what is unsure")
    return make_table(mean.select("group", meaning, _two("first_order"), _two("total_order")), "tbl-groups-mean")


def table_alternatives(release: Release) -> GT:
    """Constructions: meaning, correlation with the published composite, shift of ranks."""
    meaning = pl.col("code").replace_strict(ALTERNATIVE, default=None, return_dtype=pl.String).alias("construction")
    shown = named_ranks(release).select(
        "alternative",
        meaning,
        pl.col("n").alias("countries"),
        _two("spearman"),
        show_fixed(pl.col("mean_difference"), 1).alias("mean difference, points"),
        pl.col("shift").alias("mean shift of rank"),
        pl.col("largest_shift").alias("largest"),
        pl.col("mover").alias("who"),
    )
    return make_table(shown, "tbl-alternatives-ranks", {"spearman": "Spearman"})


def table_scores(release: Release) -> GT:
    """Latest composite of every country under each construction but those that leave a reporter out, published first."""
    scores = alternative_scores(release).filter(~pl.col("code").str.starts_with(WITHOUT))
    order = [name for code, name in ALTERNATIVE_NAME.items() if code in scores["code"]]
    wide = scores.pivot("alternative", on_columns=order, index=["country_iso3", "country"], values="score").sort("country")
    shown = wide.select(link_country(), *(open_section(name, "composite") for name in order))
    return make_table(shown, "tbl-alternatives-scores", {}, ("country",), tuple(order))


def table_reporters_left_out(release: Release, most: int = 15) -> GT:
    """Where leaving a reporter out moves the latest composite most."""
    rows = left_out_reporters(release).head(most)
    shown = rows.select(link_country(), "alternative", show_fixed(pl.col("difference"), 1).alias("difference, points"), "rank")
    return make_table(shown, "tbl-reporters-left-out", {}, ("country",))


def table_changes(release: Release, years: int = 3) -> GT:
    """The largest real changes of the composite over so many years, none of one country overlapping another."""
    shown = (
        turning_changes(release, years)
        .head(MOST_CHANGES)
        .with_columns(name_country(release))
        .select(
            link_country(),
            pl.format("{}–{}", pl.col("year") - years, "year").alias("years"),
            open_section("change", "composite"),
            show_range("change_lower_50", "change_upper_50", 1).alias("50 % interval"),
            show_range("change_lower_90", "change_upper_90", 1).alias("90 % interval"),
            _two("probability"),
        )
    )
    return make_table(shown, f"tbl-changes-real-{years}", {}, ("country",), ("change",))


def table_weights(release: Release) -> GT:
    """Weights as given, effective weights, influence and loadings of pillars and rights."""
    parts = release["index_effective_weight"].filter(pl.col("influence").is_not_null() & (pl.col("code") != "composite"))
    order = {code: place for place, code in enumerate(INDEX_NAME)}
    ordered = parts.sort(pl.col("code").replace_strict(order, default=len(order), return_dtype=pl.Int64))
    name = pl.col("code").map_elements(name_index, return_dtype=pl.String).alias("component")
    numbers = [_two(column) for column in ("weight", "effective_weight", "influence", "loading")]
    labels = {"influence": "influence (r²)", "effective_weight": "share of the composite"}
    return make_table(ordered.select(name, *numbers), "tbl-weights-effective", labels)


def table_correlations(release: Release) -> GT:
    """Pearson correlations of indices in each view."""
    pairs = release["index_correlation"].filter(pl.col("index_1") != "composite")
    names = [pl.col(name).map_elements(name_index, return_dtype=pl.String) for name in ("index_1", "index_2")]
    named = pairs.with_columns(pl.format("{} and {}", *names).alias("pair"), _two("pearson"))
    views = [name for name in VIEW if name in named["view"]]
    wide = named.pivot("view", on_columns=views, index="pair", values="pearson", maintain_order=True).sort("pair")
    return make_table(wide, "tbl-correlations-indices", {name: VIEW[name].rstrip(".").lower() for name in views})


def table_consistency(release: Release) -> GT:
    """Cronbach's alpha of the four rights and the share of their first component, by view."""
    rows = release["index_consistency"].with_columns(
        pl.col("view").replace_strict(VIEW, return_dtype=pl.String), _two("alpha"), _two("first_component_share")
    )
    labels = {"alpha": "Cronbach's alpha", "first_component_share": "share of the first component"}
    return make_table(rows.select("view", "alpha", "first_component_share", pl.col("n").alias("rows")), "tbl-consistency", labels)
