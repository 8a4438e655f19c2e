# SPDX-License-Identifier: Apache-2.0
"""How does what was said while the diary was locked get into it? Asked of the app once more, oldest first, once each.

Each request is answered as if it came just now at the moment at which it came, by the real pages with their own doors.
What it did and the mark that it was read are one transaction; only then its file is let go. So one that was cut short
is read again and adds nothing, and what was refused stays, with the reason, for its person to see.
"""

import io
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.messages import ERROR
from django.contrib.sessions.models import Session
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from supple.actions import tokens, while_locked
from supple.actions.while_locked import Asked
from supple.interop.key_file import Keys
from supple.people.models import Person
from supple.people.said_while_locked import SaidWhileLocked

SIGNED_OUT = _("This device was not signed in any more.")
UNFIT = _("Something in it does not fit.")
Ask = Callable[[WSGIRequest], HttpResponseBase]
_at: ContextVar[datetime | None] = ContextVar("at", default=None)


class LaterError(Exception):
    """The database was busy or away: nothing was done, and it is read another time."""


@dataclass(frozen=True, slots=True)
class ReadSealed:
    """How many were taken, and how many refused."""

    taken: int = 0
    refused: int = 0


def read_all(database: Path, keys: Keys) -> ReadSealed:
    """Everything that waits now."""
    ask, taken, refused = _app(), 0, 0
    while_locked.sweep(database)
    for file in while_locked.each(database, keys.id):
        asked = while_locked.read(file, keys.private)
        if asked is None:
            continue  # changed since it was sealed: it stays, and the doctor says so
        try:
            with transaction.atomic():
                why = _once(ask, file, asked)
        except LaterError:
            break
        while_locked.let_go(file)
        taken, refused = taken + (why == ""), refused + bool(why)
    there = {file.stem for file in while_locked.waiting(database)}
    SaidWhileLocked.objects.filter(why="").exclude(name__in=there).delete()
    return ReadSealed(taken, refused)


def refused(person: Person) -> list[SaidWhileLocked]:
    """What was refused of this person's, and what showed nobody's sign-in, the newest first."""
    theirs = SaidWhileLocked.objects.exclude(why="")
    return list((theirs.filter(person=person) | theirs.filter(person=None)).order_by("-came"))


def forget(person: Person, name: str) -> None:
    """They have seen it, or said it again."""
    SaidWhileLocked.objects.filter(name=name, person=person).delete()
    SaidWhileLocked.objects.filter(name=name, person=None).delete()


def _app() -> Ask:
    handler = WSGIHandler()
    return handler.get_response


def _once(ask: Ask, file: Path, asked: Asked) -> str | None:
    """Why it was refused, empty when it was taken; nothing when it had been read before."""
    if SaidWhileLocked.objects.filter(name=file.stem).exists():
        return None
    person = _whose(asked)
    why = _asked_again(ask, asked)
    words = asked.body.decode(errors="replace").replace("\x00", "") if why else ""
    SaidWhileLocked.objects.create(name=file.stem, came=asked.came, person=person, why=why, words=words)
    return why


def _asked_again(ask: Ask, asked: Asked) -> str:
    """In a transaction within the other, so that an app that breaks takes nothing with it.

    The answer is not closed: Django would let go of the connection, in the middle of both.
    """
    request = WSGIRequest(environ(asked))
    with transaction.atomic(), at(asked.came):
        answer = ask(request)
        assert isinstance(answer, HttpResponse)  # nothing that takes an entry answers in pieces
        why = _why_not(request, answer)
        if answer.status_code >= 500:
            transaction.set_rollback(True)
    if answer.status_code == 503:
        raise LaterError
    return why


def _why_not(request: WSGIRequest, answer: HttpResponse) -> str:
    place = answer.get("Location", "")
    to_sign_in = place.startswith(("/account/login/", "/start"))
    if to_sign_in or (answer.status_code == 401 and not _detail(answer)):
        return SIGNED_OUT
    if answer.status_code in (301, 302, 303):
        return "" if place == "/warning" else _told_wrong(request)
    if answer.status_code != 200:
        return _detail(answer) or UNFIT
    if not answer.get("Content-Type", "").startswith("application/json"):
        return UNFIT
    said = json.loads(answer.content)
    results = said["results"] if isinstance(said, dict) else said
    return " ".join(p["sentence"] for one in results if one["status"] == "refused" for p in one["problems"])


def _told_wrong(request: WSGIRequest) -> str:
    """A mistake that the page would have told."""
    heard = getattr(getattr(request, "_messages", None), "_queued_messages", ())
    return next((str(one.message) for one in heard if one.level >= ERROR), "")


def _detail(answer: HttpResponse) -> str:
    try:
        return str(json.loads(answer.content)["detail"])
    except (ValueError, KeyError, TypeError):
        return ""


def _whose(asked: Asked) -> Person | None:
    """Whose token or sign-in it showed, also one that may not do this, so that nobody else sees the words."""
    shown = asked.headers.get("Authorization", "")
    if shown.startswith("Bearer "):
        return tokens.owner(shown.removeprefix("Bearer "))
    try:
        held = SimpleCookie(asked.headers.get("Cookie", "")).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None
    session = Session.objects.filter(pk=held.value).first() if held else None
    account = session.get_decoded().get(SESSION_KEY) if session else None
    return Person.objects.filter(account_id=account).first() if account else None


def environ(asked: Asked) -> dict[str, Any]:
    """The request in the words that Django knows."""
    path, _, query = asked.path.partition("?")
    said: dict[str, Any] = {
        "REQUEST_METHOD": "POST", "SCRIPT_NAME": "", "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query, "SERVER_PROTOCOL": "HTTP/1.1", "SERVER_NAME": "localhost", "SERVER_PORT": "0",
        "REMOTE_ADDR": "", "wsgi.version": (1, 0), "wsgi.url_scheme": asked.scheme, "wsgi.errors": sys.stderr,
        "wsgi.input": io.BytesIO(asked.body), "wsgi.multithread": False, "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }  # fmt: skip
    for name, value in asked.headers.items():
        key = name.upper().replace("-", "_")
        said[key if key in ("CONTENT_LENGTH", "CONTENT_TYPE") else f"HTTP_{key}"] = value
    said["CONTENT_LENGTH"] = str(len(asked.body))
    return said


_real_now = timezone.now


def _now() -> datetime:
    return _at.get() or _real_now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within it, for this thread alone, it is that moment: an entry that names no time was said when it came."""
    timezone.now = _now
    before = _at.set(moment)
    try:
        yield
    finally:
        _at.reset(before)
        timezone.now = _real_now
