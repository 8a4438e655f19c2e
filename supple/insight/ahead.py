# SPDX-License-Identifier: Apache-2.0
"""After how many more days could a factor be told, if it matters? Half of its possible futures are told by then.

A future draws when and how strongly each factor acts from what is believed now, lets the days to come add to what is
known at the pace so far, and asks on each day looked at whether the rules of `verdicts.py` would name the factor.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from supple.insight.arrays import Array
from supple.insight.chains import Beliefs
from supple.insight.columns import LAGS
from supple.insight.effects import CHOICES, LAG_PRIOR
from supple.insight.verdicts import Limits

HORIZON, SOONEST = 1095, 10
MAY = 0.1  # chance from which another factor may bear one out
AHEAD = np.unique(np.round(np.geomspace(7, HORIZON, 11))).astype(int)  # days from now on which the futures are asked
FUTURES = 64
_LUCK = np.random.default_rng(1)  # the same futures for everyone
WHICH, OTHERS = (_LUCK.permutation(FUTURES) + 0.5) / FUTURES, _LUCK.random((64, FUTURES))
SIZE = np.sort(_LUCK.standard_normal((FUTURES, 25)), axis=0).mean(axis=1)  # normal places, evenly
SIZE = _LUCK.permutation(SIZE / SIZE.std())
WANDER = np.cumsum(
    _LUCK.standard_normal((FUTURES, len(AHEAD), LAGS)) * np.sqrt(np.diff(AHEAD, prepend=0))[:, None], axis=1
)
FROM_LAGS = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.5**0.5, 0.5**0.5, 0.0]])  # choice, lag


def days_more(walked: Beliefs, asked: Sequence[int], limits: Limits, days: int) -> list[int | None]:
    """Days until a claim in half of the futures, for each factor asked about, should it matter; None past three years.

    Others that may matter have futures too, since two that are nearly sure bear each other out.
    """
    live = np.unique([*asked, *np.flatnonzero(walked.inclusion >= MAY)]).astype(int)
    place = np.searchsorted(live, np.asarray(asked, dtype=int))
    if not len(place):
        return []
    part = replace(walked, **{name: getattr(walked, name)[live] for name in ("chance", "known", "score")})
    likely, odds = _futures(part, days)
    first, second = (one[place] for one in _others(part, odds, days))
    likely, odds = likely[place], odds[place]
    top, after = np.maximum(odds, first), np.maximum(np.minimum(odds, first), second)
    told = (top + 0.5 * after >= np.log(limits.first)) | (top >= np.log(limits.alone / (1.0 - limits.alone)))
    told &= odds >= np.log(limits.likely / (1.0 - limits.likely))
    share = (np.maximum.accumulate(told, axis=2) * likely[:, :, None]).sum(axis=1)
    return [max(SOONEST, round(_half(row))) if row[-1] >= 0.5 else None for row in share]


def _futures(walked: Beliefs, days: int) -> tuple[Array, Array]:
    """How likely each future is, (factor, future), and log odds in it, (factor, future, day), if the factor matters."""
    known, score = np.maximum(walked.known, 1e-6), walked.score
    way = walked.chance / np.maximum(walked.inclusion, 1e-12)[:, None]
    choice = np.minimum((np.cumsum(way, axis=1)[:, None, :] < WHICH[:, None]).sum(axis=2), CHOICES - 1)
    rows = np.arange(len(known))[:, None]
    spread = 1.0 / np.sqrt(known[rows, choice] + 1.0 / walked.slab)
    size = score[rows, choice] * spread**2 + spread * SIZE
    likely = size**2  # the moment prior: if it matters, it is not tiny
    shared, root = _shared(known)
    pushed = (shared[rows, choice] * size[:, :, None])[:, :, None, :] * (AHEAD / days)[:, None]
    luck = WANDER.reshape(-1, LAGS) @ (FROM_LAGS @ root).swapaxes(1, 2) / days**0.5
    later = score[:, None, None, :] + pushed + luck.reshape(*pushed.shape[:3], CHOICES)
    exact = known[:, None, None, :] * (1.0 + AHEAD / days)[:, None]
    odds = _log_factor(later, exact, walked.slab) - _log_factor(score, known, walked.slab)[:, None, None]
    return likely / likely.sum(axis=1, keepdims=True), odds + _odds(walked)[:, None, None]


def _shared(known: Array) -> tuple[Array, Array]:
    """What the choices of a factor teach together (factor, choice, choice), and the root of that for its lags."""
    today, before, _, both = known.T
    near = np.clip((both - 0.5 * (today + before)) / np.sqrt(today * before), -0.9, 0.9)
    scale = np.sqrt(known[:, :LAGS])
    alike = np.stack([np.ones_like(near), near, near**2, near, np.ones_like(near), near, near**2, near, near**0], 1)
    lags = alike.reshape(-1, LAGS, LAGS) * scale[:, :, None] * scale[:, None, :]
    return FROM_LAGS @ lags @ FROM_LAGS.T, np.linalg.cholesky(lags)


def _others(walked: Beliefs, odds: Array, days: int) -> tuple[Array, Array]:
    """Log odds of the surest and the next of the other factors, in each future of each factor."""
    fading = _odds(walked)[:, None] - 1.5 * np.log1p(AHEAD / days)  # of those that do not matter
    draw = np.resize(OTHERS, (len(odds), FUTURES))
    every = np.where((draw < walked.inclusion[:, None])[:, :, None], odds, fading[:, None, :])
    every = np.concatenate([every, np.full((3, *every.shape[1:]), -20.0)])
    place = np.argsort(-every, axis=0)[:3]
    one, two, three = np.take_along_axis(every, place, axis=0)
    own = np.arange(len(odds))[:, None, None]
    return np.where(place[0] == own, two, one), np.where((place[0] == own) | (place[1] == own), three, two)


def _odds(walked: Beliefs) -> Array:
    prob = np.clip(walked.inclusion, 1e-4, 1.0 - 1e-6)
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
