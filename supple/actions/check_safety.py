# SPDX-License-Identifier: Apache-2.0
"""Is there something a professional should see? The warning signs, checked over what was said lately."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID, uuid5

from django.db import connection, transaction

from supple.actions.heard_lately import heard_lately
from supple.actions.knowledge_at_hand import knowledge
from supple.care import safety
from supple.care.finding import Finding, Urgency
from supple.care.profile import Profile, from_timeline
from supple.entries.entry import Entry, zone_named
from supple.entries.kinds import Replaced
from supple.entries.known import Fact, Flare, Treatment, WarningShown
from supple.entries.timeline import Timeline, diary_day
from supple.journal import store
from supple.people.models import Person

LATELY, COUNTED = timedelta(days=14), timedelta(days=92)
"""How far back the rules look, and how far back they count falls and doses."""
TOLD = ("emergency", "same_day", "prompt")
"""Urgencies that are said at once, on the next screen."""
MARKED = ("emergency", "same_day")
"""Urgencies of which the diary keeps that they were shown."""
Looked = TypeVar("Looked")
_log = logging.getLogger(__name__)


def lately(person: Person, now: datetime) -> Timeline:
    """The part of the diary that rules and plans are about."""
    return store.for_rules(person, now - LATELY, now - COUNTED)


def check(person: Person, now: datetime) -> tuple[Finding, ...]:
    """Every finding that stands now, the most urgent first."""
    diary = lately(person, now)
    return standing(diary, from_timeline(diary, now, knowledge()), now)


def standing(diary: Timeline, profile: Profile, now: datetime) -> tuple[Finding, ...]:
    """The same of a diary and profile at hand: what follows by rules, and what the latest notes mean or sound like."""
    found = safety.check(profile, knowledge())
    known = {f.rule: f.urgency for f in reversed(found)}
    heard = (f for f in heard_lately(diary, now) if f.rule not in known or _is_graver(f, known[f.rule]))
    return tuple(sorted((*found, *heard), key=lambda f: -f.urgency.rank))


def _is_graver(heard: Finding, known: Urgency) -> bool:
    """Whether a note was understood to be worse than its entries say; the sound of it alone makes nothing worse."""
    return not heard.sounds_in and heard.urgency > known


def followed(person: Person, now: datetime) -> tuple[Finding, ...]:
    """The findings that follow from the entries alone, without what notes mean or sound like."""
    return _found(lately(person, now), now)


def _found(diary: Timeline, now: datetime) -> tuple[Finding, ...]:
    return safety.check(from_timeline(diary, now, knowledge()), knowledge())


def questions(person: Person, now: datetime) -> tuple[str, ...]:
    """What has to be asked before advising, in plain words."""
    return safety.questions(from_timeline(lately(person, now), now, knowledge()), knowledge())


def check_and_mark(person: Person, now: datetime, shown: bool) -> tuple[Finding, ...] | None:
    """The findings that are told at once, noted in the diary when they are shown; None when the check broke."""

    def told() -> tuple[Finding, ...]:
        found = tuple(f for f in check(person, now) if f.urgency in TOLD)
        if shown:
            _mark(person, found, now)
        return found

    return unless_broken(told)


def unless_broken(look: Callable[[], Looked]) -> Looked | None:
    """What was looked up behind the safety check; None when the check broke.

    This is the one place where any error is caught. What was said must be kept even if our rules fail on it,
    and a check that failed must not look like a check that found nothing. Within a transaction a question that fails
    would spoil what comes after it; outside of one none is begun, for on SQLite whoever says something would wait.
    """
    try:
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            return look()
    except Exception:  # noqa: BLE001 - fail closed: the caller shows the advice for emergencies
        _log.exception("safety-check-failed")
        return None


def warning_id(person: Person, finding: Finding, now: datetime) -> UUID:
    """The id of the diary's note that this warning was shown; one a rule, urgency and diary day."""
    day = diary_day(now, zone_named(person.zone), person.day_starts)
    return uuid5(person.pk, f"warning {finding.rule} {finding.urgency} {day}")


def _mark(person: Person, told: tuple[Finding, ...], now: datetime) -> None:
    marks = {warning_id(person, f, now): f for f in told if f.urgency in MARKED}
    if not marks:
        return
    diary, known = lately(person, now), store.known_ids(person, marks)
    notes = _notes(marks, diary, now)
    fresh = [note for note in notes if note.id not in known]
    if said := [*fresh, *_made_private(notes, diary, now)]:
        store.append(person, said, now, "safety")


def _made_private(notes: list[WarningShown], diary: Timeline, now: datetime) -> Iterator[Replaced]:
    """Today's notes of warnings whose entries were made private since: they follow them."""
    openly = {note.id for note in diary.of(WarningShown) if not note.private}
    return (_hidden(note, now) for note in notes if note.private and note.id in openly)


def _hidden(note: WarningShown, now: datetime) -> Replaced:
    entry = note.model_copy(update={"private": True})
    raw = {"id": uuid5(note.id, "private"), "at": now, "target": note.id, "entry": entry}
    return Replaced.model_validate(raw)


def hide_with(person: Person, hidden: Iterable[Entry], now: datetime) -> None:
    """Entries were made private: warnings of earlier days that only they brought up become private with them."""
    since = [(e.at, None if isinstance(e, Fact | Flare | Treatment) else e.at + COUNTED) for e in hidden]
    if not since:
        return
    shown = store.timeline(person, min(at for at, _ in since), ("warning_shown",)).of(WarningShown)
    near = [n for n in shown if not n.private and any(at <= n.at <= (until or n.at) for at, until in since)]
    if said := [_hidden(note, now) for note in near if not _told_openly(person, note)]:
        store.append(person, said, now, "safety")


def _told_openly(person: Person, note: WarningShown) -> bool:
    """Whether what is open of the diary brought the warning up at its moment."""
    then = lately(person, note.at).until(note.at).without_private()
    return (note.rule, note.urgency) in {(f.rule, f.urgency.value) for f in _found(then, note.at)}


def _notes(marks: dict[UUID, Finding], diary: Timeline, now: datetime) -> list[WarningShown]:
    """The notes that these were shown; private where only something private brought the warning up."""
    open_part = diary.without_private()
    in_the_open = marks.values() if len(open_part) == len(diary) else _found(open_part, now)
    told_openly = {(f.rule, f.urgency) for f in in_the_open}
    version = knowledge().version
    return [
        WarningShown(
            id=i, at=now, rule=f.rule, urgency=f.urgency.value, knowledge=version,
            private=(f.rule, f.urgency) not in told_openly,
        )
        for i, f in marks.items()
    ]  # fmt: skip
