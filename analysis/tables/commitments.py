"""Tables of international commitments."""

from __future__ import annotations

import polars as pl
from great_tables import GT

from analysis.schemas.release import Release
from analysis.site.places import record_href
from analysis.tables.make import (
    link_country,
    link_record,
    link_sources,
    make_table,
    open_cell,
    show_title,
    spell_out,
)
from analysis.views.commitments import TREATIES, first_bindings, retreats


def table_commitments_matrix(release: Release) -> GT:
    """When each country bound itself to each treaty; each date opens its record."""
    bound = first_bindings(release)
    wide = bound.with_columns(open_cell("date", record_href())).pivot(
        "treaty", on_columns=list(TREATIES), index=["country_iso3", "country"], values="date"
    )
    everyone = pl.DataFrame({"country_iso3": release.region()}).with_columns(
        pl.col("country_iso3").replace_strict(release.names).alias("country")
    )
    matrix = everyone.join(wide.drop("country"), on="country_iso3", how="left").sort("country")
    shown = matrix.select(link_country(), *TREATIES)
    return make_table(shown, "tbl-commitments-matrix", TREATIES, ("country", *TREATIES))


def table_retreats(release: Release) -> GT:
    """Steps away from commitments with sources."""
    steps = link_sources(retreats(release), release["core_record_source"], release["core_source"])
    shown = steps.select("date", link_country(), spell_out("treaty"), spell_out("step"), show_title(), link_record(), "sources")
    return make_table(shown, "tbl-retreats", {}, ("country", "what", "record", "sources"))
