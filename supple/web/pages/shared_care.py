# SPDX-License-Identifier: Apache-2.0
"""A carer's quick page: waking seen at night, moving, spasms during care. It adds, and shows only what they said."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST
from uuid_utils.compat import uuid7

from supple.actions import grants, look_back
from supple.actions.correct import withdraw
from supple.actions.read_note import record_and_read
from supple.actions.record import Kept
from supple.entries.entry import Entry, is_zone
from supple.entries.wording import Problem
from supple.people.grants import Grant, Trace
from supple.web import words
from supple.web.mark import HEADER, sign_in_mark
from supple.web.pages.granted import of_granted, shown
from supple.web.pages.outbox import AT_ONCE

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
        "grant_mark": grant.pk, "during": DURING.items(), "scores": SCORES.items(), "night": NIGHT, "ten": range(11),
        "id": uuid7, "mine": _mine(grant, timezone.now()),
    }  # fmt: skip
    answer = shown(request, grant, "shared/care.html", context)
    assert grant.account is not None
    answer[HEADER] = sign_in_mark(grant.account)
    return answer


@require_POST
@of_granted(Grant.Scope.ADD, Trace.What.CARE)
def outbox(request: HttpRequest, grant: Grant) -> HttpResponse:
    """What this carer's device had kept until now is handed in, and it is told what became of each."""
    now = timezone.now()
    try:
        sent = json.loads(request.body)
        entries = [dict(one) for one in sent["entries"]]
    except (ValueError, TypeError, KeyError):
        return JsonResponse({"detail": gettext("This could not be read.")}, status=400)
    if not 0 < len(entries) <= AT_ONCE:
        return JsonResponse({"detail": gettext("Send smaller lists.")}, status=413)
    results = [_keep(grant, one, now) for one in entries]
    go = sent.get("next") and all(kept.status != "refused" for kept in results)
    if go:
        if entries[0].get("what") == "unsay":
            messages.success(request, gettext("Taken back."))
        else:
            _tell(request, grant, results[0])
    problems = [[{"place": p.place, "sentence": words.spoken(p.sentence)} for p in kept.problems] for kept in results]
    told = [{"id": k.id, "status": k.status, "problems": p} for k, p in zip(results, problems, strict=True)]
    return JsonResponse({"results": told, "go": reverse("shared_care", args=[grant.pk]) if go else "", "warns": False})


def _add(request: HttpRequest, grant: Grant) -> None:
    now = timezone.now()
    raw = request.POST.dict()
    _tell(request, grant, _keep(grant, {**raw, "id": raw.get("id") or str(uuid7()), "at": now}, now))


def _tell(request: HttpRequest, grant: Grant, kept: Kept) -> None:
    if kept.status == "kept":
        messages.success(request, gettext("Kept. %(name)s sees that it is from you.") % {"name": grant.person.name})
    elif kept.status == "refused":
        messages.error(request, words.spoken(kept.problems[0].sentence))


def _keep(grant: Grant, raw: Mapping[str, Any], now: datetime) -> Kept:
    """Keep what a button says, in the carer's name; what stands in the diary already is not told."""
    if raw.get("what") == "unsay":
        return _unsaid(grant, raw, now)
    said = _said(raw)
    if said is None:
        problem = Problem("what", gettext("This was not understood. Please try again."))
        return Kept(str(raw.get("id") or ""), "refused", (problem,))
    zone = {"zone": raw["zone"]} if is_zone(raw.get("zone")) else {}
    entry = {"id": raw.get("id"), "at": raw.get("at"), **zone, "by": grant.name, **said}
    kept = record_and_read(grant.person, [entry], now, source=f"grant:{grant.pk.hex}", blind=grant.name).results[0]
    if kept.status == "kept" and kept.id:
        grants.looked(grant, Trace.What.ADDED, now, UUID(kept.id))
    return kept


def _said(raw: Mapping[str, Any]) -> dict[str, Any] | None:
    what, number, text = (str(raw.get(name, "")) for name in ("what", "n", "text"))
    if what == "spasm" and raw.get("during") in tuple(DURING):
        return {"kind": "episode", "what": "spasm", "doing": str(DURING[raw["during"]])}
    if what == "fall":
        return {"kind": "episode", "what": "fall"}
    if what == "note" and text.strip():
        return {"kind": "note", "text": text}
    if what == "wake_count" and number in map(str, NIGHT):
        return {"kind": "check_in", "wake_count": int(number)}
    if what in SCORES and number in map(str, range(11)):
        return {"kind": "check_in", what: int(number)}
    return None


def _unsaid(grant: Grant, raw: Mapping[str, Any], now: datetime) -> Kept:
    """Taken back on a device: of what they said in the day before they pressed, and once."""
    try:
        id, target, at = UUID(str(raw["id"])), UUID(str(raw["target"])), datetime.fromisoformat(str(raw["at"]))
        pressed = min(at, now)
    except (KeyError, ValueError, TypeError):
        return Kept(str(raw.get("id") or ""), "refused", (Problem("what", gettext("This could not be read.")),))
    if target in {entry.id for entry in _mine(grant, pressed)}:
        withdraw(grant.person, target, now)
        grants.looked(grant, Trace.What.UNSAID, now, target)
        return Kept(str(id), "kept")
    if target in grants.added(grant, pressed - TAKE_BACK):
        return Kept(str(id), "already kept")
    why = gettext("Only what you wrote down yourself within a day can be taken back.")
    return Kept(str(id), "refused", (Problem("target", why),))


@require_POST
@of_granted(Grant.Scope.ADD, Trace.What.CARE)
def unsay(request: HttpRequest, grant: Grant, target: UUID) -> HttpResponse:
    """Take back what this carer said themselves within a day; nothing else is there for them."""
    now = timezone.now()
    if target not in {entry.id for entry in _mine(grant, now)}:
        raise Http404
    withdraw(grant.person, target, now)
    grants.looked(grant, Trace.What.UNSAID, now, target)
    messages.success(request, gettext("Taken back."))
    return redirect("shared_care", grant.pk)


def _mine(grant: Grant, at: datetime) -> list[Entry]:
    """What came through this grant in the day before, the latest first."""
    since = at - TAKE_BACK
    ids = grants.added(grant, since)
    found = look_back.timeline(grant.person, since=since - timedelta(minutes=5)) if ids else ()
    return [entry for entry in found if entry.id in ids][::-1]
