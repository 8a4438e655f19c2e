# SPDX-License-Identifier: Apache-2.0
"""A physiotherapist with a grant: set exercises for a person, who looks at them first; see what was done of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from supple.actions import grants, programme
from supple.interop.programme import read
from supple.people.grants import Grant, Trace
from supple.web.pages.granted import of_granted, shown
from supple.web.pages.programme import felt_words, shown_exercise
from supple.web.pages.programme_form import Rows, chosen, today
from supple.web.pages.programme_write import as_file
from supple.web.scannable import scannable


@require_http_methods(["GET", "POST"])
@of_granted(Grant.Scope.PROGRAMME, Trace.What.PROGRAMME)
def exercises(request: HttpRequest, grant: Grant) -> HttpResponse:
    """What holds and how it went; the form for a new one."""
    now, rows = timezone.now(), Rows(request.POST or None)
    if request.method == "POST" and rows.is_valid() and (wanted := chosen(rows)):
        file = programme.hand_over(grant.name, today(), wanted, signed=True)
        if request.POST.get("do") == "file":
            return as_file(file)
        programme.send(grant, file, now)
        grants.looked(grant, Trace.What.SENT, now)
        name = grant.person.name
        messages.success(request, _("Sent. %(name)s looks at it before it is kept.") % {"name": name})
        return redirect("shared_programme", grant.pk)
    waits = programme.waiting(grant.person)
    mine = read(waits.words) if waits and waits.grant_id == grant.pk else None
    context = {"rows": rows, "asked": request.method == "POST", "waits": mine, **_held(grant)}
    if mine and waits:
        letters = programme.to_scan(waits.words)
        context |= {"letters": letters, "picture": scannable(letters)}
    return shown(request, grant, "shared/programme.html", context)


def _held(grant: Grant) -> dict[str, Any]:
    """What holds now, whoever set it, with what was done."""
    kept, now = programme.standing(grant.person), timezone.now()
    if kept is None:
        return {"kept": None}
    done = [(shown_exercise(one.exercise), one, felt_words(one)) for one in programme.done(grant.person, kept, now)]
    return {"kept": kept, "done": done, "days": max((now - kept.at).days + 1, 1)}
