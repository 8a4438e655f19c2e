# SPDX-License-Identifier: Apache-2.0
"""Which side effects were noticed, of what, and how soon after its last change? A list to take along, no judgement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from supple.care.gather import known_names
from supple.care.names import KnownAs
from supple.entries.known import Treatment
from supple.entries.timeline import Timeline
from supple.knowledge.base import KnowledgeBase

SOON = timedelta(days=28)
"""So long after a start or a change it is said how many days lay between; our own choice."""
_CHANGES = frozenset({"started", "changed", "stopped", "injection", "infusion", "pump_fill"})


@dataclass(frozen=True, slots=True)
class SideEffect:
    """One that was noticed; `days_after` counts from the last start, change or stop of the same medicine."""

    entry: Treatment
    day: date
    days_after: int | None = None


@dataclass(frozen=True, slots=True)
class OfMedicine:
    """Everything noticed of one medicine, the newest first, under the name that was written last."""

    name: str
    noticed: tuple[SideEffect, ...]


def side_effects(timeline: Timeline, knowledge: KnowledgeBase) -> tuple[OfMedicine, ...]:
    """What was noticed, medicine by medicine, the one with the newest first."""
    known = known_names(timeline, knowledge)
    found: dict[str, list[SideEffect]] = {}
    for told in _noticed(timeline, known):
        found.setdefault(known(told.entry.name), []).insert(0, told)
    listed = [OfMedicine(effects[0].entry.name, tuple(effects)) for effects in found.values()]
    return tuple(sorted(listed, key=lambda one: one.noticed[0].entry.at, reverse=True))


def _noticed(timeline: Timeline, known: KnownAs) -> Iterator[SideEffect]:
    changed: dict[str, date] = {}
    for treatment in timeline.of(Treatment):
        name, day = known(treatment.name), timeline.day_of(treatment)
        if treatment.change in _CHANGES:
            if not treatment.since_unknown:
                changed[name] = day
        elif treatment.change == "side_effect":
            since = day - changed[name] if name in changed else None
            yield SideEffect(treatment, day, since.days if since is not None and since <= SOON else None)
