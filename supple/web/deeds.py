# SPDX-License-Identifier: Apache-2.0
"""How is it noted what was done with a sign-in? Best effort: a disk that is full stops no page and no capture."""

import logging
from contextlib import suppress
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from supple.people.models import Account
from supple.web.models import Deed, SignIn

_log = logging.getLogger(__name__)
KEPT = timedelta(days=180)
OFTEN = timedelta(hours=1)
"""Readings by one token are noted once within this time."""
_BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"),
             ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"),
            ("CrOS", "Chromebook"), ("Linux", "Linux"))  # fmt: skip


def browser_of(request: HttpRequest) -> str:
    """The browser in two words; the rest of what it says of itself is not kept."""
    said = request.headers.get("User-Agent", "")
    return " · ".join(next((name for sign, name in known if sign in said), "?") for known in (_BROWSERS, _SYSTEMS))


def note(account: Account | None, what: Deed.What, now: datetime, by: str = "") -> None:
    """Note a deed, and let go of those of more than half a year ago."""
    if account is None:
        return
    _log.info("deed %s account %s", what.value, account.pk)
    with suppress(DatabaseError), transaction.atomic():
        Deed.objects.create(account=account, what=what, by=by[:100], at=now)
        Deed.objects.filter(account=account, at__lt=now - KEPT).delete()


def note_reading(account: Account | None, what: Deed.What, now: datetime, by: str) -> None:
    """Note that a token read, unless the same was noted within the hour."""
    if account and not Deed.objects.filter(account=account, what=what, by=by[:100], at__gt=now - OFTEN).exists():
        note(account, what, now, by)


def open_sign_ins(account: Account, now: datetime) -> QuerySet[SignIn]:
    """Where the account is signed in just now, the newest first."""
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    return SignIn.objects.filter(account=account, session_key__in=alive).order_by("-seen", "-begun")


def end(ending: QuerySet[SignIn]) -> int:
    """Sign these browsers out; answers how many there were."""
    keys = list(ending.values_list("session_key", flat=True))
    with transaction.atomic():
        Session.objects.filter(session_key__in=keys).delete()
        SignIn.objects.filter(session_key__in=keys).delete()
    return len(keys)


def seen(request: HttpRequest, account: Account, earlier: str | None, now: datetime) -> None:
    """Note that this browser is signed in; `earlier` is the key its session had when it was noted before."""
    key = request.session.session_key or ""
    with suppress(DatabaseError), transaction.atomic():
        if earlier and SignIn.objects.filter(account=account, session_key=earlier).update(
            session_key=key, seen=now.date()
        ):
            return
        gone = SignIn.objects.filter(account=account).exclude(session_key__in=Session.objects.values("session_key"))
        gone.delete()
        browser = browser_of(request)
        SignIn.objects.create(account=account, session_key=key, browser=browser, begun=now, seen=now.date())
        note(account, Deed.What.SIGNED_IN, now, browser)
