# SPDX-License-Identifier: Apache-2.0
"""Which of them was it: clonus, spasm, cramp or stiffness? One short question a screen, in the words of knowledge."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from supple.actions import look_back
from supple.entries.felt import Episode
from supple.knowledge.library import library
from supple.people.models import Person
from supple.web import words
from supple.web.pages.door import of_person
from supple.web.pages.press import Press

PATH = "BAS-12"
ASKED = ("clonus", "spasm", "cramp", "stiffness")
"""What each question of the path is about, in its order."""


@require_safe
@of_person
def which(request: HttpRequest, person: Person, step: int) -> HttpResponse:
    """A question, what a yes means, or that it may stay open."""
    if not 1 <= step <= len(ASKED) + 1:
        raise Http404
    event = _event(request, person)
    more: dict[str, Any] = {"event": event.id} if event else {}
    context: dict[str, Any] = {"step": step, "of": len(ASKED), "event": event, "back": _at(step - 1, more)}
    if step > len(ASKED):
        return render(request, "which_open.html", {**context, "says": _question(step)})
    what = ASKED[step - 1]
    if request.GET.get("it") == "yes":
        return render(request, "which_found.html", {**context, **_found(what), "back": _at(step + 1, more)})
    yes, no = _at(step, more | {"it": "yes"}), _at(step + 1, more)
    context |= {"ask": _question(step), "yes": yes, "no": no, "word": _word(what), "what": what}
    return render(request, "which.html", context)


def _at(step: int, more: dict[str, Any]) -> str:
    return f"{reverse('which', args=[step])}{'?' if more else ''}{urlencode(more)}" if step else ""


def _event(request: HttpRequest, person: Person) -> Episode | None:
    """The event whose name is looked for, when it is kept already."""
    try:
        found = look_back.one(person, UUID(request.GET.get("event", "")))
    except ValueError:
        return None
    return found if isinstance(found, Episode) else None


def _question(step: int) -> str:
    """The question alone; what to write then is said by the buttons."""
    said: str = gettext(library().topics[PATH].claims[step - 1].says)
    ask, mark, _then = said.partition("?")
    return ask + mark if step <= len(ASKED) else said


def _word(what: str) -> Any:
    return next((word for word in library().words.values() if what in word.ids), None)


def _found(what: str) -> dict[str, Any]:
    name = words.named(words.EVENTS, what)
    press = Press(name, {"kind": "episode", "what": what}, look="main huge", next="event")
    return {"word": _word(what), "what": what, "name": name, "press": press}
