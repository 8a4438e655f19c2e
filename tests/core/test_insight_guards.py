# SPDX-License-Identifier: Apache-2.0
"""Do the statistics keep their head when a diary is shuffled, empty, endless, copied or full of nonsense?"""

import numpy as np
import pytest

from supple.errors import SuppleError
from supple.insight import chains, effects, simulate
from supple.insight.about import About, Factor
from supple.insight.effects import Grams, expected_share
from supple.insight.noise import Array, Mask
from supple.insight.triggers import find


def _diary(days: int, seed: int = 1, effect: float = 2.0) -> dict[str, Array]:
    rng = np.random.default_rng(seed)
    heat, tea = ((rng.random(days) < share).astype(np.float64) for share in (0.3, 0.5))
    stiff = np.clip(np.round(4 + effect * heat + rng.standard_normal(days)), 0, 10)
    return {"stiff": stiff, "heat": heat, "tea": tea}


def test_diaries_with_their_days_shuffled_leave_the_mean_probability_well_below_the_prior() -> None:
    """It is about .4 of the prior; the bound is four standard errors of eight diaries above that."""
    said = []
    for seed in range(8):
        made = simulate.diary("easy", 120, seed)
        order = np.random.default_rng(seed).permutation(120)
        mixed = {n: c if n == "outcome" else c[order] for n, c in made.table.columns.items()}
        said += [estimate.prob for estimate in find(mixed, made.about).factors.values()]
    assert float(np.mean(said)) <= 0.6 * expected_share(20)


def _from_the_prior(rng: np.random.Generator, factors: int, days: int) -> tuple[Grams, Mask]:
    """A diary drawn from what the model believes: how many factors matter, at which lag, by how much."""
    share = rng.beta(effects.FIRMNESS, effects.FIRMNESS * (1 / expected_share(factors) - 1))
    on = rng.random(factors) < share
    x = rng.standard_normal((days, 3 * factors))
    wide = np.kron(np.eye(factors), [[1.0, 0, 0, effects.BOTH], [0, 1, 0, effects.BOTH], [0, 0, 1, 0]])
    slab = rng.choice(effects.SLABS, p=effects.SLAB_WEIGHTS)
    size = slab * np.sqrt(rng.chisquare(3, factors)) * rng.choice([-1.0, 1.0], factors)
    column = rng.choice(effects.CHOICES, factors, p=effects.LAG_PRIOR) + effects.CHOICES * np.arange(factors)
    y = 0.4 * (x @ wide[:, column]) @ (size * on) + rng.standard_normal(days)
    by_lag = 0.4 * x.reshape(days, factors, 3).transpose(0, 2, 1).reshape(days, -1)
    rows = np.hstack([by_lag, np.ones((days, 1)), y[:, None]])[None]
    return effects.grams(rows, np.array([1e-6]), np.zeros(1)), on


def test_stated_probabilities_come_true_when_the_diary_is_drawn_from_the_prior() -> None:
    """Simulation-based calibration: 150 diaries of 8 factors; bounds are four binomial standard errors wide."""
    rng = np.random.default_rng(11)
    said, true = [], []
    for number in range(150):
        sums, on = _from_the_prior(rng, 8, 50)
        said.append(chains.walk(sums, number).inclusion)
        true.append(on)
    prob, real = np.concatenate(said), np.concatenate(true)
    assert float(prob.mean()) == pytest.approx(float(real.mean()), abs=0.045)
    for low, high in ((0.0, 0.2), (0.2, 0.6), (0.6, 1.01)):
        inside = (low <= prob) & (prob < high)
        error = 0.5 / np.sqrt(inside.sum())
        assert float(prob[inside].mean()) == pytest.approx(float(real[inside].mean()), abs=4 * error)


def test_an_outcome_never_recorded_says_how_many_days_are_missing() -> None:
    found = find({"stiff": np.full(60, np.nan), "heat": np.ones(60)})
    assert found.not_enough is not None
    assert (found.not_enough.have, found.claims) == (0, ())


def test_one_day_says_how_many_days_are_missing() -> None:
    found = find({"stiff": [4.0], "heat": [1.0]})
    assert found.not_enough is not None
    assert found.not_enough.more == 13


def test_ten_thousand_days_are_answered() -> None:
    assert find(_diary(10_000, effect=0.8)).claims == ("heat",)


def test_three_hundred_factors_are_answered_and_the_true_one_is_still_found() -> None:
    rng = np.random.default_rng(104)
    diary = _diary(120, 4, 3.0)
    diary.update({f"own:{n}": (rng.random(120) < 0.3).astype(np.float64) for n in range(298)})
    found = find(diary)
    assert len(found.factors) == 300
    assert found.claims == ("heat",)


def test_a_copied_column_is_reported_as_a_set_and_neither_copy_is_claimed() -> None:
    diary = _diary(120, 6, 2.5)
    diary["warmth"], diary["thirst"] = 10.0 + 3.0 * diary["heat"], diary["heat"].copy()
    found = find(diary)
    assert found.claims == ()
    assert {found.factors[name].set for name in ("heat", "warmth", "thirst")} == {("heat", "warmth", "thirst")}


def test_infinite_and_missing_numbers_count_as_not_recorded() -> None:
    diary = _diary(120, 7, 2.5)
    diary["stiff"][3], diary["stiff"][4], diary["heat"][9] = np.inf, np.nan, -np.inf
    found = find(diary)
    assert found.claims == ("heat",)
    assert all(np.isfinite([e.prob, e.effect, e.lo, e.hi]).all() for e in found.factors.values())


def test_the_outcome_named_as_its_own_factor_is_refused() -> None:
    with pytest.raises(SuppleError, match="always goes with itself"):
        find(_diary(60), About("stiff", factors=(Factor("stiff"),)))


def test_a_factor_that_repeats_the_outcome_is_left_out_and_said() -> None:
    diary = _diary(120, 6, 2.5)
    diary["stiffness_again"] = 2.0 * diary["stiff"] + 1.0
    found = find(diary)
    assert found.claims == ("heat",)
    assert ("same-as-outcome", "stiffness_again") in [(one.code, one.about) for one in found.said]
    again = found.factors["stiffness_again"]
    assert (again.claim, again.verdict, again.days_more) == (False, "cannot tell yet", None)
    assert again.why == "same-as-outcome"
