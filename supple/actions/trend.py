# SPDX-License-Identifier: Apache-2.0
"""How has it gone? One outcome over the last days, against the person's own days before, with what fell into them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from supple.actions.find_triggers import OUTCOMES
from supple.actions.look_back import timeline
from supple.actions.plan_trial import today
from supple.actions.worked_out import as_it_is, once
from supple.entries.entry import zone_named
from supple.entries.felt import Episode
from supple.entries.known import Flare, Treatment
from supple.entries.measure import measure
from supple.entries.timeline import Timeline
from supple.insight import change
from supple.insight.change import BeforeAfter, Change
from supple.insight.course import courses
from supple.insight.result import NotEnough
from supple.insight.series import DailyTable, from_timeline
from supple.people.models import Person

SPANS = (14, 30, 90, 365)
BEGUN = frozenset({"started", "changed", "injection", "pump_fill", "infusion", "programme"})
PARTS = 8
"""The day in so many parts of three hours."""
_OF_THE_LEGS = frozenset({None, "spasm", "cramp", "stiffness", "clonus"})


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


@dataclass(frozen=True, slots=True)
class _Whole:
    """What any stretch of a diary is cut from: its days, what fell into them, and (day, part of the day, how many)."""

    table: DailyTable
    marks: tuple[Mark, ...]
    events: tuple[tuple[date, int, int], ...]


def trend(person: Person, outcome: str | None, days: int, now: datetime, until: date | None = None) -> Trend | None:
    """So many days of an outcome up to `until` or today; nothing when the diary holds none.

    What changed of late is always asked of the days up to today.
    """
    latest = today(person, now)
    known = once(person, ("trend", latest), lambda: _known(timeline(person), latest))
    whole, day = known.table, min(until or latest, latest)
    outcomes = tuple(name for name in OUTCOMES if name in whole.columns)
    chosen = outcome if outcome in outcomes else next(iter(outcomes), None)
    if chosen is None:
        return None
    better, first = measure(chosen).better, day - timedelta(days=days - 1)
    within = tuple(mark for mark in known.marks if first <= mark.day <= day)
    moved = change.trend(_last(whole, chosen, whole.first, max(latest, whole.first)), chosen, better)
    return Trend(
        outcomes, chosen, days, _last(whole, chosen, first, day), moved, within,
        tuple(_around(whole, chosen, [m for m in within if m.step in BEGUN])), _hours(known.events, first, day), day,
    )  # fmt: skip


def _known(diary: Timeline, latest: date) -> _Whole:
    marks = sorted(_marks(diary, latest), key=lambda mark: (mark.day, mark.what))
    return _Whole(as_it_is(from_timeline(diary)), tuple(marks), tuple(_events(diary)))


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


def _events(diary: Timeline) -> Iterator[tuple[date, int, int]]:
    """Each event of the legs: its day, its part of the day by the clock where the person was, and how many it was."""
    for event in diary.of(Episode):
        if event.what in _OF_THE_LEGS:
            local = event.at.astimezone(zone_named(event.zone) if event.zone else diary.zone)
            yield diary.day_of(event), local.hour * PARTS // 24, 1 if event.count is None else event.count


def _hours(events: Iterable[tuple[date, int, int]], first: date, last: date) -> tuple[int, ...]:
    """How many events fell into each part of the day."""
    counts: Counter[int] = Counter()
    for day, part, many in events:
        if first <= day <= last:
            counts[part] += many
    return tuple(counts[part] for part in range(PARTS))
