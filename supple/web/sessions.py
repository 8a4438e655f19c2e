# SPDX-License-Identifier: Apache-2.0
"""A middleware: how long does a sign-in last? Thirty days unused, half a year at most; then the password again.

Whenever the password or passkey is given anew, the sign-in gets a new key: one stolen before is worth nothing.

Long, because capture at night must not meet a sign-in page; buttons and queues on phones do not depend on it at all.
Where other people use the device too, and it was said when signing in: half an hour, and no page is kept there.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from supple.web import deeds

UNUSED = timedelta(days=30)
AT_MOST = timedelta(days=180)
BEGUN, SEEN, NOTED = "begun_on", "seen_on", "noted_as"
SHARED_UNUSED = timedelta(minutes=30)
SHARED, TOUCHED = "shared_device", "touched_at"
_TOUCHES = timedelta(minutes=1)
"""How often it is written down that a shared device is in use."""
COPIES = "Supple-Copies"
"""Tells our worker whether it may keep a copy of a page."""


def not_forever(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Sign out whoever was signed in too long; note the day, at most once a day."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _look(request, timezone.now())
        before = _last_given(request)
        answered = get_response(request)
        if request.session.get(SHARED):
            answered[COPIES] = "none"
        if before and _last_given(request) > before:
            request.session.cycle_key()
        return answered

    return answer


def share_device(request: HttpRequest, now: datetime) -> None:
    """From now on this sign-in is one on a device that others use too; it ends with the browser at the latest."""
    request.session[SHARED], request.session[TOUCHED] = True, now.timestamp()
    request.session.set_expiry(0)


def _last_given(request: HttpRequest) -> float:
    """When a password, passkey or code was given last; 0 for whoever is not signed in."""
    if not request.user.is_authenticated:
        return 0
    return max((one["at"] for one in get_authentication_records(request, request.user)), default=0)


def _look(request: HttpRequest, now: datetime) -> None:
    today = now.date()
    begun, seen = _day(request, BEGUN, today), _day(request, SEEN, today)
    if today - begun > AT_MOST or today - seen > UNUSED or _left_lying(request, now):
        logout(request)
        return
    if BEGUN not in request.session or seen != today:
        # Writing makes the cookie last for another thirty days from now.
        request.session[BEGUN], request.session[SEEN] = begun.isoformat(), today.isoformat()
    elif request.session.get(NOTED) == request.session.session_key:
        return
    assert request.user.is_authenticated, "asked before this is called"
    deeds.seen(request, request.user, request.session.get(NOTED), now)
    request.session[NOTED] = request.session.session_key


def _left_lying(request: HttpRequest, now: datetime) -> bool:
    """Whether nobody touched a shared device for too long; a touch is noted now and then."""
    if not request.session.get(SHARED):
        return False
    unused = now - datetime.fromtimestamp(request.session[TOUCHED], now.tzinfo)
    if unused > _TOUCHES:
        request.session[TOUCHED] = now.timestamp()
    return unused > SHARED_UNUSED


def _day(request: HttpRequest, name: str, today: date) -> date:
    return date.fromisoformat(request.session.get(name, today.isoformat()))
