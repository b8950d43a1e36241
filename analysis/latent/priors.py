"""What each scalar of the reporting-aware model means, its prior and why. Read by the method report."""

from __future__ import annotations

from typing import NamedTuple

from analysis.latent.data import FAMILIES, ORDINALS


class Prior(NamedTuple):
    """Meaning and prior of one quantity; `elements` names its parts where it has several."""

    meaning: str
    prior: str
    reason: str
    elements: tuple[str, ...] = ()


_FAMILIES = tuple(family.replace("_", " ") for family in FAMILIES)
PRIORS = {
    "start": Prior("Mean openness in the first year, in logits of law", "normal(1.5, 1)", "law took away little to half in 1991"),
    "step_size": Prior("Typical yearly step, in logits", "log-normal(log 0.2, 0.5)", "most years change little"),
    "step_size_spread": Prior("How far step sizes differ by country", "half-normal(0.5)", "within a factor of three"),
    "volatility_drift": Prior("Mean change of the logarithm of step size per decade", "normal(0, 0.3)", "no direction assumed"),
    "volatility_drift_spread": Prior(
        "How far that change differs by country", "half-normal(0.2)", "countries are alike at first"
    ),
    "item_country_error": Prior(
        "Lasting error of law and of funding by country, in logits", "half-normal(0.3)", "both anchor levels", tuple(ORDINALS)
    ),
    "funding_level": Prior("Restriction of funding at openness 0, in logits", "normal(0, 1)", "as law, give or take"),
    "funding_loading": Prior("How strongly funding follows openness, law being 1", "log-normal(0, 0.4)", "about as law does"),
    "incident_level": Prior(
        "Logarithm of yearly incidents of a family, known or not, in full openness",
        "normal(-2, 1)",
        "one in three to twenty years",
        _FAMILIES,
    ),
    "incident_closedness": Prior(
        "Growth of that logarithm from full openness to full closure",
        "log-normal(0.5, 0.5)",
        "more repression where it is closed: positive by definition, about fivefold",
        _FAMILIES,
    ),
    "incident_country_error": Prior(
        "Lasting error of counts by country and family", "half-normal(0.5)", "size, habits of sources"
    ),
    "concentration": Prior("Concentration of the negative binomial", "log-normal(1, 0.7)", "incidents cluster"),
    "severity_closedness": Prior(
        "How much graver known incidents are in full closure, in logits", "half-normal(1)", "graver where it is closed"
    ),
    "detection_level": Prior(
        "Logit of the chance that an incident becomes known in an open country in 2008 at density 0.2",
        "normal(0.5, 0.7)",
        "about six in ten; data alone cannot tell it, so it stays an assumption",
    ),
    "detection_density": Prior("Growth of that logit per tenth of evidence density", "half-normal(0.5)", "searching finds"),
    "detection_closedness": Prior(
        "Fall of that logit from full openness to full closure", "half-normal(1.5)", "the closed report less: never more"
    ),
    "detection_trend": Prior("Growth of that logit per decade", "normal(0.2, 0.3)", "reporting has become easier, perhaps"),
}
