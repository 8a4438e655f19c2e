# SPDX-License-Identifier: Apache-2.0
"""What do these days alone say of a factor, at each lag and in each direction, whatever was believed before?

The same days can then be weighed with another belief: what other symptoms, knowledge or other people suggest.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from supple.insight.arrays import Array
from supple.insight.belief import normal_cdf
from supple.insight.chains import Beliefs
from supple.insight.effects import LAG_PRIOR, expected_share

FURTHEST = 1e6  # odds beyond which a few hundred steps of walking know nothing


def ratios(walked: Beliefs) -> Array:
    """How much likelier the days are if the factor acts so than if it does not: (factor, lag, worse or better)."""
    inclusion = np.clip(walked.inclusion, 1.0 / FURTHEST, 1.0 - 1.0 / FURTHEST)
    share = expected_share(len(inclusion))
    odds = inclusion / (1.0 - inclusion) * (1.0 - share) / share
    at_lag = walked.chance / np.maximum(walked.inclusion, 1e-300)[:, None] / LAG_PRIOR * odds[:, None]
    up = _upwards(walked.score / np.sqrt(walked.known + 1.0 / walked.slab))
    return np.asarray(2.0 * at_lag[:, :, None] * np.stack([up, 1.0 - up], axis=2))


def _upwards(height: Array) -> Array:
    """The chance that an effect is above zero: a normal so many spreads above it, times the moment prior."""
    square = height**2
    bell = np.exp(-0.5 * square) / np.sqrt(2.0 * np.pi)
    return np.asarray(np.clip(normal_cdf(height) + height * bell / (square + 1.0), 0.0, 1.0))


def even(factors: int) -> Array:
    """What is believed when nothing else is known: (factor, lag, worse or better), the rest is 'does not matter'."""
    one = 0.5 * expected_share(factors) * LAG_PRIOR
    return np.broadcast_to(one[:, None], (factors, len(one), 2)).copy()


def weighed(walked: Beliefs, beliefs: Sequence[tuple[float, Array]], said: Array | None = None) -> Beliefs:
    """The same days after other beliefs, each counting by its weight and by how well it foresaw these days.

    A belief that does not fit this person is thereby dropped. The draws are kept and weighed anew.
    """
    heard = ratios(walked) if said is None else said
    after, fits = zip(*(_after(belief, heard) for _, belief in beliefs), strict=True)
    height = np.log([weight for weight, _ in beliefs]) + fits
    share = np.exp(height - height.max())
    likely = np.tensordot(share / share.sum(), np.array(after), axes=1)
    sides = likely.sum(axis=1)
    tilt = np.zeros_like(walked.total)
    for drawn, chance in (
        (walked.total > 0, sides[:, 0]),
        (walked.total < 0, sides[:, 1]),
        (walked.total == 0, 1.0 - sides.sum(axis=1)),
    ):
        often = walked.weight @ drawn
        tilt += walked.weight[:, None] * drawn * (chance / np.maximum(often, 1e-12))
    return replace(walked, chance=likely.sum(axis=2), tilt=tilt / tilt.sum(axis=0))


def _after(belief: Array, heard: Array) -> tuple[Array, float]:
    """Each factor's chance to act so, and how well the belief foresaw the days, as a logarithm."""
    likely = belief * heard
    whole = likely.sum(axis=(1, 2)) + 1.0 - belief.sum(axis=(1, 2))
    return likely / whole[:, None, None], float(np.log(whole).sum())
