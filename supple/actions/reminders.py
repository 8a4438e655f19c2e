# SPDX-License-Identifier: Apache-2.0
"""What does somebody want to be reminded of? Added, paused with one press, taken away; and what is due now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from supple.care import remind
from supple.care.remind import Due
from supple.entries.entry import Entry, zone_named
from supple.entries.refused import refusal
from supple.entries.timeline import Timeline, diary_day
from supple.interop.ics import Daily
from supple.journal import store
from supple.people.models import Person
from supple.people.reminding import Reminder

MOST = 20
MOST_CLOCKS = 6
LONGEST_MIN = 240
KINDS = ("flare", "pause")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A reminder as somebody asks for it."""

    what: str
    clocks: tuple[time, ...]
    words: str = ""
    days: tuple[str, ...] = ()
    window_min: int = 60
    quiet: tuple[str, str] = ("", "")


def add(person: Person, wanted: Wanted, now: datetime) -> Reminder:
    """One more reminder."""
    clocks = tuple(dict.fromkeys(sorted(wanted.clocks)))
    known = wanted.what in Reminder.What.values and set(wanted.days) <= set(remind.WEEKDAYS)
    if not (known and 0 < len(clocks) <= MOST_CLOCKS and 5 <= wanted.window_min <= LONGEST_MIN):
        raise refusal("reminder-refused", "This reminder cannot be kept.", "Check its times.")
    if all(remind.within(clock, _quiet(*wanted.quiet)) for clock in clocks):
        raise refusal("reminder-quiet", "All of these times lie in quiet hours.", "Choose another time.")
    if Reminder.objects.filter(person=person).count() >= MOST:
        raise refusal("too-many", "There are {n} reminders already.", "Take one away first.", n=MOST)
    return Reminder.objects.create(
        person=person, what=wanted.what, words=" ".join(wanted.words.replace("\x00", "").split())[:100],
        clocks=[f"{clock:%H:%M}" for clock in clocks], days=[d for d in remind.WEEKDAYS if d in wanted.days],
        window_min=wanted.window_min, quiet_from=wanted.quiet[0], quiet_to=wanted.quiet[1],
        since=diary_day(now, zone_named(person.zone), person.day_starts),
    )  # fmt: skip


def remove(person: Person, which: int) -> bool:
    """Take one away."""
    return bool(Reminder.objects.filter(person=person, pk=which).delete()[0])


def pause_all(person: Person, paused: bool) -> None:
    """All of them rest, or come again."""
    Reminder.objects.filter(person=person).update(paused=paused)


def of(person: Person) -> list[Reminder]:
    """All that were asked for."""
    return list(Reminder.objects.filter(person=person).order_by("pk"))


def resting(person: Person, now: datetime) -> Entry | None:
    """What in the diary keeps them away now."""
    return remind.resting(store.timeline(person, kinds=KINDS), now)


def due(person: Person, lately: Timeline, now: datetime) -> tuple[Due, ...]:
    """What is due now, by a diary that reaches back over any flare."""
    wanted = of(person)
    return remind.due([_read(one) for one in wanted], lately, now) if wanted else ()


def daily(person: Person, now: datetime) -> Iterator[Daily]:
    """What a calendar may hold; nothing while they are paused or rest."""
    read = [_read(one) for one in of(person)]
    if not read:
        return
    for one, clock in remind.to_come(read, store.timeline(person, kinds=KINDS), now):
        days = tuple(day for day in remind.WEEKDAYS if day in one.days)
        yield Daily(f"reminder {one.key} {clock}", one.title, clock, one.since, days)  # type: ignore[arg-type]


def _read(kept: Reminder) -> remind.Reminder:
    return remind.Reminder(
        key=str(kept.pk), what=kept.what, title=kept.words or str(Reminder.What(kept.what).label),
        clocks=tuple(time.fromisoformat(clock) for clock in kept.clocks), since=kept.since, days=tuple(kept.days),
        window=timedelta(minutes=kept.window_min), quiet=_quiet(kept.quiet_from, kept.quiet_to), paused=kept.paused,
    )  # fmt: skip


def _quiet(begin: str, end: str) -> tuple[time, time] | None:
    return (time.fromisoformat(begin), time.fromisoformat(end)) if begin and end else None
