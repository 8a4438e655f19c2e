# SPDX-License-Identifier: Apache-2.0
"""After how many more days could a factor be told, if it matters? Half of its possible futures are told by then."""

import numpy as np

from supple.insight.chains import Beliefs
from supple.insight.noise import Array
from supple.insight.verdicts import FIRST_CLAIM

HORIZON = 1095
USUAL = 78.0  # days: a forecast from few days is half luck, so it is drawn half way (in ratio) to the usual wait
LUCK = np.random.default_rng(1).standard_normal((40, 21))  # the same forty futures for everyone
AHEAD = np.unique(np.round(np.geomspace(3, HORIZON, 20))).astype(int)  # days from now on which the futures are asked
WANDER = np.cumsum(LUCK[:, 1:] * np.sqrt(np.diff(AHEAD, prepend=0)), axis=1)


def days_more(walked: Beliefs, days: int) -> list[int | None]:
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
    target = np.log(FIRST_CLAIM / (1 - FIRST_CLAIM)) - np.log(prob / (1 - prob))
    reached = np.maximum.accumulate(gained >= target[:, None, None], axis=2)
    reached = (reached * likely[:, :, None]).sum(axis=1) >= 0.5
    return [round(float(USUAL * AHEAD[row.argmax()]) ** 0.5) if row.any() else None for row in reached]


def _log_factor(score: Array, known: Array, slab: float) -> Array:
    """Log Bayes factor of an effect with the moment prior against none, for a score and what is known."""
    exact = known + 1.0 / slab
    fit = score**2 / exact
    out: Array = np.log((fit + 1.0) / (exact * slab) ** 1.5) + 0.5 * fit
    return out
