# SPDX-License-Identifier: Apache-2.0
"""What can a planned trial show, and what not? Its order of conditions, and its verdicts on made-up trials.

The made-up trials use the person's own noise where a diary is at hand; otherwise four kinds of noise in turn.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from supple.errors import SuppleError
from supple.insight import simulate
from supple.insight.belief import weigh
from supple.insight.noise import Array
from supple.insight.trial import SURE
from supple.insight.usual import Usual, make_up

Order = Literal["random", "fixed", "counterbalanced"]
Condition = Literal["A", "B", "W"]
SHORTEST, SHORTEST_SAME_DAY = 14, 7  # days of a phase
FALSE_AT_MOST, ONE_AT_LEAST, TWO_AT_LEAST = 0.10, 0.50, 0.80  # what makes a design able to answer
AT_ONCE = 200  # made-up trials weighed together: bounds the memory


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a kind of remedy has to be tried, and how long it takes to wear off, in days."""

    block: int
    washout: int


PACES: Mapping[str, Pace] = {
    "same-day": Pace(7, 0),
    "tool": Pace(14, 0),
    "stretching": Pace(28, 7),
    "supplement": Pace(28, 7),
    "sleep-supplement": Pace(56, 7),
}  # the shortest times at which each kind can be judged at all


@dataclass(frozen=True, slots=True)
class Plan:
    """So many pairs of A and B, each block of so many days; run-in and washout days do not count."""

    pairs: int
    block: int
    washout: int = 0
    order: Order = "random"
    seed: int = 0
    run_in: int = 0

    @property
    def days(self) -> int:
        """How long the trial takes."""
        return self.run_in + 2 * self.pairs * (self.block + self.washout) - self.washout

    @property
    def name(self) -> str:
        """AB, ABAB, or pairs in an order that is drawn or takes turns.

        >>> Plan(2, 14, order="fixed").name, Plan(4, 7).name
        ('ABAB', '4 random pairs')
        """
        return "AB" * self.pairs if self.order == "fixed" else f"{self.pairs} {self.order} pairs"


@dataclass(frozen=True, slots=True)
class Outlook:
    """How often this design would say so: wrongly without an effect, rightly with one or two points."""

    trials: int
    false_verdicts: float
    power_one: float
    power_two: float
    covered: float
    own_noise: bool = False

    @property
    def answers(self) -> bool:
        """Would it find two points nearly always, one point at least every other time, and seldom be wrong?"""
        found = self.power_one >= ONE_AT_LEAST and self.power_two >= TWO_AT_LEAST
        return found and self.false_verdicts <= FALSE_AT_MOST


@dataclass(frozen=True, slots=True)
class Candidate:
    """A design with what it can show."""

    plan: Plan
    outlook: Outlook


def schedule(plan: Plan) -> tuple[str, ...]:
    """The condition of each day.

    >>> "".join(schedule(Plan(pairs=2, block=3, washout=1, order="fixed")))
    'AAAWBBBWAAAWBBB'
    >>> "".join(schedule(Plan(pairs=2, block=2, order="counterbalanced", seed=1))) in ("AABBBBAA", "BBAAAABB")
    True
    """
    return tuple(mark for mark, days in spans(plan) for _ in range(days))


def spans(plan: Plan) -> tuple[tuple[Condition, int], ...]:
    """The stretches in order; within each pair a seeded coin decides which comes first, or they take turns.

    >>> spans(Plan(pairs=1, block=14, washout=7, order="fixed", run_in=3))
    (('W', 3), ('A', 14), ('W', 7), ('B', 14))
    """
    if not (1 <= plan.pairs <= 60 and 1 <= plan.block <= 120 and 0 <= plan.washout <= 60 and 0 <= plan.run_in <= 60):
        raise SuppleError(
            "design-impossible",
            "The design has too few or too many blocks or days.",
            "Use 1-60 pairs, 1-120 days a block, 0-60 days between and 0-60 days before.",
        )
    rng = np.random.default_rng(plan.seed)
    first = bool(rng.integers(2)) if plan.order == "counterbalanced" else False
    out: list[tuple[Condition, int]] = []
    for pair in range(plan.pairs):
        swap = bool(rng.integers(2)) if plan.order == "random" else first ^ (pair % 2 == 1 and plan.order != "fixed")
        both: tuple[Condition, Condition] = ("B", "A") if swap else ("A", "B")
        for mark in both:
            out += [("W", plan.washout if out else 0), (mark, plan.block)]
    return tuple((mark, days) for mark, days in (("W", plan.run_in), *out) if days)


def long_enough(plan: Plan, same_day: bool = False) -> None:
    """Refuse phases that are too short for the change to show: 14 days, or 7 for what works the same day."""
    shortest = SHORTEST_SAME_DAY if same_day else SHORTEST
    if plan.block < shortest:
        cure = (
            "Use longer blocks." if same_day else "Use --block 14, or --for same-day if it works on the day it is done."
        )
        raise SuppleError("phases-short", f"Phases of fewer than {shortest} days are too short to judge.", cure)


def outlook(plan: Plan, trials: int = 200, usual: Usual | None = None) -> Outlook:
    """Judge made-up trials of this design in the person's own noise, or in four kinds of noise in turn."""
    marks = schedule(plan)
    acting: Array = np.array([float(mark == "B") for mark in marks])
    seen = np.array([mark != "W" for mark in marks])
    rates = [_rates(usual, acting, seen, (effect, trials, plan.seed)) for effect in (0.0, -1.0, -2.0)]
    covered = float(np.mean([inside for _, _, inside in rates]))
    wrong = rates[0][0] + rates[0][1]
    return Outlook(trials, wrong, rates[1][0], rates[2][0], covered, own_noise=usual is not None)


def _rates(
    usual: Usual | None, acting: Array, seen: Array, asked: tuple[float, int, int]
) -> tuple[float, float, float]:
    """The shares of made-up trials with one true effect that say helps, say harms, and hold it in their interval."""
    effect, trials, seed = asked
    rng = np.random.default_rng([seed, 11])  # the same days for each effect: only the effect differs
    sums = np.zeros(3)
    for start in range(0, trials, AT_ONCE):
        count = min(AT_ONCE, trials - start)
        if usual is None:
            made = _four_kinds(acting, effect, range(start, start + count), seed)
        else:
            made = usual.bounded(make_up(usual, len(acting), count, rng) + effect * acting[:, None])
        belief = weigh(made, acting, seen.astype(bool))
        helps = belief.below(0.0, with_null=False)
        harms = 1.0 - belief.off - helps
        inside = (belief.below(effect + 1e-9) >= 0.05) & (belief.below(effect - 1e-9) <= 0.95)
        sums += [(helps >= SURE).sum(), (harms >= SURE).sum(), inside.sum()]
    shares = sums / trials
    return float(shares[0]), float(shares[1]), float(shares[2])


def _four_kinds(acting: Array, effect: float, numbers: range, seed: int) -> Array:
    kinds = simulate.TRIAL_NOISES
    return np.column_stack(
        [simulate.trial(acting, kinds[number % len(kinds)], effect, seed * 100_003 + number) for number in numbers]
    )


def candidates(plan: Plan, trials: int = 200, usual: Usual | None = None) -> tuple[Candidate, ...]:
    """Longer or better mixed designs that show more than this one, shortest first; the last may show most.

    Only the number of pairs, the order and the length of the blocks differ; washout, run-in and seed stay.
    """
    base = outlook(plan, trials, usual)
    tried: list[Candidate] = []
    for other in _others(plan):
        seen = outlook(other, trials, usual)
        if seen.power_one > max([base.power_one, *(c.outlook.power_one for c in tried)]) + 0.02:
            tried.append(Candidate(other, seen))
        if seen.answers and len(tried) >= 2:
            break
    return tuple(tried)


def _others(plan: Plan) -> list[Plan]:
    """Designs worth a look, by length, up to half a year."""
    blocks = sorted({plan.block, max(SHORTEST_SAME_DAY if plan.block < SHORTEST else SHORTEST, plan.block // 2)})
    order: Order = "random" if plan.order == "fixed" else plan.order
    mixed = [replace(plan, pairs=pairs, block=block, order=order) for pairs in range(2, 11) for block in blocks]
    longest = max(182, 2 * plan.days)
    return sorted((p for p in mixed if p != plan and p.days <= longest), key=lambda p: (p.days, -p.pairs))
