"""How far the scores depend on assumptions, and which changes are real. Frames in, frames out."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release

PROBABLE = 0.9  # probability from which a fall or a rise is taken for real
PUBLISHED = "published"


def compare_ranks(release: Release) -> pl.DataFrame:
    """Each construction against the published one over the fifteen, least shift first.

    Columns alternative, n (countries that have a score under it), spearman (of scores), shift (mean change of rank among these),
    largest_shift, mover (country_iso3 of who moves most), mean_difference (in points).
    """
    region = release["index_alternative"].filter(pl.col("country_iso3").is_in(release.region()) & pl.col("score").is_not_null())
    published = region.filter(pl.col("alternative") == PUBLISHED).select("country_iso3", pl.col("score").alias("published"))
    others = region.filter(pl.col("alternative") != PUBLISHED).join(published, on="country_iso3").sort("alternative")
    rows = [{"alternative": name} | _compare(rows) for (name,), rows in others.group_by(["alternative"], maintain_order=True)]
    schema = {"alternative": pl.String, "n": pl.Int64, "spearman": pl.Float64, "shift": pl.Float64, "largest_shift": pl.Int64}
    schema |= {"mover": pl.String, "mean_difference": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("shift", "alternative")


def _compare(rows: pl.DataFrame) -> dict[str, float | int | str | None]:
    """One construction; ranks are taken anew among the countries that have a score under it."""
    ranks = [pl.col(name).rank("min", descending=True).cast(pl.Int64) for name in ("score", "published")]
    moved = rows.with_columns((ranks[0] - ranks[1]).abs().alias("shift")).sort(-pl.col("shift"), "country_iso3")
    spearman = rows.select(pl.corr("score", "published", method="spearman")).item() if rows.height > 2 else None
    most = moved["shift"][0]
    return {
        "n": rows.height,
        "spearman": spearman,
        "shift": rows.height and float(moved["shift"].mean()),  # type: ignore[arg-type]
        "largest_shift": most,
        "mover": moved["country_iso3"][0] if most else None,
        "mean_difference": float((rows["score"] - rows["published"]).mean()),  # type: ignore[arg-type]
    }


def year_changes(release: Release, years: int, index: str = "composite") -> pl.DataFrame:
    """Changes over so many years (1 or 3) of the fifteen, up to each country's last measured year."""
    measured = release["index_country_year"].filter((pl.col("index") == index) & (pl.col("is_forecast") == 0))
    return (
        release["index_change_year"]
        .filter((pl.col("index") == index) & (pl.col("years") == years) & pl.col("country_iso3").is_in(release.region()))
        .join(measured, on=["country_iso3", "year"], how="semi")
    )


def real_changes(release: Release, years: int = 3, index: str = "composite") -> pl.DataFrame:
    """Changes over so many years that are real with a probability of 90 % or more, largest first, with `probability`."""
    probability = pl.max_horizontal("fall_probability", "rise_probability").alias("probability")
    changes = year_changes(release, years, index).with_columns(probability)
    return changes.filter(pl.col("probability") >= PROBABLE).sort(-pl.col("change").abs(), "country_iso3", "year")


def turning_changes(release: Release, years: int = 3, index: str = "composite") -> pl.DataFrame:
    """Real changes of which no two of one country overlap: the largest, then the largest that overlaps none before, and so on."""
    taken: dict[str, list[int]] = {}
    kept = []
    for row in real_changes(release, years, index).iter_rows(named=True):
        before = taken.setdefault(row["country_iso3"], [])
        if all(abs(row["year"] - year) >= years for year in before):
            before.append(row["year"])
            kept.append(row)
    return pl.DataFrame(kept, schema=real_changes(release, years, index).schema)
