# SPDX-License-Identifier: Apache-2.0
"""What does a person's calendar hold? Days ahead, trial phases, and the times that they chose or were given."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from supple.actions import reminders, tokens
from supple.actions.days_ahead import days_ahead
from supple.actions.knowledge_at_hand import knowledge
from supple.entries.entry import zone_named
from supple.entries.known import Treatment
from supple.entries.suited import Preference
from supple.entries.timeline import Timeline, diary_day
from supple.entries.tried import TrialEnded, TrialStarted
from supple.interop import ics
from supple.interop.ics import Daily, Feed, WholeDay
from supple.journal import store
from supple.people.models import Person, Token

KINDS = ("treatment", "preference", "trial_started", "trial_ended")
PHASES = {"A": "As usual", "B": "With", "W": "Washout, not counted"}
FORGOTTEN = timedelta(days=30)
"""Whole days stay in the calendar for so long after they have passed."""


def make(person: Person, now: datetime, label: str = "", *, in_words: bool = False, alarms: bool = False) -> str:
    """A new secret for a calendar's address; this is the only time it can be seen."""
    chosen = "+".join(word for word, on in (("words", in_words), ("alarms", alarms)) if on)
    return tokens.create(person, Token.Scope.CALENDAR, chosen, label, now=now)


def feeds(person: Person) -> list[Token]:
    """The calendar's addresses, those taken back last."""
    return [token for token in tokens.of(person) if token.scope == Token.Scope.CALENDAR]


def found(secret: str, now: datetime) -> bytes | None:
    """The calendar behind an address; nothing when the address opens nothing, or something else."""
    token = tokens.find(secret, now)
    if token is None or token.scope != Token.Scope.CALENDAR:
        return None
    return calendar(token.person, now, in_words="words" in token.preset, alarms="alarms" in token.preset)


def calendar(person: Person, now: datetime, *, in_words: bool = False, alarms: bool = False) -> bytes:
    """The calendar itself, without what was marked private."""
    zone = zone_named(person.zone)
    said = store.timeline(person, kinds=KINDS).without_private()
    today = diary_day(now, zone, person.day_starts)
    items: list[WholeDay | Daily] = [*_ahead(person, now), *_phases(said, today), *_doses(said), *_habits(said)]
    items += reminders.daily(person, now)
    return ics.write(Feed(person.pk, zone, now, in_words, alarms), items)


def _ahead(person: Person, now: datetime) -> Iterator[WholeDay]:
    for one in days_ahead(person, now, shared=True):
        key = f"{one.rule or 'appointment'} {one.counted_from or one.day} {one.about} {one.places}"
        yield WholeDay(key, one.title, one.day, one.last)


def _phases(said: Timeline, today: date) -> Iterator[WholeDay]:
    over = {t.trial for t in said.of(TrialEnded)}
    for trial in said.of(TrialStarted):
        if str(trial.id) in over:
            continue
        for nth, phase in enumerate(trial.phases):
            last = phase.starts + timedelta(days=phase.days - 1)
            title = f"{PHASES[phase.condition]}: {trial.change}" if phase.condition == "B" else PHASES[phase.condition]
            if last >= today - FORGOTTEN:
                yield WholeDay(f"phase {trial.id} {nth}", title, phase.starts, last)


def _doses(said: Timeline) -> Iterator[Daily]:
    """The clock times that the person entered for a medicine, as they stand now."""
    latest = {t.name: t for t in said.of(Treatment) if t.change in ("started", "changed", "stopped")}
    for taken in latest.values():
        for clock in taken.times if taken.change != "stopped" else ():
            since = said.day_of(taken)
            yield Daily(f"dose {taken.name} {clock}", taken.name, time.fromisoformat(clock), since, taken.days)


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
        yield Daily(f"plan {remedy}", titles.get(remedy) or "Plan", time.fromisoformat(clock), since)
