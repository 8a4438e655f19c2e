# SPDX-License-Identifier: Apache-2.0
"""Made-up diaries that the nine regimes of `simulate.py` leave out, and that may mislead us most: hidden common causes.

Something that nobody writes down (the week, a monthly cycle, a flare, the heat of the season) moves the symptom and
a third of the exposures; or the person uses only three steps of the scale. How strong it is, is our choice, no study.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import erf, exp, pi, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from supple.insight import simulate
from supple.insight.about import About, OutcomeKind
from supple.insight.series import DailyTable
from supple.insight.simulate import REGIMES, MadeUp, World

Array = NDArray[np.float64]
Worry = Literal["week", "cycle", "flare", "season", "ceiling"]
WORRIES: tuple[Worry, ...] = ("week", "cycle", "flare", "season", "ceiling")
FOLLOWERS, LOAD = 7, 0.6  # exposures of twenty that follow what is hidden, and how closely
STRENGTH = 0.9  # points of the 0-10 score for one spread of what is hidden; a day gives or takes 1.3
STEPS = {2.0: -np.inf, 5.0: -0.6, 8.0: 1.0}  # the three scores used, each from this height upwards
OFTEN = 1.3  # with a ceiling, four nights in five have the symptom
FLARE = 2.4  # the height of a flare, in spreads of what is hidden
MOST_COUNTED = 2  # with a ceiling, "twice or more" is one answer


@dataclass(frozen=True, slots=True)
class _Lived:
    """A person's days as they were, before anything is written down."""

    world: World
    exposures: Array
    latent: Array
    hidden: Array


def diary(worry: Worry, days: int, seed: int, kind: OutcomeKind = "ordinal", *, triggers: bool = True) -> MadeUp:
    """One made-up person's diary with twenty factors, of which two to five, or none, are true.

    >>> made = diary("cycle", 60, seed=1, triggers=False)
    >>> made.table.days, any(made.truth.values())
    (60, False)
    """
    rng = np.random.default_rng([seed, len(REGIMES) + WORRIES.index(worry), days, int(triggers)])
    lived = _live(rng, worry, days, kind, triggers)
    factors, latent = lived.world.factors, lived.latent
    if worry == "ceiling":
        outcome, truth = _in_three_steps(rng, lived)
    else:
        outcome, truth = simulate.written(rng, latent, kind), simulate.true_effects(lived.world, latent)
    columns = {"outcome": outcome, **{f.name: lived.exposures[:, i] for i, f in enumerate(factors)}}
    lost = rng.random(days) < np.where((lived.hidden > 0) & (worry == "flare"), 0.3, 0.08)
    kept = {name: np.where(lost, np.nan, column) for name, column in columns.items()}
    return MadeUp(DailyTable(simulate.FIRST, kept), About("outcome", kind, "lower", factors), truth)


def _live(rng: np.random.Generator, worry: Worry, days: int, kind: OutcomeKind, triggers: bool) -> _Lived:
    factors = tuple(simulate.draw_factor(rng, index) for index in range(20))
    hidden = HIDDEN[worry](rng, days)
    moods = simulate.moods(rng, (days, len(factors)), 0.4, 0.1)
    for index in rng.choice(len(factors), FOLLOWERS, replace=False):
        moods[:, index] = sqrt(1 - LOAD**2) * moods[:, index] + LOAD * rng.choice([-1.0, 1.0]) * hidden
    # apart from its lost days the regime "hidden" is an ordinary one
    world = simulate.draw_world(rng, factors, "hidden" if triggers else "none", kind)
    latent, exposures = simulate.live(rng, world, simulate.shaped(rng, moods, factors, simulate.COMMON))
    return _Lived(world, exposures, latent + STRENGTH * hidden, hidden)


def _week(rng: np.random.Generator, days: int) -> Array:
    """Each day of the week has a height of its own: work, shopping, the day of the gym."""
    profile = rng.standard_normal(7)
    profile = (profile - profile.mean()) / profile.std()
    return np.asarray(profile[np.arange(days) % 7])


def _cycle(rng: np.random.Generator, days: int) -> Array:
    """A cycle of 25 to 32 days, each one a little longer or shorter than the last."""
    usual = rng.uniform(25, 32)
    phase, heights = rng.uniform(0, 2 * pi), np.empty(days)
    length = usual
    for day in range(days):
        heights[day] = sqrt(2) * np.sin(phase)
        phase += 2 * pi / length
        if phase > 2 * pi:
            phase, length = phase - 2 * pi, float(np.clip(rng.normal(usual, 1.5), 21, 38))
    return heights


def _flare(rng: np.random.Generator, days: int) -> Array:
    """Some weeks of a relapse: it comes within four days, stays, and fades over two weeks."""
    stays = int(rng.integers(14, 35))
    start = int(rng.integers(0, max(days - stays, 1)))
    day = np.arange(days)
    return FLARE * np.clip(np.minimum((day - start + 1) / 4, 1 - (day - start - stays) / 14), 0.0, 1.0)


def _season(rng: np.random.Generator, days: int) -> Array:
    """Warmth: the half-year's wave, and hot spells of a week on top of it."""
    wave = sqrt(2) * np.sin(2 * pi * (np.arange(days) + rng.integers(365)) / 365)
    return np.asarray(0.8 * wave + 0.6 * simulate.autoregressive(rng, (days, 1), 0.85)[:, 0])


def _nothing(_rng: np.random.Generator, days: int) -> Array:
    return np.zeros(days)


HIDDEN: dict[Worry, Callable[[np.random.Generator, int], Array]] = {
    "week": _week, "cycle": _cycle, "flare": _flare, "season": _season, "ceiling": _nothing,
}  # fmt: skip


def _in_three_steps(rng: np.random.Generator, lived: _Lived) -> tuple[Array, dict[str, float]]:
    """The outcome of a person who knows three answers only, and what each factor truly changes in it."""
    latent, total = lived.latent, lived.world.weights.sum(axis=1)
    if lived.world.kind == "count":
        rate = np.exp(0.9 + 0.35 * latent)
        outcome = np.minimum(rng.poisson(rate), MOST_COUNTED).astype(np.float64)
        effects = [float(np.mean(_capped(rate * exp(0.35 * w)) - _capped(rate))) for w in total]
    else:
        binary = lived.world.kind == "binary"
        steps = {0.0: -np.inf, 1.0: -OFTEN} if binary else STEPS
        heights = list(steps.values())
        outcome = np.array(list(steps))[np.searchsorted(heights, latent, side="right") - 1]
        effects = [_moved(latent, w, steps) for w in total]
    names = (factor.name for factor in lived.world.factors)
    return outcome, dict(zip(names, effects, strict=True))


def _capped(rate: Array) -> Array:
    """The mean of a Poisson count of which nothing above two is told."""
    return np.asarray((1 - np.exp(-rate)) + (1 - np.exp(-rate) * (1 + rate)))


def _moved(latent: Array, by: float, steps: dict[float, float]) -> float:
    """The mean change of a stepped answer when a normal latent score moves by so much."""
    middle, spread = float(latent.mean()), float(latent.std()) or 1.0
    scores, heights = list(steps), list(steps.values())
    change = 0.0
    for place in range(1, len(scores)):
        share = _above((heights[place] - middle - by) / spread) - _above((heights[place] - middle) / spread)
        change += (scores[place] - scores[place - 1]) * share
    return change


def _above(height: float) -> float:
    return 0.5 * (1 - erf(height / sqrt(2)))
