# SPDX-License-Identifier: Apache-2.0
"""How do heavy peers get a diary? Every factor today, yesterday and the day before, standardised, gaps at the mean."""

from dataclasses import dataclass

import numpy as np

from supple.insight.noise import Array, Mask
from supple.insight.simulate import MadeUp

LAGS = 3


@dataclass(frozen=True, slots=True)
class Lagged:
    """The outcome, whether it was written down, and the columns (factor by factor, three lags each)."""

    outcome: Array
    seen: Mask
    columns: Array
    spread: Array  # of each column before it was standardised
    nuisance: Array  # level, trend, weekend, treatment


def lagged(made: MadeUp) -> Lagged:
    """The same days that supple gets, ready for a regression."""
    outcome = made.table.columns[made.about.outcome or ""]
    days = len(outcome)
    columns = np.full((days, LAGS * len(made.about.factors)), np.nan)
    for place, factor in enumerate(made.about.factors):
        for lag in range(LAGS):
            columns[lag:, LAGS * place + lag] = made.table.columns[factor.name][: days - lag]
    seen = np.isfinite(outcome)
    middle, spread = np.nanmean(columns[seen], axis=0), np.nanstd(columns[seen], axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    return Lagged(outcome, seen, np.nan_to_num((columns - middle) / spread), spread, _nuisance(made, days))


def without_nuisance(given: Lagged) -> tuple[Array, Array]:
    """Outcome and columns of the days written down, what level, trend, weekend and treatment explain taken out."""
    plain = given.nuisance[given.seen]
    both = np.column_stack([given.outcome, given.columns])[given.seen]
    left = both - plain @ np.linalg.lstsq(plain, both, rcond=None)[0]
    return left[:, 0], left[:, 1:]


def _nuisance(made: MadeUp, days: int) -> Array:
    weekday = (made.table.first.weekday() + np.arange(days)) % 7
    step = np.zeros(days)
    for treatment in made.about.treatments:
        step += np.arange(days) >= (treatment.start - made.table.first).days
    return np.column_stack([np.ones(days), np.linspace(-1, 1, days), weekday >= 5, step])
