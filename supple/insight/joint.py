# SPDX-License-Identifier: Apache-2.0
"""What moves several symptoms at once? Stiffness, spasms and cramps lend each other what their days say.

A factor that matters to one symptom mostly matters to the others, as late and in the same direction. What another
symptom says counts less the more the two rise and fall together: a bad day is then one piece of news, told twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from supple.insight.about import About
from supple.insight.arrays import Array
from supple.insight.evidence import ratios, weighed
from supple.insight.prior import CohortPrior
from supple.insight.result import Findings
from supple.insight.series import DailyTable
from supple.insight.triggers import Fitted, answer, expected_of, fit

SHARED, STRAY = 0.7, 0.04  # chance that a factor moves a symptom, when it matters to some and when it does not
ALONE = 0.2  # chance that this person's symptoms have nothing to do with one another
KINSHIP = ((0.2, 0.0), (0.6, 0.8))  # how likely it is that they share what moves them, and that also lag and direction

Heard = Mapping[str, Array]


def find_jointly(
    days: DailyTable | Mapping[str, Sequence[float] | Array],
    abouts: Sequence[About],
    *,
    seed: int = 0,
    prior: CohortPrior | None = None,
) -> tuple[Findings, ...]:
    """Ask one diary about several symptoms together, one answer for each."""
    fitted = [fit(days, about, seed) for about in abouts]
    heard = [_said(one) for one in fitted]
    out = []
    for index, one in enumerate(fitted):
        if one.walked is None:
            out.append(answer(one))
            continue
        others = [(1.0 - _alike(one, fitted[at]), said) for at, said in enumerate(heard) if at != index]
        if one.about.better == "higher":
            others = [(weight, {name: ratio[:, ::-1] for name, ratio in said.items()}) for weight, said in others]
        beliefs = []
        for weight, alone in one.expectations(prior):
            beliefs.append((weight * ALONE, alone))
            beliefs += [(weight * kin, _suggested(one.names, alone, others, alike)) for kin, alike in KINSHIP]
        said = (*one.said, *expected_of(one, prior))
        out.append(answer(replace(one, walked=weighed(one.walked, beliefs), said=said)))
    return tuple(out)


def _said(fitted: Fitted) -> Heard:
    """What one symptom's days say of each factor: worse first, whichever way its numbers run."""
    if fitted.walked is None:
        return {}
    said = ratios(fitted.walked)
    said = said if fitted.about.better == "lower" else said[:, :, ::-1]
    return dict(zip(fitted.names, said, strict=True))


def _suggested(names: list[str], alone: Array, others: list[tuple[float, Heard]], alike: float) -> Array:
    """What the other symptoms make us expect of each factor beside what was expected of it alone."""
    share = alone.sum(axis=(1, 2))
    way = alone / share[:, None, None]  # of acting, when it acts at all
    matters = np.clip((share - STRAY) / (SHARED - STRAY), 0.02, 0.98)
    log_on, log_off = np.log(matters[:, None, None] * way), np.log(1.0 - matters)
    for weight, heard in others:
        said = np.array([heard.get(name, np.ones(way.shape[1:])) for name in names])
        any_way = (way * said).sum(axis=(1, 2))
        same = alike * said + (1.0 - alike) * any_way[:, None, None]
        log_on += weight * np.log(1.0 - SHARED + SHARED * same)
        log_off += weight * np.log(1.0 - STRAY + STRAY * any_way)
    top = np.maximum(log_on.max(axis=(1, 2)), log_off)
    on, off = np.exp(log_on - top[:, None, None]), np.exp(log_off - top)
    whole = on.sum(axis=(1, 2)) + off
    on, off = on / whole[:, None, None], off / whole
    spread = on.sum(axis=(1, 2))[:, None, None] * way
    return np.asarray(SHARED * (alike * on + (1.0 - alike) * spread) + STRAY * off[:, None, None] * way)


def _alike(one: Fitted, other: Fitted) -> float:
    """How much two symptoms rise and fall together, from 0 to 1."""
    both = one.outcome.seen & other.outcome.seen
    if both.sum() < 3:
        return 0.0
    first, second = one.outcome.working[both], other.outcome.working[both]
    if np.ptp(first) == 0.0 or np.ptp(second) == 0.0:
        return 0.0
    return abs(float(np.corrcoef(first, second)[0, 1]))
