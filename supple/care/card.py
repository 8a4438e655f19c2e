# SPDX-License-Identifier: Apache-2.0
"""What has to be known of this person in an emergency? Pump, medicines that must never stop at once, whom to call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from supple.care import gather
from supple.care.names import generic
from supple.care.parts import Device, Medicine, id_of
from supple.care.spacing import swallowed
from supple.entries.known import Contact, Fact
from supple.entries.timeline import Timeline
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.medicines import Withdrawal

PUMP_ROW = "baclofen_pump"


@dataclass(frozen=True, slots=True)
class Taken:
    """A medicine on the card, and what a sudden stop can bring."""

    medicine: Medicine
    never_suddenly: Withdrawal | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One printable page; what is not known is left empty, never guessed."""

    medicines: tuple[Taken, ...] | None
    pump: Device | None = None
    pump_stops: Withdrawal | None = None
    devices: tuple[Device, ...] = ()
    conditions: tuple[str, ...] = ()
    allergies: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()


def card(timeline: Timeline, now: datetime, knowledge: KnowledgeBase) -> Card:
    """The card from what the diary holds now."""
    said = gather.facts(timeline)
    devices = gather.devices(said, timeline) or ()
    pump = next((d for d in devices if d.name == gather.PUMP), None)
    return Card(
        medicines=_medicines(timeline, now, knowledge),
        pump=pump,
        pump_stops=next((row for row in knowledge.withdrawal if row.medicine == PUMP_ROW), None) if pump else None,
        devices=tuple(d for d in devices if d.name != gather.PUMP),
        conditions=gather.conditions(said) or (),
        allergies=tuple(_allergies(said)),
        contacts=_contacts(timeline),
    )


def _medicines(timeline: Timeline, now: datetime, knowledge: KnowledgeBase) -> tuple[Taken, ...] | None:
    """Everything taken now, those that must never stop at once first; None while nothing was said of medicines."""
    listed = gather.medicines(timeline, now, knowledge)
    if listed is None:
        return None
    taken = [Taken(m, _row(m, knowledge)) for m in listed if m.status != "stopped_as_planned"]
    return tuple(sorted(taken, key=lambda t: (t.never_suddenly is None, t.medicine.name)))


def _row(medicine: Medicine, knowledge: KnowledgeBase) -> Withdrawal | None:
    name = generic(medicine.name, knowledge)
    rows = (row for row in knowledge.withdrawal if row.medicine != PUMP_ROW or not swallowed(medicine))
    return next((row for row in rows if name in knowledge.names((row.medicine,))), None)


def _allergies(said: tuple[Fact, ...]) -> Iterator[str]:
    yield from (
        f.name or "" for f in said if f.topic == "allergy" and f.state != "no" and id_of(f.name or "") != "none"
    )


def _contacts(timeline: Timeline) -> tuple[Contact, ...]:
    """The latest of each name and role."""
    return tuple({(c.name, c.role): c for c in timeline.of(Contact)}.values())
