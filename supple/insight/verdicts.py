# SPDX-License-Identifier: Apache-2.0
"""What may be told of each factor, and after how many more days could more be told?

Claims keep the measured share of false ones among them below one in ten; everything else is
"no association", "too small to matter", or an honest "cannot tell yet" with a number of days.
"""

from dataclasses import dataclass

import numpy as np

from supple.insight.columns import Column, Outcome
from supple.insight.effects import CHOICES, LAG_PRIOR, Grams, Posterior
from supple.insight.noise import Array
from supple.insight.result import Verdict

# Chosen by simulation (benchmarks/claims.py) so that about one claim in twenty is false over all lengths of
# diary: the surest claim needs 0.82, further ones 0.75, and the mean doubt must stay below 0.18. The stated
# probability is cautious between 0.5 and 0.8, so the measured share is well below the mean doubt.
LIKELY = 0.75
FALSE_SHARE = 0.18
FIRST_CLAIM = 0.82
HORIZON = 1095
MATTERS = 0.5  # of a slab: the smallest size an effect is hoped for at


@dataclass(frozen=True, slots=True)
class Belief:
    """What the draws say of one factor on the outcome's own scale."""

    prob: float
    effect: float
    lo: float
    hi: float
    large: float  # chance that it is at least the smallest change worth telling
    positive: float  # chance that it is above zero, given that it is not zero


def claimed(prob: Array, allowed: list[bool], beliefs: list[Belief]) -> list[bool]:
    """Which factors are reported as found, surest first, while the running mean of 1 - P stays low.

    A claim also needs to know its own direction.
    """
    out, doubt, count = [False] * len(prob), 0.0, 0
    for index in np.argsort(-prob, kind="stable"):
        sided = max(beliefs[index].positive, 1.0 - beliefs[index].positive) >= 0.95
        if not (allowed[index] and sided):
            continue
        doubt, count = doubt + 1.0 - float(prob[index]), count + 1
        if prob[index] < (LIKELY if count > 1 else FIRST_CLAIM) or doubt / count > FALSE_SHARE:
            break
        out[index] = True
    return out


def word(belief: Belief, column: Column, claim: bool, lower_is_better: bool) -> Verdict:
    """The one word for a factor; a certain but tiny effect is never a claim."""
    if not column.enough:
        return "not enough days with it"
    tiny = belief.large <= 0.05
    if claim and not tiny:
        return "trigger" if (belief.effect > 0) == lower_is_better else "helper"
    if tiny and belief.prob >= 0.5:
        return "too small to matter"
    return "no association" if belief.large <= 0.04 and belief.prob <= 0.08 else "cannot tell yet"


def sets(posterior: Posterior, claims: list[bool]) -> dict[int, tuple[int, ...]]:
    """Factors that share one effect and cannot be told apart: who fills a surely filled slot together."""
    kinds, slabs, slots, choices = posterior.chance.shape
    by_factor = posterior.chance.reshape(kinds, slabs, slots, choices // CHOICES, CHOICES).sum(axis=4)
    shared = np.einsum("gs,gslk->lk", posterior.weight, by_factor)
    found: dict[int, tuple[int, ...]] = {}
    for slot in shared:
        filled = float(slot.sum())
        if filled < LIKELY:
            continue
        order = np.argsort(-slot, kind="stable")
        needed = int(np.searchsorted(np.cumsum(slot[order]) / filled, 0.9)) + 1
        members = tuple(sorted(int(index) for index in order[:needed]))
        if len(members) > 1 and len(members) <= 5 and not any(claims[index] for index in members):
            found.update(dict.fromkeys(members, members))
    return found


@dataclass(frozen=True, slots=True)
class Promise:
    """What a factor's columns teach per day, and where its evidence stands now, on the slab's scale."""

    logit: float
    now: float
    per_day: float
    sizes: Array  # effects it may have if it has one, over the noise's spread


def promises(sums: Grams, posterior: Posterior, prob: Array, days: int) -> list[Promise]:
    """How quickly each factor teaches, given the other factors, under the most credible kind of noise.

    Sizes are those that would matter, under the middle slab: the narrow one, likely while little is found
    yet, would promise far too many days (measured: four times the truth, against one time with this).
    """
    kind, corner = np.unravel_index(int(posterior.weight.argmax()), posterior.weight.shape)
    gram = sums.gram[kind]
    chance = np.einsum("gs,gslp->p", posterior.weight, posterior.chance)
    noise = float(posterior.square[kind, corner]) / sums.freedom
    probs = np.clip(prob, 1e-4, 1 - 1e-6)
    mean = (posterior.chance * posterior.middle)[kind, corner].sum(axis=0)
    left = sums.cross[kind] - mean @ gram
    out = []
    for index, likely in enumerate(probs):
        own = np.arange(CHOICES) + index * CHOICES
        best = int(own[np.argmax(chance[own] + 1e-6 * LAG_PRIOR)])
        exact = float(gram[best, best])
        centre = (float(left[best]) + float(mean[own] @ gram[own, best])) / (exact + 1.0)
        sizes = centre / np.sqrt(noise) + _normal(400) / np.sqrt(exact + 1.0)
        large = sizes[np.abs(sizes) > MATTERS]
        sizes = large if len(large) >= 20 else np.full(20, MATTERS)
        out.append(Promise(float(np.log(likely / (1 - likely))), exact, exact / days, sizes))
    return out


def _normal(count: int) -> Array:
    """Evenly spread standard normal values, the same for everyone."""
    return np.random.default_rng(0).standard_normal(count)


def days_more(promise: Promise) -> int | None:
    """Days until a claim in half of the draws, should the factor matter; None past three years.

    >>> strong = Promise(logit=1.0, now=10.0, per_day=0.2, sizes=np.full(50, 1.0))
    >>> weak = Promise(logit=1.0, now=10.0, per_day=0.2, sizes=np.full(50, 0.2))
    >>> days_more(strong) < days_more(weak)
    True
    """
    ahead = np.unique(np.round(np.geomspace(3, HORIZON, 40))).astype(int)
    more = promise.per_day * ahead
    luck = np.random.default_rng(1).standard_normal((len(promise.sizes), len(ahead)))
    steps = np.sqrt(np.diff(np.concatenate([[0.0], more])))
    start = promise.sizes[:, None] * promise.now
    score = start + promise.sizes[:, None] * more + np.cumsum(luck * steps, axis=1)
    gained = _log_factor(score, promise.now + more) - _log_factor(start, promise.now)
    target = float(np.log(FIRST_CLAIM / (1 - FIRST_CLAIM)))
    reached = promise.logit + gained >= target
    share = np.maximum.accumulate(reached, axis=1).mean(axis=0)
    half = np.flatnonzero(share >= 0.5)
    return int(ahead[half[0]]) if len(half) else None


def _log_factor(score: Array, exact: Array | float) -> Array:
    """Log Bayes factor of the middle slab against nothing, for a score and its information."""
    return np.asarray(-0.5 * np.log1p(exact) + 0.5 * score**2 / (exact + 1.0))


def beliefs(outcome: Outcome, columns: list[Column], total: Array, prob: Array) -> list[Belief]:
    """Carry the draws of each factor to one unit of it and to the outcome's own scale, and sum them up."""
    out = []
    for index, column in enumerate(columns):
        unit = column.factor.unit or 1.0
        own = outcome.own_scale(total[:, index] * column.step * unit)
        on = own[total[:, index] != 0.0]
        lo, hi = np.quantile(own, (0.05, 0.95))
        positive = float((on > 0).mean()) if len(on) else 0.5
        large = float((np.abs(own) >= outcome.worthwhile).mean())
        out.append(Belief(float(prob[index]), float(own.mean()), float(lo), float(hi), large, positive))
    return out
