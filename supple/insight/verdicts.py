# SPDX-License-Identifier: Apache-2.0
"""What may be told of each factor: found, too small to matter, no association, or cannot tell yet?

Claims keep the measured share of false ones among them, over diaries of all lengths, below one in ten.
"""

from dataclasses import dataclass

import numpy as np

from supple.insight.arrays import Array
from supple.insight.chains import Beliefs
from supple.insight.columns import Column, Outcome
from supple.insight.result import Verdict

# Chosen on made-up diaries, other ones than those reported, and looked at in a broader world (benchmarks/inference/
# wider.py). The first claim needs more: it alone decides whether anything is said to a person whom nothing moves.
SET = 0.74  # that one of a set matters
TINY = 0.05  # chance of being worth telling, below which an effect is too small


@dataclass(frozen=True, slots=True)
class Limits:
    """What a diary has to show before anything is said to be found."""

    first: float  # odds of the surest factor, times the root of the odds of the next: two half-sure ones are evidence
    likely: float  # the chance that each factor that is named has to have
    alone: float  # so sure of one that it needs no second


LATER = Limits(3.6, 0.58, 0.94)
# below so many days with the outcome: in the first weeks the noise is hardly known, and of few days more of what is
# likelier than not is false
EARLIER = ((45, Limits(9.3, 0.6, 1.0)), (75, Limits(3.1, 0.6, 0.93)), (120, Limits(4.2, 0.58, 0.95)))


def limits(recorded: int) -> Limits:
    """The limits after so many days with the outcome.

    >>> limits(60).likely, limits(200).likely
    (0.6, 0.58)
    """
    return next((some for below, some in EARLIER if recorded < below), LATER)


@dataclass(frozen=True, slots=True)
class Belief:
    """What the draws say of one factor on the outcome's own scale."""

    prob: float
    effect: float
    lo: float
    hi: float
    large: float  # chance that it is at least the smallest change worth telling
    positive: float  # chance that it is above zero, given that it is not zero


def claimed(prob: Array, allowed: list[bool], beliefs: list[Belief], recorded: int) -> list[bool]:
    """Which factors are reported as found: none unless something surely matters, then all that are likelier than not.

    A claim also needs to know its own direction.
    """
    asked = limits(recorded)
    sided = [max(belief.positive, 1.0 - belief.positive) >= 0.95 for belief in beliefs]
    may = np.array(allowed, dtype=bool) & np.array(sided, dtype=bool)
    may &= np.array([belief.large > TINY for belief in beliefs], dtype=bool)
    odds = np.sort(np.append(np.where(may, prob, 0.0), [0.5 if len(prob) == 1 else 0.0, 0.0]))[::-1]
    odds = np.clip(odds, 1e-6, 1.0 - 1e-6) / (1.0 - np.clip(odds, 1e-6, 1.0 - 1e-6))
    if odds[0] * np.sqrt(odds[1]) < asked.first and float(np.max(np.where(may, prob, 0.0), initial=0.0)) < asked.alone:
        return [False] * len(prob)
    return [bool(one) for one in may & (prob >= asked.likely)]


def word(belief: Belief, column: Column, claim: bool, lower_is_better: bool) -> Verdict:
    """The one word for a factor; a certain but tiny effect is never a claim."""
    if not column.enough:
        return "not enough days with it"
    tiny = belief.large <= TINY
    if claim and not tiny:
        return "trigger" if (belief.effect > 0) == lower_is_better else "helper"
    if tiny and belief.prob >= 0.5:
        return "too small to matter"
    return "no association" if belief.large <= 0.04 and belief.prob <= 0.08 else "cannot tell yet"


def sets(walked: Beliefs, claims: list[bool]) -> dict[int, tuple[int, ...]]:
    """Factors that share one effect and cannot be told apart: now one, now another, hardly ever both."""
    prob = walked.inclusion
    both = (walked.on * walked.weight[:, None]).T @ walked.on
    found: dict[int, tuple[int, ...]] = {}
    for first in np.argsort(-prob, kind="stable"):
        if prob[first] < 0.1 or claims[first] or first in found:
            continue
        apart = both[first] < 0.6 * prob[first] * prob
        order = [int(i) for i in np.argsort(-prob, kind="stable") if apart[i] and prob[i] >= 0.1 and i not in found]
        members, any_on = [int(first)], walked.on[:, first]
        for other in [one for one in order if not claims[one] and one != first][:4]:
            if float(walked.weight @ any_on) >= 0.9:
                break
            members.append(other)
            any_on = np.maximum(any_on, walked.on[:, other])
        if len(members) > 1 and float(walked.weight @ any_on) >= SET:
            found.update(dict.fromkeys(members, tuple(sorted(members))))
    return found


def beliefs(outcome: Outcome, columns: list[Column], walked: Beliefs) -> list[Belief]:
    """Carry the draws of each factor to one unit of it and to the outcome's own scale, and sum them up."""
    weight, prob = walked.weight[:, None] if walked.tilt is None else walked.tilt, walked.inclusion
    own = outcome.own_scale(walked.total * np.array([c.step * (c.factor.unit or 1.0) for c in columns]))
    order = np.argsort(own.T, axis=1)  # a factor a row: sorting goes along the memory
    below = np.cumsum(np.take_along_axis(np.broadcast_to(weight, own.shape).T, order, axis=1), axis=1)
    ranked, last = np.take_along_axis(own.T, order, axis=1), len(own) - 1
    lo, hi = (ranked[np.arange(len(columns)), np.minimum((below < at).sum(axis=1), last)] for at in (0.05, 0.95))
    up, down = (weight * (own > 0)).sum(axis=0), (weight * (own < 0)).sum(axis=0)
    positive = np.where(up + down > 0, up / np.maximum(up + down, 1e-12), 0.5)
    large = (weight * (np.abs(own) >= outcome.worthwhile)).sum(axis=0)
    rows = zip(prob, (weight * own).sum(axis=0), lo, hi, large, positive, strict=True)
    return [Belief(*(float(value) for value in row)) for row in rows]
