# SPDX-License-Identifier: Apache-2.0
"""Something went wrong: a plain page that says what to do next, and never what was in the diary."""

import sys
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from supple.web.pages.carried import given_back
from supple.web.policy import for_everyone


def _page(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    return render(request, "mistake.html", {"heading": title, "advice": advice}, status=status)


def not_understood(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400."""
    return _page(request, 400, _("That could not be read"), _("Go back and try once more."))


def not_allowed(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403."""
    return _page(request, 403, _("This page is not open to you"), _("Sign in with the right account, or go back."))


@for_everyone
def not_there(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404; a helper or a clinic is told the same whether it was closed to them or never was there."""
    if request.path.startswith(("/shared/", "/sealed/")):
        advice = _("It may have ended or been taken back, or the address has a mistake. Ask the person who shared it.")
        return render(request, "mistake.html", {"heading": _("There is no such page"), "advice": advice}, status=404)
    advice = _("Nothing is lost. The entry may have been taken out, or the address has a mistake.")
    return _page(request, 404, _("There is no such page"), advice)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose secret has run out; what was written on a page of ours is given back."""
    if again := given_back(request):
        return again
    advice = _("This was not kept. Open the page again and press once more; cookies must be allowed for it.")
    return _page(request, 403, _("That page was open for too long"), advice)


def our_fault(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the diary could not be reached; rendered without the database, which may be what failed."""
    if isinstance(sys.exc_info()[1], DatabaseError):
        heading = _("The diary cannot be opened just now")
        advice = _(
            "What you sent last was not kept. Note it on paper if you can, and try again later. "
            "If something is new, sudden or severe, do not wait: call your emergency number."
        )
        return render(None, "broken.html", {"heading": heading, "advice": advice}, status=503)
    heading = _("Something broke on our side")
    advice = _("Try once more. If something is new, sudden or severe, do not wait: call your emergency number.")
    return render(None, "broken.html", {"heading": heading, "advice": advice}, status=500)
