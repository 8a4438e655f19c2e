# SPDX-License-Identifier: Apache-2.0
"""After how many more days could a factor be told, if it matters? Half of its possible futures are told by then.

A future draws when and how strongly each factor acts from what the days leave possible if it matters, lets the days to
come add to what is known at the pace so far, and asks on each day looked at whether the rules of `verdicts.py` would
name the factor.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from supple.insight.arrays import Array, Ints
from supple.insight.chains import Beliefs
from supple.insight.columns import LAGS
from supple.insight.effects import BOTH, CHOICES, LAG_PRIOR
from supple.insight.verdicts import limits

HORIZON, SOONEST = 1095, 10
MAY = 0.1  # chance from which another factor may bear one out
AHEAD = np.unique(np.round(np.geomspace(7, HORIZON, 14))).astype(int)  # days from now on which the futures are asked
FUTURES = 96
# How strong what matters is, in steps of a column: its middle, and the spread of its logarithm. Both were chosen on
# made-up diaries (seeds 9801 to 9826), where the wait then leans neither way. What the outcome hides of it comes off.
MIDDLE, SPREAD = 1.2, 0.4
_BENT = np.linspace(-2.3, 2.3, 24)  # spreads from the middle
_LUCK = np.random.default_rng(1)  # the same futures for everyone
_PAIRS = 2 * _LUCK.permutation(FUTURES // 2)
WHICH = (np.concatenate([_PAIRS, _PAIRS + 1]) + 0.5) / FUTURES  # the second half has the opposite luck
OTHERS = _LUCK.random((64, FUTURES))
_STEPS = _LUCK.standard_normal((FUTURES // 2, len(AHEAD), LAGS)) * np.sqrt(np.diff(AHEAD, prepend=0))[:, None]
WANDER = np.cumsum(np.concatenate([_STEPS, -_STEPS]), axis=1)
FROM_LAGS = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [BOTH, BOTH, 0.0]])  # choice, lag


def days_more(walked: Beliefs, asked: Sequence[int], recorded: int, days: int, clear: float = 1.0) -> list[int | None]:
    """Days until a claim in half of the futures, for each factor asked about, should it matter; None past three years.

    Others that may matter have futures too, since two that are nearly sure bear each other out. `recorded` of the
    `days` have the outcome, and `clear` is how much of an effect it shows.
    """
    live = np.unique([*asked, *np.flatnonzero(walked.inclusion >= MAY)]).astype(int)
    place = np.searchsorted(live, np.asarray(asked, dtype=int))
    if not len(place):
        return []
    part = replace(walked, **{name: getattr(walked, name)[live] for name in ("chance", "known", "score")})
    odds = _futures(part, days, clear)
    first, second = (one[place] for one in _others(part, odds, days))
    odds = odds[place]
    top, after = np.maximum(odds, first), np.maximum(np.minimum(odds, first), second)
    enough, likely, alone = _limits(recorded, days)
    told = ((top + 0.5 * after >= enough) | (top >= alone)) & (odds >= likely)
    share = np.maximum.accumulate(told, axis=2).mean(axis=1)
    return [max(SOONEST, round(_half(row))) if row[-1] >= 0.5 else None for row in share]


def _limits(recorded: int, days: int) -> tuple[Array, Array, Array]:
    """What a claim will need on each day looked at, as log odds: of the surest two, of each, of one alone."""
    then = [limits(round(recorded * (1.0 + more / days))) for more in AHEAD]
    likely, alone = (_log_odds(np.array(part)) for part in zip(*((one.likely, one.alone) for one in then), strict=True))
    return np.log([one.first for one in then]), likely, alone


def _futures(walked: Beliefs, days: int, clear: float) -> Array:
    """Log odds of each factor, (factor, future, day), in futures in which it matters."""
    known, score = np.maximum(walked.known, 1e-6), walked.score
    rows = np.arange(len(known))[:, None]
    choice, size = _acting(walked, clear)
    shared, root = _shared(known)
    pushed = (shared[rows, choice] * size[:, :, None])[:, :, None, :] * (AHEAD / days)[:, None]
    luck = WANDER.reshape(-1, LAGS) @ (FROM_LAGS @ root).swapaxes(1, 2) / days**0.5
    later = score[:, None, None, :] + pushed + luck.reshape(*pushed.shape[:3], CHOICES)
    exact = known[:, None, None, :] * (1.0 + AHEAD / days)[:, None]
    odds = _log_factor(later, exact, walked.slab) - _log_factor(score, known, walked.slab)[:, None, None]
    return np.asarray(odds + _log_odds(walked.inclusion)[:, None, None])


def _acting(walked: Beliefs, clear: float) -> tuple[Ints, Array]:
    """The lag at which each factor acts, and how strongly, in each future, (factor, future)."""
    size = clear * MIDDLE * np.exp(SPREAD * _BENT)
    size = np.concatenate([-size[::-1], size])
    fit = walked.score[:, :, None] * size - 0.5 * walked.known[:, :, None] * size**2
    likely = np.exp(fit - fit.max(axis=2, keepdims=True) - 0.5 * np.concatenate([_BENT, _BENT]) ** 2)
    likely *= ((walked.chance + 1e-12) / likely.sum(axis=2))[:, :, None]
    below = np.cumsum(likely.reshape(len(likely), -1), axis=1)
    below /= below[:, -1:]
    at = np.stack([np.searchsorted(row, WHICH) for row in below]).clip(max=below.shape[1] - 1)
    return at // len(size), size[at % len(size)]


def _shared(known: Array) -> tuple[Array, Array]:
    """What the choices of a factor teach together (factor, choice, choice), and the root of that for its lags."""
    today, before, _, both = known.T
    near = np.clip((0.5 * both / BOTH**2 - 0.5 * (today + before)) / np.sqrt(today * before), -0.9, 0.9)
    scale = np.sqrt(known[:, :LAGS])
    alike = np.stack([np.ones_like(near), near, near**2, near, np.ones_like(near), near, near**2, near, near**0], 1)
    lags = alike.reshape(-1, LAGS, LAGS) * scale[:, :, None] * scale[:, None, :]
    return FROM_LAGS @ lags @ FROM_LAGS.T, np.linalg.cholesky(lags)


def _others(walked: Beliefs, odds: Array, days: int) -> tuple[Array, Array]:
    """Log odds of the surest and the next of the other factors, in each future of each factor."""
    fading = _log_odds(walked.inclusion)[:, None] - 1.5 * np.log1p(AHEAD / days)  # of those that do not matter
    draw = np.resize(OTHERS, (len(odds), FUTURES))
    every = np.where((draw < walked.inclusion[:, None])[:, :, None], odds, fading[:, None, :])
    every = np.concatenate([every, np.full((3, *every.shape[1:]), -20.0)])
    place = np.argsort(-every, axis=0)[:3]
    one, two, three = np.take_along_axis(every, place, axis=0)
    own = np.arange(len(odds))[:, None, None]
    return np.where(place[0] == own, two, one), np.where((place[0] == own) | (place[1] == own), three, two)


def _log_odds(chance: Array) -> Array:
    prob = np.clip(chance, 1e-4, 1.0 - 1e-6)
    return np.asarray(np.log(prob / (1.0 - prob)))


def _half(told: Array) -> float:
    """The day by which half of the futures are told, between the days looked at."""
    after = int((told >= 0.5).argmax())
    if after == 0:
        return float(AHEAD[0])
    part = (0.5 - told[after - 1]) / (told[after] - told[after - 1])
    return float(AHEAD[after - 1] * (AHEAD[after] / AHEAD[after - 1]) ** part)


def _log_factor(score: Array, known: Array, slab: float) -> Array:
    """Log Bayes factor of an effect with the moment prior, at any lag (the last axis), against none."""
    exact = known + 1.0 / slab
    fit = score**2 / exact
    ratio = (fit + 1.0) * np.exp(np.minimum(0.5 * fit, 300.0)) / (exact * slab) ** 1.5
    return np.asarray(np.log(ratio @ LAG_PRIOR))
