"""Tables of the measurement model."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.schemas.release import Release
from analysis.tables.make import make_table, show_fixed, show_range
from analysis.views.model import left_out_codes, recovered_means


def table_priors(release: Release) -> GT:
    """Every quantity with a prior: meaning, prior, why, posterior, R-hat and effective sample size."""
    told = release["index_prior"].join(
        release["latent_quantity"].drop("meaning", "reason"), left_on="name", right_on="quantity", how="left"
    )
    name = pl.col("name").str.replace_all("_", " ")
    half = pl.when(pl.col("family") == "half_normal").then(pl.format("half-normal({})", "scale"))
    scales = half.otherwise(pl.format("{}({}, {})", pl.col("family").str.replace("_", "-"), "location", "scale"))
    shown = told.select(
        pl.format("{}: {}", name, pl.col("meaning").str.to_lowercase().str.slice(0, 1) + pl.col("meaning").str.slice(1)).alias(
            "quantity"
        ),
        scales.alias("prior"),
        pl.col("reason").alias("why"),
        show_fixed(pl.col("mean"), 2).alias("posterior mean"),
        show_range("lower_90", "upper_90").alias("90 % interval"),
        *_agreement(),
    )
    return make_table(shown, "tbl-priors-all")


def table_computed(release: Release) -> GT:
    """Quantities that follow from others and have no prior of their own: how well the chains agree on them."""
    names = release["index_prior"]["name"].implode()
    rest = release["latent_quantity"].filter(~pl.col("quantity").is_in(names)).sort("quantity")
    return make_table(rest.select(pl.col("quantity").str.replace_all("_", " "), *_agreement()), "tbl-computed-all")


def _agreement() -> list[pl.Expr]:
    return [show_fixed(pl.col("rhat"), 3).alias("R-hat"), pl.col("ess_bulk").round(0).cast(pl.Int64).alias("effective draws")]


def table_left_out(release: Release) -> GT:
    """What was left out: codes, shares that the 50, 80 and 90 % sets hold, log score beside that of the shares of levels."""
    rows = left_out_codes(release).filter(pl.col("kind") != "tails")
    return make_table(_spread_coverage(rows).rename({"left_out": "left out"}), "tbl-left-out-all")


def table_month_shares(release: Release) -> GT:
    """Widths of the steps of months that were tried: coverage and log score of a tenth of the country-years."""
    rows = left_out_codes(release).filter(pl.col("kind") == "tails")
    width = pl.col("left_out").str.extract(r"([\d.]+)$").alias("month's scale, share of a year's twelfth")
    shown = _spread_coverage(rows).sort(pl.col("left_out").str.extract(r"([\d.]+)$").cast(pl.Float64))
    return make_table(shown.select(width, pl.exclude("left_out")), "tbl-month-shares")


def _spread_coverage(rows: pl.DataFrame) -> pl.DataFrame:
    """One row per thing left out, a column per nominal share."""
    nominal = pl.format("{} %", (100 * pl.col("nominal")).round(0).cast(pl.Int64)).alias("set")
    actual = pl.format("{} %", (100 * pl.col("actual")).round(1)).alias("text")
    wide = rows.with_columns(nominal, actual).pivot(
        "set", index=["left_out", "n_codes", "log_score", "base_log_score"], values="text", maintain_order=True
    )
    scores = [
        show_fixed(pl.col(name), 3).alias(to) for name, to in (("log_score", "log score"), ("base_log_score", "base rates"))
    ]
    return wide.select("left_out", pl.col("n_codes").alias("codes"), pl.selectors.ends_with(" %"), *scores)


def table_recovery(release: Release) -> GT:
    """Made-up countries: mean true, modelled and naive scores, and how often the 90 % interval holds the truth."""
    shown = recovered_means(release).with_columns((100 * pl.col("held")).round(0).cast(pl.Int64))
    labels = {
        "true_score": "true score",
        "model_score": "model",
        "naive_score": "counting closures",
        "n_reports": "reports a year",
        "held": "years in the 90 % interval, %",
    }
    return make_table(shown, "tbl-recovery-all", labels)
