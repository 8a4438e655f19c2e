# SPDX-License-Identifier: Apache-2.0
"""What moves several symptoms at once? Stiffness, spasms and cramps lend each other what their days say.

A factor that matters to one symptom mostly matters to the others. What another symptom says of a factor counts
less the more the two rise and fall together: a bad day is then one piece of news, told twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from supple.insight.about import About
from supple.insight.effects import expected_share
from supple.insight.noise import Array
from supple.insight.result import Findings
from supple.insight.series import DailyTable
from supple.insight.triggers import Fitted, answer, fit

SHARED, STRAY = 0.7, 0.04  # chance that a factor moves a symptom, when it matters to some and when it does not


def find_jointly(
    days: DailyTable | Mapping[str, Sequence[float] | Array], abouts: Sequence[About], *, seed: int = 0
) -> tuple[Findings, ...]:
    """Ask one diary about several symptoms together, one answer for each."""
    fitted = [fit(days, about, seed) for about in abouts]
    ratios = [_ratios(one) for one in fitted]
    out = []
    for index, one in enumerate(fitted):
        if one.walked is None:
            out.append(answer(one))
            continue
        names = [group[0].factor.name for group in one.groups]
        share = expected_share(len(one.groups))
        matters = np.full(len(names), np.log(max(share - STRAY, 0.02) / (SHARED - share)))
        for other, heard in enumerate(ratios):
            if other != index:
                weight = 1.0 - _alike(one, fitted[other])
                said = np.array([heard.get(name, 1.0) for name in names])
                matters += weight * np.log((SHARED * said + 1.0 - SHARED) / (STRAY * said + 1.0 - STRAY))
        chance = 1.0 / (1.0 + np.exp(-matters))
        prior = SHARED * chance + STRAY * (1.0 - chance)
        own = np.array([ratios[index][name] for name in names])
        odds = own * prior / (1.0 - prior)
        out.append(answer(replace(one, walked=one.walked.retold(odds / (1.0 + odds)))))
    return tuple(out)


def _ratios(fitted: Fitted) -> dict[str, float]:
    """How much more likely this symptom's days are if the factor matters, by name."""
    if fitted.walked is None:
        return {}
    share = expected_share(len(fitted.groups))
    prob = np.clip(fitted.walked.inclusion, 1e-6, 1.0 - 1e-6)
    ratio = prob / (1.0 - prob) * (1.0 - share) / share
    return {group[0].factor.name: float(one) for group, one in zip(fitted.groups, ratio, strict=True)}


def _alike(one: Fitted, other: Fitted) -> float:
    """How much two symptoms rise and fall together, from 0 to 1."""
    both = one.outcome.seen & other.outcome.seen
    if both.sum() < 3:
        return 0.0
    first, second = one.outcome.working[both], other.outcome.working[both]
    if np.ptp(first) == 0.0 or np.ptp(second) == 0.0:
        return 0.0
    return abs(float(np.corrcoef(first, second)[0, 1]))
