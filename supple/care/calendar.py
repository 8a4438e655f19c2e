# SPDX-License-Identifier: Apache-2.0
"""Which days are coming? Windows after an injection, refills, packs that run out, reviews and appointments.

One plain list, each day with what it counts from and where that is written; titles name no illness and no medicine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from supple.care import gather
from supple.entries.did import Session
from supple.entries.known import Treatment, Visit
from supple.entries.suited import Supply
from supple.entries.timeline import Timeline
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.medicines import Window

NEW_SPELL = timedelta(days=28)
"""A routine that rested longer than this begins anew; our choice."""
APPOINTMENT = "Clinic appointment"
REFILL, RUN_OUT = "ITB-01", "OWN-RUN-OUT"
OVERDUE = timedelta(days=28)
"""So long a refill or a run-out that has passed stays in the list, unless it is told anew; our choice."""
FARTHEST = 3_650
"""Packs that last for more days than this have no day: such a count is a slip."""
Place = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Dated:
    """A day or a stretch of days, why it is one, and the row it comes from."""

    day: date
    title: str
    says: str
    """What the day is for; nothing for a day that the person wrote down."""
    rule: str = ""
    until: date | None = None
    counted_from: date | None = None
    about: str = ""
    """A name or place of the person's own, never for a calendar that others see."""
    places: tuple[Place, ...] = ()
    sources: tuple[str, ...] = ()
    never_suddenly: bool = False
    """Whether it is about a medicine that must never end suddenly."""

    @property
    def last(self) -> date:
        """Its last day."""
        return self.until or self.day

    def is_now(self, today: date) -> bool:
        """Whether it is running."""
        return self.day <= today <= self.last

    def is_overdue(self, today: date) -> bool:
        """Whether it has passed, and silence about it could hurt: a pump or a pack that may be empty."""
        return self.rule in (REFILL, RUN_OUT) and self.last < today <= self.last + OVERDUE


def dates(
    timeline: Timeline, today: date, knowledge: KnowledgeBase, trials: Iterable[tuple[date, str]] = ()
) -> tuple[Dated, ...]:
    """Everything that is running, overdue or still to come, in order of its first day.

    `trials` are those that go on: their last day as it stands now, and what is tried.
    """
    parts = (_injections, _pump, _supplies, _routine, _appointments)
    every = [one for part in parts for one in part(timeline, knowledge)]
    every += [_dated(w, ends, change) for ends, change in trials for w in _counted("trial", knowledge)]
    return tuple(
        sorted((d for d in every if d.last >= today or d.is_overdue(today)), key=lambda d: (d.day, d.last, d.title))
    )


def _counted(anchor: str, knowledge: KnowledgeBase) -> list[Window]:
    return [w for w in knowledge.windows if w.anchor == anchor]


def _dated(window: Window, since: date, about: str = "", places: tuple[Place, ...] = ()) -> Dated:
    ends = None if window.to_day is None else since + timedelta(days=window.to_day)
    return Dated(
        since + timedelta(days=window.from_day), window.title, window.says, window.row,
        until=ends, counted_from=since, about=about, places=places, sources=window.sources,
    )  # fmt: skip


def injections(timeline: Timeline, knowledge: KnowledgeBase) -> dict[date, list[Treatment]]:
    """The latest botulinum toxin injection of every place, by its day."""
    names = knowledge.names(("botulinum",))
    called = gather.known_names(timeline, knowledge)
    given = [t for t in timeline.of(Treatment) if t.change == "injection" and called(t.name) in names]
    latest = {(t.site, t.side): t for t in given}
    by_day: dict[date, list[Treatment]] = {}
    for treatment in latest.values():
        by_day.setdefault(timeline.day_of(treatment), []).append(treatment)
    return by_day


def _injections(timeline: Timeline, knowledge: KnowledgeBase) -> Iterator[Dated]:
    for day, given in injections(timeline, knowledge).items():
        names = ", ".join(dict.fromkeys(t.name for t in given))
        places = tuple((t.site, t.side) for t in given if t.site)
        for window in _counted("botulinum", knowledge):
            yield _dated(window, day, names, places)


def _pump(timeline: Timeline, knowledge: KnowledgeBase) -> Iterator[Dated]:
    for device in gather.devices(gather.facts(timeline), timeline) or ():
        if device.name != gather.PUMP:
            continue
        for anchor, day in (("pump_refill", device.refill_due), ("pump_replacement", device.replacement_due)):
            if day:
                yield from (_dated(window, day) for window in _counted(anchor, knowledge))


def run_out(supply: Supply, said_on: date) -> date | None:
    """The first day for which the packs at home do not last; None when that is too far away to be meant.

    >>> from datetime import UTC, datetime
    >>> from uuid import UUID
    >>> left = Supply(id=UUID(int=1), at=datetime(2026, 11, 21, tzinfo=UTC), medicine="baclofen", left=30, a_day=3)
    >>> run_out(left, date(2026, 11, 21))
    datetime.date(2026, 12, 1)
    """
    lasts = supply.left / supply.a_day
    return said_on + timedelta(days=int(lasts)) if lasts <= FARTHEST else None


def _supplies(timeline: Timeline, knowledge: KnowledgeBase) -> Iterator[Dated]:
    called = gather.known_names(timeline, knowledge)
    latest = {called(s.medicine): s for s in timeline.of(Supply)}
    abrupt = knowledge.names(tuple(row.medicine for row in knowledge.withdrawal))
    for name, supply in latest.items():
        if _stopped_since(name, supply, timeline, knowledge):
            continue
        ends = run_out(supply, timeline.day_of(supply))
        if ends is None:
            continue
        for window in _counted("supply", knowledge):
            yield replace(_dated(window, ends, supply.medicine), never_suddenly=name in abrupt)


def _stopped_since(name: str, supply: Supply, timeline: Timeline, knowledge: KnowledgeBase) -> bool:
    ended = (t for t in timeline.of(Treatment) if t.change == "stopped" and t.at > supply.at)
    called = gather.known_names(timeline, knowledge)
    return any(called(t.name) == name for t in ended)


def _routine(timeline: Timeline, knowledge: KnowledgeBase) -> Iterator[Dated]:
    done = [timeline.day_of(s) for s in timeline.of(Session) if s.done and s.what == "stretching"]
    if done:
        yield from (_dated(window, _began(done)) for window in _counted("routine", knowledge))


def _began(done: Sequence[date]) -> date:
    """The first day of the latest spell without a long gap."""
    days = sorted(set(done))
    began = days[0]
    for before, day in pairwise(days):
        if day - before > NEW_SPELL:
            began = day
    return began


def _appointments(timeline: Timeline, knowledge: KnowledgeBase) -> Iterator[Dated]:
    for visit in timeline.of(Visit):
        yield Dated(visit.on, APPOINTMENT, "", about=visit.with_whom)
    yield from _next_times(t for t in timeline.of(Treatment) if t.next_due and t.change != "pump_fill")


def _next_times(treatments: Iterable[Treatment]) -> Iterator[Dated]:
    latest = {t.name: t for t in treatments}
    for treatment in latest.values():
        if treatment.next_due:
            yield Dated(treatment.next_due, APPOINTMENT, "", about=treatment.name)
