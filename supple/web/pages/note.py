# SPDX-License-Identifier: Apache-2.0
"""A note in the person's own words: kept at once, then what was understood is shown to be kept, changed or dropped.

While it is written, the same is shown under the box, and nothing is kept or noted anywhere.
"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from uuid_utils.compat import uuid7

from supple.actions.knowledge_at_hand import knowledge
from supple.actions.read_note import OWN_WORD, Heard, deny, hear, keep_heard, keep_urgent, overhear
from supple.actions.record import record
from supple.people.models import Person
from supple.web import words
from supple.web.pages.chips import changed, chips
from supple.web.pages.door import of_person
from supple.web.pages.keep import back, keep_once, tell
from supple.web.pages.warnings import leads_to_warning

OWN_WORDS_SHOWN = 30
PICTURE = "data:image/"


@require_POST
@of_person
def say(request: HttpRequest, person: Person) -> HttpResponse:
    """Keep the note as written, then show what was understood."""
    said = {name: request.POST.get(name, "") for name in ("id", "text") if request.POST.get(name)}
    if request.FILES or PICTURE in said.get("text", ""):
        messages.error(request, _("A photo cannot be kept here. Nothing was kept; say in words what it shows."))
        return back(request)
    note_id, recorded = keep_once(person, {"kind": "note", **said}, timezone.now())
    if note_id is None:
        tell(request, note_id, recorded)
        return back(request)
    return redirect("note", note_id)  # which shows its warning


@require_POST
@of_person
def preview(request: HttpRequest, person: Person) -> HttpResponse:
    """What the words in the box would say; a piece of a page, shown under the box."""
    try:
        note_id = UUID(request.POST.get("id", ""))
    except ValueError:
        note_id = uuid7()
    heard = overhear(person, request.POST.get("text", ""), note_id, timezone.now())
    return render(request, "parts/heard.html", {"heard": heard, "chips": chips(heard, person) if heard else ()})


@require_http_methods(["GET", "POST"])
@of_person
def note(request: HttpRequest, person: Person, target: UUID) -> HttpResponse:
    """What a kept note says; one press keeps what is ticked."""
    now = timezone.now()
    if request.method == "POST" and request.POST.get("own"):
        return _learn(request, person, target)
    if request.method == "POST" and request.POST.get("not_so"):
        return _denied(request, person, target)
    if request.method == "POST" and request.POST.get("so"):
        return _so(request, person, target)
    heard = hear(person, target, now)
    if heard is None:
        raise Http404
    if request.method == "POST":
        return _chosen(request, person, heard)
    return _page(request, person, heard)


def _so(request: HttpRequest, person: Person, target: UUID) -> HttpResponse:
    """Keep what the note says, since the person was asked and said yes or not sure; its warning follows."""
    recorded = keep_urgent(person, target, timezone.now(), said_so=True)
    if recorded is None:
        raise Http404
    return redirect("warning")


def _denied(request: HttpRequest, person: Person, target: UUID) -> HttpResponse:
    """Keep that the note does not mean what it sounds like."""
    if hear(person, target, timezone.now()) is None:
        raise Http404
    rule = request.POST["not_so"]
    if rule not in knowledge().red_flags:
        messages.error(
            request, _("There is no such warning, so nothing was kept. Press the button beside the warning.")
        )
    else:
        recorded = deny(person, target, rule, timezone.now())
        tell(request, recorded.results[0].id, recorded)
    return redirect("warning") if request.POST.get("next") == "warning" else redirect("note", target)


def _page(request: HttpRequest, person: Person, heard: Heard, came_back: object = None) -> HttpResponse:
    own = heard.own_words[-OWN_WORDS_SHOWN:]
    context = {
        "heard": heard, "chips": chips(heard, person, came_back), "meanings": _meanings(),
        "own_words": own, "more_own": len(heard.own_words) - len(own),
    }  # fmt: skip
    return render(request, "note.html", context)


def _chosen(request: HttpRequest, person: Person, heard: Heard) -> HttpResponse:
    chosen = request.POST.getlist("keep")
    again = changed(chips(heard, person, request.POST), chosen)
    if again is None:
        return _page(request, person, heard, request.POST)
    recorded = keep_heard(person, heard.note.id, chosen, timezone.now(), again)
    if recorded is None:
        raise Http404
    problems = [p for kept in recorded.results for p in kept.problems]
    if problems:
        messages.error(request, _("This was not kept: %(why)s") % {"why": words.spoken(problems[0].sentence)})
        return redirect("note", heard.note.id)
    messages.success(request, _("Kept."))
    if leads_to_warning(request, person, recorded):
        return redirect("warning")
    unseen = "asked" not in request.POST and any(f.asked and f.sounds_in for f in heard.findings)
    return redirect("note", heard.note.id) if unseen else redirect("timeline")  # there it can be answered


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
