# SPDX-License-Identifier: Apache-2.0
"""What does one term of a rule say: a sign, a medicine, a device, a number? See rules.py for how terms join."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from supple.care.parts import Device, Injection, Medicine, Symptom, Wish
from supple.care.profile import Profile
from supple.care.truth import NO, Answer, at_least, found, unknown, yes
from supple.entries.vocabulary import HOLDS
from supple.knowledge.base import KnowledgeBase
from supple.knowledge.condition import (
    ANY_MEDICINE,
    DeviceTest,
    InjectionTest,
    MedicineTest,
    SignTest,
    SupplementTest,
)

PUMP = "itb_pump"
_PUMP_ROUTES = frozenset({"intrathecal", "pump", "itb", "itb_pump"})


def has_any(wanted: Sequence[str], have: Sequence[str] | None, ask: str) -> Answer:
    """Whether one of the wanted ids is in a list that may be unknown."""
    return unknown(ask) if have is None else found(w for w in wanted if w in have)


def sign_answer(test: SignTest, symptoms: Sequence[Symptom], leg: str | None, excusing: bool) -> Answer:
    """The signs of today that fit a test; `excusing` turns every missing detail the other way."""
    fitting = [s for s in symptoms if _fits(test, s, excusing) and (leg is None or s.side in (leg, "both", None))]
    if test.side == "both":
        sides = {s.side for s in fitting}
        placed = any(s.side is None and s.site is not None for s in fitting) and not excusing
        if not ("both" in sides or {"left", "right"} <= sides or placed):
            return NO
    return found(s.id for s in fitting)


def _fits(test: SignTest, sign: Symptom, excusing: bool) -> bool:
    present = sign.present is True or (sign.present == "not_sure" and not excusing)
    return (
        sign.id in test.ids
        and present
        and _pattern_fits(test, sign)
        and _place_fits(test, sign, excusing)
        and _course_fits(test, sign, excusing)
        and _strength_fits(test, sign, excusing)
    )


def _pattern_fits(test: SignTest, sign: Symptom) -> bool:
    if test.worse and not sign.worse:
        return False
    if test.passing_h is not None and sign.new is False and (sign.duration_h or 1e9) <= test.passing_h:
        return False
    return {"any": True, "known": sign.new is False, "new": sign.is_new_or_worse}[test.pattern]


def _unsaid(test: SignTest, field: str, excusing: bool) -> bool:
    """Whether a detail that was not told counts as fitting."""
    return not excusing and field not in test.must_say


def _place_fits(test: SignTest, sign: Symptom, excusing: bool) -> bool:
    if test.side == "one" and sign.side not in ("left", "right"):
        return sign.side is None and _unsaid(test, "side", excusing)
    if not test.sites or sign.site in test.sites:
        return True
    return sign.site is None and _unsaid(test, "site", excusing)


def _course_fits(test: SignTest, sign: Symptom, excusing: bool) -> bool:
    if test.onset and sign.onset not in test.onset and not (sign.onset is None and _unsaid(test, "onset", excusing)):
        return False
    hours = sign.duration_h
    if hours is None:
        timed = {test.hours_at_least, test.hours_above, test.hours_at_most} != {None}
        return not timed or _unsaid(test, "hours", excusing)
    return within(hours, test.hours_at_least, test.hours_above, test.hours_at_most)


def within(value: float, at_least: float | None, above: float | None, at_most: float | None) -> bool:
    """Whether a value keeps to the limits that are set."""
    return (
        (at_least is None or value >= at_least)
        and (above is None or value > above)
        and (at_most is None or value <= at_most)
    )


def _strength_fits(test: SignTest, sign: Symptom, excusing: bool) -> bool:
    if test.prevents and not set(test.prevents) & set(sign.prevents):
        return False
    if test.rise_at_least is not None and (sign.rise is None or sign.rise < test.rise_at_least):
        return False
    if test.severity_at_least is None:
        return True
    if sign.severity is None:
        return _unsaid(test, "severity", excusing)
    return sign.severity >= test.severity_at_least


def medicine_answer(test: MedicineTest, profile: Profile, knowledge: KnowledgeBase) -> Answer:
    """The medicines the person is on that fit."""
    current = profile.current_medicines()
    if current is None:
        return unknown("medicines")
    names, today = knowledge.names(test.any), profile.now.date() if profile.now else None
    meant = [m for m in current if m.name in names or ANY_MEDICINE in test.any]
    fitting = dict.fromkeys(m.name for m in meant if _medicine_fits(test, m, today))
    if test.daily_mg_above is not None:
        fitting = {n: None for n in fitting if _may_exceed(n, test.daily_mg_above, current)}
    return found(fitting) if len(fitting) >= test.different_at_least else NO


def _may_exceed(name: str, limit: float, current: Sequence[Medicine]) -> bool:
    """Whether all intakes of a day together pass the limit, as far as they were said."""
    daily = [None if m.dose_mg is None else m.dose_mg * len(m.times) for m in current if m.name == name]
    return any(not amount for amount in daily) or sum(d or 0 for d in daily) > limit


def _medicine_fits(test: MedicineTest, medicine: Medicine, today: date | None) -> bool:
    if test.status and medicine.status not in test.status:
        return False
    if test.not_route and (medicine.route or "oral") in test.not_route:
        return False
    if test.missed_at_least is not None and (medicine.missed_doses or 1) < test.missed_at_least:
        return False
    if test.taken_for_days is not None and medicine.started and today:
        return (today - medicine.started).days >= test.taken_for_days
    changed = max((d for d in (medicine.dose_changed, medicine.started) if d), default=None)
    spans = (
        (changed, test.changed_within_days),
        (medicine.started, test.started_within_days),
        (medicine.stopped, test.stopped_within_days),
    )
    return all(_recent(day, days, today) for day, days in spans)


def _recent(day: date | None, days: int | None, today: date | None) -> bool:
    """A day that is not known is taken as recent."""
    return days is None or day is None or today is None or (today - day).days <= days


def injection_answer(test: InjectionTest, profile: Profile, knowledge: KnowledgeBase, item: Wish | None) -> Answer:
    """Whether the injection was given, and recently enough."""
    if profile.injections is None:
        return unknown("injections")
    names, today = knowledge.names((test.name,)), profile.now.date() if profile.now else None
    given = (i for i in profile.injections if i.name in names and _at_work(i, test, today))
    return found(i.name for i in given if not test.at_item or (item is not None and touches(i, item)))


def _at_work(injection: Injection, test: InjectionTest, today: date | None) -> bool:
    if test.sites and injection.site is not None and injection.site not in test.sites:
        return False
    ahead = injection.date is not None and today is not None and injection.date > today
    return not ahead and _recent(injection.date, test.within_days, today)


def touches(place: Injection | Wish, item: Wish) -> bool:
    """Whether two places can be the same; a whole leg touches every part of it, and so does a place not named.

    >>> touches(Injection(name="botulinum_toxin", site="calf", side="left"), Wish(id="p1", kind="massage_gun"))
    True
    """
    sites, sides = {place.site, item.site}, {place.side, item.side}
    within_another = any(site in sites and sites & parts for site, parts in HOLDS.items())
    return sides != {"left", "right"} and (len(sites) == 1 or bool(sites & {None, "whole_leg"}) or within_another)


def supplement_answer(test: SupplementTest, profile: Profile) -> Answer:
    """The supplements that fit; one counts as prescribed only when that was said."""
    if profile.supplements is None:
        return unknown("supplements")
    fitting = (s for s in profile.supplements if s.name.startswith(test.any))
    return found(s.name for s in fitting if not (test.not_prescribed and s.prescribed))


def word_answer(wanted: Sequence[str], said: str | None, ask: str) -> Answer:
    """Whether a word that may be unknown is one of the wanted ones."""
    return unknown(ask) if said is None else found([ask] if said in wanted else [])


def alcohol_answer(profile: Profile) -> Answer:
    """Whether alcohol was drunk today, by count or by what was met."""
    drunk = bool(profile.habits and profile.habits.alcohol_today) or "alcohol" in (profile.exposures or ())
    return yes("alcohol") if drunk else NO


def device_answer(test: DeviceTest, profile: Profile) -> Answer:
    """Whether the person has the device in the state asked for."""
    if profile.devices is None:
        return unknown("devices")
    own = [d for d in profile.devices if d.name == test.name]
    told = [Device(name=PUMP)] if test.name == PUMP and not own and has_pump_by_route(profile) else []
    devices = [*own, *told]
    return at_least(1, [_device_state(test, d, profile) for d in devices])


def has_pump_by_route(profile: Profile) -> bool:
    """Whether a medicine that goes into the spine tells of a pump, listed or not."""
    return any((m.route or "") in _PUMP_ROUTES for m in profile.current_medicines() or ())


def _device_state(test: DeviceTest, device: Device, profile: Profile) -> Answer:
    today = profile.now.date() if profile.now else None
    dues = ((device.refill_due, test.refill_within_days), (device.replacement_due, test.replacement_within_days))
    if (test.alarm and device.alarm not in test.alarm) or not all(_soon(due, days, today) for due, days in dues):
        return NO
    if test.refill and (device.refill_due is None or today is None):
        return unknown("pump_refill")
    if test.refill and device.refill_due and today and device.refill_due >= today:
        return NO
    if test.event_within_days is None:
        return yes(device.name)
    if device.last_event is None or today is None:
        return unknown("pump_event")
    return yes(device.name) if (today - device.last_event).days <= test.event_within_days else NO


def _soon(due: date | None, days: int | None, today: date | None) -> bool:
    """A day that is not known is no reminder; other rules look after alarms and passed dates."""
    return days is None or (due is not None and today is not None and (due - today).days <= days)


def pregnant_answer(wanted: Sequence[str], profile: Profile) -> Answer:
    """Whether the person is in one of these states; not asked of men and of people over 55."""
    if profile.pregnant is None:
        ruled_out = profile.sex == "male" or (profile.age is not None and profile.age > 55)
        return NO if ruled_out else unknown("pregnant")
    return yes("pregnant") if profile.pregnant in wanted else NO
