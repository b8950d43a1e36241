"""Where the region stands, in words: who is most open, who fell, who rose, who is unclear, as of when."""

from __future__ import annotations

import polars as pl

from analysis.schemas.release import Release
from analysis.site.markup import fill_markup, join_markup
from analysis.views.scores import band_countries, standings
from analysis.words.direction import find_direction
from analysis.words.grammar import begin, count, day_name, join_words, month_name, signed

MIDDLE = 50.0
_NUMBERS = (
    "none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()  # noqa: SIM905
)


def describe_region(release: Release) -> str:
    """Three sentences: the ends of the scale, how many stand above and below its middle, and what changed in three years."""
    region = band_countries(standings(release))
    top, bottom = (region.filter(pl.col("band") == end) for end in (region["band"].min(), region["band"].max()))
    ends = f"Most open {_stand(top)}; most closed {_stand(bottom)}."
    return f"{ends} {_describe_middle(region)} {describe_changes(region)}"


def _stand(band: pl.DataFrame) -> str:
    named = [f"{row['country']} ({row['score']:.0f})" for row in band.iter_rows(named=True)]
    return f"{'is' if len(named) == 1 else 'are'} {join_words(named)}"


def _describe_middle(region: pl.DataFrame) -> str:
    above = region.filter(pl.col("lower_90") > MIDDLE).height
    below = region.filter(pl.col("upper_90") < MIDDLE).height
    unsure = region.height - above - below
    stands = f"{_number(above)} {_lie(above)} above the middle of the scale and {_number(below)} below"
    text = f"Of the {_number(region.height)}, {stands}"
    return text + (f"; for {_number(unsure)} it cannot be told." if unsure else ".")


def _number(n: int) -> str:
    return _NUMBERS[n] if n < len(_NUMBERS) else str(n)


def _lie(n: int) -> str:
    return "lies" if n == 1 else "lie"


def describe_changes(region: pl.DataFrame) -> str:
    """Who surely fell and rose over the three years up to the last evidence, and for how many it cannot be told."""
    rows = list(region.iter_rows(named=True))
    ways = {way: [row for row in rows if find_direction(row) == way] for way in ("fall", "rise", "unclear")}
    unsure = len(ways["unclear"])
    if unsure == region.height:
        return "Over the last three years of evidence no country surely fell or rose."
    named = {way: _moved(rows) for way, rows in ways.items()}
    parts = [f"{named[way]} {verb}" for way, verb in (("fall", "fell"), ("rise", "rose")) if ways[way]]
    parts += [f"none {verb}" for way, verb in (("fall", "fell"), ("rise", "rose")) if not ways[way]]
    text = f"Over the last three years of evidence, with at least nine chances in ten, {join_words(parts)}"
    if not unsure:
        return text + "."
    return f"{text}; for the other {_number(unsure) + ' ' if unsure > 1 else ''}the direction is not sure."


def _moved(rows: list[dict]) -> str:
    ordered = sorted(rows, key=lambda row: -abs(row["change"]))
    return join_words([f"{row['country']} ({signed(row['change'])})" for row in ordered])


def describe_reach(release: Release) -> str:
    """Until when evidence of practice reaches, and what stands beyond it."""
    region = standings(release).filter(pl.col("role") == "region").drop_nulls("evidence_to").sort("evidence_to", "country")
    if region.is_empty():
        return "No country has evidence of practice yet."
    first, last = region.row(0, named=True), region.row(-1, named=True)
    month = month_name(standings(release)["now_month"][0])
    if first["evidence_to"] == last["evidence_to"]:
        reach = f"Evidence of practice reaches {day_name(first['evidence_to'])} everywhere"
    else:
        reach = (
            f"Evidence of practice reaches from {month_name(first['evidence_to'])} ({first['country']}) to "
            f"{month_name(last['evidence_to'])} ({last['country']})"
        )
    return (
        f"{reach}. Scores stand as of each country's last evidence; from there to {month} a forecast is drawn dashed and lighter."
    )


def tell_tiles(release: Release) -> str:
    """The region in six tiles, as HTML: who is most open and most closed, who fell, rose or is unclear, as of when."""
    region = band_countries(standings(release))
    rows = sorted(region.iter_rows(named=True), key=lambda row: row["country"])
    tiles = []
    for band, label in ((region["band"].min(), "most open"), (region["band"].max(), "most closed")):
        members = region.filter(pl.col("band") == band)
        scores = join_words([f"{score:.0f}" for score in members["score"]])
        tiles.append((", ".join(members["country"]), f"{label}, at {scores} of 100"))
    for way, verb in (("fall", "fell"), ("rise", "rose")):
        moved = sorted((row for row in rows if find_direction(row) == way), key=lambda row: -abs(row["change"]))
        told = ", ".join(f"{row['country']} {signed(row['change'], 0)}" for row in moved)
        tiles.append((told or "None", f"{verb} in three years, with nine chances in ten or more"))
    unsure = [row["country"] for row in rows if find_direction(row) == "unclear"]
    named = f": {join_words(unsure)}" if 0 < len(unsure) <= 6 else ""
    tiles.append((str(len(unsure)), f"without a sure direction{named}"))
    reach = sorted({row["evidence_to"] for row in rows if row["evidence_to"]})
    ends = list(dict.fromkeys(f"{day:%b %Y}" for day in (reach[:1] + reach[-1:])))
    tiles.append(("–".join(ends) or "None", "is how far evidence of practice reaches, by country"))
    items = join_markup(fill_markup("<li><strong>{}</strong><span>{}</span></li>", big, small) for big, small in tiles)
    return str(fill_markup('<ul class="cs-key cs-six">{}</ul>', items))


def alt_standing(release: Release) -> str:
    """Text alternative of the standings: band by band."""
    region = band_countries(standings(release))
    bands = []
    for _, members in region.group_by("band", maintain_order=True):
        bands.append(join_words([f"{row['country']} {row['score']:.0f}" for row in members.iter_rows(named=True)]))
    return f"Composite score at the last evidence, from open to closed, {count(len(bands), 'band')}: {'; '.join(bands)}."


def alt_multiples(years: pl.DataFrame) -> str:
    """Text alternative of the small multiples: largest fall and rise between the first and the last measured year."""
    measured = years.filter((pl.col("is_forecast") == 0) & pl.col("score").is_not_null())
    if measured.is_empty():
        return "No year is measured yet."
    first = measured["year"].sort()[0]
    change = (pl.col("score").last() - pl.col("score").first()).alias("change")
    moved = measured.sort("year").group_by("country", maintain_order=True).agg(change).sort("change", "country")
    low, high = moved.row(0, named=True), moved.row(-1, named=True)
    fell, rose = (f"{signed(row['change'], 0)} points in {row['country']}" for row in (low, high))
    countries = count(moved.height, "country", "countries")
    return f"Composite by year from {first} to the last year with evidence, {countries}: the change runs from {fell} to {rose}."


def describe_band(release: Release, country: str) -> str:
    """Where a country of the fifteen stands among them; empty for a comparator."""
    region = band_countries(standings(release))
    mine = region.filter(pl.col("country_iso3") == country)
    if mine.is_empty():
        return ""
    band = mine["band"][0]
    beside = region.filter((pl.col("band") == band) & (pl.col("country_iso3") != country))["country"].to_list()
    above, below = region.filter(pl.col("band") < band).height, region.filter(pl.col("band") > band).height
    stand = "stands" if above == 1 else "stand"
    place = f"{_number(above)} of the {_number(region.height)} {stand} more open, {_number(below)} more closed"
    if beside:
        return begin(f"{place}; in one band with {join_words(sorted(beside))}: their order is not known.")
    return begin(f"{place}.")
