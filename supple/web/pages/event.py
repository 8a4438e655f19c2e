# SPDX-License-Identifier: Apache-2.0
"""An event that is kept already gets its details, one big question a screen: what, where, how strong."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from supple.actions import look_back
from supple.actions.correct import change
from supple.actions.record import Kept, Recorded
from supple.entries.felt import Episode
from supple.entries.wording import Problem
from supple.people.models import Person
from supple.web import leg_map, words
from supple.web.pages.door import of_person
from supple.web.pages.entry import CHIPS, moved
from supple.web.pages.keep import tell
from supple.web.pages.warnings import leads_to_warning

STEPS = ("what", "where", "strength")
ONWARDS = {f"event-{step}": step for step in (*STEPS, "done")}
"""What a device names as the question it wants next."""
DETAILS = frozenset({"what", "site", "side", "severity"})
USUAL_FROM = timedelta(days=60)
OFTEN = ("calf", "thigh", "hamstring", "foot", "toes", "whole_leg")
Place = tuple[str | None, str | None]


@require_http_methods(["GET", "POST"])
@of_person
def event(request: HttpRequest, person: Person, target: UUID, step: str) -> HttpResponse:
    """One question about one event; every answer is kept at once and the rest may be left."""
    found = look_back.one(person, target)
    if not isinstance(found, Episode) or step not in STEPS:
        raise Http404
    now = timezone.now()
    if request.method == "POST" and "moved" in request.POST:
        return _moved(request, person, found, step)
    if request.method == "POST":
        return _answered(request, person, found, step)
    context = {
        "event": found,
        "step": step,
        "next_step": _after(step),
        "at_step": STEPS.index(step) + 1,
        "chips": CHIPS,
    }
    return render(request, f"event_{step}.html", {**context, **_choices(person, step, now)})


def _answered(request: HttpRequest, person: Person, found: Episode, step: str) -> HttpResponse:
    recorded = change(person, found.id, _said(request, step), timezone.now())
    if problems := recorded.results[0].problems:
        messages.error(request, words.spoken(problems[0].sentence))
        return redirect("event", found.id, step)
    following = _after(step)
    if not following:
        tell(request, recorded.results[0].id, recorded)
    if leads_to_warning(request, person, recorded):
        return redirect("warning")
    return redirect("event", found.id, following) if following else redirect("today")


def said_later(person: Person, raw: Mapping[str, Any], now: datetime) -> Recorded:
    """What a device kept about an event until it had a connection; handed in again, it changes nothing more."""
    try:
        id, target = UUID(str(raw.get("id"))), UUID(str(raw.get("target")))
        at = datetime.fromisoformat(str(raw.get("at")))
    except ValueError:
        return _not_there(str(raw.get("id")))
    fields = {name: None if value == "" else value for name, value in raw.items() if name in DETAILS}
    if moment := moved(str(raw.get("moved")), at, person) if at.tzinfo else None:
        fields["at"] = moment
    if not isinstance(look_back.one(person, target), Episode):
        return _not_there(str(id))
    recorded = change(person, target, fields, now, id)
    return replace(recorded, results=tuple(replace(kept, id=str(id)) for kept in recorded.results))


def _not_there(id: str) -> Recorded:
    problem = Problem("target", _("The event that this speaks of is not in the diary."))
    return Recorded((Kept(id, "refused", (problem,)),))


def goes_on(request: HttpRequest, person: Person, target: str, onwards: str, recorded: Recorded) -> str:
    """Where the questions about an event go on after an answer that came from a device's queue."""
    step = ONWARDS[onwards]
    if step == "done":
        tell(request, recorded.results[0].id, recorded)
    if leads_to_warning(request, person, recorded):
        return reverse("warning")
    return reverse("today") if step == "done" else reverse("event", args=[target, step])


def _moved(request: HttpRequest, person: Person, found: Episode, step: str) -> HttpResponse:
    """It was earlier: one press moves it, and the question stays."""
    now = timezone.now()
    moment = moved(request.POST["moved"], now, person)
    if moment is None:
        raise Http404
    recorded = change(person, found.id, {"at": moment}, now)
    tell(request, recorded.results[0].id, recorded)
    return redirect("warning") if leads_to_warning(request, person, recorded) else redirect("event", found.id, step)


def _said(request: HttpRequest, step: str) -> dict[str, Any]:
    answer = request.POST.get("answer", "")
    if step == "where":
        side, _gap, site = answer.partition(" ")
        return {"side": side or None, "site": site or None}
    return {"what": answer} if step == "what" else {"severity": answer}


def _after(step: str) -> str | None:
    return dict(pairwise(STEPS)).get(step)


def _choices(person: Person, step: str, now: datetime) -> dict[str, Any]:
    if step == "what":
        return {"kinds": [(id, label, words.EXPLAINED.get(id, "")) for id, label in words.EVENTS.items()]}
    if step == "strength":
        return {"scores": range(11)}
    rest = [site for site in words.SITES if site not in OFTEN]
    return {
        "usual": [(f"{side} {site}", words.place(site, side)) for site, side in usual_places(person, now)],
        "often": [(site, words.named(words.SITES, site)) for site in OFTEN],
        "map": leg_map.views(),
        "rest": [(site, words.named(words.SITES, site)) for site in rest],
        "sides": words.SIDE_BUTTONS.items(),
    }


def usual_places(person: Person, now: datetime, most: int = 3) -> list[Place]:
    """Where it was most often in the last two months."""
    said = look_back.timeline(person, since=now - USUAL_FROM).of(Episode)
    places: Counter[Place] = Counter((e.site, e.side) for e in said if e.site and e.side)
    return [place for place, _times in places.most_common(most)]
