# SPDX-License-Identifier: Apache-2.0
"""After how many more days could a factor be told, if it matters? Half of its possible futures are told by then."""

import numpy as np

from supple.insight.arrays import Array
from supple.insight.chains import Beliefs
from supple.insight.verdicts import FIRST_CLAIM, LIKELY

HORIZON = 1095
USUAL, TRUST = 80.0, 0.5  # a forecast is part luck, so it is drawn (in ratio) towards the usual wait of 80 days
FURTHEST = 1.4  # log odds that are enough, however little the other factors promise
LUCK = np.random.default_rng(1).standard_normal((40, 21))  # the same forty futures for everyone
AHEAD = np.unique(np.round(np.geomspace(3, HORIZON, 20))).astype(int)  # days from now on which the futures are asked
WANDER = np.cumsum(LUCK[:, 1:] * np.sqrt(np.diff(AHEAD, prepend=0)), axis=1)


def days_more(walked: Beliefs, claims: list[bool], days: int) -> list[int | None]:
    """Days until a claim in half of the draws, for each factor, should it matter; None past three years."""
    best = (walked.chance + 1e-6).argmax(axis=1)
    rows = np.arange(len(best))
    known, score = np.maximum(walked.known[rows, best], 1e-9), walked.score[rows, best]
    prob = np.clip(walked.inclusion, 1e-4, 1.0 - 1e-6)
    spread = 1.0 / np.sqrt(known + 1.0 / walked.slab)
    sizes = score[:, None] * spread[:, None] ** 2 + spread[:, None] * LUCK[:, 0]
    likely = sizes**2 / (sizes**2).sum(axis=1, keepdims=True)  # the moment prior: if it matters, it is not tiny
    more = (known / days)[:, None] * AHEAD
    wander = WANDER * np.sqrt(known / days)[:, None, None]
    later = score[:, None, None] + sizes[:, :, None] * more[:, None] + wander
    gained = _log_factor(later, known[:, None, None] + more[:, None], walked.slab)
    gained -= _log_factor(score, known, walked.slab)[:, None, None]
    target = _needed(np.log(prob / (1 - prob)), claims)
    reached = np.maximum.accumulate(gained >= target[:, None, None], axis=2)
    told = (reached * likely[:, :, None]).sum(axis=1)
    return [round(float(USUAL ** (1.0 - TRUST) * _half(row) ** TRUST)) if row[-1] >= 0.5 else None for row in told]


def _half(told: Array) -> float:
    """The day by which half of the futures are told, between the days looked at."""
    after = int((told >= 0.5).argmax())
    if after == 0:
        return float(AHEAD[0])
    part = (0.5 - told[after - 1]) / (told[after] - told[after - 1])
    return float(AHEAD[after - 1] * (AHEAD[after] / AHEAD[after - 1]) ** part)


def _needed(odds: Array, claims: list[bool]) -> Array:
    """Log odds that are lacking: less when something is claimed already, or another factor nearly is."""
    if any(claims):
        return np.asarray(np.log(LIKELY / (1.0 - LIKELY)) - odds)
    rest = np.where(np.eye(len(odds), dtype=bool), -np.inf, odds).max(axis=1)
    return np.asarray(np.clip(np.log(FIRST_CLAIM) - 0.5 * np.maximum(rest, -10.0), 0.0, FURTHEST) - odds)


def _log_factor(score: Array, known: Array, slab: float) -> Array:
    """Log Bayes factor of an effect with the moment prior against none, for a score and what is known."""
    exact = known + 1.0 / slab
    fit = score**2 / exact
    out: Array = np.log((fit + 1.0) / (exact * slab) ** 1.5) + 0.5 * fit
    return out
