"""Tables of the latent model."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.schemas.release import Release
from analysis.tables.make import link_country, make_table, open_section, show_fixed, show_range
from analysis.views.latent import model_gaps


def table_priors(release: Release) -> GT:
    """Quantities of the model: prior and posterior."""
    told = release["latent_quantity"].filter(pl.col("prior") != "computed")
    named = pl.when(pl.col("element") == "all").then(pl.col("meaning")).otherwise(pl.format("{}: {}", "meaning", "element"))
    shown = told.select(
        named.alias("quantity"), "prior", pl.col("reason").alias("why"),
        show_fixed(pl.col("mean"), 2).alias("posterior mean"), show_range("lower_90", "upper_90").alias("90 % interval"),
    )  # fmt: skip
    return make_table(shown, "tbl-priors-all")


def table_diagnostics(release: Release) -> GT:
    """R-hat and effective sample size of every quantity, worst first."""
    shown = release["latent_quantity"].sort(-pl.col("rhat"), "quantity", "element")
    return make_table(
        shown.select(
            pl.format("{} ({})", pl.col("quantity").str.replace_all("_", " "), "element").alias("quantity"),
            show_fixed(pl.col("rhat"), 4).alias("R-hat"),
            pl.col("ess_bulk").round(0).cast(pl.Int64).alias("bulk effective sample size"),
        ),
        "tbl-diagnostics-all",
    )


def table_checks(release: Release, kind: str) -> GT:
    """Predictive checks of one kind, with countries named."""
    names = release.names
    statistic = pl.col("statistic").map_elements(
        lambda s: names.get(s[:3], s[:3]) + s[3:] if s[3:4] == ":" else s, return_dtype=pl.String
    )
    digits = pl.when(pl.col("observed") > 5).then(0).otherwise(2)
    rows = release["latent_check"].filter(pl.col("kind") == kind).with_columns(digits.alias("digits"))
    texts = [
        pl.struct(name, "digits")
        .map_elements(lambda s: f"{next(iter(s.values())):.{s['digits']}f}", return_dtype=pl.String)
        .alias(name)
        for name in ("observed", "predicted", "lower_90", "upper_90")
    ]
    shown = rows.with_columns(*texts, statistic).select(
        "statistic", "observed", "predicted", pl.format("{} to {}", "lower_90", "upper_90").alias("90 % interval"),
        show_fixed(pl.col("tail_share"), 2).alias("tail share"),
    )  # fmt: skip
    return make_table(shown, f"tbl-check-{kind}")


def table_recovery(release: Release) -> GT:
    """Simulated countries: mean true, modelled and naive scores, and how often the 90 % interval holds the truth."""
    held = pl.col("true_score").is_between("model_lower_90", "model_upper_90").mean()
    means = (
        release["latent_recovery"]
        .group_by("country")
        .agg(
            pl.col("true_score", "model_score", "naive_score").mean(),
            pl.col("n_known_incidents").sum(),
            (100 * held).round(0).alias("held"),
        )
    )
    labels = {
        "true_score": "true score",
        "model_score": "model",
        "naive_score": "counting incidents",
        "n_known_incidents": "known incidents",
        "held": "years in the 90 % interval, %",
    }
    return make_table(means.sort("true_score", descending=True), "tbl-recovery-all", labels)


def table_latest(release: Release) -> GT:
    """Latest year of the model: score, rank and detection, beside the composite's rank."""
    gaps = model_gaps(release)
    last = gaps.filter(pl.col("year") == gaps["year"].max()).sort("rank", "country")
    shown = last.select(
        link_country(), "year", open_section("score", "incidents"), show_range("lower_90", "upper_90", 0).alias("90 % interval"),
        "rank", pl.format("{} to {}", "rank_lower_90", "rank_upper_90").alias("ranks, 90 %"), "composite_rank",
        _percent("detection").alias("becomes known, %"),
        pl.format("{} to {}", _percent("detection_lower_90"), _percent("detection_upper_90")).alias("90 % (becomes known)"),
        open_section("n_incidents", "incidents").alias("known incidents"),
    )  # fmt: skip
    return make_table(shown, "tbl-latest-all", {"composite_rank": "composite's rank"}, ("country",), ("score", "known incidents"))


def _percent(name: str) -> pl.Expr:
    return (100 * pl.col(name)).round(0).cast(pl.Int64)
