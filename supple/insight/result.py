# SPDX-License-Identifier: Apache-2.0
"""What may the statistics answer? Estimates with their certainty, or what is missing; never a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

MOST = 300
"""How many factors are looked at together: each is weighed against every other, so that twice as many take four times
the memory."""
LEFT_OUT: Literal["not-looked-at"] = "not-looked-at"
"""What is said of a factor that has enough days and was left out, since there are more than that."""
FILLED = "gaps-filled"
"""What is said of a factor that was not recorded on some days, on which its own average stands."""
Verdict = Literal[
    "trigger",
    "helper",
    "too small to matter",
    "no association",
    "cannot tell yet",
    "not enough days with it",
]
Why = Literal[
    "same-as-outcome",
    "outcome-never-differs",
    "never-met",
    "always-met",
    "never-differs",
    "not-told-apart",
    "seldom-met",
    "nearly-always-met",
    "hardly-differs",
    "too-many-days",
    "not-looked-at",
]
"""Why more days like these will not help, or not within a year."""
TrialVerdict = Literal["helps", "harms", "no_effect", "unclear"]


NO_DIFFERENCE = "different values of the outcome"
"""Of what there is not enough when every day says the same."""


@dataclass(frozen=True, slots=True)
class NotEnough:
    """We may not say anything yet: how much there is, how much is needed, of what."""

    have: int
    need: int
    of: str

    @property
    def more(self) -> int:
        """How many more are needed."""
        return max(0, self.need - self.have)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What goes with one factor: change of the outcome for one `unit`, all lags together, 90 % interval."""

    claim: bool
    prob: float
    effect: float
    lo: float
    hi: float
    days_more: int | None
    verdict: Verdict
    lag: int | None
    set: tuple[str, ...]
    unit: float
    exposed: int  # days on which it was met; of a score or an amount, those on which it was not as usual
    why: Why | None = None
    together: float | None = None  # the chance that one of its set at least moves the outcome
    met: bool = True  # whether it is a yes or no, so that a day is one with it or one without it
    alike: tuple[str, ...] = ()  # the columns that rise and fall with it on nearly all days, itself among them


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was inferred or filled in and must be told: a code, and what it is about."""

    code: str
    about: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything one diary says about one outcome."""

    outcome: str
    kind: str
    better: str
    days: int
    factors: Mapping[str, Estimate]
    not_enough: NotEnough | None
    said: tuple[Said, ...] = ()
    recorded: int = 0
    """The days with the outcome, which are those that were used; `days` are all from the first to the last."""

    @property
    def claims(self) -> tuple[str, ...]:
        """The factors reported as found, surest first."""
        found = [name for name, estimate in self.factors.items() if estimate.claim]
        return tuple(sorted(found, key=lambda name: -self.factors[name].prob))

    @property
    def sets(self) -> tuple[tuple[str, ...], ...]:
        """The groups of factors that share one effect, of which it cannot be told whose it is."""
        return tuple(dict.fromkeys(one.set for one in self.factors.values() if one.set and not one.claim))

    @property
    def not_looked_at(self) -> tuple[str, ...]:
        """The factors with enough days that were left out, since there are too many."""
        return tuple(one.about for one in self.said if one.code == LEFT_OUT)

    def filled(self, name: str) -> int:
        """On how many days with the outcome a factor was not recorded, so that its own average stands there."""
        return next((int(one.value) for one in self.said if (one.code, one.about) == (FILLED, name)), 0)


@dataclass(frozen=True, slots=True)
class Difference:
    """One way of counting the days of a change: B minus A, 90 % interval, and how sure it helps."""

    effect: float
    lo: float
    hi: float
    p_helps: float


@dataclass(frozen=True, slots=True)
class Marks:
    """What counts as a change people notice: 18 and 30 % of the person's own usual days, in the outcome's points.

    `established` is True only for the 0-10 spasticity score, on which these two shares were found.
    """

    minimal: float
    important: float
    p_minimal: float
    p_important: float
    established: bool


@dataclass(frozen=True, slots=True)
class Excluded:
    """Days that were not counted, and why: washout, not recorded, before the trial, or the reason of a pause."""

    why: str
    days: int


@dataclass(frozen=True, slots=True)
class TrialResult:
    """What one change did: B minus A on the outcome's own scale, 90 % interval, and how sure it helps.

    The headline counts days as planned; `as_taken` counts them as they were lived, where that is known.
    """

    outcome: str
    effect: float
    lo: float
    hi: float
    p_helps: float
    p_small: float
    verdict: TrialVerdict
    days: int
    not_enough: NotEnough | None = None
    usual: float | None = None  # the mean of the counted usual days
    marks: Marks | None = None
    as_taken: Difference | None = None
    adherence: float | None = None  # share of the days with the change on which it was done, of those noted
    excluded: tuple[Excluded, ...] = ()
    running: bool = False
    sure: float = 0.0  # the chance that was asked for before "helps" or "harms" is said
