"""Tables of data quality: how records were verified, how many there are, what is not recorded, how far coders agree."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.evidence.agreement import measure_agreement
from analysis.evidence.second_readings import BLIND, MASKED, measure_levels, measure_reputation, pair_levels
from analysis.schemas.items import ITEMS
from analysis.schemas.release import Release
from analysis.site.places import search_href
from analysis.tables.downloads import RECORD_TABLES
from analysis.tables.make import link, link_country, make_table, open_cell, open_section, show_fixed, show_range, spell_out
from analysis.views.quality import (
    TURN,
    codes_by_item,
    not_found,
    reports_by_decade,
    reports_by_reporter,
    rules_known,
)


def _country(release: Release) -> pl.Expr:
    return pl.col("country_iso3").replace_strict(release.names).alias("country")


def table_verification(release: Release) -> GT:
    """Active records by dataset and verification, with the share verified by primary text or two sources."""
    rows = []
    for name, table in RECORD_TABLES.items():
        counts = dict(release[table].filter(pl.col("status") == "active")["verification"].value_counts().iter_rows())
        total = sum(counts.values())
        better = total - counts.get("one_source", 0)
        kinds = {kind.replace("_", " "): counts.get(kind, 0) for kind in ("primary_text", "two_sources", "one_source")}
        rows.append(
            {"dataset": link(name, f"downloads/{table}.csv")}
            | kinds
            | {"records": total, "beyond one source": f"{better / total:.0%}" if total else "–"}
        )
    return make_table(pl.DataFrame(rows), "tbl-verification-all", {}, ("dataset",))


def table_counts(release: Release) -> GT:
    """Active records by country and dataset."""
    parts = [
        release[table]
        .filter((pl.col("status") == "active") & pl.col("country_iso3").is_in(list(release.names)))
        .group_by("country_iso3")
        .agg(pl.len().alias("n"))
        .with_columns(pl.lit(name).alias("dataset"))
        for name, table in RECORD_TABLES.items()
    ]
    wide = pl.concat(parts).pivot("dataset", on_columns=list(RECORD_TABLES), index="country_iso3", values="n")
    named = wide.with_columns(_country(release)).sort("country")
    sought = open_cell("organisations", search_href(pl.col("country"), "organisation"))
    shown = named.select(link_country(), *(sought if name == "organisations" else open_section(name) for name in RECORD_TABLES))
    return make_table(shown, "tbl-counts-all", {}, ("country",), tuple(RECORD_TABLES))


def table_unrecorded(release: Release) -> GT:
    """Leads that did not become records, with the reason."""
    leads = release["core_lead"].filter(pl.col("outcome") == "not_recorded")
    shown = (
        leads.with_columns(_country(release)).sort("country", "lead_id").select("lead_id", link_country(), "dataset", "reason")
    )
    return make_table(shown, "tbl-unrecorded", {}, ("country",))


def table_agreement(release: Release) -> GT:
    """Agreement between two coders per variable of acts, measures and incidents: records, share equal, Krippendorff's alpha."""
    shown = measure_agreement(release).select(
        "dataset",
        spell_out("variable"),
        "records",
        _percent("agreement").alias("equal, %"),
        show_fixed(pl.col("alpha"), 2).alias("Krippendorff's alpha"),
    )
    return make_table(shown, "tbl-agreement-all")


def table_levels_agreement(release: Release) -> GT | None:
    """Agreement of the two codings of levels, per item and over all. None without a second coding."""
    found = measure_levels(pair_levels(release, BLIND)).filter(pl.col("n") > 0)
    if found.is_empty():
        return None
    names = {code: item.name for code, item in ITEMS.items()}
    whole = pl.format("all of {}", "of")
    shown = found.select(
        pl.coalesce(pl.col("item").replace(names), whole).alias("item"),
        pl.col("n").alias("coded by both"),
        (pl.col("n_either") - pl.col("n")).alias("by one only"),
        _percent("agreement").alias("equal, %"),
        _percent("within_one").alias("at most one apart, %"),
        show_fixed(pl.col("alpha"), 2).alias("Krippendorff's alpha"),
    )
    return make_table(shown, "tbl-levels-agreement-all")


def table_reputation(release: Release) -> GT | None:
    """First coding less the one with country and year hidden. None without masked readings."""
    found = measure_reputation(pair_levels(release, MASKED))
    if found.is_empty():
        return None
    shown = found.select(
        pl.col("of").alias("countries"),
        pl.col("n_reports").alias("texts"),
        pl.col("n").alias("levels"),
        show_fixed(pl.col("gap"), 2).alias("first less masked"),
        show_range("lower_90", "upper_90").alias("90 % interval"),
        show_fixed(pl.col("alpha"), 2).alias("Krippendorff's alpha"),
    )
    return make_table(shown, "tbl-reputation-all")


def table_reporters(release: Release) -> GT:
    """Reporters: reports by depth of reading, levels, countries, years."""
    shown = reports_by_reporter(release).select(
        "reporter",
        pl.col("n_reports").alias("reports"),
        pl.col("n_full").alias("read in full"),
        pl.col("n_extract").alias("in part"),
        pl.col("n_opening").alias("first page"),
        pl.col("n_codes").alias("levels"),
        pl.col("n_countries").alias("countries"),
        pl.format("{}–{}", "first", "last").alias("years"),
    )
    return make_table(shown, "tbl-reporters-all")


def table_decades(release: Release) -> GT:
    """Decades: reports, levels per report, shares read in full and by the first page alone."""
    shown = reports_by_decade(release).select(
        "decade",
        pl.col("n_reports").alias("reports"),
        pl.col("codes_each").alias("levels a report"),
        _percent("full_share").alias("read in full, %"),
        _percent("opening_share").alias("first page only, %"),
    )
    return make_table(shown, "tbl-decades-all")


def table_items(release: Release) -> GT:
    """Items of practice: levels coded, shares of the four levels, share resting on a description."""
    shown = codes_by_item(release).select(
        "right",
        "item",
        pl.col("n_codes").alias("levels"),
        *(_percent(f"level_{level}").alias(f"at {level}, %") for level in range(4)),
        *(_percent(basis).alias(to) for basis, to in (("detail", "described, %"), ("summary", "general sentence, %"))),
        _percent("enumeration").alias("list, %"),
    )
    return make_table(shown, "tbl-items-coded")


def table_rules(release: Release, by: str) -> GT:
    """Rules in force by country (`by` country_iso3) or item: spells, time unknown before and since 2000, read in the article."""
    found = rules_known(release, by)
    head = [link_country()] if by == "country_iso3" else ["pillar", "item"]
    shown = found.select(
        *head,
        pl.col("n_spells").alias("spells"),
        _percent("unknown_before").alias(f"unknown before {TURN}, %"),
        _percent("unknown_since").alias(f"unknown from {TURN}, %"),
        _percent("article_share").alias("known from the article, %"),
    )
    return make_table(shown, f"tbl-rules-{by.replace('_', '-')}", {}, ("country",) if by == "country_iso3" else ())


def table_not_found(release: Release) -> GT | None:
    """Reports and rules that were looked for and not found, or in part. None when there are none."""
    rows = not_found(release)
    if rows.is_empty():
        return None
    what = pl.format("{}{}", spell_out("result"), pl.concat_str(pl.lit(": "), "note").fill_null(""))
    shown = rows.select(link_country(), "dataset", "topic", "years", what.alias("result"))
    return make_table(shown, "tbl-not-found-all", {}, ("country",))


def _percent(name: str) -> pl.Expr:
    """A share as a whole number per cent."""
    return (100 * pl.col(name)).round(0).cast(pl.Int64).alias(name)
