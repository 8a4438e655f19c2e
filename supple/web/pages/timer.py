# SPDX-License-Identifier: Apache-2.0
"""Two timers: when to break a long sitting, and how long something was done. Both hold while the page is closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from supple.actions import look_back
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.record import record
from supple.entries.known import Fact
from supple.people.models import Person
from supple.web.pages.door import of_person
from supple.web.pages.keep import tell
from supple.web.pages.later import may_wait, said_at
from supple.web.pages.warnings import leads_to_warning

KEPT = "timer"
LONGEST = timedelta(hours=12)
"""A timer that runs for longer was forgotten."""
DONE: Mapping[str, Any] = {
    "walking": gettext_lazy("Walking"), "exercise": gettext_lazy("Exercise"), "physio": gettext_lazy("Physio"),
    "stretching": gettext_lazy("Stretching"), "yoga": gettext_lazy("Yoga"), "pool": gettext_lazy("In the pool"),
    "massage": gettext_lazy("Massage"), "rest": gettext_lazy("Rest"),
}  # fmt: skip
SITTING, IN_WHEELCHAIR = "MOV-01", "MOV-02"
EVERY: Mapping[str, tuple[int, ...]] = {SITTING: (45, 50, 60), IN_WHEELCHAIR: (15, 20, 30)}
USUAL: Mapping[str, int] = {SITTING: 50, IN_WHEELCHAIR: 30}
AS: Mapping[str, str] = {SITTING: "standing_break", IN_WHEELCHAIR: "positioning"}


@dataclass(frozen=True)
class Running:
    """A timer that was started: until the next break, or since something was begun."""

    began: datetime
    what: str = ""
    every: int = 0

    @property
    def until(self) -> datetime | None:
        """When the break is due."""
        return self.began + timedelta(minutes=self.every) if self.every else None

    @property
    def name(self) -> str:
        """What is being done, in words."""
        return str(DONE.get(self.what, ""))

    def minutes(self, now: datetime) -> int:
        """Whole minutes so far."""
        return int((now - self.began).total_seconds() // 60)


@may_wait
@require_http_methods(["GET", "POST"])
@of_person
def timer(request: HttpRequest, person: Person) -> HttpResponse:
    """The timer that runs, or what can be started."""
    now = timezone.now()
    if request.method == "POST":
        return _pressed(request, person, said_at(request))
    item = _break_of(person, now)
    found = running(request, now)
    context = {
        "running": found, "minutes": found.minutes(now) if found else 0, "due": bool(found and found.until and
        found.until <= now), "remedy": knowledge().remedies.get(item), "every": EVERY[item], "usual": USUAL[item],
        "kinds": DONE.items(),
    }  # fmt: skip
    return render(request, "timer.html", context)


def running(request: HttpRequest, now: datetime) -> Running | None:
    """The timer of this sitting; one that was forgotten is gone."""
    kept = request.session.get(KEPT)
    if not kept:
        return None
    began = datetime.fromisoformat(kept["began"])
    return Running(began, kept["what"], kept["every"]) if timedelta(0) <= now - began <= LONGEST else None


def _break_of(person: Person, now: datetime) -> str:
    """The break that suits how the person gets about."""
    said = [f.word for f in look_back.timeline(person, since=now).of(Fact) if f.topic == "mobility"]
    return IN_WHEELCHAIR if said and said[-1] in ("wheelchair", "needs_help") else SITTING


def _pressed(request: HttpRequest, person: Person, now: datetime) -> HttpResponse:
    asked, item, found = request.POST.get("do"), _break_of(person, now), running(request, now)
    if asked == "sit":
        every = next((n for n in EVERY[item] if str(n) == request.POST.get("every")), USUAL[item])
        _start(request, now, every=every)
    elif asked == "begin" and request.POST.get("what") in DONE:
        _start(request, now, what=request.POST["what"])
    elif asked == "break" and found and found.every:
        _start(request, now, every=found.every)
        return _kept(request, person, now, {"what": AS[item], "remedy": item})
    elif asked == "done" and found and found.what:
        request.session.pop(KEPT)
        return _kept(request, person, now, {"what": found.what, "minutes": max(1, found.minutes(now))})
    elif asked in ("break", "done"):
        messages.error(request, _("No timer runs any more, so nothing was kept. Write it down as a note."))
    else:
        request.session.pop(KEPT, None)
        messages.success(request, _("The timer is off."))
    return redirect("timer")


def _start(request: HttpRequest, now: datetime, what: str = "", every: int = 0) -> None:
    request.session[KEPT] = {"began": now.isoformat(), "what": what, "every": every}


def _kept(request: HttpRequest, person: Person, now: datetime, said: dict[str, Any]) -> HttpResponse:
    recorded = record(person, [{"id": uuid7(), "at": now, "kind": "session", **said}], timezone.now())
    tell(request, recorded.results[0].id, recorded)
    return redirect("warning" if leads_to_warning(request, person, recorded) else "timer")
