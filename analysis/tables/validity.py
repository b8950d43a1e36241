"""Tables of the validity: ours beside other indices."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.findings import validity
from analysis.schemas.release import Release
from analysis.site.markup import fill_markup
from analysis.site.places import record_address
from analysis.tables.make import link, link_country, make_table, open_section, show_fixed, show_range


def table_correlations(found: pl.DataFrame, name: str, labels: tuple[str, str] = ("index", "other index")) -> GT:
    """Correlations of one kind, largest n first. `found` as validity._compare makes it."""
    shown = found.sort(-pl.col("n").cast(pl.Int64), "other", "series").select(
        pl.col("series").alias(labels[0]), pl.col("other").alias(labels[1]), "n", pl.col("n_countries").alias("countries"),
        show_fixed(pl.col("spearman"), 2).alias("Spearman"), show_range("spearman_lower_90", "spearman_upper_90").alias("90 %"),
        show_fixed(pl.col("pearson"), 2).alias("Pearson"), 
        show_range("pearson_lower_90", "pearson_upper_90").alias("90 % (Pearson)"),
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
                **{name: None if row[name] is None else round(row[name]) for name in ("law", "funding", "practice")},
                "reports": row["n_reports"],
                "gravest records in effect": "; ".join(
                    fill_markup("{} {}", link(r["record_id"], record_address(r["record_id"])), r["title"])
                    for r in records.iter_rows(named=True)
                ),
            }
        )
    numbers = ("ours", "law", "funding", "practice")
    shown = pl.DataFrame(rows).with_columns(open_section("ours", "composite"), *(open_section(n) for n in numbers[1:]))
    labels = {"country": "country and year"}
    markup = ("country", "gravest records in effect")
    return make_table(shown.with_columns(link_country()).drop("country_iso3"), "tbl-disagreements-all", labels, markup, numbers)


def table_lags(lags: pl.DataFrame) -> GT:
    """Correlation of changes by lag, a row per series of ours."""
    text = pl.format("{} ({})", show_fixed(pl.col("spearman"), 2), "n")
    wide = lags.with_columns(text.alias("text")).pivot("lag", index="series", values="text", maintain_order=True)
    return make_table(wide, "tbl-lags-all", {"series": "changes of ours; correlation (n) by years later"})


def table_among(among: pl.DataFrame) -> GT:
    """Correlations of other indices with each other, a row per pair, a column per kind with n."""
    text = pl.format(
        "{} [{}] n = {}", show_fixed(pl.col("spearman"), 2), show_range("spearman_lower_90", "spearman_upper_90"), "n"
    )
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
