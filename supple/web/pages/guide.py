# SPDX-License-Identifier: Apache-2.0
"""Be led through the plan's stretches: one page for the session, one for each step, and how it felt in the end."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe
from uuid_utils.compat import uuid7

from supple.actions import loosen as loosening
from supple.actions import plan_day
from supple.actions.knowledge_at_hand import knowledge
from supple.care.doable import Energy, Held, PlanLine
from supple.care.finding import Finding
from supple.care.fitting import line_of
from supple.people.models import Person
from supple.web import words
from supple.web.pages.door import of_person
from supple.web.pages.guide_steps import GUIDED, guided, phases
from supple.web.pages.keep import keep_once, tell
from supple.web.pages.plan import SIZES
from supple.web.pages.plan_lines import DONE_AS, RESPONSES, said_today
from supple.web.pages.warnings import leads_to_warning

STOPPED: dict[str, Any] = {
    "spasm": _("A spasm came"), "pain": _("It hurt"), "unwell": _("I felt unwell, numb or weak"),
    "tired": _("I was tired"), "no_time": _("No time left"),
}  # fmt: skip
ASKS_SIGNS = frozenset({"pain", "unwell"})
Answer = tuple[PlanLine | None, Finding | Held | None]


@require_safe
@of_person
def guide(request: HttpRequest, person: Person) -> HttpResponse:
    """The session: every step with how long it takes, and what is done already."""
    now, size = timezone.now(), _size(request)
    made = plan_day.plan_if_checked(person, now, size)
    if made is None:
        return render(request, "unchecked.html")
    told = said_today(person)
    steps = [
        {"line": line, "href": href(line, size), "where": words.place(line.site, line.side),
         "minutes": round(sum(p.seconds for p in phases(line)) / 60, 1), "done": _done(told.get(line.knowledge))}
        for line in made.lines if guided(line)
    ]  # fmt: skip
    ahead = next((step["href"] for step in steps if not step["done"]), None)
    context = {"plan": made, "steps": steps, "ahead": ahead, "size": size, "sizes": SIZES.items()}
    return render(request, "guide.html", context)


def _done(told: Any) -> bool:
    return bool(told and told.done)


@require_http_methods(["GET", "POST"])
@of_person
def step(request: HttpRequest, person: Person, item: str) -> HttpResponse:
    """One stretch from get ready to how it felt."""
    now, size = timezone.now(), _size(request)
    checked, (line, against) = _asked(request, person, item, now)
    if request.method == "POST" and (done := line or _bare(item)):
        # What was done is kept also when a warning has come up meanwhile.
        return _ended(request, person, done, size)
    if not checked:
        return render(request, "unchecked.html")
    if line is None and against is None:
        raise Http404
    if line is None:
        return render(request, "guide_held.html", {"flag": _flag(against), "held": _held(against)})
    steps = phases(line)
    context = {
        "line": line, "where": words.place(line.site, line.side), "phases": steps, "size": size,
        "told": [phase.told for phase in steps], "seconds": sum(phase.seconds for phase in steps),
        "session": json.dumps(_as_planned(line)), "id": uuid7(), "responses": RESPONSES.items(),
        "stopped": STOPPED.items(),
        "rules": [knowledge().remedies[id] for id in ("STOP-STRETCH", "SPM-02") if id in knowledge().remedies],
        "helper": knowledge().remedies.get("HELPER-RULES") if line.position == "helper" else None,
    }  # fmt: skip
    return render(request, "guide_step.html", context)


def _bare(item: str) -> PlanLine | None:
    """An exercise as it stands in knowledge, when today's plan no longer has it."""
    remedy = knowledge().remedies.get(item)
    return line_of(remedy, (), None) if remedy and remedy.kind in GUIDED else None


def _flag(against: Finding | Held | None) -> Finding | None:
    return against if isinstance(against, Finding) else None


def _held(against: Finding | Held | None) -> Held | None:
    return against if isinstance(against, Held) else None


def _asked(request: HttpRequest, person: Person, item: str, now: datetime) -> tuple[bool, Answer]:
    """Whether the warning signs could be checked; the line, or what speaks against it today."""
    made = plan_day.plan_if_checked(person, now, _size(request))
    if made is None:
        return False, (None, None)
    if made.suppressed_by:
        return True, (None, made.suppressed_by if item in knowledge().remedies else None)
    position = request.GET.get("position")
    if line := next((one for one in made.lines if one.knowledge == item and position in (None, one.position)), None):
        return True, (line if guided(line) else None, None)
    return _looked_for(request, person, item, now)


def _looked_for(request: HttpRequest, person: Person, item: str, now: datetime) -> tuple[bool, Answer]:
    """A stretch that the plan did not choose, weighed as the muscle finder weighs it."""
    remedy = knowledge().remedies.get(item)
    if remedy is None or remedy.kind != "stretch" or remedy.muscle is None:
        return True, (None, None)
    side = next((id for id in words.SIDES if id == request.GET.get("side")), "both")
    found = loosening.loosen(person, now, remedy.muscle, side, _size(request))
    if found is None:
        return False, (None, None)
    if found.stopped_by:
        return True, (None, found.stopped_by)
    wanted = [w for w in found.ways if w.remedy.id == item and request.GET.get("position") in (None, w.position)]
    way = next(iter(wanted), None)
    return True, (way.line, way.held) if way else (None, None)


def _ended(request: HttpRequest, person: Person, line: PlanLine, size: Energy) -> HttpResponse:
    """Keep the session and the spasms that were marked in it; pain leads to the warning signs."""
    now, stopped = timezone.now(), request.POST.get("stopped", "")
    for spasm in request.POST.getlist("spasm")[:20]:
        _spasm(person, line, spasm, now)
    entry_id, recorded = keep_once(person, _session(request, line), now)
    tell(request, entry_id, recorded)
    if leads_to_warning(request, person, recorded):
        return redirect("warning")
    if stopped in ASKS_SIGNS or request.POST.get("response") == "worse":
        messages.info(request, gettext("Something hurt or felt wrong. Please look at these questions first."))
        return redirect("check_in_step", "signs")
    if stopped or "end" in request.POST:
        return redirect(f"{reverse('guide')}?{urlencode({'size': size})}")
    return redirect(_ahead(person, now, size))


def _as_planned(line: PlanLine) -> dict[str, Any]:
    """The session as the plan has it, for a page without a connection."""
    said = {"what": DONE_AS.get(line.kind, "exercise"), "remedy": line.knowledge, "site": line.site, "side": line.side}
    return {"kind": "session", **{name: value for name, value in said.items() if value}}


def _session(request: HttpRequest, line: PlanLine) -> dict[str, Any]:
    stopped, response = request.POST.get("stopped", ""), request.POST.get("response", "")
    seconds = _number(request.POST.get("seconds", ""))
    said: dict[str, Any] = {
        **_as_planned(line), "id": request.POST.get("id") or uuid7(),
        "minutes": round(seconds / 60, 1) if seconds else (None if stopped else line.minutes),
        "reps": _number(request.POST.get("reps", "")) or (None if stopped else line.reps),
        "response": response if response in RESPONSES else None,
        "stopped": stopped if stopped in STOPPED else None,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value is not None}


def _spasm(person: Person, line: PlanLine, said: str, now: datetime) -> None:
    """A spasm that the page could not send at once: its id and how many seconds ago it was."""
    id, _space, ago = said.partition(" ")
    at = now - timedelta(seconds=min(_number(ago), 86_400))
    keep_once(person, spasm_entry(line) | {"id": id, "at": at}, now)


def spasm_entry(line: PlanLine) -> dict[str, Any]:
    """A spasm during this stretch, as an event."""
    said = {"kind": "episode", "what": "spasm", "site": line.site, "side": line.side}
    return {name: value for name, value in said.items() if value}


def _number(words_said: str) -> int:
    return int(words_said) if words_said.isascii() and words_said.isdigit() and len(words_said) < 6 else 0


def _ahead(person: Person, now: datetime, size: Energy) -> str:
    """The next step that is not done yet, or the session when all are."""
    made, told = plan_day.plan_if_checked(person, now, size), said_today(person)
    open_ones = [line for line in made.lines if guided(line) and line.knowledge not in told] if made else []
    return href(open_ones[0], size) if open_ones else f"{reverse('guide')}?{urlencode({'size': size})}"


def href(line: PlanLine, size: str) -> str:
    """Where one is led through a line."""
    asked = {"size": size, "side": line.side, "position": line.position}
    return f"{reverse('guide_step', args=[line.knowledge])}?{urlencode({n: v for n, v in asked.items() if v})}"


def _size(request: HttpRequest) -> Energy:
    return next((size for size in SIZES if size == request.GET.get("size")), "usual")
