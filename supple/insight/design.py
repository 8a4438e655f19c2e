# SPDX-License-Identifier: Apache-2.0
"""What can a planned trial show, and what not? Its order of conditions, and its verdicts on made-up trials."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from supple.errors import SuppleError
from supple.insight import simulate
from supple.insight.noise import Array
from supple.insight.trial import Trial, judge

Order = Literal["random", "fixed"]


@dataclass(frozen=True, slots=True)
class Plan:
    """So many pairs of A and B, each block of so many days, with washout days that do not count before each."""

    pairs: int
    block: int
    washout: int = 0
    order: Order = "random"
    seed: int = 0

    @property
    def days(self) -> int:
        """How long the trial takes."""
        return 2 * self.pairs * (self.block + self.washout) - self.washout


@dataclass(frozen=True, slots=True)
class Outlook:
    """How often this design would say so: wrongly without an effect, rightly with one or two points."""

    trials: int
    false_verdicts: float
    power_one: float
    power_two: float
    covered: float


def schedule(plan: Plan) -> tuple[str, ...]:
    """The condition of each day; within each pair a seeded coin decides which comes first.

    >>> "".join(schedule(Plan(pairs=2, block=3, washout=1, order="fixed")))
    'AAAWBBBWAAAWBBB'
    """
    if not (1 <= plan.pairs <= 60 and 1 <= plan.block <= 120 and 0 <= plan.washout <= 60):
        raise SuppleError(
            "design-impossible",
            "The design has too few or too many blocks or days.",
            "Use 1-60 pairs, 1-120 days a block and 0-60 days between.",
        )
    rng = np.random.default_rng(plan.seed)
    days: list[str] = []
    for _ in range(plan.pairs):
        swap = plan.order == "random" and bool(rng.integers(2))
        for mark in "BA" if swap else "AB":
            days += ["W"] * (plan.washout if days else 0) + [mark] * plan.block
    return tuple(days)


def outlook(plan: Plan, trials: int = 40) -> Outlook:
    """Judge made-up trials of this design, with calm, moody, drifting and slow-acting outcomes in turn."""
    none = [_one(plan, 0.0, number) for number in range(trials)]
    one = [_one(plan, -1.0, number) for number in range(trials)]
    two = [_one(plan, -2.0, number) for number in range(trials)]
    wrong = [verdict in ("helps", "harms") for verdict, _ in none]
    inside = [covered for _, covered in (*none, *one, *two)]
    powers = [float(np.mean([verdict == "helps" for verdict, _ in many])) for many in (one, two)]
    return Outlook(trials, float(np.mean(wrong)), powers[0], powers[1], float(np.mean(inside)))


def _one(plan: Plan, effect: float, number: int) -> tuple[str, bool]:
    """One made-up trial: the verdict, and whether the interval held the truth."""
    seed = plan.seed * 1000 + number
    marks = schedule(Plan(plan.pairs, plan.block, plan.washout, plan.order, seed))
    acting: Array = np.array([float(mark == "B") for mark in marks])
    kind = simulate.TRIAL_NOISES[number % len(simulate.TRIAL_NOISES)]
    found = judge(Trial(simulate.trial(acting, kind, effect, seed), marks))
    return found.verdict, found.lo - 1e-9 <= effect <= found.hi + 1e-9
