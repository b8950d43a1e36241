"""Tables of the release about how far the scores depend on assumptions."""

from __future__ import annotations

from analysis.schemas import fields as f
from analysis.schemas.evidence import REPORTER
from analysis.schemas.records import Table

GROUP = {
    "practice": "Where practice stands: states given the reports, and the parameters of the measurement model.",
    "rules": "What the rules are: levels of unknown spells, what another coder would have given, when spells began.",
    "weights": "Weights of the pillars and the form of their mean.",
}
ALTERNATIVE = {
    "published": "As published.",
    "geometric": "Geometric mean of the pillars.",
    "harmonic": "Harmonic mean of the pillars.",
    "equal_weights": "Equal weights of the pillars, held.",
    "law_only": "The law pillar alone.",
    "funding_only": "The funding pillar alone.",
    "practice_only": "The practice pillar alone.",
    **{f"without_{code}": f"Without reports by: {meaning.rstrip('.')}." for code, meaning in REPORTER.items()},
    "full_texts_only": "Practice from reports of which every section was read.",
    "no_events": "Dated events do not let the score move more.",
    "recorded_facts_only": "Only the sum of recorded closures in force, 100 for none and 0 for the most of any country and month; silence counts as openness.",
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


def _score(meaning: str, low: float = 0, nullable: bool = False) -> float:
    return f.number(meaning, low=low, high=100, nullable=nullable, example="42.3")


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
    score: float = _score("Median over draws; empty for a pillar of whose rules under half are known.", nullable=True)
    lower_90: float = _score("Lower end of the 90 % interval.")
    upper_90: float = _score("Upper end of the 90 % interval.")
    difference: float = _score("Its distance from the published score.", low=-100, nullable=True)
    rank: int = f.number(
        "Rank among the fifteen, 1 is the most open; empty for comparators and where there is no score.",
        low=1,
        high=15,
        example="4",
    )


class IndexEffectiveWeight(Table):
    """Weights of the components as given, as they act through the structure, and as the composite follows them."""

    code: str = _code("Component.")
    weight: float = f.number("Weight among the children of one parent.", high=100, nullable=False, example="1")
    effective_weight: float = f.number("Share in the top component.", high=1, nullable=False, example="0.333")
    influence: float = f.number("r² of composite and component over countries and years.", high=1, example="0.7")
    loading: float = f.number(
        "Loading on the first principal component of the pillars (for pillars) or the rights (for rights).",
        low=-1,
        high=1,
        example="0.58",
    )


class IndexCorrelation(Table):
    """Correlations between the composite, the pillars and the rights."""

    view: str = f.term("What is compared.", VIEW)
    index_1: str = _code("One index.")
    index_2: str = _code("The other index.")
    pearson: float = _correlation("Pearson's r.")
    spearman: float = _correlation("Spearman's rho.")
    p_value: float = f.number("Two-sided p-value of r; only across countries, as years do not stand for themselves.", high=1)
    n: int = _rows()


class IndexConsistency(Table):
    """How far the rights of practice measure one thing."""

    view: str = f.term("What is compared.", VIEW)
    alpha: float = f.number("Cronbach's alpha of the rights.", low=-1000, high=1, example="0.8")
    first_component_share: float = f.number("Share of variance of the first principal component.", high=1, example="0.8")
    n: int = _rows()


ROBUSTNESS_TABLES: dict[str, type[Table]] = {
    "index_sensitivity": IndexSensitivity,
    "index_alternative": IndexAlternative,
    "index_effective_weight": IndexEffectiveWeight,
    "index_correlation": IndexCorrelation,
    "index_consistency": IndexConsistency,
}
ROBUSTNESS_KEYS = {
    "index_sensitivity": ["country_iso3", "group"],
    "index_alternative": ["country_iso3", "alternative"],
    "index_effective_weight": ["code"],
    "index_correlation": ["view", "index_1", "index_2"],
    "index_consistency": ["view"],
}
