# SPDX-License-Identifier: Apache-2.0
"""Which forms may wait on a device for a connection, and what becomes of one that did? It is filled in here, once.

A page that may wait is answered by its own view, with the moment at which its button was pressed. So what is refused
with a connection is refused without one, in the same words, and then stays on the device.
"""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeGuard, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from supple.actions.record import Kept
from supple.entries.wording import Problem
from supple.errors import SuppleError
from supple.people.models import Account
from supple.web import words
from supple.web.models import HandedIn

View = TypeVar("View", bound=Callable[..., Any])
FIELDS = 1000
"""A week that is typed in has some two hundred boxes."""


@dataclass
class Heard:
    """What a view told while it answered a form that had waited; shown only where somebody is looking."""

    said: list[tuple[int, object, str]] = field(default_factory=list)

    def add(self, level: int, message: object, extra_tags: str = "") -> None:
        """As the messages of a page are told."""
        self.said.append((level, message, extra_tags))

    def __iter__(self) -> Iterator[object]:
        """Nothing to show on a page that nobody sees."""
        return iter(())

    @property
    def wrong(self) -> str:
        """The first that tells of a mistake."""
        return next((str(message) for level, message, _tags in self.said if level >= messages.ERROR), "")


@dataclass(frozen=True)
class HandedOver:
    """What became of a form, and where its page goes on; nowhere when nobody is looking at it."""

    kept: Kept
    go: str = ""
    warns: bool = False


def may_wait(view: View) -> View:
    """A page whose form the device may keep until there is a connection; its form says `data-waits`."""
    setattr(view, "may_wait", True)  # noqa: B010 - functions have no such attribute of their own
    return view


def said_at(request: HttpRequest) -> datetime:
    """When the button was pressed: just now, or when a device without a connection kept the form."""
    found: datetime = getattr(request, "said_at", None) or timezone.now()
    return found


def is_form(raw: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether a device hands in a form, not an entry."""
    return isinstance(raw, Mapping) and raw.get("kind") == "form"


def hand_over(request: HttpRequest, raw: Mapping[str, Any], looking: bool) -> HandedOver:
    """Let the page answer, unless it did before; what it refused leaves nothing behind."""
    name = str(raw.get("id"))
    try:
        id, filled, view = UUID(name), _filled(request, raw), resolve(urlsplit(str(raw.get("to"))).path)
    except (ValueError, TypeError, Resolver404):
        return _refused(name, _("This could not be read."))
    if not getattr(view.func, "may_wait", False):
        return _refused(name, _("This page needs a connection when its button is pressed."))
    assert isinstance(request.user, Account)
    heard = Heard()
    setattr(filled, "_messages", heard)  # noqa: B010 - where Django's messages go
    try:
        with transaction.atomic():
            if not HandedIn.objects.get_or_create(account=request.user, form=id)[1]:
                return HandedOver(Kept(name, "already kept"))
            answer = view.func(filled, *view.args, **view.kwargs)
            if why := _why_not(answer, heard):
                raise SuppleError("form-refused", why)  # which undoes what the view did before it refused
    except Http404:
        return _refused(name, _("What this speaks of is not there any more."))
    except SuppleError as error:
        return _refused(name, words.why(error))
    for level, message, tags in heard.said if looking else ():
        messages.add_message(request, level, str(message), extra_tags=tags)
    warns = answer["Location"] == reverse("warning")
    return HandedOver(Kept(name, "kept"), answer["Location"] if looking else "", warns)


def _filled(request: HttpRequest, raw: Mapping[str, Any]) -> HttpRequest:
    """The request as it would have come, had there been a connection."""
    to = urlsplit(str(raw["to"]))
    if to.netloc or to.scheme:
        raise ValueError
    post = QueryDict(mutable=True)
    for pair in list(raw["fields"])[:FIELDS]:
        said, value = pair
        post.appendlist(str(said), str(value))
    at = datetime.fromisoformat(str(raw["at"]))
    if at.tzinfo is None:
        raise ValueError
    filled = copy(request)
    filled.method, filled.path, filled.path_info = "POST", to.path, to.path
    filled.GET = QueryDict(to.query)
    filled.POST = post  # type: ignore[assignment]
    setattr(filled, "_files", MultiValueDict())  # noqa: B010 - no file waits on a device
    setattr(filled, "said_at", min(at, timezone.now()))  # noqa: B010
    return filled


def _why_not(answer: HttpResponse, heard: Heard) -> str:
    """Why the page did not take it; empty when it went on, as it does after keeping."""
    if not 300 <= answer.status_code < 400:
        return heard.wrong or _("Something in it does not fit. Open it again: it says what.")
    # That nothing could be checked is told as an error too, of what was kept.
    return "" if answer["Location"] == reverse("warning") else heard.wrong


def _refused(id: str, why: str) -> HandedOver:
    return HandedOver(Kept(id, "refused", (Problem("form", why),)))
