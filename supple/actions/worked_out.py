# SPDX-License-Identifier: Apache-2.0
"""What was worked out of a person's diary and still holds, because nothing was said since?

In the memory of this process alone, each person's apart from the others', for the few who looked last. One more entry,
another zone or a night that ends at another hour, and all of it is worked out anew.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar
from uuid import UUID

from supple.actions.knowledge_at_hand import knowledge
from supple.insight.series import DailyTable
from supple.journal import store
from supple.people.models import Person

PERSONS, ANSWERS = 16, 24
"""How many persons' answers are remembered, and how many of each."""
_Found = TypeVar("_Found")


@dataclass(slots=True)
class _Kept:
    state: Hashable
    answers: dict[Hashable, Any] = field(default_factory=dict)


_kept: OrderedDict[UUID, _Kept] = OrderedDict()
_LOCK = Lock()


def once(person: Person, what: Hashable, work: Callable[[], _Found]) -> _Found:
    """What a piece of work finds in this person's diary; `what` names the work and all that it was asked beside it."""
    # Looked up before the work: what is said meanwhile can only make the next look work anew.
    state = (store.extent(person), person.zone, person.day_starts, knowledge().version)
    with _LOCK:
        known = _kept.get(person.pk)
        if known is not None and known.state == state and what in known.answers:
            _kept.move_to_end(person.pk)
            found: _Found = known.answers[what]
            return found
    found = work()
    with _LOCK:
        _keep(person.pk, state, what, found)
    return found


def _keep(person: UUID, state: Hashable, what: Hashable, found: object) -> None:
    mine = _kept.get(person)
    if mine is None or mine.state != state or len(mine.answers) >= ANSWERS:
        mine = _kept[person] = _Kept(state)
    mine.answers[what] = found
    _kept.move_to_end(person)
    while len(_kept) > PERSONS:
        _kept.popitem(last=False)


def forget(person: UUID) -> None:
    """Let go of everything that was worked out of this person's diary."""
    with _LOCK:
        _kept.pop(person, None)


def as_it_is(table: DailyTable) -> DailyTable:
    """The same table, so that nobody who is handed it can change it for the next one."""
    for column in table.columns.values():
        column.flags.writeable = False
    return table
