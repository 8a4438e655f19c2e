# SPDX-License-Identifier: Apache-2.0
"""Lock the diary now; and see what was said while it was locked and could not be taken when it was read."""

import os
import signal
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from supple.actions import read_sealed
from supple.people.models import Person
from supple.web.pages.door import of_person

LOCK_TO, SERVER = "SUPPLE_LOCK_TO", "SUPPLE_SERVER"


@require_POST
@of_person
def lock_now(request: HttpRequest, person: Person) -> HttpResponse:
    """End this server; the same command begins again, locked, and knows no key."""
    if not settings.ENCRYPTED or LOCK_TO not in os.environ:
        raise Http404
    os.write(int(os.environ[LOCK_TO]), b"+")
    os.kill(int(os.environ[SERVER]), signal.SIGTERM)
    answer = render(request, "locking.html")
    answer["Refresh"] = "4; url=/"
    return answer


@require_http_methods(["GET", "POST"])
@of_person
def while_locked(request: HttpRequest, person: Person) -> HttpResponse:
    """What was not taken, with its words and the reason, until its person lets it go."""
    if request.method == "POST":
        read_sealed.forget(person, request.POST.get("name", ""))
        return redirect("while_locked")
    return render(request, "while_locked.html", {"refused": read_sealed.refused(person)})


def not_taken(request: HttpRequest) -> dict[str, Any]:
    """For every page of an encrypted diary: how much of it was not taken."""
    account = getattr(request, "user", None)
    if not settings.ENCRYPTED or account is None or not account.is_authenticated:
        return {}
    person = Person.objects.filter(account=account).first()
    return {"encrypted": True, "not_taken": len(read_sealed.refused(person)) if person else 0}
