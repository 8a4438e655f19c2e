# SPDX-License-Identifier: Apache-2.0
"""What was worked out of a person's diary and still holds, because nothing was said since that touches it?

In the memory of this process alone, each person's apart from the others', for the few who looked last. One more entry
is written into the person's day book, and all answers are asked for anew, but for those whose question is the same
number by number. Another zone or a night that ends at another hour, and all of it is worked out from nothing.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar
from uuid import UUID

from supple.actions.knowledge_at_hand import knowledge
from supple.entries.entry import zone_named
from supple.insight.daybook import Daybook, written
from supple.journal.newest import Newest, all_until, came_after, newest
from supple.people.models import Person

PERSONS, ANSWERS = 16, 24
"""How many persons' answers are remembered, and how many of each."""
TALLIES = 80_000
"""How many entries the day books of all of them may hold, at half a kilobyte; the others are made at each look."""
_Found = TypeVar("_Found")


@dataclass(slots=True)
class _Kept:
    state: Hashable = None
    answers: dict[Hashable, Any] = field(default_factory=dict)
    lasting: dict[Hashable, tuple[Hashable, Any]] = field(default_factory=dict)
    book: tuple[Newest, Daybook] | None = None


_kept: OrderedDict[UUID, _Kept] = OrderedDict()
_LOCK = Lock()


def once(person: Person, what: Hashable, work: Callable[[], _Found]) -> _Found:
    """What a piece of work finds in this person's diary; `what` names the work and all that it was asked beside it."""
    # Looked up before the work: what is said meanwhile can only make the next look work anew.
    state = (newest(person), person.zone, person.day_starts, knowledge().version)
    with _LOCK:
        mine = _of(person.pk)
        if mine.state == state and what in mine.answers:
            found: _Found = mine.answers[what]
            return found
    found = work()
    with _LOCK:
        mine = _of(person.pk)
        if mine.state != state or len(mine.answers) >= ANSWERS:
            mine.state, mine.answers = state, {}
        mine.answers[what] = found
    return found


def unless_same(person: Person, what: Hashable, asked: Hashable, work: Callable[[], _Found]) -> _Found:
    """What a piece of work finds in no more than `asked`: the same for as long as that is, whatever else is said."""
    with _LOCK:
        before, found = _of(person.pk).lasting.get(what, (None, None))
    if before is not None and before == asked:
        return found  # type: ignore[no-any-return] # what was kept under this name
    made = work()
    with _LOCK:
        lasting = _of(person.pk).lasting
        lasting.pop(what, None)
        lasting[what] = asked, made
        while len(lasting) > ANSWERS:
            lasting.pop(next(iter(lasting)))
    return made


def daybook(person: Person) -> Daybook:
    """The person's day book as it stands now, made from the whole diary when there is none at hand."""
    if book := daybook_at_hand(person):
        return book
    latest, fresh = newest(person), Daybook(zone_named(person.zone), person.day_starts)
    return _bound(person.pk, latest, written(fresh, all_until(person, latest))) if latest else fresh


def daybook_at_hand(person: Person) -> Daybook | None:
    """The person's day book, with all that was added since the last look; None when there is none that can go on."""
    with _LOCK:
        known = _of(person.pk).book
    latest = newest(person)
    if known is None or latest is None:
        return None
    before, book = known
    if (book.zone, book.day_starts) != (zone_named(person.zone), person.day_starts):
        return None
    added = [] if before == latest else came_after(person, before, latest)
    return None if added is None else _bound(person.pk, latest, written(book, added) if added else book)


def _bound(person: UUID, latest: Newest, book: Daybook) -> Daybook:
    """The book, kept as long as there is room; those who looked last keep theirs."""
    with _LOCK:
        _of(person).book = latest, book
        room = TALLIES
        for one in reversed(_kept.values()):
            size = len(one.book[1]) if one.book else 0
            one.book = one.book if size <= room else None
            room -= size if one.book else 0
    return book


def _of(person: UUID) -> _Kept:
    """What is kept of this person, who looked last now."""
    mine = _kept.setdefault(person, _Kept())
    _kept.move_to_end(person)
    while len(_kept) > PERSONS:
        _kept.popitem(last=False)
    return mine


def forget_everybody() -> None:
    """Let go of everything that was worked out of anybody's diary."""
    with _LOCK:
        _kept.clear()
