"""Organisations: histories step by step, and the list of all."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.schemas.release import Release
from analysis.site.markup import fill_markup, join_markup, trust_markup
from analysis.site.names import RUNG_NAME
from analysis.tables.make import anchor, link, link_record, link_sources, make_table, title_with_note
from analysis.views.organisations import histories, organisation_steps

MARKUP = ("what", "record", "sources")


def table_organisation(release: Release, organisation_id: str) -> GT:
    """What happened to one organisation, in order, with sources."""
    mine = _histories(release, [organisation_id]).drop("organisation_id")
    return make_table(mine, f"tbl-steps-{organisation_id.lower()}", {}, MARKUP)


def _histories(release: Release, organisations: list[str]) -> pl.DataFrame:
    """Steps of organisations as shown, with organisation_id: escaped HTML in the columns of MARKUP, text in the others."""
    steps = organisation_steps(release).filter(pl.col("organisation_id").is_in(organisations))
    cited = release["core_record_source"].filter(pl.col("record_id").is_in(steps["record_id"].implode()))
    linked = link_sources(steps, cited, release["core_source"])
    kind = (
        pl.when(pl.col("direction") == "opening")
        .then(pl.lit("opening"))
        .when(pl.col("kind") == "funding")
        .then(pl.lit("lever on funding"))
        .otherwise(pl.lit("beside the ladder"))
    )
    return linked.select(
        "organisation_id",
        "date",
        pl.col("end_date").alias("ended"),
        pl.coalesce(pl.col("rung").replace_strict(RUNG_NAME, default=None, return_dtype=pl.String), kind).alias("rung"),
        pl.struct("title_en", "note").map_elements(title_with_note, return_dtype=pl.String).alias("what"),
        link_record(),
        "sources",
    )


def _plain(frame: pl.DataFrame) -> str:
    """The same rows as a bare table: a hundred tables of Great Tables would make the page too heavy."""
    head = join_markup(fill_markup('<th scope="col">{}</th>', name) for name in frame.columns)
    cells = [
        [trust_markup(value) if name in MARKUP and value else value or "–" for name, value in row.items()]
        for row in frame.iter_rows(named=True)
    ]
    rows = join_markup(fill_markup("<tr>{}</tr>", join_markup(fill_markup("<td>{}</td>", cell) for cell in row)) for row in cells)
    return fill_markup('<div class="cs-history"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>', head, rows)


def tell_histories(release: Release) -> str:
    """Markdown of all histories: a heading and a table per organisation with at least `HISTORY_STEPS` steps."""
    parts = []
    told = histories(release)
    rows = _histories(release, told["record_id"].to_list())
    steps = {key[0]: part.drop("organisation_id") for key, part in rows.group_by(["organisation_id"], maintain_order=True)}
    for row in told.iter_rows(named=True):
        title = str(fill_markup("{} ({})", row["title_en"], row["country"]))
        title = title.replace("[", "&#91;").replace("*", "&#42;").replace("_", "&#95;")  # the heading is Markdown
        table = _plain(steps[row["record_id"]])
        parts.append(f"### {title} {{#history-{row['record_id'].lower()}}}\n\n```{{=html}}\n{table}\n```\n")
    return "\n".join(parts)


def table_organisations(release: Release) -> GT:
    """All organisations: id as permanent anchor, name, country, kind, years, number of records, link to its history."""
    touched = organisation_steps(release).group_by(pl.col("organisation_id").alias("record_id")).agg(pl.len().alias("records"))
    told = histories(release)["record_id"].to_list()
    rows = release["core_organisation"].filter(pl.col("status") != "retracted").join(touched, on="record_id", how="left")
    cited = link_sources(rows, release["core_record_source"], release["core_source"])

    def name(row: dict[str, str]) -> str:
        here = row["record_id"]
        return link(row["title_en"], f"#history-{here.lower()}") if here in told else fill_markup("{}", row["title_en"])

    shown = cited.sort("title_en", "record_id").select(
        pl.col("record_id").map_elements(anchor, return_dtype=pl.String).alias("id"),
        pl.struct("record_id", "title_en").map_elements(name, return_dtype=pl.String).alias("organisation"),
        pl.col("name_original").alias("original name"),
        pl.col("country_iso3").replace_strict(release.names, default="several", return_dtype=pl.String).alias("country"),
        pl.col("kind").str.replace_all("_", " "),
        "founded",
        "closed",
        pl.col("records").fill_null(0),
        "sources",
    )
    return make_table(shown, "tbl-organisations-all", {}, ("id", "organisation", "sources"))
