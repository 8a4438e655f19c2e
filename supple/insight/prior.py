# SPDX-License-Identifier: Apache-2.0
"""What is expected of a factor before this person's diary is read? Even odds, a direction, or what moved others.

Expectations only shift the balance a little: the days of this person decide, also whether the expectations fit at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from supple.errors import SuppleError
from supple.insight.about import About
from supple.insight.arrays import Array
from supple.insight.evidence import even

VERSION = 1
EXPECTED = 0.8  # how far a direction that is expected of a factor is trusted
FITTING = 0.5  # chance that this person is like those others at all
AS_MANY = 0.8  # of the usual number of factors that matter: others tell which, and that is not to add any
FIRM = 20  # people after whom what they showed counts half
LEAST, MOST = 0.02, 0.6  # no other people make a factor impossible, or sure


@dataclass(frozen=True, slots=True)
class Others:
    """What other people's diaries showed of one factor: how often it matters, how often for worse, in how many."""

    inclusion: float
    worse: float
    people: int


@dataclass(frozen=True, slots=True)
class CohortPrior:
    """What is known of factors, by outcome and then by factor; learned by `cohort.py`."""

    outcomes: Mapping[str, Mapping[str, Others]] = field(default_factory=dict)

    def of(self, outcome: str, names: Sequence[str]) -> list[Others | None]:
        """What is known of each of these factors."""
        known = self.outcomes.get(outcome, {})
        return [known.get(name) for name in names]


def parse(raw: Mapping[str, Any]) -> CohortPrior:
    """Read a prior file.

    >>> raw = {"version": 1, "outcomes": {"cramps": {"heat": {"inclusion": 0.4, "worse": 0.9, "people": 120}}}}
    >>> parse(raw).of("cramps", ["heat", "tea"])
    [Others(inclusion=0.4, worse=0.9, people=120), None]
    """
    if raw.get("version") != VERSION:
        raise SuppleError("prior-unreadable", "The file is not a prior of version 1.", "Learn it anew.")
    try:
        return CohortPrior(
            {
                str(outcome): {str(name): _known(one) for name, one in factors.items()}
                for outcome, factors in raw["outcomes"].items()
            }
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as wrong:
        raise SuppleError("prior-unreadable", "The prior has a part that cannot be read.", "Learn it anew.") from wrong


def _known(raw: Mapping[str, Any]) -> Others:
    one = Others(float(raw["inclusion"]), float(raw["worse"]), int(raw["people"]))
    if not (0.0 <= one.inclusion <= 1.0 and 0.0 <= one.worse <= 1.0 and one.people >= 0):
        raise ValueError
    return one


def laid_out(prior: CohortPrior) -> dict[str, Any]:
    """The prior as `parse` reads it."""
    outcomes = {
        outcome: {
            name: {"inclusion": round(one.inclusion, 3), "worse": round(one.worse, 3), "people": one.people}
            for name, one in sorted(factors.items())
        }
        for outcome, factors in sorted(prior.outcomes.items())
    }
    return {"version": VERSION, "outcomes": outcomes}


def expectations(
    about: About, outcome: str, names: Sequence[str], prior: CohortPrior | None
) -> list[tuple[float, Array]]:
    """The beliefs to weigh the days with, each with its own weight; more of the outcome comes first in each.

    Without expectations it is a single one, and even.
    """
    usual = even(len(names))
    share = float(usual[0].sum())
    ways = {factor.name: factor.expected for factor in about.factors}
    worse = np.array([{"worse": EXPECTED, "better": 1.0 - EXPECTED}.get(ways.get(name) or "", 0.5) for name in names])
    base = _sided(usual, worse, about)
    known = prior.of(outcome, names) if prior else []
    if not any(known):
        return [(1.0, base)]
    often, way = np.full(len(names), share), worse.copy()
    for index, one in enumerate(known):
        if one:
            own = one.people / (one.people + FIRM)
            often[index] = own * one.inclusion + (1.0 - own) * share
            way[index] = own * np.clip(one.worse, 0.1, 0.9) + (1.0 - own) * worse[index]
    others = _sided(usual * (_as_many(often, AS_MANY * share) / share)[:, None, None], way, about)
    return [(1.0 - FITTING, base), (FITTING, others)]


def _as_many(often: Array, share: float) -> Array:
    """Others tell which factors matter, not how many: faint ones are missed, so their shares come out low."""
    odds = np.clip(often, LEAST, MOST) / (1.0 - np.clip(often, LEAST, MOST))
    low, high = 0.01, 100.0
    for _ in range(30):
        middle = (low * high) ** 0.5
        mean = float((odds * middle / (1.0 + odds * middle)).mean())
        low, high = (middle, high) if mean < share else (low, middle)
    return np.asarray(np.clip(odds * low / (1.0 + odds * low), LEAST, MOST))


def _sided(belief: Array, worse: Array, about: About) -> Array:
    """The same belief with each factor's chance to act for the worse."""
    up = worse if about.better == "lower" else 1.0 - worse
    return np.asarray(2.0 * belief * np.stack([up, 1.0 - up], axis=1)[:, None, :])
