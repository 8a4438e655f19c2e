# SPDX-License-Identifier: Apache-2.0
"""How has it gone? One outcome over the last days, against the person's own days before, with what fell into them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from supple.actions.find_triggers import OUTCOMES
from supple.actions.plan_trial import today
from supple.actions.worked_out import daybook, once
from supple.entries.known import Flare, Treatment
from supple.entries.measure import measure
from supple.entries.timeline import Timeline
from supple.insight import change
from supple.insight.change import BeforeAfter, Change
from supple.insight.course import courses
from supple.insight.daybook import PARTS, Tally
from supple.insight.result import NotEnough
from supple.insight.series import DailyTable
from supple.people.models import Person

SPANS = (14, 30, 90, 365)
BEGUN = frozenset({"started", "changed", "injection", "pump_fill", "infusion", "programme"})


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that fell into these days: a treatment, a flare or a trial. `what` is its id or its name."""

    day: date
    kind: str
    what: str
    step: str = ""


@dataclass(frozen=True, slots=True)
class Trend:
    """One outcome day by day, and what it may be read against."""

    outcomes: tuple[str, ...]
    outcome: str
    days: int
    table: DailyTable
    change: Change | NotEnough
    marks: tuple[Mark, ...]
    begun: tuple[tuple[Mark, BeforeAfter], ...]
    hours: tuple[int, ...]
    until: date
    """The last day shown."""


def trend(person: Person, outcome: str | None, days: int, now: datetime, until: date | None = None) -> Trend | None:
    """So many days of an outcome up to `until` or today; nothing when the diary holds none.

    What changed of late is always asked of the days up to today.
    """
    latest = today(person, now)
    book, day = daybook(person), min(until or latest, latest)
    whole = book.whole.table
    outcomes = tuple(name for name in OUTCOMES if name in whole.columns)
    chosen = outcome if outcome in outcomes else next(iter(outcomes), None)
    if chosen is None:
        return None
    better, first = measure(chosen).better, day - timedelta(days=days - 1)
    marks = once(person, ("marks", latest), lambda: _in_order(_marks(book.standing(), latest)))
    within = tuple(mark for mark in marks if first <= mark.day <= day)
    moved = change.trend(_last(whole, chosen, whole.first, max(latest, whole.first)), chosen, better)
    return Trend(
        outcomes, chosen, days, _last(whole, chosen, first, day), moved, within,
        tuple(_around(whole, chosen, [m for m in within if m.step in BEGUN])), _hours(book.within(first, day)), day,
    )  # fmt: skip


def _in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: (mark.day, mark.what)))


def _last(whole: DailyTable, name: str, first: date, last: date) -> DailyTable:
    """One row for every day asked for, whether or not the diary has it: silence is part of the latest days."""
    places = dict(zip(whole.dates, whole.columns[name], strict=True))
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return DailyTable(first, {name: np.array([places.get(day, np.nan) for day in days])})


def _marks(diary: Timeline, day: date) -> Iterator[Mark]:
    for entry in diary.of(Treatment):
        if entry.change != "side_effect" and entry.name != "none":
            yield Mark(diary.day_of(entry), "treatment", entry.name, entry.change)
    for flare in diary.of(Flare):
        yield Mark(diary.day_of(flare), "flare", flare.what)
    for course in courses(diary, day):
        if course.days:
            yield Mark(course.days[0].day, "trial", course.started.change, "trial")


def _around(whole: DailyTable, outcome: str, begun: list[Mark]) -> Iterator[tuple[Mark, BeforeAfter]]:
    """The days around each treatment that began, the latest three of which can be told anything."""
    shown = 0
    for mark in reversed(begun):
        found = change.treatment_start(whole, outcome, mark.day, measure(outcome).better)
        if isinstance(found, BeforeAfter) and shown < 3:
            shown += 1
            yield mark, found


def _hours(said: Iterable[Tally]) -> tuple[int, ...]:
    """How many events of the legs fell into each part of the day."""
    counts: Counter[int] = Counter()
    for tally in said:
        if tally.event:
            part, many = tally.event
            counts[part] += many
    return tuple(counts[part] for part in range(PARTS))
