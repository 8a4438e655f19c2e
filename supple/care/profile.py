# SPDX-License-Identifier: Apache-2.0
"""What do the rules ask about? One person, now; what is not known is None, and None is never taken as fine."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from supple.care.parts import (
    Accepted,
    Device,
    Fluid,
    Habits,
    Id,
    Injection,
    Medicine,
    Part,
    Supplement,
    Symptom,
    Vitals,
    Wish,
)

if TYPE_CHECKING:
    from supple.entries.timeline import Timeline
    from supple.knowledge.base import KnowledgeBase


class Profile(Part):
    """Everything the rules may ask, as said; None = unknown, an empty list = none."""

    now: datetime | None = None
    jurisdiction: str | None = None
    age: float | None = None
    sex: str | None = None
    pregnant: Literal["no", "yes", "breastfeeding", "trying", "within_6_weeks_after"] | None = None
    conditions: tuple[Id, ...] | None = None
    egfr: float | None = None
    crcl: float | None = None
    seizure_history: bool | None = None
    medicines: tuple[Medicine, ...] | None = None
    supplements: tuple[Supplement, ...] | None = None
    devices: tuple[Device, ...] | None = None
    injections: tuple[Injection, ...] | None = None
    symptoms: tuple[Symptom, ...] | None = None
    exposures: tuple[Id, ...] | None = None
    vitals: Vitals | None = None
    habits: Habits | None = None
    fluid: Fluid | None = None
    falls_last_month: float | None = None
    falls_last_3_months: float | None = None
    known_to_prescriber: tuple[Accepted, ...] | None = None
    plan_request: tuple[Wish, ...] | None = None

    def current_medicines(self) -> tuple[Medicine, ...] | None:
        """Every medicine that is not over: missed, run out and suddenly stopped ones are still on the list."""
        if self.medicines is None:
            return None
        return tuple(m for m in self.medicines if m.status != "stopped_as_planned" or _still_ahead(m, self.now))


def _still_ahead(medicine: Medicine, now: datetime | None) -> bool:
    """The last day counts: what was taken on it is still at work."""
    return medicine.stopped is not None and now is not None and medicine.stopped >= now.date()


def from_timeline(timeline: Timeline, now: datetime, knowledge: KnowledgeBase) -> Profile:
    """What the diary tells the rules at this moment; what it does not tell stays None.

    Answered signs stand for up to 72 hours, what else was felt for 24.
    Facts, medicines and devices hold until something else is said of them.
    """
    from supple.care import gather, signs  # noqa: PLC0415 - a profile from outside brings no diary to understand

    said = gather.facts(timeline)
    return Profile(
        now=now.astimezone(timeline.zone).replace(tzinfo=None),
        jurisdiction=gather.word(said, "jurisdiction"),
        age=gather.age(said, now),
        sex=gather.word(said, "sex"),
        pregnant=gather.pregnancy(said),
        conditions=gather.conditions(said),
        egfr=gather.lab(said, "egfr"),
        crcl=gather.lab(said, "crcl"),
        seizure_history=gather.seizure_history(said),
        medicines=gather.medicines(timeline, now, knowledge),
        supplements=gather.supplements(timeline, now),
        devices=gather.devices(said, timeline),
        injections=gather.injections(timeline),
        symptoms=signs.symptoms(timeline, now, knowledge),
        exposures=signs.exposures(timeline, now),
        vitals=gather.vitals(timeline, now),
        habits=gather.habits(timeline, now),
        fluid=gather.fluid(said, timeline, now),
        falls_last_month=gather.falls(timeline, now, days=30),
        falls_last_3_months=gather.falls(timeline, now, days=91),
    )


UNREMARKABLE: dict[str, Any] = {
    "now": "2026-11-21T09:00",
    "jurisdiction": "EU",
    "age": 45,
    "sex": "female",
    "pregnant": "no",
    "conditions": [],
    "egfr": 90,
    "crcl": 90,
    "seizure_history": False,
    "medicines": [],
    "supplements": [],
    "devices": [],
    "injections": [],
    "symptoms": [],
    "exposures": [],
    "vitals": {},
    "habits": {"smoking": "no", "alcohol_today": 0, "cannabis_today": 0},
    "fluid": {},
    "falls_last_month": 0,
    "falls_last_3_months": 0,
    "known_to_prescriber": [],
    "plan_request": [],
}
"""A person with nothing to report: cases say only what differs."""
