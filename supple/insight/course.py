# SPDX-License-Identifier: Apache-2.0
"""How does a trial go? What was said about it becomes the condition of each day, and then a trial to judge.

The calendar is rebuilt from the entries alone. A pause holds the schedule: what was left of it follows afterwards, so
that no drawn day is lost. Days are diary days and named by date, so that travelling moves none of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from supple.entries.did import Session
from supple.entries.timeline import Timeline
from supple.entries.tried import PhaseChanged, TrialDay, TrialEnded, TrialStarted
from supple.insight.noise import Array
from supple.insight.series import DailyTable
from supple.insight.trial import Trial

BEFORE, BESIDE = "before the trial", "another trial"
NO_REASON = "paused"
_ONE_DAY = timedelta(days=1)
Step = PhaseChanged | TrialEnded


@dataclass(frozen=True, slots=True)
class CourseDay:
    """One day: its condition (A, B, W, or none in a gap), and why it does not count, if it was paused."""

    day: date
    condition: str
    paused: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """One trial as it stands: every day of it in order, those to come as they are planned now."""

    started: TrialStarted
    said_on: date
    days: tuple[CourseDay, ...]
    ended: TrialEnded | None = None
    ended_on: date | None = None
    paused: str = ""  # the reason of the pause that holds now

    @property
    def id(self) -> str:
        """What its steps call it."""
        return str(self.started.id)

    @property
    def last(self) -> date:
        """Its last day, or the day it was ended on."""
        return self.days[-1].day if self.days else self.started.phases[0].starts

    def running(self, today: date) -> bool:
        """Whether it is under way, or about to begin."""
        return self.ended is None and today <= self.last

    def complete(self, today: date) -> bool:
        """Whether every planned day is over; one that was ended early never is."""
        early = self.ended is not None and not self.ended.finished
        return today > self.last and not early

    def on(self, day: date) -> CourseDay | None:
        """What a day is in this trial."""
        return next((one for one in self.days if one.day == day), None)

    def until(self, day: date) -> int:
        """On how many more days the condition of a day lasts, that day counted."""
        ahead = [one for one in self.days if one.day >= day and not one.paused]
        same = [nth for nth, one in enumerate(ahead) if one.condition != ahead[0].condition]
        return (same[0] if same else len(ahead)) if ahead else 0


def courses(timeline: Timeline, today: date) -> tuple[Course, ...]:
    """Every trial of a diary, the one that was begun last first."""
    said = list(timeline.of(TrialStarted))
    steps: list[Step] = [e for e in timeline if isinstance(e, PhaseChanged | TrialEnded)]
    found = [_course(timeline, one, [s for s in steps if names(s, one)], today) for one in said]
    return tuple(reversed(found))


def names(step: Step | TrialDay, started: TrialStarted) -> bool:
    """Whether a step is about this trial, which it calls by its id or by what is tried."""
    return step.trial in (str(started.id), started.change)


def _course(timeline: Timeline, started: TrialStarted, steps: Sequence[Step], today: date) -> Course:
    ended = next((s for s in steps if isinstance(s, TrialEnded)), None)
    ended_on = timeline.day_of(ended) if ended else None
    changes = [(timeline.day_of(s), s) for s in steps if isinstance(s, PhaseChanged)]
    pauses, now = _pauses(changes, min(ended_on or today, today))
    days = tuple(one for one in _walk(started, pauses) if ended_on is None or one.day <= ended_on)
    return Course(started, timeline.day_of(started), days, ended, ended_on, "" if ended else now)


def _pauses(changes: Sequence[tuple[date, PhaseChanged]], until: date) -> tuple[dict[date, str], str]:
    """The reason of each paused day, and of the pause that holds now; it goes on until it is said to be over."""
    paused: dict[date, str] = {}
    since: date | None = None
    why = ""
    for day, change in changes:
        if since is None and change.condition == "paused":
            since, why = day, change.why or NO_REASON
        elif since is not None and change.condition != "paused":
            paused |= dict.fromkeys(_between(since, day - _ONE_DAY), why)
            since, why = None, ""
    if since is not None:
        paused |= dict.fromkeys(_between(since, until), why)
    return paused, why


def _between(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _walk(started: TrialStarted, pauses: dict[date, str]) -> Iterator[CourseDay]:
    """The planned conditions one after the other, stepping over paused days; on those the change is left out."""
    phases = sorted(started.phases, key=lambda phase: phase.starts)
    day, late = phases[0].starts, timedelta(0)
    for phase in phases:
        start = phase.starts + late
        while day < start:  # a gap between two phases
            yield CourseDay(day, "", pauses.get(day, ""))
            day += _ONE_DAY
        left = phase.days - max(0, (day - start).days)  # phases that lie over each other share no day
        while left > 0:
            why = pauses.get(day, "")
            yield CourseDay(day, "W" if why else phase.condition, why)
            left, late = (left, late + _ONE_DAY) if why else (left - 1, late)
            day += _ONE_DAY


def to_trial(course: Course, timeline: Timeline, table: DailyTable, others: Sequence[Course] = ()) -> Trial:
    """The course with its outcome and what was done, ready to be judged.

    Days from before the trial was said do not count: nobody drew lots for them. Neither do days on which another
    trial of the same outcome ran: two changes at once cannot be told apart.
    """
    days = [one.day for one in course.days]
    beside = {one.day for other in others if _same_outcome(other, course) for one in other.days if one.condition == "B"}
    paused = tuple(_why(one, course, beside) for one in course.days)
    return Trial(
        _column(table, course.started.outcome, days),
        tuple(one.condition for one in course.days),
        _done(course, timeline, days),
        paused,
        course.started.outcome,
    )


def _same_outcome(other: Course, course: Course) -> bool:
    return other.started.id != course.started.id and other.started.outcome == course.started.outcome


def _why(one: CourseDay, course: Course, beside: set[date]) -> str:
    if one.day < course.said_on:
        return BEFORE
    return one.paused or (BESIDE if one.day in beside else "")


def _column(table: DailyTable, name: str, days: Sequence[date]) -> Array:
    values = table.columns.get(name, np.empty(0))
    places = [(day - table.first).days for day in days] if len(values) else []
    known = [values[at] if 0 <= at < len(values) else np.nan for at in places]
    return np.array(known if places else [np.nan] * len(days))


def _done(course: Course, timeline: Timeline, days: Sequence[date]) -> Array:
    """1 on days on which the change was done, 0 where it was said not to be; a plan's "done" counts as well."""
    said: dict[date, float] = {}
    for session in timeline.of(Session):
        if session.remedy and session.remedy == course.started.item:
            day = timeline.day_of(session)
            said[day] = max(said.get(day, 0.0), float(session.done))
    for answer in timeline.of(TrialDay):
        if names(answer, course.started):
            said[timeline.day_of(answer)] = float(answer.done)
    return np.array([said.get(day, np.nan) for day in days])
