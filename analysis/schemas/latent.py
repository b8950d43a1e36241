"""Tables of the measurement model: quantities with diagnostics, predictive checks, recovery of simulations."""

from __future__ import annotations

from analysis.schemas import fields as f
from analysis.schemas.records import Table


def _score(meaning: str) -> float:
    return f.number(meaning, high=100, nullable=False, example="62.4")


def _share(meaning: str) -> float:
    return f.number(meaning, high=1, nullable=False, example="0.5")


def _any(meaning: str, nullable: bool = False) -> float:
    return f.number(meaning, low=-1e6, nullable=nullable, example="0.3")


class LatentQuantity(Table):
    """Quantities of the measurement model with prior, posterior and how well the chains agree."""

    quantity: str = f.pattern("Quantity.", r"^[a-z_]+$", "small letters and underscores", example="step_size")
    meaning: str = f.text("What it is.", example="Typical yearly step, in logits")
    prior: str = f.text("Prior distribution; 'computed' where it follows from others.", example="half-normal(0.5)")
    reason: str = f.text("Why this prior.", example="most years change little")
    mean: float = _any("Posterior mean.", nullable=True)
    lower_90: float = _any("Lower end of the 90 % interval.", nullable=True)
    upper_90: float = _any("Upper end of the 90 % interval.", nullable=True)
    rhat: float = f.number("Rank-normalised split R-hat, the worst over elements.", nullable=False, example="1.002")
    ess_bulk: float = f.number("Bulk effective sample size, the least over elements.", nullable=False, example="800")


class LatentCheck(Table):
    """Predictive checks of the measurement model: what it says data look like beside what they look like."""

    kind: str = f.term("Drawn from the prior or from the posterior.", {"prior": "Before the data.", "posterior": "After them."})
    statistic: str = f.text("Statistic.", example="media: share at level 2")
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
    """Simulated countries with known scores, as the model and as a sum of recorded closures finds them."""

    country: str = f.text("Kind of simulated country.", example="closed and unreported")
    year: int = f.number("Year of the simulation.", low=1991, high=2099, nullable=False, example="2024")
    true_score: float = _score("True score.")
    model_score: float = _score("Posterior median of the model.")
    model_lower_90: float = _score("Lower end of its 90 % interval.")
    model_upper_90: float = _score("Upper end of its 90 % interval.")
    naive_score: float = _score("What counting recorded closures alone would say: silence counts as openness.")
    n_reports: int = f.number("Reports written about it in the year.", nullable=False, example="3")

    class Config:
        unique = ["country", "year"]


class LatentCoverage(Table):
    """Codes that were left out, as the rest predicts them: nominal and actual coverage, and the mean log score beside base rates."""

    kind: str = f.term(
        "What was left out.",
        {
            "reporter": "All reports of a reporter, whose leanings are then unknown.",
            "years": "All reports of a tenth of the country-years.",
            "tails": "A tenth of the country-years, with steps of months of several widths: the best is used.",
            "events": "All reports from a year on, with or without the events of that year.",
        },
    )
    left_out: str = f.text("Which.", example="hrw")
    nominal: float = _share("Share of codes that the interval should hold.")
    actual: float = _share("Share that it holds, by the randomised place of the code in its prediction.")
    log_score: float = _any("Mean log probability of the codes.")
    base_log_score: float = _any("The same by the shares of levels over all codes.")
    n_codes: int = f.number("Codes left out.", nullable=False, example="120")

    class Config:
        unique = ["kind", "left_out", "nominal"]


LATENT_TABLES: dict[str, type[Table]] = {
    "latent_quantity": LatentQuantity,
    "latent_check": LatentCheck,
    "latent_recovery": LatentRecovery,
    "latent_coverage": LatentCoverage,
}
LATENT_KEYS = {
    "latent_quantity": ["quantity"],
    "latent_check": ["kind", "statistic"],
    "latent_recovery": ["country", "year"],
    "latent_coverage": ["kind", "left_out", "nominal"],
}
