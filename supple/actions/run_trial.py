# SPDX-License-Identifier: Apache-2.0
"""One change is tried: begun, done or not done each day, paused, gone on with, ended, and judged."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from supple.actions.check_safety import unless_broken
from supple.actions.correct import withdraw
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.look_back import timeline
from supple.actions.plan_trial import BASELINE, LONGEST, MAY_BE_TRIED_ON, choices, still_fits, today
from supple.actions.record import Recorded, record
from supple.care.finding import Finding
from supple.care.tryable import Tryable
from supple.entries.entry import Entry, zone_named
from supple.entries.measure import measure
from supple.entries.refused import refusal
from supple.entries.timeline import Timeline
from supple.entries.tried import PhaseChanged, PhasePlan, TrialDay
from supple.insight import design
from supple.insight.course import Course, CourseDay, courses, names, to_trial
from supple.insight.design import Plan
from supple.insight.interruptions import Proposal, proposals
from supple.insight.result import TrialResult
from supple.insight.series import from_timeline
from supple.insight.trial import Trial, judge
from supple.journal import store
from supple.people.models import Person

_NEXT = timedelta(microseconds=1)
MOST_PAIRS = 10
_RUNNING = frozenset({"trial_started", "phase_changed", "trial_ended"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How a running trial stands today. `change` is None when knowledge no longer has what is tried.

    `checked` is false when the warning signs could not be checked: then nothing is to be done today.
    """

    course: Course
    day: CourseDay | None
    days_left: int
    change: Tryable | None
    stopped_by: Finding | None
    done: TrialDay | None
    scored: bool
    reasons: tuple[Proposal, ...]
    checked: bool = True

    @property
    def scores(self) -> range:
        """The answers that today's question may have; none for what is counted as it happens."""
        known = measure(self.course.started.outcome)
        return range(11) if known.unit == "0-10" else range(0)


@dataclass(frozen=True, slots=True)
class Judged:
    """A trial with its verdict, of the days up to `until`; `early` while it is not complete."""

    course: Course
    trial: Trial
    until: date
    result: TrialResult
    early: bool


def begin(person: Person, item: str, outcome: str, plan: Plan, now: datetime) -> Recorded:
    """Start trying one change tomorrow; the order is drawn here and kept with its seed."""
    change = _may_begin(person, item, outcome, now)
    design.long_enough(plan, design.PACES[change.pace].block < design.SHORTEST)
    drawn = Plan(plan.pairs, plan.block, plan.washout, plan.order, secrets.randbelow(2**31), plan.run_in)
    said = {
        "id": uuid7(), "kind": "trial_started", "at": now, "change": change.title, "outcome": outcome,
        "phases": list(_phases(drawn, today(person, now) + timedelta(days=1))), "seed": drawn.seed,
        "order": drawn.order, "item": item, "knowledge": knowledge().version,
    }  # fmt: skip
    with store.writing(person):
        _only_one(person, now)
        return record(person, [said], now)


def planned(change: Tryable, turns: tuple[int, int], order: str, run_in: int) -> Plan:
    """The design that is meant, of so many pairs of blocks of so many days; one that is not offered is refused."""
    its, (pairs, block) = design.PACES[change.pace], turns
    orders: dict[str, design.Order] = {"random": "random", "fixed": "fixed", "counterbalanced": "counterbalanced"}
    if order in orders and 1 <= pairs <= MOST_PAIRS and block == its.block and run_in in (0, BASELINE):
        plan = Plan(pairs, block, its.washout, orders[order], run_in=run_in)
        if plan.days <= LONGEST + BASELINE:
            return plan
    raise refusal("design-unknown", "This design is not offered.", "Choose one of the designs on the page.")


def _may_begin(person: Person, item: str, outcome: str, now: datetime) -> Tryable:
    offered = choices(person, now)
    change = offered.of(item)
    if offered.stopped_by:
        raise refusal("trial-stopped", "A warning comes first; no trial starts now.", "See the warning on Today.")
    if change is None:
        raise refusal("change-unknown", "This is not among what can be tried.", "Choose from the list.")
    if change.held:
        raise refusal("change-held", "This does not fit you at present.", change.held.why)
    if outcome not in MAY_BE_TRIED_ON:
        raise refusal("outcome-unfit", "A trial cannot be judged by this.", "Choose a score or a count.")
    return change


def _only_one(person: Person, now: datetime) -> None:
    running = next((one for one in every(person, now) if one.running(today(person, now))), None)
    if running is None:
        return
    raise refusal(
        "trial-runs", "One change at a time: a trial is running, and two at once could not be told apart.",
        "Finish that trial first, or end it.",
    )  # fmt: skip


def _phases(plan: Plan, first: date) -> Iterator[PhasePlan]:
    for condition, days in design.spans(plan):
        yield PhasePlan(condition=condition, starts=first, days=days)
        first += timedelta(days=days)


def pause(person: Person, trial: UUID, why: str, now: datetime, since: date | None = None) -> Recorded:
    """Hold the schedule, from today or from the day the reason began; these days will not count."""
    course = _course(person, trial, now)
    at = _moment(person, course, now, since)
    return record(person, [_step(course, "phase_changed", at, condition="paused", why=why or None)], now)


def go_on(person: Person, trial: UUID, now: datetime, why: str = "") -> Recorded:
    """The pause is over; or, with a reason, the trial goes on in spite of it."""
    course = _course(person, trial, now)
    day = course.on(today(person, now))
    condition = day.condition if day and day.condition else "W"
    return record(person, [_step(course, "phase_changed", now, condition=condition, why=why or None)], now)


def end(person: Person, trial: UUID, now: datetime) -> Recorded:
    """Give it up; what was lived until now stays and can be looked at."""
    return record(person, [_step(_course(person, trial, now), "trial_ended", now, finished=False)], now)


def take_back(person: Person, target: UUID, now: datetime) -> UUID:
    """Unsay anything, unless two trials would then run at once; answers the id to withdraw in turn."""
    with store.writing(person):
        again = withdraw(person, target, now)
        if sum(one.running(today(person, now)) for one in every(person, now)) > 1:
            raise refusal(
                "trial-runs", "Taken back, this would let two trials run at once.", "End the later trial first."
            )
        return again


def answer(person: Person, trial: UUID, done: bool, now: datetime) -> Recorded:
    """Whether the change was done today."""
    return record(person, [_step(_course(person, trial, now), "trial_day", now, done=done)], now)


def _step(course: Course, kind: str, at: datetime, **more: object) -> dict[str, object]:
    return {"id": uuid7(), "kind": kind, "at": at, "trial": course.id, **more}


def _moment(person: Person, course: Course, now: datetime, since: date | None) -> datetime:
    """Noon of the day it holds from; never before an earlier step, nor in the future."""
    earlier = [step.at for step in timeline(person).of(PhaseChanged) if names(step, course.started)]
    if since is None or since >= today(person, now):
        return now
    noon = datetime.combine(since, time(12), zone_named(person.zone))
    return min(now, max([noon, *(at + _NEXT for at in earlier)]))


def every(person: Person, now: datetime) -> tuple[Course, ...]:
    """All trials of the diary, the latest first."""
    return courses(store.timeline(person, kinds=_RUNNING), today(person, now))


def _course(person: Person, trial: UUID, now: datetime, ended: bool = False) -> Course:
    found = next((one for one in every(person, now) if one.started.id == trial), None)
    if found is None:
        raise refusal("trial-unknown", "This trial is not in the diary.", "See the list of trials.")
    if not ended and not found.running(today(person, now)):
        raise refusal("trial-over", "This trial is over.", "Look at what it showed.")
    return found


def standing(person: Person, now: datetime) -> Standing | None:
    """The running trial as it stands today."""
    day = today(person, now)
    running = next((one for one in every(person, now) if one.running(day)), None)
    if running is None:
        return None
    diary = timeline(person, since=now - timedelta(days=14))
    looked = unless_broken(lambda: (still_fits(person, running.started.item or "", now),))
    fits = looked[0] if looked else None
    mine = [e for e in diary if diary.day_of(e) == day]
    done = [e for e in mine if isinstance(e, TrialDay) and names(e, running.started)]
    return Standing(
        running, running.on(day), running.until(day), fits if isinstance(fits, Tryable) else None,
        fits if isinstance(fits, Finding) else None, done[-1] if done else None, _scored(mine, running),
        proposals(running, diary, day), checked=looked is not None,
    )  # fmt: skip


def _scored(mine: list[Entry], course: Course) -> bool:
    return any(name == course.started.outcome for entry in mine for name, _value in entry.readings())


def verdict(person: Person, trial: UUID, now: datetime) -> Judged:
    """What it showed: in full when it is over, with more certainty asked for before."""
    course = _course(person, trial, now, ended=True)
    return judged(course, timeline(person), today(person, now))


def judged(course: Course, diary: Timeline, day: date) -> Judged:
    """The same, of a diary at hand. The day that still runs is not looked at."""
    until = day - timedelta(days=1)
    trial = to_trial(course, diary, from_timeline(diary, until), courses(diary, day))
    early = not course.complete(day)
    result = judge(trial, measure(course.started.outcome).better, running=early)
    return Judged(course, trial, until, result, early)
