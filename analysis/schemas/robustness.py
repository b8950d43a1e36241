"""Tables of the release about how far the scores depend on assumptions."""

from __future__ import annotations

from analysis.schemas import fields as f
from analysis.schemas.records import Table

GROUP = {
    "coding": "What another coder would have given each ordinal.",
    "dates": "When within what is known of its dates a record began and ended.",
    "verification": "Whether so sourced a record is wrong as a whole.",
    "duration": "Half-lives, and how long a sentence of unknown end lasts.",
    "level_weights": "What the levels of severity and scope weigh.",
    "combination": "What the gravest act takes away, how acts pile up and undo each other, families against targets.",
    "goalposts": "Normalisation: the restriction at which a score is 0.",
    "pillar_weights": "Weights of the pillars.",
    "aggregation": "Form of the mean over pillars and its floor.",
    "coverage": "What may be closed unseen where little was searched or the law is closed.",
}
ALTERNATIVE = {
    "published": "As published.",
    "arithmetic": "Arithmetic mean of the pillars.",
    "geometric": "Geometric mean of the pillars, its form held.",
    "harmonic": "Harmonic mean of the pillars.",
    "equal_weights": "Equal weights, held.",
    "pca_weights": "Loadings of the first principal component as weights, held.",
    "law_only": "The law pillar alone.",
    "funding_only": "The funding pillar alone.",
    "practice_only": "The practice pillar alone.",
    "no_half_life": "Nothing fades.",
    "linear_levels": "Levels of severity and scope weigh in equal steps.",
    "verified_only": "Without records that rest on one source.",
    "nothing_unseen": "As if nothing were closed unseen.",
}
VIEW = {
    "latest": "Across countries, in the last year.",
    "pooled": "Across all countries and years.",
    "within": "Within countries: yearly scores less the country's mean.",
    "change": "Changes from year to year.",
}


def _country() -> str:
    return f.pattern("Country, ISO 3166-1 alpha-3.", f.COUNTRY_PATTERN, "a country code", example="GEO")


def _code(meaning: str) -> str:
    return f.pattern(meaning, r"^[a-z_]+$", "small letters and underscores", example="law")


def _index(meaning: str) -> float:
    return f.number(meaning, low=-10, high=10, nullable=False, example="0.4")


def _score(meaning: str, low: float = 0) -> float:
    return f.number(meaning, low=low, high=100, nullable=False, example="42.3")


def _correlation(meaning: str) -> float:
    return f.number(meaning, low=-1, high=1, example="0.8")


def _rows() -> int:
    return f.number("Countries, country-years or changes that it rests on.", nullable=False, example="15")


class IndexSensitivity(Table):
    """Sobol indices of the groups of assumptions for each country's latest composite. Estimates can leave 0 to 1 a little."""

    country_iso3: str = _country()
    group: str = f.term("Group of assumptions.", GROUP)
    first_order: float = _index("Share of the variance that would go if the group were known.")
    first_order_lower_90: float = _index("Lower end of the 90 % bootstrap interval.")
    first_order_upper_90: float = _index("Upper end of the 90 % bootstrap interval.")
    total_order: float = _index("Share of the variance that would stay if all other groups were known.")
    total_order_lower_90: float = _index("Lower end of the 90 % bootstrap interval.")
    total_order_upper_90: float = _index("Upper end of the 90 % bootstrap interval.")


class IndexAlternative(Table):
    """Latest composite under other constructions, beside the published one."""

    country_iso3: str = _country()
    alternative: str = f.term("Construction.", ALTERNATIVE)
    score: float = _score("Median over draws; 100 is open, 0 is closed.")
    lower_90: float = _score("Lower end of the 90 % interval.")
    upper_90: float = _score("Upper end of the 90 % interval.")
    difference: float = _score("Median difference from the published composite, draw by draw.", low=-100)
    rank: int = f.number("Rank among the fifteen, 1 is the most open; empty for comparators.", low=1, high=15, example="4")


class IndexEffectiveWeight(Table):
    """Weights of the components as given, as they act through the structure, and as the composite follows them."""

    code: str = _code("Component.")
    weight: float = f.number("Weight among the children of one parent.", high=100, nullable=False, example="1")
    effective_weight: float = f.number("Share in the top component.", high=1, nullable=False, example="0.333")
    influence: float = f.number("r² of composite and component over countries and years.", high=1, example="0.7")
    loading: float = f.number("Loading on the first principal component of the pillars.", high=1, example="0.58")


class IndexCorrelation(Table):
    """Correlations between composite and pillars."""

    view: str = f.term("What is compared.", VIEW)
    index_1: str = _code("One index.")
    index_2: str = _code("The other index.")
    pearson: float = _correlation("Pearson's r.")
    spearman: float = _correlation("Spearman's rho.")
    p_value: float = f.number("Two-sided p-value of r; only across countries, as years do not stand for themselves.", high=1)
    n: int = _rows()


class IndexConsistency(Table):
    """How far the pillars measure one thing."""

    view: str = f.term("What is compared.", VIEW)
    alpha: float = f.number("Cronbach's alpha of the pillars.", low=-1000, high=1, example="0.8")
    first_component_share: float = f.number("Share of variance of the first principal component.", high=1, example="0.8")
    n: int = _rows()
