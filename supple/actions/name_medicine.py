# SPDX-License-Identifier: Apache-2.0
"""Which of a person's medicines go under a name that no rule knows, and what did the person say it stands for?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from supple.actions.correct import change
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.record import Recorded
from supple.care.names import explained, generic, suggest, taught
from supple.care.parts import id_of
from supple.entries.composed import Composed
from supple.entries.known import Treatment
from supple.entries.refused import refusal
from supple.people.models import Person


@dataclass(frozen=True, slots=True)
class Unclear:
    """A medicine that no rule knows by its name: what to ask, and what may have been meant."""

    treatment: Treatment
    ask: str
    maybe: tuple[str, ...]


def unclear(taken: Iterable[Treatment]) -> tuple[Unclear, ...]:
    """The medicines whose names have to be explained, or confirmed."""
    listed = list(taken)
    own = taught((t.name for t in listed), knowledge())
    asked = ((t, suggest(id_of(t.name), knowledge())) for t in listed)
    return tuple(
        Unclear(t, s.ask, tuple(name.replace("_", " ") for name in s.maybe))
        for t, s in asked
        if s.ask and generic(t.name, knowledge(), own) not in knowledge().spellings
    )


def explain(person: Person, target: UUID, written: str, substance: str, now: datetime) -> Recorded:
    """Keep the name as the person wrote it, with the substance that the pack names in brackets."""
    known = suggest(id_of(substance), knowledge()).known
    if known is None:
        what = Composed("supple does not know this substance either.")
        raise refusal("medicine-unknown", what, "Leave the name as it is, and ask a pharmacist about it.")
    return change(person, target, {"name": explained(written, known)}, now)
