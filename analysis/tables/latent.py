"""Tables of the model, the validity and the claims."""

from __future__ import annotations

import html

import polars as pl
from great_tables import GT

from analysis.findings import claims, validity
from analysis.schemas.release import Release
from analysis.site.places import record_address
from analysis.tables.make import link, link_country, make_table, open_section
from analysis.views.latent import model_gaps


def _interval(low: str, high: str, digits: int = 2) -> pl.Expr:
    return pl.format("{} to {}", *(_fixed(pl.col(name), digits) for name in (low, high)))


def _fixed(column: pl.Expr, digits: int) -> pl.Expr:
    """A number as text with a fixed count of decimals and a true minus sign."""
    return column.map_elements(lambda x: f"{x:.{digits}f}".replace("-", "−"), return_dtype=pl.String)


def table_priors(release: Release) -> GT:
    """Quantities of the model: prior and posterior."""
    told = release["latent_quantity"].filter(pl.col("prior") != "computed")
    named = pl.when(pl.col("element") == "all").then(pl.col("meaning")).otherwise(pl.format("{}: {}", "meaning", "element"))
    shown = told.select(
        named.alias("quantity"), "prior", pl.col("reason").alias("why"),
        _fixed(pl.col("mean"), 2).alias("posterior mean"), _interval("lower_90", "upper_90").alias("90 % interval"),
    )  # fmt: skip
    return make_table(shown, "tbl-priors-all")


def table_diagnostics(release: Release) -> GT:
    """R-hat and effective sample size of every quantity, worst first."""
    shown = release["latent_quantity"].sort(-pl.col("rhat"), "quantity", "element")
    return make_table(
        shown.select(
            pl.format("{} ({})", pl.col("quantity").str.replace_all("_", " "), "element").alias("quantity"),
            _fixed(pl.col("rhat"), 4).alias("R-hat"),
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
        _fixed(pl.col("tail_share"), 2).alias("tail share"),
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


def table_correlations(found: pl.DataFrame, name: str, labels: tuple[str, str] = ("index", "other index")) -> GT:
    """Correlations of one kind, largest n first. `found` as validity._compare makes it."""
    shown = found.sort(-pl.col("n").cast(pl.Int64), "other", "series").select(
        pl.col("series").alias(labels[0]), pl.col("other").alias(labels[1]), "n", pl.col("n_countries").alias("countries"),
        _fixed(pl.col("spearman"), 2).alias("Spearman"), _interval("spearman_lower_90", "spearman_upper_90").alias("90 %"),
        _fixed(pl.col("pearson"), 2).alias("Pearson"), _interval("pearson_lower_90", "pearson_upper_90").alias("90 % (Pearson)"),
    )  # fmt: skip
    return make_table(shown, name)


def table_disagreements(release: Release) -> GT:
    """Country-years furthest from other indices with pillars, evidence and the gravest records in effect."""
    rows = []
    for row in validity.find_disagreements(release).iter_rows(named=True):
        records = validity.gravest_records(release, row["country_iso3"], row["year"])
        rows.append(
            {
                "country_iso3": row["country_iso3"],
                "country": f"{release.names[row['country_iso3']]} {row['year']}",
                "ours": round(row["ours"]),
                "others": round(row["theirs"]),
                "series": row["n_series"],
                "law": round(row["law"]),
                "funding": round(row["funding"]),
                "practice": round(row["practice"]),
                "density": f"{row['evidence_density']:.2f}",
                "gravest records in effect": "; ".join(
                    f"{link(r['record_id'], record_address(r['record_id']))} {html.escape(r['title'])}"
                    for r in records.iter_rows(named=True)
                ),
            }
        )
    numbers = ("ours", "law", "funding", "practice")
    shown = pl.DataFrame(rows).with_columns(open_section("ours", "composite"), *(open_section(n) for n in numbers[1:]))
    labels = {"country": "country and year"}
    markup = ("country", "gravest records in effect")
    return make_table(shown.with_columns(link_country()).drop("country_iso3"), "tbl-disagreements-all", labels, markup, numbers)


def table_order_test(release: Release) -> GT:
    """The ladder's order against shuffled rungs."""
    percent = [(100 * pl.col(name)).round(0).cast(pl.Int64).alias(name) for name in ("lower_first_share", "expected_share")]
    low, high = ((100 * pl.col(f"expected_{end}_90")).round(0).cast(pl.Int64) for end in ("lower", "upper"))
    shown = claims.compare_order(release).select(
        pl.col("unit").alias("within each"), pl.col("n_units").alias("units"), pl.col("n_pairs").alias("pairs of rungs"),
        percent[0].alias("lower first, %"), percent[1].alias("by chance, %"),
        pl.format("{} to {}", low, high).alias("90 % of shuffles"),
        _fixed(pl.col("p_value"), 3).alias("p"),
    )  # fmt: skip
    return make_table(shown, "tbl-order-test")


def table_effects(effects: pl.DataFrame, direction: str, name: str) -> GT:
    """Effects of one direction by outcome and horizon."""
    shown = effects.filter(pl.col("direction") == direction).select(
        pl.col("outcome"), pl.col("horizon").alias("years ahead"), "n", pl.col("n_countries").alias("countries"),
        _fixed(pl.col("estimate"), 2).alias("estimate"), _interval("lower_90", "upper_90").alias("90 % interval"),
        _fixed(pl.col("p_value"), 3).alias("p"),
    )  # fmt: skip
    return make_table(shown, name)


def table_latest(release: Release) -> GT:
    """Latest year of the model: score, rank and detection, beside the composite's rank."""
    gaps = model_gaps(release)
    last = gaps.filter(pl.col("year") == gaps["year"].max()).sort("rank", "country")
    shown = last.select(
        link_country(), "year", open_section("score", "incidents"), _interval("lower_90", "upper_90", 0).alias("90 % interval"),
        "rank", pl.format("{} to {}", "rank_lower_90", "rank_upper_90").alias("ranks, 90 %"), "composite_rank",
        _percent("detection").alias("becomes known, %"),
        pl.format("{} to {}", _percent("detection_lower_90"), _percent("detection_upper_90")).alias("90 % (becomes known)"),
        open_section("n_incidents", "incidents").alias("known incidents"),
    )  # fmt: skip
    return make_table(shown, "tbl-latest-all", {"composite_rank": "composite's rank"}, ("country",), ("score", "known incidents"))


def _percent(name: str) -> pl.Expr:
    return (100 * pl.col(name)).round(0).cast(pl.Int64)


def table_lags(lags: pl.DataFrame) -> GT:
    """Correlation of changes by lag, a row per series of ours."""
    text = pl.format("{} ({})", _fixed(pl.col("spearman"), 2), "n")
    wide = lags.with_columns(text.alias("text")).pivot("lag", index="series", values="text", maintain_order=True)
    return make_table(wide, "tbl-lags-all", {"series": "changes of ours; correlation (n) by years later"})


def table_among(among: pl.DataFrame) -> GT:
    """Correlations of other indices with each other, a row per pair, a column per kind with n."""
    text = pl.format("{} [{}] n = {}", _fixed(pl.col("spearman"), 2), _interval("spearman_lower_90", "spearman_upper_90"), "n")
    wide = among.with_columns(text.alias("text")).pivot("kind", index=["series", "other"], values="text", maintain_order=True)
    return make_table(wide, "tbl-among-all", {"series": "index", "other": "other index"})


def table_opposite(release: Release) -> GT:
    """Countries that other indices and ours see moving in opposite directions."""
    named = validity.opposite_trends(release).with_columns(pl.col("country_iso3").replace_strict(release.names).alias("country"))
    shown = named.select(
        link_country(),
        pl.col("series").alias("other index"),
        pl.format("{}–{}", "first_year", "last_year").alias("years"),
        open_section("ours", "composite"),
        open_section("theirs", "benchmarks"),
        open_section("n_restrictive", "law").alias("restrictive acts and rules begun"),
    )
    numbers = ("ours", "theirs", "restrictive acts and rules begun")
    return make_table(shown, "tbl-opposite-all", {}, ("country",), numbers)
