# SPDX-License-Identifier: Apache-2.0
"""Was it said wrongly? It is said again rightly, or unsaid; what was said first stays in the journal."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from supple.actions.record import Kept, Recorded, record_entries
from supple.entries.entry import Entry
from supple.entries.kinds import Replaced, Withdrawn
from supple.entries.parse import parse
from supple.entries.refused import refusal
from supple.errors import SuppleError
from supple.journal import sieve, store
from supple.people.models import Person

_NEXT = timedelta(microseconds=1)


def replace(person: Person, target: UUID, entry: Entry, now: datetime, id: UUID | None = None) -> Recorded:
    """Let `entry` stand where `target` stood; it goes on under the target's id."""
    _must_be_known(person, target)
    said = Replaced.model_validate(
        {"id": id or uuid7(), "at": after_all(person, now), "target": target, "entry": entry}
    )
    return record_entries(person, [said], now)


def change(person: Person, target: UUID, fields: Mapping[str, Any], now: datetime, id: UUID | None = None) -> Recorded:
    """Say these fields again and leave the others as they stand by now, whoever said them in the meantime.

    Under an `id` that a device gave it, it changes nothing when it is handed in again.
    """
    with store.writing(person):
        before = store.kept(person, [id]).get(id) if id else None
        if isinstance(before, Replaced) and before.target == target:
            return Recorded((Kept(str(id), "already kept"),))
        found = store.one(person, target)
        if found is None:
            raise _unknown()
        said = parse({**found.model_dump(), **fields})
        if isinstance(said, Entry):
            return replace(person, target, said, now, id)
    return Recorded((Kept(str(target), "refused", said),))


def withdraw(person: Person, target: UUID, now: datetime) -> UUID:
    """Unsay an entry or a correction; answers the id to withdraw in turn, which brings it back."""
    _must_be_known(person, target)
    said = Withdrawn(id=uuid7(), at=after_all(person, now), target=target)
    record_entries(person, [said], now)
    return said.id


def _must_be_known(person: Person, target: UUID) -> None:
    if not store.known_ids(person, [target]):
        raise _unknown()


def _unknown() -> SuppleError:
    return refusal("entry-unknown", "This entry is not in the diary.", "Look it up under the day it was on.")


def after_all(person: Person, now: datetime) -> datetime:
    """A moment after every earlier correction: the last word counts, even after one from a phone that ran ahead."""
    before = store.last_moment(person, sieve.CORRECTIONS)
    return now if before is None or before < now else before + _NEXT
