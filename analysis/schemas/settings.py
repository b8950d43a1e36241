"""Countries, index structure, assumptions and release settings: tables that steer the build."""

from __future__ import annotations

from analysis.schemas import fields as f
from analysis.schemas.records import Table


class Countries(Table):
    """The fifteen countries and the comparators."""

    country_iso3: str = f.pattern("ISO 3166-1 alpha-3.", f.COUNTRY_PATTERN, "three capital letters", example="GEO", unique=True)
    name_en: str = f.text("Short name in English.", example="Georgia", longest=60)
    name_russian: str = f.text("Short name in Russian, for searches.", example="Грузия", longest=60)
    role: str = f.term(
        "Member of the region, or comparator.",
        {"region": "One of the fifteen.", "comparator": "Shown beside them, never in averages."},
    )
    cow: int = f.number("Correlates of War country code.", low=2, high=999, example="372", nullable=False)
    gleditsch_ward: int = f.number("Gleditsch–Ward country code.", low=2, high=999, example="372", nullable=False)
    vdem: int = f.number("V-Dem country id.", low=1, high=999, example="118", nullable=False)


class IndexStructure(Table):
    """Components of the index: changing a weight needs no code."""

    code: str = f.pattern("Component.", r"^[a-z_]+$", "small letters and underscores", example="law", unique=True)
    parent: str = f.pattern(
        "Component it is part of; empty at the top.",
        r"^[a-z_]+$",
        "small letters and underscores",
        example="composite",
        nullable=True,
    )
    level: int = f.number("1 at the bottom, higher above.", low=1, high=9, example="2", nullable=False)
    direction: int = f.number("1: more is more open; -1: more is less open.", low=-1, high=1, example="1", nullable=False)
    weight: float = f.number("Weight among the children of one parent.", low=0, high=100, example="1", nullable=False)
    name_en: str = f.text("Name on the pages.", example="Law", longest=60)
    meaning: str = f.text("What it measures.", example="Legislation in force")


class IndexParameters(Table):
    """Assumptions of the index, each with the range the uncertainty analysis draws from."""

    name: str = f.pattern(
        "Parameter.",
        r"^[a-z_]+\.[a-z_0-9]+$",
        "pillar, a point, a name in small letters",
        example="composite.weight_spread",
        unique=True,
    )
    value: float = f.number("Value used for the published score.", low=-100, high=1000, example="0.25", nullable=False)
    low: float = f.number("Lowest value drawn.", low=-100, high=1000, example="0.1", nullable=False)
    high: float = f.number("Highest value drawn.", low=-100, high=1000, example="0.5", nullable=False)
    unit: str = f.text("Unit.", example="share", longest=40)
    meaning: str = f.text("What it assumes, and why.", example="How far the weights of the pillars may be off")


class Priors(Table):
    """Priors of the measurement model: the model samples from these rows."""

    name: str = f.pattern("Quantity.", r"^[a-z_]+$", "small letters and underscores", example="report_sd", unique=True)
    family: str = f.term(
        "Distribution.",
        {
            "normal": "Normal; location and scale.",
            "log_normal": "Log-normal; location and scale of the logarithm.",
            "half_normal": "Normal cut at 0; scale.",
            "beta": "Beta; location and scale hold its two shapes.",
        },
    )
    location: float = f.number("Location; first shape of a beta.", low=-100, high=100, example="0", nullable=False)
    scale: float = f.number("Scale; second shape of a beta.", low=0, high=100, example="0.4", nullable=False)
    meaning: str = f.text("What the quantity is.", example="How far one report leans as a whole")
    reason: str = f.text("Why this prior.", example="One author writes it")


class ReleaseSettings(Table):
    """Settings of the release; the as-of date is a line here, never the clock."""

    name: str = f.pattern("Setting.", r"^[a-z_]+$", "small letters and underscores", example="as_of_date", unique=True)
    value: str = f.text("Value.", example="2026-10-31", longest=120)
    meaning: str = f.text("Meaning.", example="Last day that the release covers")
