# SPDX-License-Identifier: Apache-2.0
"""Is the belief about one change what it says? Simulation-based calibration (Talts et al. 2018, arXiv:1804.06788).

Trials are drawn from what is believed beforehand; then a true effect has to lie anywhere in the belief about it with
the same chance, and the stated chance of no effect has to come true.
"""

import numpy as np
import pytest

from supple.insight.belief import PRIOR, built_up, weigh
from supple.insight.noise import Array

DAYS, TRIALS, TENTHS = 84, 2000, 10
ACTING = np.repeat([0.0, 1.0] * 3, DAYS // 6)


def _days_without_a_change(rng: np.random.Generator) -> Array:
    """One kind of noise and one trend, as often as each is believed in."""
    kinds = PRIOR.noise()
    kind = rng.choice(len(kinds.weight), p=kinds.weight)
    memory, share, drift = (float(part[kind]) for part in (kinds.memory, kinds.share, kinds.drift))
    mood = np.empty(DAYS)
    mood[0] = np.sqrt(share) * rng.standard_normal()
    for day in range(1, DAYS):
        mood[day] = memory * mood[day - 1] + np.sqrt(share * (1.0 - memory**2)) * rng.standard_normal()
    level = np.cumsum(drift * rng.standard_normal(DAYS))
    slope = rng.choice(PRIOR.trends, p=PRIOR.trend_weights) * rng.standard_normal()
    plain = np.sqrt(1.0 - share) * rng.standard_normal(DAYS)
    return np.asarray(mood + level + plain + slope * np.linspace(-0.5, 0.5, DAYS))


def _drawn() -> tuple[Array, Array]:
    """Trials (day, trial), and the true effect of each, 0 where there is none."""
    rng = np.random.default_rng(20261122)
    effects = rng.choice(PRIOR.slabs, TRIALS) * rng.standard_normal(TRIALS) * (rng.random(TRIALS) >= PRIOR.no_effect)
    paces = rng.choice(PRIOR.build_up, TRIALS, p=PRIOR.build_weights)
    lived = [_days_without_a_change(rng) + e * built_up(ACTING, p) for e, p in zip(effects, paces, strict=True)]
    return np.column_stack(lived), effects


def test_true_effects_lie_anywhere_in_the_belief_and_no_effect_is_as_common_as_stated() -> None:
    """Each tenth and each bin within four binomial standard errors."""
    outcomes, effects = _drawn()
    belief = weigh(outcomes, ACTING, np.ones(DAYS, dtype=bool))
    there = effects != 0.0
    place = (belief.below(effects, with_null=False) / (1.0 - belief.off))[there]
    counts = np.histogram(place, bins=TENTHS, range=(0.0, 1.0))[0] / there.sum()
    assert counts == pytest.approx(np.full(TENTHS, 1.0 / TENTHS), abs=4 * np.sqrt(0.09 / there.sum()))
    for low, high in ((0.0, 0.2), (0.2, 0.5), (0.5, 1.0)):
        inside = (low <= belief.off) & (belief.off < high)
        assert belief.off[inside].mean() == pytest.approx((~there)[inside].mean(), abs=4 * 0.5 / np.sqrt(inside.sum()))
