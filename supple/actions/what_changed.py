# SPDX-License-Identifier: Apache-2.0
"""What changed? The search after a rise: each answer is kept at once, and the warning signs come before the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from uuid_utils.compat import uuid7

from supple.actions.check_safety import lately, standing, unless_broken
from supple.actions.correct import withdraw
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.record import Recorded, record
from supple.care.profile import Profile, from_timeline
from supple.care.search import Search, Step, is_done, is_due, last_search, step_of
from supple.care.triage import has_risen
from supple.journal import store
from supple.knowledge.kinds import SignQuestion
from supple.people.models import Person

_KINDS = ("looked",)
_SIGNS = "signs"


def search(person: Person) -> Search | None:
    """The round that was answered last, however long ago."""
    return last_search(store.timeline(person, kinds=_KINDS))


def step(person: Person, now: datetime, found: Search | None) -> Step | None:
    """What comes next in a round; None when the warning signs could not be checked."""

    def looked() -> Step:
        known = knowledge()
        diary = lately(person, now)
        profile = from_timeline(diary, now, known)
        return step_of(found, profile, standing(diary, profile, now), known)

    return unless_broken(looked)


def done(found: Search) -> bool:
    """Whether every question of the round was answered."""
    return is_done(found, knowledge())


def offered(person: Person, now: datetime, known: Profile | None = None) -> bool:
    """Whether a search is worth offering: the load is above the person's usual, and none was ended within a day."""
    profile = known or from_timeline(lately(person, now), now, knowledge())
    return has_risen(profile) and is_due(search(person), now, knowledge())


def answer(person: Person, round: UUID, trigger: str, said: str, now: datetime) -> Recorded:
    """Keep one answer; a yes to a trigger that is one exposure is that exposure as well."""
    id, known = uuid7(), knowledge().triggers.get(trigger)
    looked = {"id": id, "kind": "looked", "at": now, "trigger": trigger, "answer": said, "round": round}
    met = known.exposures if known and len(known.exposures) == 1 and said == "yes" else ()
    return record(person, [looked, *_met(id, met, now)], now)


@dataclass(frozen=True, slots=True)
class Marked:
    """The signs that were answered, and which of a trigger's exposures it was."""

    signs: tuple[tuple[SignQuestion, str], ...] = ()
    which: tuple[str, ...] = ()


def mark(person: Person, found: Search, trigger: str, marked: Marked, now: datetime) -> Recorded:
    """Keep what was marked beside an answer, and that it was asked."""
    id, raised = uuid7(), [question.answered(said) for question, said in marked.signs]
    again = {
        "id": id, "kind": "looked", "at": now, "trigger": trigger, "answer": found.answers[trigger],
        "round": found.round, "signs_asked": True,
    }  # fmt: skip
    check_in = {"id": _with(id, _SIGNS), "kind": "check_in", "at": now, "signs": raised}
    return record(person, [*([check_in] if raised else []), again, *_met(id, marked.which, now)], now)


def back(person: Person, found: Search, now: datetime) -> None:
    """Take the last answer of the round out again, and what was kept with it."""
    known = knowledge().triggers.get(found.last.trigger)
    beside = (_SIGNS, *(known.exposures if known else ()))
    for id in (found.last.id, *(_with(found.last.id, what) for what in beside)):
        if store.one(person, id):
            withdraw(person, id, now)


def _met(looked: UUID, exposures: Iterable[str], now: datetime) -> list[Mapping[str, Any]]:
    """What was met as exposures. A no is not kept as one: it would stand for the evening's look at the whole day."""
    said = {"kind": "exposure", "at": now}
    return [{**said, "id": _with(looked, what), "what": what} for what in exposures]


def _with(looked: UUID, what: str) -> UUID:
    """The id of what was kept together with an answer."""
    return uuid5(looked, what)
