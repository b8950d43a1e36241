"""What the fitted model is worth: convergence, predictive checks, left-out evidence, made-up countries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from analysis.engine.draws import Array
from analysis.latent.data import ITEM_CODES, LatentData, choose_reports
from analysis.latent.parameters import Parameters, fit_to_data
from analysis.latent.simulate import predict_levels, recover_countries
from analysis.latent.states import Conditionals, States, sample_states

if TYPE_CHECKING:
    from analysis.latent.fit import Posterior

NOMINAL = (0.5, 0.8, 0.9)
MONTH_SHARES = (0.1, 0.2, 0.35, 0.6)  # scale of a month's Cauchy step, as a share of a year's scale per month
CUT_YEARS = (2012, 2016, 2020)
SHARE_OF_YEARS = 0.1
LEAST_CODES = 40
FEW_DRAWS = 60


def check_model(
    data: LatentData, priors: pl.DataFrame, posterior: Posterior, rules: Posterior, parameters: Parameters, tails: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """Tables latent_quantity, latent_check, latent_coverage and latent_recovery."""
    few = parameters.thin(FEW_DRAWS)
    return {
        "latent_quantity": tell_quantities(priors, posterior, rules),
        "latent_check": check_predictions(data, few),
        "latent_coverage": pl.concat([leave_out(data, few), tails]),
        "latent_recovery": recover_countries(parameters),
    }


def tell_quantities(priors: pl.DataFrame, posterior: Posterior, rules: Posterior) -> pl.DataFrame:
    """Prior, posterior and diagnostics of every quantity that has a prior, and of the states.

    Quantities with several elements show the worst of them; effects are diagnosed as they enter the model.
    """
    from analysis.latent.fit import diagnose

    both = posterior.draws | rules.draws
    sites = {name: f"{name}_value" if f"{name}_value" in both and name not in both else name for name in priors["name"]}
    drawn = {name: both[site] for name, site in sites.items() if site in both}
    drawn |= {"state": posterior.draws["state"], "country_item": posterior.draws["country_item_value"]}
    drawn |= {"lens_item": posterior.draws["lens_item_value"], "rule_state": rules.draws["rule_state_value"]}
    told = priors.select(
        pl.col("name").alias("quantity"),
        "meaning",
        pl.format("{}({}, {})", "family", "location", "scale").alias("prior"),
        "reason",
    )
    frame = diagnose(drawn).join(told, on="quantity", how="left")
    filled = [
        pl.col("meaning").fill_null("Computed from others"),
        pl.col("prior").fill_null("computed"),
        pl.col("reason").fill_null("follows from others"),
    ]
    order = ["quantity", "meaning", "prior", "reason", "mean", "lower_90", "upper_90", "rhat", "ess_bulk"]
    return frame.with_columns(filled).select(order).sort("quantity")


def choose_month_share(data: LatentData, parameters: Parameters) -> tuple[float, pl.DataFrame]:
    """Scale of a month's step as a share of a twelfth of a year's, by the log score of a tenth of country-years left out.

    Returns the best share, and rows as in `leave_out` for each that was tried.
    """
    few = parameters.thin(FEW_DRAWS)
    gone = _tenth_of_years(data)
    rows = [
        row
        for share in MONTH_SHARES
        for row in _cover("tails", f"month share {share:g}", data, gone, few.hold("month_share", share))
    ]
    table = pl.DataFrame(rows)
    best = max(MONTH_SHARES, key=lambda share: table.filter(pl.col("left_out") == f"month share {share:g}")["log_score"][0])
    return best, table


def _tenth_of_years(data: LatentData) -> Array:
    """Reports of a tenth of the country-years, (reports,)."""
    lost = np.random.default_rng(5).random((len(data.countries), data.n_years)) < SHARE_OF_YEARS
    return lost[data.codes.report_country, data.codes.report_month // 12]


def check_predictions(data: LatentData, parameters: Parameters, seed: int = 11) -> pl.DataFrame:
    """Shares of each level by item and mean levels by lens: as observed, and as drawn anew from the fitted model."""
    rng = np.random.default_rng(seed)
    probabilities = predict_codes(data, data, parameters)
    drawn = (probabilities.cumsum(axis=-1) < rng.random(probabilities.shape[:-1])[..., None]).sum(axis=-1).clip(0, 3)
    rows = []
    for place, item in enumerate(ITEM_CODES):
        mine = data.codes.code_item == place
        for level in range(4):
            rows.append(_check(f"{item}: share at level {level}", data.codes.code_level[mine] == level, drawn[mine] == level))
    lens_of = data.codes.report_lens[data.codes.code_report]
    for place, lens in enumerate(data.codes.lenses):
        mine = lens_of == place
        if mine.sum() >= LEAST_CODES:
            rows.append(_check(f"{lens}: mean level", data.codes.code_level[mine], drawn[mine]))
    return pl.DataFrame(rows)


def _check(statistic: str, observed: Array, drawn: Array) -> dict[str, object]:
    if not len(observed):
        return {"kind": "posterior", "statistic": statistic} | dict.fromkeys(
            ("observed", "predicted", "lower_90", "upper_90", "tail_share"), 0.0
        )
    value, predicted = float(observed.mean()), drawn.mean(axis=0)
    low, middle, high = np.quantile(predicted, [0.05, 0.5, 0.95])
    tail = min((predicted <= value).mean(), (predicted >= value).mean())
    return {
        "kind": "posterior",
        "statistic": statistic,
        "observed": value,
        "predicted": float(middle),
        "lower_90": float(low),
        "upper_90": float(high),
        "tail_share": float(min(tail, 1)),
    }


def predict_codes(kept: LatentData, asked: LatentData, parameters: Parameters, seed: int = 13) -> Array:
    """Probabilities of the levels of all codes of `asked`, (codes, draws, 4), from the evidence `kept`; the reports' own effects
    are drawn anew.
    """
    state, contrast = sample_states(kept, parameters, seed)
    drawn = replace(
        parameters, draws={name: np.concatenate([v] * (state.shape[-1] // parameters.n)) for name, v in parameters.draws.items()}
    )
    conditionals = Conditionals(asked, drawn)
    rng = np.random.default_rng(seed)
    effects = rng.standard_normal((len(asked.codes.report_ids), drawn.n)) * drawn.draws["report_sd"]
    nothing = np.zeros((0, drawn.n))
    eta = conditionals.predictor(States(state, contrast, effects, nothing, nothing))
    threshold = fit_to_data(drawn, asked).draws["threshold"].transpose(1, 0, 2)[asked.codes.code_item]
    return predict_levels(eta, threshold, conditionals.noise)


def leave_out(data: LatentData, parameters: Parameters) -> pl.DataFrame:
    """Coverage of codes that were left out: each reporter with its lenses unknown, a tenth of all country-years, and the year
    after a cut, with the events of that year and without.
    """
    reporter = np.array([lens.split(":")[0] for lens in data.codes.lenses])[data.codes.report_lens]
    rows = []
    for name in sorted(set(reporter)):
        gone = reporter == name
        unknown = [lens for lens in parameters.lenses if lens.split(":")[0] != name]
        rows += _cover("reporter", name, data, gone, _forget(parameters, unknown))
    years = data.codes.report_month // 12
    rows += _cover("years", "a tenth of country-years", data, _tenth_of_years(data), parameters)
    for cut in CUT_YEARS:
        after = years >= cut - data.first_year
        asked = years == cut - data.first_year
        rows += _cover("events", f"{cut} with its events", data, after, parameters, asked)
        still = data.excess.copy()
        still[:, (cut - data.first_year) * 12 - 6 :] = 0
        rows += _cover("events", f"{cut} without events", replace(data, excess=still), after, parameters, asked)
    return pl.DataFrame(rows)


def _forget(parameters: Parameters, lenses: list[str]) -> Parameters:
    """Parameters that know only these lenses."""
    places = [parameters.lenses.index(lens) for lens in lenses]
    draws = parameters.draws | {name: parameters.draws[name][:, places] for name in ("lens", "lens_drift", "lens_item")}
    return Parameters(draws, parameters.countries, lenses, parameters.series)


def _cover(
    kind: str, name: str, data: LatentData, gone: Array, parameters: Parameters, asked: Array | None = None
) -> list[dict[str, object]]:
    """Share of left-out codes whose randomised place in the prediction lies in the middle 50, 80 and 90 %. `gone` says which
    reports are left out, `asked` which of them are predicted.
    """
    asked = gone if asked is None else asked & gone
    left = choose_reports(data, asked)
    if len(left.codes.code_item) < LEAST_CODES:
        return []
    chance = predict_codes(choose_reports(data, ~gone), left, parameters).mean(axis=1)
    level = left.codes.code_level
    place = np.arange(len(level))
    uniform = np.random.default_rng(3).random(len(level))
    pit = chance.cumsum(axis=1)[place, level] - uniform * chance[place, level]
    score = float(np.log(np.maximum(chance[place, level], 1e-9)).mean())
    base = np.array([(data.codes.code_level == k).mean() for k in range(4)])
    return [
        {
            "kind": kind,
            "left_out": name,
            "nominal": nominal,
            "actual": float((np.abs(pit - 0.5) <= nominal / 2).mean()),
            "log_score": score,
            "base_log_score": float(np.log(base[level]).mean()),
            "n_codes": len(level),
        }
        for nominal in NOMINAL
    ]
