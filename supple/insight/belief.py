# SPDX-License-Identifier: Apache-2.0
"""What do these days make us believe about one change? Every kind of noise, build-up and trend, weighed.

Many outcomes that share one order of days are weighed at once: a design is judged on hundreds of made-up trials in
the time that one takes. All answers are mixtures of normals, some of them the single value 0.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from supple.insight import noise
from supple.insight.noise import Array, Mask, Noise


@dataclass(frozen=True, slots=True)
class Prior:
    """What is believed before the first day; effects and trends in units of the outcome's day-to-day SD."""

    build_up: tuple[float, ...] = (0.0, 1.5, 3.0, 6.0)  # days in which the change builds up and wears off
    build_weights: tuple[float, ...] = (0.5, 0.2, 0.2, 0.1)
    slabs: tuple[float, ...] = (0.8, 1.5)  # how large effects usually are
    trends: tuple[float, ...] = (1e-6, 0.3, 1.0, 6.0)  # how far a trend may carry from end to end
    trend_weights: tuple[float, ...] = (0.4, 0.32, 0.25, 0.03)  # the last: a relapse that fades
    no_effect: float = 0.35
    drifts: tuple[tuple[float, float], ...] = ((0.0, 0.65), (0.05, 0.25), (0.12, 0.1))  # random walk a day, weight
    forgetful: float = 0.3  # days that do not hang together at all
    memories: tuple[tuple[float, float], ...] = ((0.3, 0.3), (0.5, 0.3), (0.7, 0.25), (0.85, 0.15))
    shares: tuple[float, ...] = (0.5, 0.75, 1.0)  # how much of a day's ups and downs is handed on

    def noise(self) -> Noise:
        """The kinds of noise that are averaged over."""
        rows = [(0.0, 0.0, drift, self.forgetful * likely) for drift, likely in self.drifts]
        each = (1.0 - self.forgetful) / len(self.shares)
        rows += [
            (memory, share, drift, each * often * likely)
            for drift, likely in self.drifts
            for memory, often in self.memories
            for share in self.shares
        ]
        memory, share, drift_of, weight = (np.array(column) for column in zip(*rows, strict=True))
        return Noise(memory, share, drift_of, weight / weight.sum())


PRIOR = Prior()


@dataclass(frozen=True, slots=True)
class Belief:
    """Mixtures of normals, one column per outcome; the belief in "no effect at all" stands apart."""

    weight: Array
    middle: Array
    spread: Array
    off: Array

    def below(self, value: float | Array, with_null: bool = True) -> Array:
        """The chance that each effect is below a value (or one value for each)."""
        chance = (self.weight * normal_cdf((value - self.middle) / self.spread)).sum(axis=0)
        return np.asarray(chance + (np.asarray(value) > 0) * self.off if with_null else chance)

    @property
    def mean(self) -> Array:
        """The effect to expect, "none at all" included."""
        return np.asarray((self.weight * self.middle).sum(axis=0))

    def quantile(self, share: float, reach: float) -> Array:
        """The value below which this share of each belief lies, by bisection; often exactly 0."""
        heavy = self.weight.max(axis=1) > 1e-7  # a part nobody believes in only costs time
        kept = self.weight[heavy] * ((1.0 - self.off) / self.weight[heavy].sum(axis=0))
        parts = Belief(kept, self.middle[heavy], self.spread[heavy], self.off)
        at_zero = parts.below(0.0, with_null=False)
        low, high = np.full(len(self.off), -reach), np.full(len(self.off), reach)
        for _ in range(36):
            middle = (low + high) / 2
            less = parts.below(middle) < share
            low, high = np.where(less, middle, low), np.where(less, high, middle)
        none = (at_zero <= share) & (share <= at_zero + self.off)
        return np.asarray(np.where(none, 0.0, (low + high) / 2))


def weigh(outcomes: Array, acting: Array, seen: Mask, prior: Prior = PRIOR) -> Belief:
    """Weigh each column of outcomes (days x outcomes) against the days on which the change acts."""
    felt = np.column_stack([built_up(acting, pace) for pace in prior.build_up])
    speaking = np.flatnonzero(seen)
    span = slice(int(speaking[0]), int(speaking[-1]) + 1)  # days at either end that do not speak change nothing
    outcomes, felt, seen = outcomes[span], felt[span], seen[span]
    kinds = prior.noise()
    by_day = noise.gains(kinds, seen)
    days, builds = len(seen), len(prior.build_up)
    slope, level = np.linspace(-0.5, 0.5, days)[:, None], np.ones((days, 1))
    targets = np.where(seen[:, None], outcomes - outcomes[seen].mean(axis=0), 0.0)
    white = noise.whiten(kinds, by_day, np.hstack([level, slope, felt, targets]))
    known, asked = white[:, :, : builds + 2], white[:, :, builds + 2 :]
    gram, cross = known.transpose(0, 2, 1) @ known, known.transpose(0, 2, 1) @ asked
    square = (asked**2).sum(axis=1)
    # the level, column 0, is integrated out under a flat prior
    own, side = gram[:, 0, 0], gram[:, 0, 1:]
    square = square - cross[:, 0] ** 2 / own[:, None]
    cross = cross[:, 1:] - side[:, :, None] * cross[:, None, 0] / own[:, None, None]
    gram = gram[:, 1:, 1:] - side[:, :, None] * side[:, None, :] / own[:, None, None]
    log_prior = np.log(kinds.weight) - 0.5 * by_day.log_det - 0.5 * np.log(own)
    return _mixture(_Sums(gram, cross, square, log_prior, int(seen.sum()) - 1), prior)


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums of products for each kind of noise: trend first, then each build-up; outcomes are the last axis."""

    gram: Array
    cross: Array
    square: Array
    log_prior: Array
    freedom: int


def _mixture(sums: _Sums, prior: Prior) -> Belief:
    trends, slabs = np.array(prior.trends), np.array(prior.slabs)[:, None]
    # take the trend out under each prior for it: arrays are (kind, trend, ..., outcome)
    own = sums.gram[:, None, 0, 0] + 1.0 / trends**2
    side = sums.gram[:, None, 0, 1:]
    exact = np.diagonal(sums.gram, axis1=1, axis2=2)[:, None, 1:] - side**2 / own[:, :, None]
    over = sums.cross[:, None, 0] / own[:, :, None]
    cross = sums.cross[:, None, 1:] - side[..., None] * over[:, :, None]
    square = sums.square[:, None] - sums.cross[:, None, 0] * over
    log_trend = sums.log_prior[:, None] + np.log(prior.trend_weights) - 0.5 * np.log(own * trends**2)
    # (kind, trend, build-up, slab, outcome)
    total = exact[..., None, None] + 1.0 / slabs**2
    middle = cross[..., None, :] / total
    rest = np.maximum(square[:, :, None, None] - cross[..., None, :] ** 2 / total, 1e-12)
    log_on = (
        log_trend[:, :, None, None, None]
        + np.log(prior.build_weights)[:, None, None]
        - np.log(len(slabs))
        - 0.5 * np.log(slabs**2 * total)
        - 0.5 * sums.freedom * np.log(rest)
        + np.log(1.0 - prior.no_effect)
    )
    log_off = log_trend[..., None] - 0.5 * sums.freedom * np.log(np.maximum(square, 1e-12)) + np.log(prior.no_effect)
    spread = np.sqrt(rest / max(sums.freedom - 2, 1) / total)
    return _normed(log_on, log_off, middle, spread)


def _normed(log_on: Array, log_off: Array, middle: Array, spread: Array) -> Belief:
    count = log_on.shape[-1]
    top = np.maximum(log_on.reshape(-1, count).max(axis=0), log_off.reshape(-1, count).max(axis=0))
    on = np.exp(log_on - top).reshape(-1, count)
    off = np.exp(log_off - top).reshape(-1, count).sum(axis=0)
    whole = on.sum(axis=0) + off
    return Belief(on / whole, middle.reshape(-1, count), spread.reshape(-1, count), off / whole)


def normal_cdf(height: Array) -> Array:
    """The standard normal's distribution function, right to 2e-7: numpy has none, and a verdict needs no more.

    >>> round(float(normal_cdf(np.array(1.645))), 4)
    0.95
    """
    size = np.abs(height) / sqrt(2.0)
    t = 1.0 / (1.0 + 0.3275911 * size)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    upper = 0.5 * series * np.exp(-(size**2))
    return np.asarray(np.where(height > 0, 1.0 - upper, upper))


def built_up(acting: Array, days: float) -> Array:
    """The change as the body feels it: at once, or approaching its full effect over about so many days.

    >>> built_up(np.array([1.0, 1.0, 0.0]), 1.5).round(2).tolist()
    [0.49, 0.74, 0.38]
    """
    if days == 0.0:
        return acting
    felt, pace, now = np.empty_like(acting), 1.0 - np.exp(-1.0 / days), 0.0
    for day, on in enumerate(acting.tolist()):
        now += pace * (on - now)
        felt[day] = now
    return felt
