# SPDX-License-Identifier: Apache-2.0
"""Did this one change help? The same innovations as for triggers, one column for the change, and a trend.

The change may act at once or build up and wear off over days; half the belief starts on "no effect at all".
Everything is averaged: kind of noise, build-up, trend or none, and how large effects usually are.
"""

from dataclasses import dataclass
from math import erf, sqrt

import numpy as np

from supple.insight import noise
from supple.insight.columns import infer_kind
from supple.insight.noise import Array, Mask
from supple.insight.result import NotEnough, TrialResult, TrialVerdict

BUILD_UP = np.array([0.0, 1.5, 3.0, 6.0])  # days
BUILD_UP_WEIGHTS = np.array([0.5, 0.2, 0.2, 0.1])
SLABS = np.array([0.5, 1.0, 1.6])  # outcome SDs
TRENDS = np.array([1e-6, 0.3, 1.0])  # how far a trend may carry from end to end, in outcome SDs
TREND_WEIGHTS = np.array([0.4, 0.35, 0.25])
NO_EFFECT = 0.35
FEWEST = 7  # counted days of each condition
SURE, RULED_OUT = 0.78, 0.95  # chosen by simulation, see benchmarks/claims.py


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial as kept: the outcome of each day, its condition (A, B or W), and what went otherwise."""

    outcome: Array
    condition: tuple[str, ...]
    taken: Array | None = None  # 1 taken, 0 not, NaN not recorded
    paused: tuple[bool, ...] = ()
    name: str = "outcome"
    change: str = "B"

    @property
    def counted(self) -> Mask:
        """Days that speak: recorded, not washout, not paused."""
        paused = np.array(self.paused or (False,) * len(self.condition))
        in_condition = np.array([mark in ("A", "B") for mark in self.condition])
        return np.asarray(np.isfinite(self.outcome) & in_condition & ~paused)

    @property
    def acting(self) -> Array:
        """1 on days with the change; a day not taken is a usual day, a day not recorded is like the one before."""
        marks, last = [], ""
        for mark in self.condition:
            last = mark or last
            marks.append(last)
        on = np.array([float(mark == self.change) for mark in marks])
        return on if self.taken is None else on * np.where(np.isnan(self.taken), 1.0, self.taken)


def judge(trial: Trial, better: str = "lower", worthwhile: float | None = None) -> TrialResult:
    """B minus A with its 90 % interval, the chance that it helps, and one of four verdicts."""
    seen = trial.counted
    on = seen & (trial.acting > 0.5)
    fewest = min(int(on.sum()), int((seen & ~on).sum()))
    recorded = trial.outcome[seen]
    if fewest < FEWEST or float(np.ptp(recorded)) == 0.0:
        lacking = NotEnough(fewest, FEWEST, "days of each condition")
        return TrialResult(trial.name, 0.0, 0.0, 0.0, 0.0, 0.0, "unclear", int(seen.sum()), lacking)
    kind = infer_kind(recorded)
    smallest = worthwhile or {"ordinal": 1.0, "binary": 0.15}.get(kind, max(0.5, 0.3 * float(recorded.mean())))
    parts = _parts(trial, seen)
    helps_below = better == "lower"
    off = float(parts.weight[parts.null].sum())
    below = parts.below(0.0, with_null=False)
    helps = below if helps_below else (1.0 - off) - below
    small = parts.below(smallest, True) - parts.below(-smallest, True)
    lo, hi = (parts.quantile(at, 4.0 * float(np.ptp(recorded))) for at in (0.05, 0.95))
    effect = float((parts.weight * parts.middle).sum())
    verdict = _verdict(helps, 1.0 - off - helps, small)
    return TrialResult(trial.name, effect, lo, hi, helps, small, verdict, int(seen.sum()))


def _verdict(helps: float, harms: float, small: float) -> TrialVerdict:
    if helps >= SURE:
        return "helps"
    if harms >= SURE:
        return "harms"
    return "no_effect" if small >= RULED_OUT else "unclear"


@dataclass(frozen=True, slots=True)
class _Parts:
    """The belief as a mixture of normals, some of them the single value 0."""

    weight: Array
    middle: Array
    spread: Array
    null: Mask

    def below(self, value: float, with_null: bool) -> float:
        """The chance that the effect is below a value."""
        height = (value - self.middle[~self.null]) / self.spread[~self.null]
        chance = float((self.weight[~self.null] * _normal_cdf(height)).sum())
        return chance + (float(self.weight[self.null].sum()) if with_null and value > 0 else 0.0)

    def quantile(self, share: float, reach: float) -> float:
        """The value below which this share of the belief lies, by bisection; often exactly 0."""
        at_zero = self.below(0.0, with_null=False)
        if at_zero <= share <= at_zero + float(self.weight[self.null].sum()):
            return 0.0
        low, high = -reach, reach
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (middle, high) if self.below(middle, True) < share else (low, middle)
        return (low + high) / 2


_ERF = np.vectorize(erf, otypes=[np.float64])


def _normal_cdf(height: Array) -> Array:
    return np.asarray(0.5 * (1.0 + _ERF(height / sqrt(2.0))))


def _parts(trial: Trial, seen: Mask) -> _Parts:
    """Every corner of the grid: kind of noise x trend x (no effect, or build-up x slab), with its evidence."""
    kinds = noise.grid()
    by_day = noise.gains(kinds, seen)
    acting = np.column_stack([_built_up(trial.acting, days) for days in BUILD_UP])
    days = len(seen)
    level, slope = np.ones((days, 1)), np.linspace(-0.5, 0.5, days)[:, None]
    middle = trial.outcome[seen].mean()
    target = np.where(seen, trial.outcome - middle, 0.0)[:, None]
    white = noise.whiten(kinds, by_day, np.hstack([acting, slope, target, level]))
    gram = _without_level(white.transpose(0, 2, 1) @ white)
    log_prior = np.log(kinds.weight) - 0.5 * by_day.log_det - 0.5 * np.log(gram[1])
    return _mixture(gram[0], log_prior, int(seen.sum()) - 1)


def _without_level(every: Array) -> tuple[Array, Array]:
    """Sums of products with the level, the last column, integrated out."""
    side, own = every[:, :-1, -1], every[:, -1, -1]
    return every[:, :-1, :-1] - side[:, :, None] * side[:, None, :] / own[:, None, None], own


def _mixture(gram: Array, log_prior: Array, freedom: int) -> _Parts:
    builds = len(BUILD_UP)
    slope, target = builds, builds + 1
    # take the trend out under each prior for it: arrays are now (kind, trend, ...)
    own = gram[:, slope, slope][:, None] + 1.0 / TRENDS**2
    side = gram[:, None, slope, :]
    left = gram[:, None] - side[..., :, None] * side[..., None, :] / own[:, :, None, None]
    log_null = log_prior[:, None] + np.log(TREND_WEIGHTS) - 0.5 * np.log(own * TRENDS**2)
    square = left[:, :, target, target]
    cross, exact = left[:, :, :builds, target], np.diagonal(left, axis1=2, axis2=3)[:, :, :builds]
    # (kind, trend, build-up, slab)
    total = exact[..., None] + 1.0 / SLABS**2
    middle = cross[..., None] / total
    rest = square[:, :, None, None] - cross[..., None] ** 2 / total
    log_on = (
        log_null[:, :, None, None]
        + np.log(BUILD_UP_WEIGHTS)[:, None]
        - np.log(len(SLABS))
        - 0.5 * np.log(SLABS**2 * total)
        - 0.5 * freedom * np.log(rest)
        + np.log(1.0 - NO_EFFECT)
    )
    log_off = log_null - 0.5 * freedom * np.log(square) + np.log(NO_EFFECT)
    spread = np.sqrt(rest / (freedom - 2) / total)
    logs = np.concatenate([log_on.ravel(), log_off.ravel()])
    weight = np.exp(logs - logs.max())
    null = np.r_[np.zeros(log_on.size, dtype=bool), np.ones(log_off.size, dtype=bool)]
    empty = np.zeros(log_off.size)
    return _Parts(weight / weight.sum(), np.r_[middle.ravel(), empty], np.r_[spread.ravel(), empty + 1.0], null)


def _built_up(acting: Array, days: float) -> Array:
    """The change as the body feels it: at once, or approaching its full effect over about so many days."""
    if days == 0.0:
        return acting
    felt, pace, now = np.empty_like(acting), 1.0 - np.exp(-1.0 / days), 0.0
    for day, on in enumerate(acting.tolist()):
        now += pace * (on - now)
        felt[day] = now
    return felt
