# SPDX-License-Identifier: Apache-2.0
"""What came in together, from one file: listed, looked up, and what a later word made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min

from supple.entries.entry import Entry
from supple.entries.kinds import Replaced, Withdrawn
from supple.journal.models import Event
from supple.journal.store import read
from supple.people.models import Person

BEGINS, UNDONE = "import:", "undo:"
"""How the sources of what a file brought, and of what took it out again, begin."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything one file brought: its source, when it came, how many entries, and whether it was taken out again."""

    source: str
    came: datetime
    entries: int
    undone: bool

    @property
    def form(self) -> str:
        """What kind of file it was."""
        return self.source.removeprefix(BEGINS).partition(":")[0]

    @property
    def key(self) -> str:
        """What it is called in an address."""
        return self.source.rpartition(":")[2]


def batches(person: Person) -> list[Batch]:
    """The files that were brought in, the latest first."""
    came = Event.objects.filter(person=person, source__startswith=BEGINS)
    told = came.values_list("source").annotate(Min("received_at"), Count("seq"), Min("seq")).order_by("-seq__min")
    gone = set(
        Event.objects.filter(person=person, source__startswith=UNDONE).values_list("source", flat=True).distinct()
    )
    return [Batch(source, when, many, undo(source) in gone) for source, when, many, _ in told]


def undo(source: str) -> str:
    """The source of what takes a batch out again."""
    return UNDONE + source.removeprefix(BEGINS)


def said_in(person: Person, source: str) -> Sequence[Entry]:
    """Everything that came in under one source."""
    return list(read([Event.objects.filter(person=person, source=source).order_by("seq")]))


def corrected_by_hand(person: Person) -> set[UUID]:
    """What was corrected otherwise than by a file that carried its own corrections along."""
    said = Event.objects.filter(person=person, kind="replaced").exclude(source__startswith=BEGINS)
    return {e.target for e in read([said]) if isinstance(e, Replaced)}


def taken_out(person: Person) -> dict[UUID, UUID]:
    """Entry -> the withdrawal that took it out with its file and still holds."""
    withdrawn = Event.objects.filter(person=person, kind="withdrawn")
    every = [e for e in read([withdrawn]) if isinstance(e, Withdrawn)]
    back = {e.target for e in every}
    ours = set(withdrawn.filter(source__startswith=UNDONE).values_list("entry_id", flat=True))
    return {e.target: e.id for e in every if e.id in ours and e.id not in back}
