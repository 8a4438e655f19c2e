# SPDX-License-Identifier: Apache-2.0
"""One press of a button keeps one entry; a second press of the same button is the same entry."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from uuid_utils.compat import uuid7

from supple.actions import look_back
from supple.actions.read_note import record_and_read
from supple.actions.record import Recorded, record
from supple.people.models import Person
from supple.web import words
from supple.web.forms import with_point
from supple.web.pages.door import of_person
from supple.web.pages.warnings import leads_to_warning

SAME_PRESS = timedelta(minutes=1)
"""The same form sent again later than this comes from a page that lay open: a new event, not a double press."""
NOT_SAID = frozenset({"csrfmiddlewaretoken", "next"})
TYPED = frozenset({"number"})
"""Numbers that a person types rather than presses."""
BACK_TO = frozenset({"today", "night", "plan", "timeline", "check_in", "about_me", "muscles", "habits", "support"})


@require_POST
@of_person
def keep(request: HttpRequest, person: Person) -> HttpResponse:
    """Keep what the button says, then go on where the form asks."""
    said = {name: value for name, value in request.POST.items() if name not in NOT_SAID and value != ""}
    said |= {name: with_point(str(said[name])) for name in TYPED & said.keys()}
    entry_id, recorded = keep_once(person, said, timezone.now())
    tell(request, entry_id, recorded)
    if leads_to_warning(request, person, recorded):
        return redirect("warning")
    if request.POST.get("next") == "event" and entry_id:
        return redirect("event", entry_id, "where")
    return back(request)


def keep_once(person: Person, said: dict[str, Any], now: datetime) -> tuple[str | None, Recorded]:
    """Keep one entry said now, unless it is the second press of the same button; its id stays the same then."""
    recorded = record_and_read(person, [{"at": now, "id": uuid7(), **said}], now)
    if _id_was_used(recorded):
        if (known := _known(person, said["id"])) and now - known[1] <= SAME_PRESS:
            return str(known[0]), record(person, [], now)
        # The page lay open for long, or what it kept was taken back since: this press is another event.
        recorded = record_and_read(person, [{"at": now, **said, "id": uuid7()}], now)
    first = recorded.results[0]
    return (first.id if first.status != "refused" else None), recorded


def _id_was_used(recorded: Recorded) -> bool:
    first = recorded.results[0]
    return first.status == "refused" and [p.place for p in first.problems] == ["id"]


def _known(person: Person, said_id: object) -> tuple[UUID, datetime] | None:
    try:
        entry = look_back.one(person, UUID(str(said_id)))
    except ValueError:
        return None
    return (entry.id, entry.at) if entry else None


def tell(request: HttpRequest, entry_id: str | None, recorded: Recorded) -> None:
    """Say that it is kept, with an undo, or what was wrong; never the value itself."""
    problems = [p for kept in recorded.results for p in kept.problems]
    if problems:
        messages.error(request, _("This was not kept: %(why)s") % {"why": words.spoken(problems[0].sentence)})
    else:
        messages.success(request, _("Kept."), extra_tags=entry_id or "")


def back(request: HttpRequest) -> HttpResponse:
    """Where the form wants to go on; only pages of ours."""
    wanted = request.POST.get("next", "")
    return redirect(reverse(wanted if wanted in BACK_TO else "today"))
