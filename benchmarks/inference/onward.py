# SPDX-License-Identifier: Apache-2.0
"""How would the same person's days have gone on, had chance fallen otherwise from some day on?

The person, what truly moves them and every day so far stay as they are; only the luck of the days to come is thrown
anew. So "when will it show?" has an answer that is not one path's good or bad luck: the day by which half of the
futures have shown it.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from supple.insight import simulate
from supple.insight.about import OutcomeKind
from supple.insight.series import DailyTable


class Onward(np.random.Generator):
    """The throws of one seed, replaced by those of another from some day on; rows are days."""

    def __init__(self, seed: list[int], days: int, start: int, future: int) -> None:
        super().__init__(np.random.PCG64(np.random.SeedSequence(seed)))
        self._days, self._start, self._today = days, start, 0
        self._other = np.random.default_rng([*seed, 1 + future])

    def _mixed(self, past: Any, anew: Callable[[], Any]) -> Any:
        if np.ndim(past) and len(past) == self._days:
            past[self._start :] = anew()[self._start :]
        return past

    def standard_normal(self, size: Any = None, *more: Any, **said: Any) -> Any:
        """Days of noise."""
        past = super().standard_normal(size, *more, **said)
        return self._mixed(past, lambda: self._other.standard_normal(size))

    def poisson(self, lam: Any = 1.0, size: Any = None) -> Any:
        """Days of counts."""
        return self._mixed(super().poisson(lam, size), lambda: self._other.poisson(lam, size))

    def random(self, size: Any = None, *more: Any, **said: Any) -> Any:
        """Which days are lost; or, day after day from the second on, what a bad day brings."""
        past = super().random(size, *more, **said)
        if np.ndim(past) and len(past) != self._days:
            self._today += 1
            return self._other.random(size) if self._today >= self._start else past
        return self._mixed(past, lambda: self._other.random(size))


def futures(
    regime: simulate.Regime, seed: int, kind: OutcomeKind, span: tuple[int, int], count: int
) -> list[DailyTable]:
    """So many ways in which one made-up person's days may go on after the first of `span`, to the second."""
    start, days = span
    past = simulate.diary(regime, days, seed, kind).table
    out = []
    for number in range(count):
        rng = Onward([seed, simulate.REGIMES.index(regime), days], days, start, number)
        later = simulate.lived(rng, regime, days, kind).table
        columns = {
            name: np.concatenate([column[:start], later.columns[name][start:]]) for name, column in past.columns.items()
        }
        out.append(DailyTable(past.first, columns))
    return out
