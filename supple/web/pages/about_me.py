# SPDX-License-Identifier: Apache-2.0
"""What suggestions and warnings depend on: age, conditions, walking, medicines. Everything may be left out."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from supple.actions import look_back
from supple.actions.name_medicine import explain, unclear
from supple.actions.record import record
from supple.care.parts import id_of
from supple.entries.known import Fact, Treatment
from supple.entries.timeline import Timeline
from supple.errors import SuppleError
from supple.people.models import Person
from supple.web.pages.about_me_forms import NO_ALARM, AboutMeForm, MedicineForm, NameForm, PumpForm
from supple.web.pages.door import of_person, zone
from supple.web.pages.keep import tell
from supple.web.pages.later import may_wait, said_at
from supple.web.pages.warnings import leads_to_warning

NONE = "none"
"""Said in place of a name, it tells that the list is empty, which is more than not having been asked."""
ONE_WORD = ("sex", "pregnancy", "jurisdiction", "mobility", "seizure_history", "drink_style")
PUMP = "itb_pump"


@may_wait
@require_http_methods(["GET", "POST"])
@of_person
def about_me(request: HttpRequest, person: Person) -> HttpResponse:
    """The forms with what is known; each change is kept as its own entry."""
    now, at = timezone.now(), said_at(request)
    facts = look_back.timeline(person, since=now)
    known, pump = _known(facts), _pump(facts)
    said = request.POST if request.method == "POST" else None
    asked = next((name for name in ("name", "has_pump", "substance") if name in request.POST), "facts")
    form = AboutMeForm(said if asked == "facts" else None, initial=known)
    medicine = MedicineForm(said if asked == "name" else None)
    pump_form = PumpForm(said if asked == "has_pump" else None, initial=pump)
    if asked == "substance":
        return _named(request, person, facts, now)
    if form.is_bound and form.is_valid():
        return _kept(request, person, list(_changes(form.cleaned_data, known, at)), now)
    if medicine.is_bound and medicine.is_valid() and _fits(medicine, facts):
        return _kept(request, person, [_taken(person, medicine.cleaned_data, at)], now)
    if pump_form.is_bound and pump_form.is_valid():
        return _kept(request, person, list(_pump_told(pump_form.cleaned_data, pump, at)), now)
    taken = current_medicines(facts)
    shown = {"form": form, "medicine": medicine, "pump": pump_form, "medicines": taken, "unclear": unclear(taken)}
    return render(request, "about_me.html", shown)


def _named(request: HttpRequest, person: Person, facts: Timeline, now: datetime) -> HttpResponse:
    """Keep what a name stands for; a substance that is not known either is said, and nothing is changed."""
    form = NameForm(request.POST)
    target = form.cleaned_data["target"] if form.is_valid() else None
    meant = next((t for t in current_medicines(facts) if t.id == target), None)
    if meant is None:
        messages.info(request, gettext("Nothing was changed."))
        return redirect("about_me")
    try:
        recorded = explain(person, meant.id, meant.name, form.cleaned_data["substance"], now)
    except SuppleError:
        messages.error(request, gettext("supple does not know this substance either. Ask a pharmacist about it."))
        return redirect("about_me")
    tell(request, None, recorded)
    return redirect("warning" if leads_to_warning(request, person, recorded) else "about_me")


def _taken(person: Person, said: dict[str, Any], now: datetime) -> dict[str, Any]:
    """The start of a medicine: on the day it was; an unknown day is kept as unknown, not as today."""
    begun = datetime.combine(said["since"], person.day_starts, zone(person)) if said["since"] else now
    taken = {"id": uuid7(), "kind": "treatment", "at": min(begun, now), "name": said["name"], "change": "started"}
    return taken if said["since"] else {**taken, "since_unknown": True}


def _fits(medicine: MedicineForm, facts: Timeline) -> bool:
    """A start before a stop that was said would be lost without a word."""
    name, since = id_of(medicine.cleaned_data["name"]), medicine.cleaned_data["since"]
    stops = [facts.day_of(t) for t in facts.of(Treatment) if t.change == "stopped" and id_of(t.name) == name]
    if since and stops and max(stops) >= since:
        medicine.add_error("since", gettext("It stopped after that day. Say since when you take it again."))
    return medicine.is_valid()


def current_medicines(facts: Timeline) -> list[Treatment]:
    """Medicines that were started and not stopped since."""
    latest = {t.name: t for t in facts.of(Treatment) if t.change in ("started", "changed", "stopped")}
    return [t for t in latest.values() if t.change != "stopped" and t.name != NONE]


def _kept(request: HttpRequest, person: Person, raw: list[dict[str, Any]], now: datetime) -> HttpResponse:
    if raw:
        recorded = record(person, raw, now)
        tell(request, None, recorded)
        if leads_to_warning(request, person, recorded):
            return redirect("warning")
    else:
        messages.info(request, gettext("Nothing was changed."))
    return redirect("about_me")


def _known(facts: Timeline) -> dict[str, Any]:
    said: dict[str, Any] = {"conditions": []}
    conditions: dict[str, str] = {}
    for fact in facts.of(Fact):
        if fact.topic == "condition":
            conditions[fact.name or ""] = fact.state
        elif fact.topic == "birth_year":
            said["birth_year"] = int(fact.number or 0)
        elif fact.topic in ONE_WORD:
            said[fact.topic] = fact.word
    said["conditions"] = [name for name, state in conditions.items() if state != "no"]
    said["no_condition"] = NONE in said["conditions"]
    return said


def _changes(said: dict[str, Any], known: dict[str, Any], now: datetime) -> Iterator[dict[str, Any]]:
    """One fact for each answer that is new; an answer is changed, never emptied."""
    for topic in ONE_WORD:
        if said[topic] and said[topic] != known.get(topic):
            yield _fact(now, topic=topic, word=said[topic])
    if said["birth_year"] and said["birth_year"] != known.get("birth_year"):
        yield _fact(now, topic="birth_year", number=said["birth_year"])
    ticked, before = set(said["conditions"]), set(known["conditions"])
    ticked |= {NONE} if said["no_condition"] else set()
    for name in sorted(ticked - before):
        yield _fact(now, topic="condition", name=name)
    for name in sorted(before - ticked):
        yield _fact(now, topic="condition", name=name, state="no")


def _pump(facts: Timeline) -> dict[str, Any]:
    """What is known of the pump; a refill that was written down since sets the next date."""
    told = [f for f in facts.of(Fact) if f.topic == "device" and id_of(f.name or "") == PUMP]
    if not told:
        return {}
    fact = told[-1]
    filled = [t.next_due for t in facts.of(Treatment) if t.change == "pump_fill" and t.next_due and t.at > fact.at]
    due = filled[-1] if filled else fact.due
    state = "no" if fact.state == "no" else "yes"
    return {"has_pump": state, "due": due, "replacement_due": fact.replacement_due, "alarm": fact.alarm or NO_ALARM}


def _pump_told(said: dict[str, Any], known: dict[str, Any], now: datetime) -> Iterator[dict[str, Any]]:
    """The pump as one fact; a date or an alarm tells of a pump too."""
    alarm = None if said["alarm"] in (NO_ALARM, "") else said["alarm"]
    details = {"due": said["due"], "replacement_due": said["replacement_due"], "alarm": alarm}
    has_pump = said["has_pump"] or ("yes" if any(details.values()) else "")
    told = {"has_pump": has_pump, **details, "alarm": alarm or NO_ALARM}
    if has_pump == "no":
        if known.get("has_pump") != "no":
            yield _fact(now, topic="device", name=PUMP, state="no")
    elif has_pump and told != known:
        yield _fact(now, topic="device", name=PUMP, **details)


def _fact(now: datetime, **said: Any) -> dict[str, Any]:
    return {"id": uuid7(), "kind": "fact", "at": now, **said}
