# SPDX-License-Identifier: Apache-2.0
"""A sign needs a professional: what it can be, how soon, whom to call, what to say, what to leave alone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from supple.actions.check_safety import warning_id
from supple.care.finding import Finding
from supple.care.raised import left_over
from supple.people.models import Person
from supple.web import words
from supple.web.pages import calling, warnings
from supple.web.pages.door import of_person
from supple.web.pages.keep import keep_once, tell
from supple.web.pages.later import may_wait, said_at

WHO: Mapping[str, Any] = {
    "emergency_number": _("your emergency number: 112 in Europe, 999 or 112 in the UK, 911 in North America"),
    "urgent_line": _("your doctor's urgent line or out-of-hours service (NHS 111 in the UK, 116 117 in Germany)"),
    "ms_team": _("your MS team or MS nurse"),
    "pump_clinic": _("your pump clinic; outside its hours, the emergency department"),
    "pharmacist": _("your pharmacist"),
    "crisis_line": _("your emergency number or a crisis line; do not stay alone with this"),
    "physiotherapist": _("your physiotherapist"),
}


@may_wait
@require_http_methods(["GET", "POST"])
@of_person
def warning(request: HttpRequest, person: Person) -> HttpResponse:
    """Every warning that stands; an answer is kept as said."""
    now = timezone.now()
    if request.method == "POST":
        said = {name: request.POST.get(name, "") for name in ("warning", "did")}
        entry_id, recorded = keep_once(person, {"kind": "warning_answered", "at": said_at(request), **said}, now)
        tell(request, entry_id, recorded)
        return redirect("today")
    checked = warnings.standing_if_checked(person, now)
    found = checked or ()
    warnings.mark_seen(request, person, found, now)
    context = {
        "shown": [_shown(person, finding, now) for finding in found],
        "emergency": [call for call in calling.calls(person, now, "emergency_number") if call.meant],
        "answers": words.ANSWERED.items(),
        "unchecked": checked is None,
        "raised": checked is not None and bool(left_over(warnings.raised(person, now), found)),
    }
    return render(request, "warning.html", context)


def _shown(person: Person, finding: Finding, now: datetime) -> dict[str, Any]:
    shown_as = warning_id(person, finding, now)
    calls = [call for call in calling.calls(person, now, finding.contact) if call.meant]
    answered = warnings.answers(person, now).get(str(shown_as))
    return {
        "finding": finding,
        "who": WHO.get(finding.contact or ""),
        "calls": calls,
        "asks_number": finding.contact in ("emergency_number", "crisis_line")
        and not any(call.written for call in calls),
        "warning": shown_as,
        "answered": words.named(words.ANSWERED, answered.did) if answered else "",
    }
