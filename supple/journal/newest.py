# SPDX-License-Identifier: Apache-2.0
"""What came in since somebody looked last, so that nobody reads a whole diary again for one more word?"""

from datetime import datetime
from uuid import UUID

from supple.entries.entry import Entry
from supple.journal.models import Event
from supple.journal.store import no_garbage_collection, read
from supple.people.models import Person

Newest = tuple[int, UUID, datetime]
"""The place in the journal of what came in last, its id, and when it came."""


def newest(person: Person) -> Newest | None:
    """What came in last of this person: the same for as long as nothing is added or erased.

    A row is written once, in its turn, and never changed, so whoever has seen this one has seen all before it.
    """
    mine = Event.objects.filter(person=person).order_by("-seq")
    return mine.values_list("seq", "entry_id", "received_at").first()


def came_after(person: Person, before: Newest, until: Newest) -> list[Entry] | None:
    """What came in between two moments, corrections as they were said; None when `before` is not here any more.

    It is not when a backup was put back, or when what was seen was never kept after all.
    """
    mine, (seq, entry_id, received_at) = Event.objects.filter(person=person), before
    if not mine.filter(seq=seq, entry_id=entry_id, received_at=received_at).exists():
        return None
    return list(read([mine.filter(seq__gt=seq, seq__lte=until[0])]))


def all_until(person: Person, until: Newest) -> list[Entry]:
    """All that was ever said until then, corrections as they were said."""
    with no_garbage_collection():
        return list(read([Event.objects.filter(person=person, seq__lte=until[0])]))
