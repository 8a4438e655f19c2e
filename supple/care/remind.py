# SPDX-License-Identifier: Apache-2.0
"""When is it time to be reminded? Within a window; never in quiet hours, in a flare, or for what was said already.

Nothing is sent from here: what is due stands on the page of the day, and what will be due may stand in a calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from supple.care.habits import pause_on
from supple.entries.did import Dose, Intake, Session
from supple.entries.entry import Entry
from supple.entries.felt import CheckIn
from supple.entries.known import Flare
from supple.entries.timeline import Timeline, diary_day

FLARE_RESTS = timedelta(days=28)
"""How long a flare of which no end was told keeps reminders away; our choice."""
ANSWERS: dict[str, tuple[type[Entry], ...]] = {
    "check_in": (CheckIn,), "exercises": (Session,), "plan": (Session,), "drink": (Intake,), "medicine": (Dose,),
}  # fmt: skip
"""What is said when the thing was done; other reminders end with their window."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Reminder:
    """What to be reminded of, at which clock times, for how long each time, and when never."""

    key: str
    what: str
    title: str
    clocks: tuple[time, ...]
    since: date
    days: tuple[str, ...] = ()
    window: timedelta = timedelta(hours=1)
    quiet: tuple[time, time] | None = None
    paused: bool = False

    def sounds_at(self) -> tuple[time, ...]:
        """Its clock times outside quiet hours."""
        return tuple(clock for clock in self.clocks if not within(clock, self.quiet))


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder whose time has come."""

    reminder: Reminder
    since: datetime
    until: datetime


def within(clock: time, quiet: tuple[time, time] | None) -> bool:
    """Whether a clock time lies in quiet hours, which may run over midnight.

    >>> night = (time(22), time(7))
    >>> within(time(23, 30), night), within(time(7), night), within(time(12), None), within(time(9), (time(9), time(9)))
    (True, False, False, False)
    """
    if quiet is None or quiet[0] == quiet[1]:
        return False
    begin, end = quiet
    return begin <= clock < end if begin < end else clock >= begin or clock < end


def resting(timeline: Timeline, now: datetime) -> Entry | None:
    """What keeps every reminder away: a flare that is not over, or a pause that holds."""
    today = diary_day(now, timeline.zone, timeline.day_starts)
    for flare in reversed(list(timeline.of(Flare))):
        ended = flare.until is not None and flare.until < today
        if flare.at <= now < flare.at + FLARE_RESTS and not ended:
            return flare
    return pause_on(timeline, today)


def due(reminders: Iterable[Reminder], timeline: Timeline, now: datetime) -> tuple[Due, ...]:
    """What is due now, the longest waiting first; nothing in a flare or a pause."""
    if resting(timeline, now):
        return ()
    local = now.astimezone(timeline.zone)
    found = (one for reminder in reminders if not reminder.paused for one in _open(reminder, local))
    return tuple(sorted((d for d in found if not _answered(d, timeline, now)), key=lambda d: d.since))


def _open(reminder: Reminder, local: datetime) -> Iterator[Due]:
    """The latest of its windows that is open; one that began yesterday evening may still be."""
    if within(local.time(), reminder.quiet):
        return
    starts = (
        datetime.combine(day, clock, local.tzinfo)
        for day in (local.date() - timedelta(days=1), local.date())
        if day >= reminder.since and (not reminder.days or WEEKDAYS[day.weekday()] in reminder.days)
        for clock in reminder.sounds_at()
    )
    open_ones = [start for start in starts if start <= local < start + reminder.window]
    if open_ones:
        yield Due(reminder, max(open_ones), max(open_ones) + reminder.window)


def _answered(one: Due, timeline: Timeline, now: datetime) -> bool:
    kinds = ANSWERS.get(one.reminder.what, ())
    return any(isinstance(e, kinds) and one.since <= e.at <= now for e in timeline)


def to_come(reminders: Sequence[Reminder], timeline: Timeline, now: datetime) -> tuple[tuple[Reminder, time], ...]:
    """What a calendar may hold: each reminder and clock time; nothing while they are paused or rest."""
    if resting(timeline, now):
        return ()
    return tuple((one, clock) for one in reminders if not one.paused for clock in one.sounds_at())
