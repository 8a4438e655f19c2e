# SPDX-License-Identifier: Apache-2.0
"""Today: what happened now, what waits from the night, how it is, what was met and taken, what helps today."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from uuid_utils.compat import uuid7

from supple.actions import plan_day, programme, run_trial, what_changed
from supple.actions import reminders as asked
from supple.actions.check_safety import unless_broken
from supple.actions.glance import Glance
from supple.actions.sudden import sudden
from supple.entries.entry import Entry
from supple.entries.timeline import Timeline
from supple.people.models import Person
from supple.web import words
from supple.web.pages import buttons, check_in, check_in_steps, morning, since, timer, trial, warnings
from supple.web.pages.door import day_of, of_person
from supple.web.pages.press import Press
from supple.web.pages.reminders import shown_due


@require_safe
@of_person
def today(request: HttpRequest, person: Person) -> HttpResponse:
    """Everything that can be said today, the most needed first."""
    now = timezone.now()
    look = Glance(person, now)
    lately = look.lately
    day = day_of(person, now)
    mine = [e for e in lately if lately.day_of(e) == day]
    ahead = plan_day.day_ahead(look)
    flags = None if ahead.told is None else warnings.for_someone(ahead.told)
    waiting = morning.unnamed(lately, now, request.session.get(morning.LEFT, []))
    context = {
        "flags": flags or (),
        "unchecked": flags is None or ahead.planned is None,
        "search_offered": unless_broken(lambda: what_changed.offered(person, now, ahead.profile)),
        "sudden": sudden(look),
        "now_button": _now_button(),
        "kinds": [Press(label, {"kind": "episode", "what": id}, next="event") for id, label in words.EVENTS.items()],
        "waiting": waiting,
        "last_night": morning.all_at_night(waiting, lately.zone),
        "usual": morning.usual(lately) if waiting else None,
        "quiet": buttons.quiet(mine),
        "steps": check_in_steps.progress(mine, check_in.asked(person, now)),
        "next_due": check_in_steps.next_due(lately, person.choices.every_days, day),
        "events": sum(1 for e in mine if getattr(e, "kind", "") == "episode"),
        "plan": ahead.planned,
        "standing": run_trial.standing(person, now),
        "pauses": trial.PAUSES,
        "timer": timer.running(request, now),
        "note_id": uuid7(),
        "sent": programme.waiting(person),
        "due": () if warnings.urgent(flags or ()) else shown_due(asked.due(person, lately, now)),
        "dose_id": uuid7(),
        **_said_today(person, lately, mine, now),
    }
    return render(request, "today.html", context)


def _now_button() -> Press:
    small = _("one press; details can wait")
    return Press(_("Something happened now"), {"kind": "episode"}, look="main huge", small=small)


def _said_today(person: Person, lately: Timeline, mine: list[Entry], now: datetime) -> dict[str, Any]:
    choices = person.choices
    often, rest = buttons.exposures(lately, mine, own=choices.own)
    return {
        "often": often,
        "rest": rest,
        "drinks": buttons.drinks(choices.units),
        "drunk": buttons.in_units(buttons.drunk(mine), choices.units),
        "last_drink": since.last_drink(lately, now),
        "doses": [(name, presses, since.dose(name, lately, now)) for name, presses in buttons.doses(lately, mine)],
    }
