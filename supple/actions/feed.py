# SPDX-License-Identifier: Apache-2.0
"""What does a person's calendar hold? Days ahead, trial phases, and the times that they chose or were given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from supple.actions import reminders, tokens
from supple.actions.days_ahead import days_ahead
from supple.actions.knowledge_at_hand import knowledge
from supple.entries.entry import zone_named
from supple.entries.known import Treatment
from supple.entries.suited import Preference
from supple.entries.timeline import Timeline, diary_day
from supple.insight.course import Course, CourseDay, courses
from supple.interop import ics
from supple.interop.ics import Daily, Feed, WholeDay
from supple.journal import store
from supple.people.models import Person, Token

KINDS = ("treatment", "preference", "trial_started", "phase_changed", "trial_ended")
PHASES = {"A": "As usual", "B": "With", "W": "Washout, not counted"}
FORGOTTEN = timedelta(days=30)
"""Whole days stay in the calendar for so long after they have passed."""
TODAY, PLAN, AHEAD = "", "plan", "days-ahead"
"""Pages that an event may lead to; none of their addresses says anything about somebody."""


@dataclass(frozen=True, slots=True)
class Shows:
    """How much a calendar says: things by their names, alarms, and where each event leads."""

    words: bool = False
    alarms: bool = False
    links: bool = False

    def preset(self) -> str:
        """As it is kept with the address."""
        on = {"words": self.words, "alarms": self.alarms, "links": self.links}
        return "+".join(name for name in tokens.CALENDARS if on[name])


def make(person: Person, now: datetime, label: str = "", shows: Shows = Shows()) -> str:
    """A new secret for a calendar's address; this is the only time it can be seen."""
    return tokens.create(person, Token.Scope.CALENDAR, shows.preset(), label, now=now)


def feeds(person: Person) -> list[Token]:
    """The calendar's addresses, those taken back last."""
    return [token for token in tokens.of(person) if token.scope == Token.Scope.CALENDAR]


def found(secret: str, now: datetime, address: str = "") -> bytes | None:
    """The calendar behind a secret; nothing when it opens nothing, or something else.

    `address` is where this supple was reached; it goes along only when the person chose so.
    """
    token = tokens.find(secret, now)
    if token is None or token.scope != Token.Scope.CALENDAR:
        return None
    shows = Shows(**dict.fromkeys(filter(None, token.preset.split("+")), True))
    return calendar(token.person, now, shows, address if shows.links else "")


def calendar(person: Person, now: datetime, shows: Shows = Shows(), address: str = "") -> bytes:
    """The calendar itself, without what was marked private."""
    zone = zone_named(person.zone)
    said = store.timeline(person, kinds=KINDS).without_private()
    today = diary_day(now, zone, person.day_starts)
    items: list[WholeDay | Daily] = [*_ahead(person, now), *_phases(said, today), *_doses(said), *_habits(said)]
    items += reminders.daily(person, now)
    return ics.write(Feed(person.pk, zone, now, shows.words, shows.alarms, address), items)


def _ahead(person: Person, now: datetime) -> Iterator[WholeDay]:
    for one in days_ahead(person, now, shared=True):
        key = f"{one.rule or 'appointment'} {one.counted_from or one.day} {one.about} {one.places}"
        yield WholeDay(key, one.title, one.day, one.last, AHEAD)


def _phases(said: Timeline, today: date) -> Iterator[WholeDay]:
    """The phases of trials that go on, as they stand after every pause; paused days are in none of them."""
    for trial in courses(said, today):
        if trial.ended is None:
            parts = [days for days in _stretches(trial) if days[0].condition and not days[0].paused]
            for nth, days in enumerate(parts):
                if days[-1].day >= today - FORGOTTEN:
                    title = _titled(days[0].condition, trial)
                    yield WholeDay(f"phase {trial.id} {nth}", title, days[0].day, days[-1].day, AHEAD)


def _stretches(trial: Course) -> Iterator[Sequence[CourseDay]]:
    """Days in a row of the same condition; where a planned phase follows one of its own kind, they are one."""
    return (tuple(days) for _, days in groupby(trial.days, lambda day: (day.condition, day.paused)))


def _titled(condition: str, trial: Course) -> str:
    return f"{PHASES[condition]}: {trial.started.change}" if condition == "B" else PHASES[condition]


def _doses(said: Timeline) -> Iterator[Daily]:
    """The clock times that the person entered for a medicine, as they stand now."""
    latest = {t.name: t for t in said.of(Treatment) if t.change in ("started", "changed", "stopped")}
    for taken in latest.values():
        for clock in taken.times if taken.change != "stopped" else ():
            since = said.day_of(taken)
            yield Daily(
                f"dose {taken.name} {clock}", taken.name, time.fromisoformat(clock), since, taken.days, page=TODAY
            )


def _habits(said: Timeline) -> Iterator[Daily]:
    """Lines of the plan for which the person chose a time."""
    titles = {item.id: str(getattr(item, "title", "")) for item in knowledge().items()}
    chosen: dict[str, tuple[str, date]] = {}
    for one in said.of(Preference):
        if one.suits is False:
            chosen.pop(one.remedy, None)
        elif one.clock:
            chosen[one.remedy] = one.clock, said.day_of(one)
    for remedy, (clock, since) in chosen.items():
        yield Daily(f"plan {remedy}", titles.get(remedy) or "Plan", time.fromisoformat(clock), since, page=PLAN)
