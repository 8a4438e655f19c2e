# SPDX-License-Identifier: Apache-2.0
"""What could I try, and what could such a trial show? Asked before it starts, with the noise of the own diary."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np

from supple.actions.check_safety import lately, standing
from supple.actions.find_triggers import OUTCOMES
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.look_back import timeline
from supple.care.finding import Finding
from supple.care.profile import from_timeline as profile_of
from supple.care.recent import recent
from supple.care.tryable import Choice, Tryable, again, choice
from supple.entries.entry import zone_named
from supple.entries.timeline import diary_day
from supple.insight import design
from supple.insight.design import Candidate, Plan
from supple.insight.result import NotEnough
from supple.insight.series import DailyTable, from_timeline
from supple.insight.usual import Usual, learn
from supple.people.models import Person

MAY_BE_TRIED_ON = tuple(name for name in OUTCOMES if name != "falls")
"""Scores and counts that a design can be judged on; falls are too rare for any."""
BASELINE, LOOKED_AT = 7, 14
"""Days of the outcome wanted before the first block (RLF-12), among the last so many."""
LONGEST = 210
"""Days after which nobody keeps to a plan."""
MADE_UP = 120
"""Made-up trials a design is judged by: enough to tell designs apart, soon enough for a page."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is known before a trial starts: the designs with what each can show, the shortest first."""

    change: Tryable
    outcome: str
    noise: Usual | NotEnough
    designs: tuple[Candidate, ...]
    run_in: int

    @property
    def best(self) -> Candidate | None:
        """The shortest design that can answer; none when no design up to half a year can."""
        return next((one for one in self.designs if one.outlook.answers), None)


def choices(person: Person, now: datetime) -> Choice:
    """Everything that may be tried, with what is held back and why."""
    said, known = lately(person, now), knowledge()
    profile = profile_of(said, now, known)
    return choice(profile, standing(said, profile, now), known, recent(said, now))


def still_fits(person: Person, item: str, now: datetime) -> Tryable | Finding | None:
    """A change that is being tried, looked at anew today; None when knowledge no longer has it."""
    said, known = lately(person, now), knowledge()
    profile = profile_of(said, now, known)
    return again(item, profile, standing(said, profile, now), known, recent(said, now))


def outcomes(table: DailyTable) -> tuple[str, ...]:
    """What a trial may be judged by: what the diary holds already; stiffness is always offered, and first."""
    return tuple(name for name in MAY_BE_TRIED_ON if name == "spasticity" or name in table.columns)


def ahead(person: Person, change: Tryable, outcome: str, now: datetime) -> Ahead:
    """What each design can and cannot show for this change, on days like this person's own."""
    table = from_timeline(timeline(person))
    noise = _noise(table, outcome)
    run_in = _run_in(table, outcome, today(person, now))
    usual = noise if isinstance(noise, Usual) else None
    plans = [replace(plan, run_in=run_in) for plan in designs(change.pace)]
    seen = [Candidate(plan, design.outlook(plan, MADE_UP, usual)) for plan in plans]
    if not any(one.outlook.answers for one in seen):
        more = design.candidates(plans[-1], MADE_UP, usual)
        block = plans[0].block  # shorter ones are too short for this kind of change
        seen += [one for one in more if one.plan not in plans and one.plan.days <= LONGEST and one.plan.block == block]
    return Ahead(change, outcome, noise, tuple(sorted(seen, key=_shortest_and_drawn)), run_in)


def _shortest_and_drawn(one: Candidate) -> tuple[int, bool]:
    return one.plan.days, one.plan.order == "fixed"


def designs(pace: str) -> tuple[Plan, ...]:
    """The designs that are offered for a kind of change: one turn, two fixed ones, or pairs in a drawn order."""
    its = design.PACES[pace]
    plans = [
        Plan(1, its.block, its.washout, "fixed"),
        Plan(2, its.block, its.washout, "fixed"),
        *(Plan(pairs, its.block, its.washout, "random", seed=1) for pairs in (2, 3, 4)),
    ]
    return tuple(plan for plan in plans if plan.days <= LONGEST)


def _noise(table: DailyTable, outcome: str) -> Usual | NotEnough:
    column = table.columns.get(outcome)
    return learn(np.empty(0) if column is None else column, outcome)


def _run_in(table: DailyTable, outcome: str, day: date) -> int:
    """A week to get used to the daily answer, unless it is given already."""
    column = table.columns.get(outcome)
    if column is None:
        return BASELINE
    late = [value for at, value in zip(table.dates, column, strict=True) if at > day - timedelta(days=LOOKED_AT)]
    return 0 if int(np.isfinite(late).sum()) >= BASELINE else BASELINE


def today(person: Person, now: datetime) -> date:
    """The diary day of now."""
    return diary_day(now, zone_named(person.zone), person.day_starts)
