"""Tables of the reporting-aware model: scores, quantities with diagnostics, predictive checks, recovery of simulations."""

from __future__ import annotations

from analysis.schemas import fields as f
from analysis.schemas.records import Table


def _score(meaning: str) -> float:
    return f.number(meaning, high=100, nullable=False, example="62.4")


def _share(meaning: str) -> float:
    return f.number(meaning, high=1, nullable=False, example="0.5")


def _any(meaning: str, nullable: bool = False) -> float:
    return f.number(meaning, low=-1e6, nullable=nullable, example="0.3")


class IndexLatentYear(Table):
    """Reporting-aware scores by country and year, for the fifteen; comparators are coded too thinly to model."""

    country_iso3: str = f.pattern("Country, ISO 3166-1 alpha-3.", f.COUNTRY_PATTERN, "a country code", example="GEO")
    year: int = f.number("Year.", low=1991, high=2099, nullable=False, example="2024")
    score: float = _score("Posterior median; what the indicators would show if all were reported, 100 open, 0 closed.")
    lower_50: float = _score("Lower end of the 50 % interval.")
    upper_50: float = _score("Upper end of the 50 % interval.")
    lower_90: float = _score("Lower end of the 90 % interval.")
    upper_90: float = _score("Upper end of the 90 % interval.")
    rank: int = f.number("Rank among the fifteen, 1 is the most open.", low=1, high=15, nullable=False, example="4")
    rank_lower_50: int = f.number("Best rank of the 50 % interval.", low=1, high=15, nullable=False, example="4")
    rank_upper_50: int = f.number("Worst rank of the 50 % interval.", low=1, high=15, nullable=False, example="5")
    rank_lower_90: int = f.number("Best rank of the 90 % interval.", low=1, high=15, nullable=False, example="3")
    rank_upper_90: int = f.number("Worst rank of the 90 % interval.", low=1, high=15, nullable=False, example="6")
    change: float = f.number("Median change on the year before; empty in the first year.", low=-100, high=100, example="-3.2")
    fall_probability: float = f.number("Probability of a fall of more than half a point on the year before.", high=1)
    rise_probability: float = f.number("Probability of a rise of more than half a point on the year before.", high=1)
    detection: float = _share("Probability that an incident of the year becomes known; posterior median.")
    detection_lower_90: float = _share("Lower end of its 90 % interval.")
    detection_upper_90: float = _share("Upper end of its 90 % interval.")
    n_incidents: int = f.number("Incidents known to have begun in the year.", nullable=False, example="12")
    evidence_density: float = _share("How deeply incidents of the year were searched, 0 (not) to 1.")
    n_months: int = f.number("Months of the year that the data cover.", low=1, high=12, nullable=False, example="12")
    is_current: int = f.flag("1: the model was run on the data of this release; 0: on earlier data.")


class LatentQuantity(Table):
    """Quantities of the reporting-aware model with prior, posterior and how well the chains agree."""

    quantity: str = f.pattern("Quantity.", r"^[a-z_]+$", "small letters and underscores", example="step_size")
    element: str = f.text(
        "Part of it: a family, a pillar; 'all' where it is one number or only the worst element is told.", example="all"
    )
    meaning: str = f.text("What it is.", example="Typical yearly step, in logits")
    prior: str = f.text("Prior distribution; 'computed' where it follows from others.", example="half-normal(0.5)")
    reason: str = f.text("Why this prior.", example="most years change little")
    mean: float = _any("Posterior mean.", nullable=True)
    lower_90: float = _any("Lower end of the 90 % interval.", nullable=True)
    upper_90: float = _any("Upper end of the 90 % interval.", nullable=True)
    rhat: float = f.number("Rank-normalised split R-hat, the worst over elements.", nullable=False, example="1.002")
    ess_bulk: float = f.number("Bulk effective sample size, the least over elements.", nullable=False, example="800")

    class Config:
        unique = ["quantity", "element"]


class LatentCheck(Table):
    """Predictive checks of the reporting-aware model: what it says data look like beside what they look like."""

    kind: str = f.term("Drawn from the prior or from the posterior.", {"prior": "Before the data.", "posterior": "After them."})
    statistic: str = f.text("Statistic.", example="liberty: incidents")
    observed: float = _any("Its value in the data.")
    predicted: float = _any("Its median over draws.")
    lower_90: float = _any("Lower end of the 90 % interval.")
    upper_90: float = _any("Upper end of the 90 % interval.")
    tail_share: float = _share(
        "Smaller share of draws on one side of the observed value; near 0 the model does not reproduce it."
    )

    class Config:
        unique = ["kind", "statistic"]


class LatentRecovery(Table):
    """Simulated countries with known scores, as the reporting-aware model and as counting incidents finds them."""

    country: str = f.text("Kind of simulated country.", example="closed and unreported")
    year: int = f.number("Year of the simulation.", low=1991, high=2099, nullable=False, example="2024")
    true_score: float = _score("True score.")
    model_score: float = _score("Posterior median of the model.")
    model_lower_90: float = _score("Lower end of its 90 % interval.")
    model_upper_90: float = _score("Upper end of its 90 % interval.")
    naive_score: float = _score("What known incidents alone would say: 100 less the mean over families of the gravest.")
    n_known_incidents: int = f.number("Incidents that became known.", nullable=False, example="3")

    class Config:
        unique = ["country", "year"]


LATENT_TABLES: dict[str, type[Table]] = {
    "index_latent_year": IndexLatentYear,
    "latent_quantity": LatentQuantity,
    "latent_check": LatentCheck,
    "latent_recovery": LatentRecovery,
}
LATENT_KEYS = {
    "index_latent_year": ["country_iso3", "year"],
    "latent_quantity": ["quantity", "element"],
    "latent_check": ["kind", "statistic"],
    "latent_recovery": ["country", "year"],
}
