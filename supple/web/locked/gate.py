# SPDX-License-Identifier: Apache-2.0
"""Which answer does an address give while the diary is locked? Every one of the app has one of five.

`today` asks for the passphrase; what adds to a diary is sealed; what holds nothing of any diary is as it is; a few
say that they are there; everything else says that it is locked. No view that reads the database is ever called.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import ResolverMatch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect, ensure_csrf_cookie
from uuid_utils.compat import uuid7

from supple.actions.knowledge_at_hand import knowledge
from supple.web.countries import COUNTRIES
from supple.web.locked import sealing, unlocking
from supple.web.look import Look

SHELL = frozenset({"press", "offline", "waiting", "during_dark", "manifest", "worker", "language"})
"""Pages that a browser may keep, because they hold nothing of any diary."""
AGAIN = 3
"""Seconds until the page looks whether the diary is open."""


class Gate:
    """A middleware: the answer comes from here and not from the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do before the address is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse:
        """Once it is known which view would answer."""
        match = request.resolver_match
        assert match is not None
        name = match.url_name or ""
        if request.method == "POST" and is_sealed(match):
            return sealing.seal(request)
        if name in SHELL:
            shown: HttpResponse = csrf_protect(view)(request, *args, **kwargs)
            return shown
        return ANSWERS.get(name, shut)(request)


def is_sealed(match: ResolverMatch) -> bool:
    """Whether a POST to this address adds to a diary and nothing else."""
    may_wait = getattr(match.func, "may_wait", False)
    return match.route == "api/entries" or may_wait or (not match.namespace and match.url_name in sealing.ADDS)


def nobody(request: HttpRequest) -> dict[str, Any]:
    """What every template needs to know: whose page it is. Nobody's."""
    return {"person": None, "diary_mark": "", "made_up": False, "look": Look(), "examples": ()}


@csrf_protect
def door(request: HttpRequest) -> HttpResponse:
    """The page that asks for the passphrase, and tries it."""
    tried = unlocking.try_open(request.POST.get("passphrase", "")) if request.method == "POST" else None
    return _locked(request, tried)


@csrf_protect
def night(request: HttpRequest) -> HttpResponse:
    """The night button: a press is sealed, and read when the diary is open."""
    return render(request, "locked_night.html", {"id": uuid7()})


@ensure_csrf_cookie
def shut(request: HttpRequest) -> HttpResponse:
    """Everything that would have to read."""
    if request.path.startswith("/api/") or request.path in ("/outbox", "/clock"):
        answer: HttpResponse = JsonResponse({"detail": _("The diary is locked. Keep what you have.")}, status=503)
    else:
        answer = _locked(request, None, 503)
    answer["Retry-After"] = "60"
    return answer


@ensure_csrf_cookie
def clock(request: HttpRequest) -> HttpResponse:
    """The server's time, for a device that has something to send; for one that shows a sign-in, the secret too."""
    secret = {"token": get_token(request)} if _shows_a_sign_in(request) else {}
    return JsonResponse({"now": round(timezone.now().timestamp() * 1000), "locked": True, **secret})


def outbox(request: HttpRequest) -> HttpResponse:
    """A device asks whose diary is open before it sends: nobody's, and what it sends is sealed."""
    return clock(request) if _shows_a_sign_in(request) else shut(request)


def healthz(request: HttpRequest) -> HttpResponse:
    """It answers, and what can be kept is kept."""
    return HttpResponse("locked\n", "text/plain; charset=utf-8")


def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from a page of ours, or from one whose secret has run out: the page anew."""
    return redirect("today")


def _shows_a_sign_in(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _locked(request: HttpRequest, tried: unlocking.Tried | None, status: int = 200) -> HttpResponse:
    known = (row for row in knowledge().emergency_numbers if row.place in COUNTRIES)
    numbers = sorted((str(COUNTRIES[row.place]), row.number) for row in known)
    being_opened = unlocking.is_opened()
    shown = {"tried": tried, "being_opened": being_opened, "numbers": numbers}
    answer = render(request, "locked.html", shown, status=tried.status if tried else status)
    if being_opened:
        answer["Refresh"] = f"{AGAIN}; url=/"
    if tried and tried.wait:
        answer["Retry-After"] = str(tried.wait)
    return answer


ANSWERS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "today": door, "night": night, "clock": clock, "outbox": outbox, "healthz": healthz,
}  # fmt: skip
