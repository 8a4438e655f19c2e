# SPDX-License-Identifier: Apache-2.0
"""A note in the person's own words: kept at once, then what was understood is shown to be kept, changed or dropped."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from uuid_utils.compat import uuid7

from supple.actions.read_note import OWN_WORD, Heard, hear, keep_heard
from supple.actions.record import record
from supple.entries.felt import CheckIn
from supple.people.models import Person
from supple.web import words
from supple.web.pages.door import of_person
from supple.web.pages.keep import back, keep_once, tell
from supple.web.pages.warnings import leads_to_warning


@require_POST
@of_person
def say(request: HttpRequest, person: Person) -> HttpResponse:
    """Keep the note as written, then show what was understood."""
    said = {name: request.POST.get(name, "") for name in ("id", "text") if request.POST.get(name)}
    note_id, recorded = keep_once(person, {"kind": "note", **said}, timezone.now())
    if note_id is None:
        tell(request, note_id, recorded)
        return back(request)
    return redirect("note", note_id)  # which shows its warning


@require_http_methods(["GET", "POST"])
@of_person
def note(request: HttpRequest, person: Person, target: UUID) -> HttpResponse:
    """What a kept note says; one press keeps what is ticked."""
    now = timezone.now()
    if request.method == "POST" and request.POST.get("own"):
        return _learn(request, person, target)
    if request.method == "POST":
        recorded = keep_heard(person, target, request.POST.getlist("keep"), now)
        if recorded is None:
            raise Http404
        messages.success(request, _("Kept."))
        return redirect("warning") if leads_to_warning(request, person, recorded) else redirect("timeline")
    heard = hear(person, target, now)
    if heard is None:
        raise Http404
    return render(request, "note.html", {"heard": heard, "chips": _chips(heard), "meanings": _meanings()})


def _chips(heard: Heard) -> list[dict[str, Any]]:
    return [
        {
            "id": s.entry.id,
            "label": _label(s.entry),
            "at": getattr(s.entry, "at", None) if s.entry.at != heard.note.at else None,
            "words": " … ".join(s.words),
            "sure": s.sure,
        }
        for s in heard.suggestions
    ]


def _label(entry: object) -> str:
    if isinstance(entry, CheckIn) and entry.signs:
        return _("New or unusual: %(signs)s") % {"signs": ", ".join(words.named({}, s.id) for s in entry.signs)}
    return words.one_line(entry)  # type: ignore[arg-type]


def _meanings() -> list[tuple[str, object]]:
    """What a word of one's own may mean: an event, or something met."""
    events = [(f"symptom.{id}", label) for id, label in words.EVENTS.items()]
    return events + [(f"exposure.{id}", label) for id, label in words.EXPOSURES.items()]


def _learn(request: HttpRequest, person: Person, target: UUID) -> HttpResponse:
    """Keep what a word of the person's own means; it is read so from now on, here too."""
    fact = {name: request.POST.get(name, "") for name in ("name", "word")}
    raw = {"kind": "fact", "id": uuid7(), "at": timezone.now(), "topic": OWN_WORD, **fact}
    recorded = record(person, [raw], timezone.now())
    tell(request, recorded.results[0].id, recorded)
    return redirect("note", target)
