# SPDX-License-Identifier: Apache-2.0
"""Whom to call with one press? Numbers that the person wrote down; for emergencies else the one of where they live.

That one is looked up by what the person has said, and never guessed: who has not said where they live gets none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from supple.actions import look_back
from supple.actions.knowledge_at_hand import knowledge
from supple.entries.known import Contact, Fact
from supple.people.models import Person

EMERGENCY = "emergency number"
"""The role under which the number for emergencies is kept among the contacts."""
MEANT: Mapping[str, tuple[str, ...]] = {
    "emergency_number": (EMERGENCY,), "crisis_line": (EMERGENCY, "crisis"),
    "urgent_line": ("urgent", "out of hours", "out-of-hours", "gp", "doctor"),
    "ms_team": ("ms", "nurse", "neuro"), "pump_clinic": ("pump",), "pharmacist": ("pharm", "chemist"),
    "physiotherapist": ("physio",),
}  # fmt: skip
"""Words of a role, as people write it, that fit each kind of help."""


@dataclass(frozen=True)
class Call:
    """Somebody to call, with a number that a telephone can dial."""

    name: str
    role: str
    phone: str
    tel: str
    meant: bool
    written: bool = True
    """Whether the person wrote it down themselves."""


def calls(person: Person, now: datetime, contact: str | None) -> list[Call]:
    """Everybody with a number, those meant by this kind of help first."""
    words = MEANT.get(contact or "", ())
    latest = {(c.role, c.name): c for c in look_back.timeline(person, since=now).of(Contact)}
    found = [_call(c, words) for c in latest.values() if c.phone and _tel(c.phone)]
    meant = sorted(found, key=lambda call: not call.meant)
    return meant if any(call.role == EMERGENCY for call in meant) else [*_of_the_place(person, words), *meant]


def emergency_number(person: Person, now: datetime) -> str:
    """The number for emergencies as it was written down; empty when it was not."""
    own = (call for call in calls(person, now, "emergency_number") if call.role == EMERGENCY)
    return next((call.phone for call in own if call.written), "")


def _of_the_place(person: Person, words: tuple[str, ...]) -> list[Call]:
    said = [f.word for f in look_back.of_kinds(person, "fact").of(Fact) if f.topic == "jurisdiction"]
    place = person.choices.country or (said[-1] if said else "")
    rows = knowledge().emergency_numbers if EMERGENCY in words else ()
    numbers = [row.number for row in rows if row.place == place]
    return [Call(_("the emergency number"), EMERGENCY, n, n, meant=True, written=False) for n in numbers]


def _call(contact: Contact, words: tuple[str, ...]) -> Call:
    role = contact.role.lower()
    meant = any(re.search(rf"\b{re.escape(word)}", role) for word in words)
    return Call(contact.name, contact.role, contact.phone or "", _tel(contact.phone or ""), meant)


def _tel(phone: str) -> str:
    """The number as a link dials it.

    With words in it, or too long for one number, it is shown and not dialled: half of it would be a wrong number.

    >>> _tel("+49 (30) 123-45"), _tel("ask Mary"), _tel("030 1234 ext 5"), _tel("030 123456 / 0170 1234567")
    ('+493012345', '', '', '')
    """
    bare = re.sub(r"[ ()/.-]", "", phone)
    return bare if re.fullmatch(r"\+?[0-9]{2,15}", bare) else ""
