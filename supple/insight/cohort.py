# SPDX-License-Identifier: Apache-2.0
"""What moves others? Learned from sums to which each person's device adds a few numbers and sends nothing else.

For each factor a device says how well its days fit each of fifty guesses (how often the factor matters to people,
how often for the worse), as logarithms. Sums of those over people are all that learning needs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from supple.insight.arrays import Array
from supple.insight.effects import LAG_PRIOR, expected_share
from supple.insight.evidence import ratios
from supple.insight.prior import CohortPrior, Others
from supple.insight.triggers import Fitted

OFTEN = np.array([0.01, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6])
WORSE = np.array([0.1, 0.3, 0.5, 0.7, 0.9])
LOUDEST = 400.0  # nobody's days count for more than these odds, for or against
FEWEST = 10  # people; numbers of fewer are never shown, nor the difference that so few make

Told = Mapping[tuple[str, str], Array]


@dataclass(frozen=True, slots=True)
class Sums:
    """What all devices said together: by outcome and factor, the sum over people and how many they are."""

    fit: Mapping[tuple[str, str], Array] = field(default_factory=dict)
    people: Mapping[tuple[str, str], int] = field(default_factory=dict)


def told(fitted: Fitted) -> Told:
    """All that leaves one person's device about one outcome."""
    if fitted.walked is None:
        return {}
    said = np.einsum("flw,l->fw", ratios(fitted.walked), LAG_PRIOR)
    said = np.clip(said if fitted.about.better == "lower" else said[:, ::-1], 1.0 / LOUDEST, LOUDEST)
    out = {}
    for group, (worse, better) in zip(fitted.groups, said, strict=True):
        if len(group) == 1:  # of columns that always go together nobody can say which it was
            acting = WORSE * worse + (1.0 - WORSE) * better
            out[fitted.outcome.name, group[0].factor.name] = np.log(1.0 + OFTEN[:, None] * (acting - 1.0))
    return out


def summed(devices: Iterable[Told]) -> Sums:
    """Add up what the devices said."""
    fit: dict[tuple[str, str], Array] = {}
    people: dict[tuple[str, str], int] = {}
    for device in devices:
        for about, numbers in device.items():
            fit[about] = fit.get(about, 0.0) + numbers
            people[about] = people.get(about, 0) + 1
    return Sums(fit, people)


def learned(sums: Sums, before: CohortPrior | None = None, factors: int = 20) -> CohortPrior:
    """What these sums teach. Beside an earlier prior, a number changes only once enough people have joined."""
    outcomes: dict[str, dict[str, Others]] = {}
    for (outcome, name), fit in sorted(sums.fit.items()):
        people = sums.people[outcome, name]
        shown = before.of(outcome, [name])[0] if before else None
        if shown and abs(people - shown.people) < FEWEST:
            outcomes.setdefault(outcome, {})[name] = shown
        elif people >= FEWEST:
            outcomes.setdefault(outcome, {})[name] = _known(fit, people, expected_share(factors))
    return CohortPrior(outcomes)


def _known(fit: Array, people: int, share: float) -> Others:
    """The mean over all guesses, each weighed by how well it fits; the usual share is likeliest to begin with."""
    usual = -np.abs(np.log(OFTEN / (1 - OFTEN) * (1 - share) / share)) / 2.0
    height = fit + usual[:, None]
    weight = np.exp(height - height.max())
    weight /= weight.sum()
    often = float(weight.sum(axis=1) @ OFTEN)
    worse = float(weight.sum(axis=0) @ WORSE)
    return Others(often, worse, people)
