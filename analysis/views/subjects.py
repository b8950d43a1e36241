"""Frames of the thematic pages: ladder, defenders, two democracies, commitments, responses. Pure."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.schemas.vocabulary import DEFENDERS, HOSTILE
from analysis.site.places import record_href, search_href
from analysis.site.theme import RUNG_NAME
from analysis.views.frames import yearly_scores

FLAGS = list(HOSTILE)
TREATIES = {
    "iccpr": "ICCPR",
    "iccpr_op1": "ICCPR, first protocol",
    "cat": "CAT",
    "cedaw": "CEDAW",
    "council_of_europe": "Council of Europe",
    "echr": "European Convention",
    "istanbul_convention": "Istanbul Convention",
}
HISTORY_STEPS = 2
RETREATS = ["denunciation", "suspension", "expulsion", "derogation", "refusal"]


def _named(release: Release) -> pl.Expr:
    return pl.col("country_iso3").replace_strict(release.names).alias("country")


def first_rungs(release: Release) -> pl.DataFrame:
    """First recorded use of each rung: country, rung, rung_name, year, record_id, title, href."""
    titles = release["core_incident"].select("record_id", pl.col("title_en").alias("title"))
    steps = release["ladder_step"].filter(pl.col("country_iso3").is_in(release.region())).join(titles, on="record_id")
    return steps.select(
        _named(release),
        "country_iso3",
        "rung",
        pl.col("rung").replace_strict(RUNG_NAME, return_dtype=pl.String).alias("rung_name"),
        pl.col("first_date").dt.year().alias("year"),
        "record_id",
        "title",
        record_href(),
    ).sort("country", "rung")


def order_of_rungs(release: Release) -> pl.DataFrame:
    """For each pair of rungs: in how many countries the lower came first, the higher came first, or both in one year."""
    steps = first_rungs(release).select("country", "rung", "year")
    pairs = steps.join(steps, on="country", suffix="_high").filter(pl.col("rung") < pl.col("rung_high"))
    return (
        pairs.group_by("rung", "rung_high")
        .agg(
            (pl.col("year") < pl.col("year_high")).sum().alias("lower_first"),
            (pl.col("year") > pl.col("year_high")).sum().alias("higher_first"),
            (pl.col("year") == pl.col("year_high")).sum().alias("same_year"),
        )
        .with_columns(
            pl.col("rung").replace_strict(RUNG_NAME, return_dtype=pl.String).alias("lower_rung"),
            pl.col("rung_high").replace_strict(RUNG_NAME, return_dtype=pl.String).alias("higher_rung"),
        )
        .sort("rung", "rung_high")
        .select("lower_rung", "higher_rung", "lower_first", "higher_first", "same_year")
    )


def organisation_steps(release: Release) -> pl.DataFrame:
    """What happened to organisations, in order: organisation_id, kind (incident, funding), date, end_date, rung, title, note."""
    shared = ["record_id", "title_en", "note", "date", "end_date", "rung", "kind"]
    incidents = release["core_incident"].filter(pl.col("status") == "active").with_columns(pl.lit("incident").alias("kind"))
    measures = release["core_funding"].filter((pl.col("status") == "active") & (pl.col("level") == "case"))
    measures = measures.with_columns(
        pl.col("start").alias("date"),
        pl.col("end").alias("end_date"),
        pl.lit(None, pl.Int64).alias("rung"),
        pl.lit("funding").alias("kind"),
    )
    steps = pl.concat([incidents.select(shared), measures.select(shared)])
    return release["core_record_organisation"].join(steps, on="record_id").sort("organisation_id", "date", "record_id")


def histories(release: Release) -> pl.DataFrame:
    """Organisations with HISTORY_STEPS or more recorded steps: record_id, title_en, country, n_steps, n_rungs."""
    steps = organisation_steps(release).group_by(pl.col("organisation_id").alias("record_id"))
    counted = steps.agg(pl.len().alias("n_steps"), pl.col("rung").drop_nulls().n_unique().alias("n_rungs"))
    organisations = release["core_organisation"].filter(pl.col("status") == "active")
    long = organisations.join(counted.filter(pl.col("n_steps") >= HISTORY_STEPS), on="record_id")
    country = pl.col("country_iso3").replace_strict(release.names, default="several countries", return_dtype=pl.String)
    return long.select("record_id", "title_en", country.alias("country"), "n_steps", "n_rungs").sort("country", "title_en")


def defender_incidents(release: Release) -> pl.DataFrame:
    """Active incidents against defenders in the wide sense (organisations, journalists, lawyers …), by own authorities."""
    return release["core_incident"].filter(
        (pl.col("status") == "active")
        & (pl.col("authority") == "state")
        & pl.col("target").is_in(DEFENDERS)
        & pl.col("country_iso3").is_in(release.region())
    )


def insecurity_years(release: Release) -> pl.DataFrame:
    """Recorded incidents that touch defenders by year of beginning and kind of insecurity: year, kind, n_incidents, href."""
    incidents = defender_incidents(release)
    kind = pl.col("insecurity_kind").str.replace_all("_", " ").alias("kind")
    year = pl.col("start_earliest").dt.year().alias("year")
    counts = incidents.group_by(year, kind).agg(pl.len().alias("n_incidents")).filter(pl.col("year") >= 1991)
    behind = search_href("incident", pl.col("kind"), pl.col("year"), "in the score", "against defenders")
    return counts.with_columns(behind).sort("year", "kind")


def hostile_environment(release: Release) -> pl.DataFrame:
    """Share of incidents against defenders in which each hostile behaviour is recorded, per cent, by country."""
    incidents = defender_incidents(release)
    shares = [(100 * pl.col(flag).mean()).round(0).cast(pl.Int64).alias(flag) for flag in FLAGS]
    grouped = incidents.group_by("country_iso3").agg(pl.len().alias("incidents"), *shares)
    return grouped.with_columns(_named(release)).sort("country")


def two_democracies(release: Release) -> pl.DataFrame:
    """Freedom House's political-rights rating (0 to 100, most open) beside our composite.

    Columns country_iso3, country, year, measure, share.
    """
    in_region = pl.col("country_iso3").is_in(release.region())
    ratings = release["core_benchmark"].filter(
        (pl.col("index_name") == "freedom_in_the_world")
        & (pl.col("component") == "political_rights")
        & (pl.col("status") == "active")
        & in_region
    )
    share = 100 * (pl.col("value") - pl.col("scale_low")) / (pl.col("scale_high") - pl.col("scale_low"))
    names = [pl.lit(name).alias("measure") for name in ("political rights (Freedom House)", "civic space (ours)")]
    theirs = ratings.select("country_iso3", _named(release), "year", names[0], share.alias("share"))
    ours = (
        yearly_scores(release)
        .filter(in_region)
        .select("country_iso3", "country", "year", names[1], pl.col("score").round(1).alias("share"))
    )
    return pl.concat([ours, theirs]).sort("country", "measure", "year")


def retreats(release: Release) -> pl.DataFrame:
    """Steps away from international commitments, newest first."""
    steps = release["core_commitment"].filter(pl.col("step").is_in(RETREATS) & (pl.col("status") == "active"))
    return steps.with_columns(_named(release)).sort("date", "record_id", descending=[True, False])


def first_bindings(release: Release) -> pl.DataFrame:
    """First binding step (ratification, accession or succession) by country and treaty: country, treaty, date, record_id."""
    bound = release["core_commitment"].filter(
        pl.col("step").is_in(["ratification", "accession", "succession"])
        & (pl.col("status") == "active")
        & pl.col("treaty").is_in(TREATIES)
        & pl.col("country_iso3").is_in(release.region())
    )
    first = bound.sort("date", "record_id").unique(["country_iso3", "treaty"], keep="first", maintain_order=True)
    return first.select("country_iso3", _named(release), "treaty", "date", "record_id")


def unanswered(release: Release, most: int = 20) -> pl.DataFrame:
    """Gravest restrictive acts in force that no recorded response answers."""
    answered = release["core_response_record"]["record_id"]
    level = pl.max_horizontal("stigma", "administrative_burden", "criminalisation") * pl.col("scope")
    acts = release["core_legislation"].filter(
        (pl.col("status") == "active")
        & (pl.col("authority") == "state")
        & (pl.col("direction") == "restrictive")
        & pl.col("in_force_to").is_null()
        & ~pl.col("record_id").is_in(answered.implode())
    )
    return acts.with_columns(_named(release), level.alias("gravity")).sort(-pl.col("gravity"), "record_id").head(most)
