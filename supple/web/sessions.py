# SPDX-License-Identifier: Apache-2.0
"""A middleware: how long does a sign-in last? Thirty days unused, half a year at most; then the password again.

Long, because capture at night must not meet a sign-in page; buttons and queues on phones do not depend on it at all.
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

UNUSED = timedelta(days=30)
AT_MOST = timedelta(days=180)
BEGUN, SEEN = "begun_on", "seen_on"


def not_forever(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Sign out whoever was signed in too long; note the day, at most once a day."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _look(request, timezone.now().date())
        return get_response(request)

    return answer


def _look(request: HttpRequest, today: date) -> None:
    begun, seen = _day(request, BEGUN, today), _day(request, SEEN, today)
    if today - begun > AT_MOST or today - seen > UNUSED:
        logout(request)
        return
    if BEGUN not in request.session or seen != today:
        # Writing makes the cookie last for another thirty days from now.
        request.session[BEGUN], request.session[SEEN] = begun.isoformat(), today.isoformat()


def _day(request: HttpRequest, name: str, today: date) -> date:
    return date.fromisoformat(request.session.get(name, today.isoformat()))
