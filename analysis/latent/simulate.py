"""Made-up countries with known scores: does the model find their level and their turns, also where nobody writes about them?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from scipy.special import ndtr

from analysis.engine.draws import Array
from analysis.latent.data import CONTRAST, N_CONTRASTS, RIGHT_OF_ITEM, LatentData
from analysis.latent.parameters import Parameters
from analysis.latent.signals.assessments import Codes
from analysis.latent.signals.counts import Counts
from analysis.latent.states import expected_levels, sample_states

YEARS = 30
WORST = 3


@dataclass(frozen=True)
class Kind:
    """A made-up country: its state year by year, and how many reports are written about it in a year."""

    state: Array
    reports: int | tuple[int, ...]


def made_kinds(years: int = YEARS) -> dict[str, Kind]:
    """Open and closed countries, one of them without reports for most years, one that falls at once, one that opens slowly."""
    silent = tuple(1 if year % 8 == 4 else 0 for year in range(years))
    return {
        "open": Kind(np.full(years, -1.2), 2),
        "closed": Kind(np.full(years, 4.0), 2),
        "closed and silent": Kind(np.full(years, 4.0), silent),
        "falls at once": Kind(np.where(np.arange(years) < years // 2, 0.2, 2.5), 2),
        "opens slowly": Kind(np.linspace(1.6, 0.0, years), 2),
    }


def simulate_countries(parameters: Parameters, seed: int = 7) -> tuple[LatentData, Array]:
    """Evidence of the made-up countries, drawn from the model at the means of `parameters`; their states (countries, years)."""
    rng = np.random.default_rng(seed)
    kinds = made_kinds()
    mean = {name: values[0] for name, values in parameters.mean().draws.items()}
    lens = parameters.lenses.index("usdos:full") if "usdos:full" in parameters.lenses else 0
    rows, country, month = [], [], []
    for place, kind in enumerate(kinds.values()):
        for year, state in enumerate(kind.state):
            n_reports = kind.reports if isinstance(kind.reports, int) else kind.reports[year]
            for _ in range(n_reports):
                country.append(place)
                month.append(year * 12 + 6)
                effect = rng.normal(0, mean["report_sd"])
                for item in range(len(RIGHT_OF_ITEM)):
                    if rng.random() < 0.6:
                        eta = mean["loading"][item] * state + mean["lens"][lens] + mean["lens_item"][lens, item] + effect
                        level = int((eta + rng.normal() > mean["threshold"][item]).sum())
                        rows.append((len(country) - 1, item, level))
    coded = np.array(rows)
    n = len(country)
    codes = Codes(
        [f"made-{number}" for number in range(n)],
        np.array(country),
        np.array(month),
        np.full(n, lens),
        list(parameters.lenses),
        coded[:, 0],
        coded[:, 1],
        coded[:, 2],
        np.zeros(len(coded), int),
    )
    nothing = np.zeros(0, int)
    counts = Counts([], nothing, nothing, nothing, nothing, np.zeros(0))
    names = [f"made {name}" for name in kinds]
    data = LatentData(names, 1991, YEARS * 12, codes, counts, np.zeros((len(kinds), YEARS * 12)))
    return data, np.stack([kind.state for kind in kinds.values()])


def recover_countries(parameters: Parameters) -> pl.DataFrame:
    """True scores of the made-up countries, as the model finds them, and as counting recorded closures would.

    Columns country, year, true_score, model_score, model_lower_90, model_upper_90, naive_score, n_reports.
    """
    data, truth = simulate_countries(parameters)
    known = replace(parameters, draws=parameters.draws | {"country_item": np.zeros((parameters.n, len(data.countries), 14))})
    known = replace(known, countries=data.countries)
    state, contrast = sample_states(data, known)
    july = np.arange(YEARS) * 12 + 6
    scores = _score(expected_levels(state, contrast, known))[july]
    flat = np.zeros((YEARS, N_CONTRASTS, len(truth), 1))
    true = _score(expected_levels(np.repeat(truth.T, 12, axis=0)[:, :, None], flat, known.mean()))[july][..., 0]
    n_reports = np.zeros((YEARS, len(truth)), int)
    np.add.at(n_reports, (data.codes.report_month // 12, data.codes.report_country), 1)
    graves = np.zeros((YEARS, len(truth)))
    report = data.codes.code_report
    where = data.codes.report_month[report] // 12, data.codes.report_country[report]
    np.add.at(graves, where, (data.codes.code_level >= 2) / 14)
    low, middle, high = np.quantile(scores, [0.05, 0.5, 0.95], axis=-1)
    frames = [
        pl.DataFrame(
            {
                "country": [name.removeprefix("made ")] * YEARS,
                "year": list(range(1991, 1991 + YEARS)),
                "true_score": true[:, place],
                "model_score": middle[:, place],
                "model_lower_90": low[:, place],
                "model_upper_90": high[:, place],
                "naive_score": 100 * (1 - np.minimum(graves[:, place] / 2, 1)),
                "n_reports": n_reports[:, place],
            }
        )
        for place, name in enumerate(data.countries)
    ]
    return pl.concat(frames)


def _score(levels: Array) -> Array:
    """Mean over rights of the means over items, 0 to 100."""
    rights = [levels[right == RIGHT_OF_ITEM].mean(axis=0) for right in range(CONTRAST.shape[0])]
    return 100 * (1 - np.mean(rights, axis=0) / WORST)


def predict_levels(eta: Array, threshold: Array, noise: Array) -> Array:
    """Probabilities of the four levels, (..., 4), from means (...), thresholds (..., 3) and noise (...)."""
    above = ndtr((eta[..., None] - threshold) / noise[..., None])
    return np.concatenate([1 - above[..., :1], above[..., :-1] - above[..., 1:], above[..., -1:]], axis=-1)
