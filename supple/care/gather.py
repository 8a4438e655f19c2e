# SPDX-License-Identifier: Apache-2.0
"""What does the diary tell the rules about facts, devices, medicines and measurements? One function per field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple, cast

from supple.care.names import KnownAs, known_as
from supple.care.parts import Device, Fluid, Habits, Injection, Medicine, Supplement, Vitals, id_of
from supple.entries.did import Dose, Exposure, Intake
from supple.entries.felt import CheckIn, Episode
from supple.entries.known import Fact, Treatment
from supple.entries.measured import Measurement
from supple.entries.timeline import Timeline, diary_day
from supple.knowledge.base import KnowledgeBase

A_DAY = timedelta(hours=24)
MISSED_COUNTS_FOR = timedelta(hours=48)
RAN_OUT_COUNTS_FOR = timedelta(days=14)
STOP_COUNTS_FOR = timedelta(days=14)
PUMP = "itb_pump"
NONE = "none"
_OF_THE_LIST = ("started", "changed", "stopped")
Facts = tuple[Fact, ...]
Pregnancy = Literal["no", "yes", "breastfeeding", "trying", "within_6_weeks_after"]


def facts(timeline: Timeline) -> Facts:
    """The latest fact of every topic and name."""
    latest = {(f.topic, id_of(f.name or "")): f for f in timeline.of(Fact)}
    return tuple(latest.values())


def _of(said: Facts, topic: str) -> Facts:
    return tuple(f for f in said if f.topic == topic)


def word(said: Facts, topic: str) -> str | None:
    """The word of a topic that has one."""
    found = _of(said, topic)
    return found[-1].word if found else None


def pregnancy(said: Facts) -> Pregnancy | None:
    """Pregnancy as said; entries allow only these words."""
    return cast("Pregnancy | None", word(said, "pregnancy"))


def seizure_history(said: Facts) -> bool | None:
    """Whether a seizure ever happened."""
    known = word(said, "seizure_history")
    return None if known is None else known == "yes"


def lab(said: Facts, name: str) -> float | None:
    """A laboratory value."""
    return next((f.number for f in _of(said, "lab") if id_of(f.name or "") == name), None)


def age(said: Facts, now: datetime) -> float | None:
    """Years from the year of birth; in the year of the eighteenth birthday still under age."""
    born = next((f.number for f in _of(said, "birth_year")), None)
    if born is None:
        return None
    years = now.year - born
    return years - 1 if years == 18 else years


def conditions(said: Facts) -> tuple[str, ...] | None:
    """Conditions said yes or not sure; None while nothing was said about conditions at all."""
    found = _of(said, "condition")
    if not found:
        return None
    return tuple(id_of(f.name or "") for f in found if f.state != "no" and id_of(f.name or "") != NONE)


def devices(said: Facts, timeline: Timeline) -> tuple[Device, ...] | None:
    """Devices said yes or not sure, with what happened to the pump last; a refill tells of a pump as well."""
    found = _of(said, "device")
    events = [t for t in timeline.of(Treatment) if _is_pump_event(t)]
    kept = [f for f in found if f.state != "no" and id_of(f.name or "") != NONE]
    told = [_device(f, events, timeline) for f in kept]
    if events and not any(d.name == PUMP for d in told) and not _was_removed(found, events[-1]):
        told.append(_device(None, events, timeline))
    return tuple(told) if told or found else None


def _was_removed(found: Facts, last: Treatment) -> bool:
    """Only a no to the pump itself, said after the last thing heard of it, says that it is gone."""
    return any(id_of(f.name or "") == PUMP and f.state == "no" and f.at > last.at for f in found)


def _device(fact: Fact | None, pump_events: Sequence[Treatment], timeline: Timeline) -> Device:
    name = PUMP if fact is None else id_of(fact.name or "")
    events = pump_events if name == PUMP else ()
    dues = [(e.at, e.next_due) for e in events if e.next_due] + ([(fact.at, fact.due)] if fact and fact.due else [])
    return Device(
        name=name,
        refill_due=max(dues)[1] if dues else None,
        replacement_due=fact.replacement_due if fact else None,
        last_event=timeline.day_of(events[-1]) if events else None,
        alarm=fact.alarm if fact else None,
    )


def _is_pump_event(treatment: Treatment) -> bool:
    return treatment.change == "pump_fill" or (treatment.route == "pump" and treatment.change != "side_effect")


def known_names(timeline: Timeline, knowledge: KnowledgeBase) -> KnownAs:
    """How this diary's names of medicines are read."""
    return known_as((t.name for t in timeline.of(Treatment)), knowledge)


def medicines(timeline: Timeline, now: datetime, knowledge: KnowledgeBase) -> tuple[Medicine, ...] | None:
    """Every medicine said, as it is now, by its generic name; None while nothing was said about medicines at all."""
    known: dict[str, Medicine] = {}
    doses: dict[str, list[Dose]] = {}
    told, today = False, diary_day(now, timeline.zone, timeline.day_starts)
    called = known_names(timeline, knowledge)
    for entry in timeline:
        if isinstance(entry, Dose):
            told, name = True, called(entry.medicine)
            known.setdefault(name, Medicine(name=name, dose_mg=entry.dose_mg))
            doses.setdefault(name, []).append(entry)
        elif isinstance(entry, Treatment) and entry.change in _OF_THE_LIST:
            told, name = True, called(entry.name)
            if name != NONE:
                known[name] = _changed(known.get(name, Medicine(name=name)), entry, timeline.day_of(entry), today)
    if not told:
        return None
    since = now - RAN_OUT_COUNTS_FOR
    return tuple(_with_doses(m, [d for d in doses.get(name, ()) if d.at >= since], now) for name, m in known.items())


def _changed(before: Medicine, entry: Treatment, day: date, today: date) -> Medicine:
    """The medicine after one more thing said about it."""
    if entry.change == "stopped":
        status = "stopped_suddenly" if _is_sudden(entry.suddenly, day, today) else "stopped_as_planned"
        return before.model_copy(update={"stopped": day, "status": status})
    said = {"dose_mg": entry.dose_mg, "times": entry.times, "days": entry.days, "route": entry.route}
    begun = None if entry.since_unknown else day
    changed = {"started": begun} if entry.change == "started" else {"dose_changed": day}
    told = {key: value for key, value in said.items() if value}
    return before.model_copy(update={**told, **changed, "stopped": None, "status": "taking"})


def _is_sudden(said: bool | None, day: date, today: date) -> bool:
    """A stop counts as planned only when that was said, or when withdrawal is no longer to be feared."""
    return (today - day <= STOP_COUNTS_FOR) if said is None else said


def _with_doses(medicine: Medicine, doses: list[Dose], now: datetime) -> Medicine:
    """Missed doses count until one is taken, and for two days after it; silence after a miss is not taking."""
    gaps = [g for g in _gaps(doses) if g.ended is None or g.ended >= now - MISSED_COUNTS_FOR]
    if medicine.status not in ("taking", "missed") or not gaps:
        return medicine
    if gaps[-1].ended is None and gaps[-1].doses[-1].status == "ran_out":
        return medicine.model_copy(update={"status": "ran_out"})
    count = max(sum(d.missed_doses or 1 for d in gap.doses) for gap in gaps)
    return medicine.model_copy(update={"status": "missed", "missed_doses": count})


class _Gap(NamedTuple):
    """Doses missed in a row, and when the first one was taken again."""

    doses: tuple[Dose, ...]
    ended: datetime | None = None


def _gaps(doses: Iterable[Dose]) -> list[_Gap]:
    gaps: list[_Gap] = []
    for dose in doses:
        going_on = bool(gaps) and gaps[-1].ended is None
        if dose.status in ("missed", "ran_out"):
            before = gaps.pop().doses if going_on else ()
            gaps.append(_Gap((*before, dose)))
        elif going_on:
            gaps[-1] = gaps[-1]._replace(ended=dose.at)
    return gaps


def supplements(timeline: Timeline, now: datetime) -> tuple[Supplement, ...] | None:
    """Supplements named in the last week; their salts are not known from the diary alone."""
    week = [i for i in timeline.of(Intake) if i.sort == "supplement" and i.at >= now - timedelta(days=7)]
    names = dict.fromkeys(id_of(i.what) for i in week)
    return tuple(Supplement(name=name) for name in names) or None


def injections(timeline: Timeline) -> tuple[Injection, ...] | None:
    """Injections that go on working."""
    said = [t for t in timeline.of(Treatment) if t.change == "injection"]
    return tuple(Injection(name=t.name, date=timeline.day_of(t), site=t.site, side=t.side) for t in said) or None


def vitals(timeline: Timeline, now: datetime) -> Vitals:
    """The highest value of the last 24 hours of each; the usual pressure is the mean of what came before."""
    values: dict[str, list[float]] = {}
    before: list[float] = []
    for m in timeline.of(Measurement):
        if m.at >= now - A_DAY:
            values.setdefault(m.measure, []).append(m.in_own_unit)
        elif m.measure == "sbp":
            before.append(m.in_own_unit)
    highest = {name: max(found) for name, found in values.items() if name in ("temp_c", "sbp", "pulse")}
    return Vitals(usual_sbp=sum(before) / len(before) if len(before) >= 3 else None, **highest)


def habits(timeline: Timeline, now: datetime) -> Habits:
    """What the diary says of alcohol today; smoking and cannabis are not asked for there."""
    drunk = [e for e in timeline.of(Exposure) if e.what == "alcohol" and e.at >= now - A_DAY and e.present]
    return Habits(alcohol_today=float(len(drunk)) if drunk else None)


def fluid(said: Facts, timeline: Timeline, now: datetime) -> Fluid:
    """The clinician's limit, and what was drunk in the last hour."""
    limit = next((f.number for f in _of(said, "fluid_limit_ml")), None)
    hour = [i for i in timeline.of(Intake) if i.at >= now - timedelta(hours=1)]
    drunk = sum(value for i in hour for name, value in i.readings() if name == "drink_ml")
    return Fluid(clinician_limit_ml=limit or None, drank_last_hour_ml=drunk)


def falls(timeline: Timeline, now: datetime, days: int) -> float | None:
    """Falls counted in the last days; None when nobody said anything about falls."""
    since = (now - timedelta(days=days)).date()
    asked = (e for e in timeline if isinstance(e, CheckIn | Episode) and _tells_of_falls(e))
    told = [e for e in asked if timeline.day_of(e) >= since]
    said = [value for e in told for name, value in e.readings() if name in ("falls", "falls_logged")]
    return sum(said) if said else None


def _tells_of_falls(entry: CheckIn | Episode) -> bool:
    if isinstance(entry, CheckIn):
        return entry.falls is not None or entry.nothing_today
    return entry.what == "fall"
