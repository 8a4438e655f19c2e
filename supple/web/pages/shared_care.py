# SPDX-License-Identifier: Apache-2.0
"""A carer's quick page: waking seen at night, moving, spasms during care. It adds, and shows only what they said."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST
from uuid_utils.compat import uuid7

from supple.actions import grants, look_back
from supple.actions.correct import withdraw
from supple.actions.read_note import record_and_read
from supple.entries.entry import Entry
from supple.people.grants import Grant, Trace
from supple.web.pages.granted import of_granted, shown

DURING: dict[str, Any] = {
    "washing": _("Washing"), "dressing": _("Dressing"), "moving": _("Moving from seat to seat"),
    "in_bed": _("In bed"), "other": _("Other"),
}  # fmt: skip
SCORES: dict[str, Any] = {
    "impact_transfers": _("How much were the legs in the way of moving from one seat to another today?"),
    "impact_care": _("How much were the legs in the way of washing and dressing today?"),
}
NIGHT = tuple(range(6))
TAKE_BACK = timedelta(days=1)


@require_http_methods(["GET", "POST"])
@of_granted(Grant.Scope.ADD, Trace.What.CARE)
def care(request: HttpRequest, grant: Grant) -> HttpResponse:
    """The buttons, and what this carer said in the last day."""
    if request.method == "POST":
        _add(request, grant)
        return redirect("shared_care", grant.pk)
    context = {
        "during": DURING.items(), "scores": SCORES.items(), "night": NIGHT, "ten": range(11),
        "id": uuid7, "mine": _mine(grant),
    }  # fmt: skip
    return shown(request, grant, "shared/care.html", context)


def _add(request: HttpRequest, grant: Grant) -> None:
    """Keep what the button says, in the carer's name; what stands in the diary already is not told."""
    said, now = _said(request), timezone.now()
    if said is None:
        messages.error(request, gettext("This was not understood. Please try again."))
        return
    entry = {"id": request.POST.get("id") or uuid7(), "at": now, "by": grant.name, **said}
    kept = record_and_read(grant.person, [entry], now, source=f"grant:{grant.pk.hex}", blind=grant.name).results[0]
    if kept.status == "kept" and kept.id:
        grants.looked(grant, Trace.What.ADDED, now, UUID(kept.id))
        messages.success(request, gettext("Kept. %(name)s sees that it is from you.") % {"name": grant.person.name})
    elif kept.status == "refused":
        messages.error(request, gettext("This was not kept. Please try again."))


def _said(request: HttpRequest) -> dict[str, Any] | None:
    what, number = request.POST.get("what", ""), request.POST.get("n", "")
    if what == "spasm" and request.POST.get("during") in DURING:
        doing = str(DURING[request.POST["during"]])
        return {"kind": "episode", "what": "spasm", "doing": doing}
    if what == "fall":
        return {"kind": "episode", "what": "fall"}
    if what == "note" and request.POST.get("text", "").strip():
        return {"kind": "note", "text": request.POST["text"]}
    if what == "wake_count" and number in map(str, NIGHT):
        return {"kind": "check_in", "wake_count": int(number)}
    if what in SCORES and number in map(str, range(11)):
        return {"kind": "check_in", what: int(number)}
    return None


@require_POST
@of_granted(Grant.Scope.ADD, Trace.What.CARE)
def unsay(request: HttpRequest, grant: Grant, target: UUID) -> HttpResponse:
    """Take back what this carer said themselves within a day; nothing else is there for them."""
    now = timezone.now()
    if target not in {entry.id for entry in _mine(grant)}:
        raise Http404
    withdraw(grant.person, target, now)
    grants.looked(grant, Trace.What.UNSAID, now, target)
    messages.success(request, gettext("Taken back."))
    return redirect("shared_care", grant.pk)


def _mine(grant: Grant) -> list[Entry]:
    """What came through this grant in the last day, the latest first."""
    since = timezone.now() - TAKE_BACK
    ids = grants.added(grant, since)
    found = look_back.timeline(grant.person, since=since - timedelta(minutes=5)) if ids else ()
    return [entry for entry in found if entry.id in ids][::-1]
