# SPDX-License-Identifier: Apache-2.0
"""What was said? The whole diary, its latest part, or one entry as it stands now."""

from datetime import datetime
from uuid import UUID

from supple.entries.entry import Entry
from supple.entries.timeline import Timeline
from supple.journal import store
from supple.people.models import Person


def timeline(person: Person, since: datetime | None = None) -> Timeline:
    """The diary, corrections folded in; with `since` the part from then on and what still holds from before."""
    return store.timeline(person, since)


def lately(person: Person, since: datetime) -> Timeline:
    """The diary from then on and what still holds from before, without what words of one's own mean."""
    return store.lately(person, since)


def of_kinds(person: Person, *kinds: str) -> Timeline:
    """All that was ever said of some kinds, corrections folded in, without reading the rest."""
    return store.timeline(person, kinds=kinds)


def last_entries(person: Person, at_most: int = 20) -> tuple[Entry, ...]:
    """The entries that held last, the newest first."""
    return tuple(reversed(store.latest(person, at_most).entries))


def one(person: Person, entry_id: UUID) -> Entry | None:
    """One entry as it stands now; nothing when it was never said or was withdrawn."""
    return store.one(person, entry_id)


def last_before(person: Person, moment: datetime) -> datetime | None:
    """When the latest entry before a moment held; nothing when that is before the diary began."""
    return store.last_before(person, moment)
