# SPDX-License-Identifier: Apache-2.0
"""Which red flags do the notes of the last day sound like, as long as nobody said that it is not so?"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from supple.actions.knowledge_at_hand import knowledge
from supple.care.finding import Finding
from supple.care.heard import HEARS, heard
from supple.entries.felt import Note
from supple.entries.known import Fact
from supple.entries.timeline import Timeline
from supple.notes.likeness import ear
from supple.notes.said import Sounds
from supple.people.models import Person

STANDS = timedelta(days=1)
"""How long a warning stands that a note only sounds like; what was understood of it stands as the rules say."""
MOST = 50
"""Notes of a day that are listened to, the latest; a flood of them must not hold up what is said."""
NOT_SO = "not_so"
"""The topic of an answer that something does not mean what it sounds like; `name` the rule, `word` the note."""


def heard_lately(person: Person, diary: Timeline, now: datetime) -> tuple[Finding, ...]:
    """What the notes of the last day sound like and nobody denied, most urgent first."""
    if not person.language.startswith(HEARS):
        return ()
    notes = [n for n in diary.of(Note) if now - STANDS <= n.at <= now][-MOST:]
    denied = answered(diary.of(Fact)) if notes else frozenset()
    heard_in = ((f, str(n.id)) for n in notes for f in sounds_like(n.text))
    told = {f.rule: replace(f, note=id) for f, id in heard_in if (f.rule, id) not in denied}
    return tuple(sorted(told.values(), key=lambda f: -f.urgency.rank))


@lru_cache(maxsize=512)
def sounds_of(text: str) -> Sounds:
    """What the words of a note in English sound like."""
    return ear().hear(text)


def sounds_like(text: str) -> tuple[Finding, ...]:
    """The red flags that the words of a note in English sound like."""
    return heard(text, sounds_of(text).rules or (), knowledge())


def answered(facts: Iterable[Fact]) -> frozenset[tuple[str, str]]:
    """The rules and notes of which the person said that it is not so."""
    last = {(fact.name or "", fact.word or ""): fact.state for fact in facts if fact.topic == NOT_SO}
    return frozenset(pair for pair, state in last.items() if state == "yes")
