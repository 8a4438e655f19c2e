# SPDX-License-Identifier: Apache-2.0
"""What changed? When the legs are worse than usual: one question a screen, and at the end a note for the team."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from supple.actions import what_changed as searching
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.record import Recorded
from supple.care.search import Search, Signs, Step
from supple.care.triage import Asking, Ended
from supple.entries.felt import Answer
from supple.people.models import Person
from supple.web import words
from supple.web.pages.door import of_person
from supple.web.pages.later import may_wait, said_at
from supple.web.pages.warnings import leads_to_warning

ANSWERS = (
    ("yes", gettext_lazy("Yes")), ("not_sure", gettext_lazy("Not sure")), ("no", gettext_lazy("No")),
)  # fmt: skip
SAID: tuple[Answer, ...] = ("yes", "not_sure", "no")
FLAT = 8
"""So many signs are shown open; more of them stand folded in their groups."""


@may_wait
@require_http_methods(["GET", "POST"])
@of_person
def what_changed(request: HttpRequest, person: Person) -> HttpResponse:
    """The next question of the round at hand, or its end; `begin` opens a new round."""
    found = searching.search(person)
    if request.method == "POST":
        return _told(request, person, found)
    if "begin" in request.GET:
        found = None
    step = searching.step(person, timezone.now(), found)
    if step is None:
        return render(request, "unchecked.html")
    return render(request, f"what_changed_{_page(step)}.html", {"search": found, **_shown(step, found)})


def _page(step: Step) -> str:
    if isinstance(step, Asking):
        return "ask"
    return "signs" if isinstance(step, Signs) else "end"


def _shown(step: Step, found: Search | None) -> dict[str, Any]:
    context: dict[str, Any] = {"step": step, "answers": ANSWERS, "round": found.round if found else uuid7()}
    if isinstance(step, Signs):
        context["flat"] = sum(len(asked) for _group, asked in step.groups) <= FLAT
        context["which"] = [(what, words.named(words.EXPOSURES, what)) for what in step.which]
    return context


def _told(request: HttpRequest, person: Person, found: Search | None) -> HttpResponse:
    """Keep what was pressed and go on; an urgent sign leads to its warning first."""
    now = timezone.now()
    if "back" in request.POST and found:
        step = searching.step(person, now, found)
        if step is None or (isinstance(step, Ended) and step.is_urgent):
            return redirect("warning")  # a page that lay open takes back no sign whose warning stands
        searching.back(person, found, now)
        return redirect("what_changed")
    recorded = _signs_told(request, person, found) if "signs" in request.POST else _answered(request, person)
    if recorded is None:
        messages.error(request, _("Choose Yes or Not sure somewhere, or press None of these."))
        return redirect("what_changed")
    if leads_to_warning(request, person, recorded):
        return redirect("warning")
    return redirect("what_changed")


def _answered(request: HttpRequest, person: Person) -> Recorded:
    trigger, said = request.POST.get("trigger", ""), request.POST.get("answer", "")
    if trigger not in knowledge().triggers or said not in SAID:
        raise Http404
    return searching.answer(person, _round(request), trigger, said, said_at(request))


def _round(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("round", ""))
    except ValueError:
        raise Http404 from None


def _signs_told(request: HttpRequest, person: Person, found: Search | None) -> Recorded | None:
    """The signs as marked; nothing marked at all is no answer unless "none of these" was pressed."""
    now, trigger = said_at(request), request.POST.get("trigger", "")
    if found is None or trigger not in found.answers:
        raise Http404
    known = knowledge()
    told = tuple((q, said) for q in known.questions.values() if (said := request.POST.get(f"sign-{q.id}")) in SAID)
    which = tuple(what for what in request.POST.getlist("which") if what in known.triggers[trigger].exposures)
    # Enter presses the first button of a form, which is "none of these": a sign that was marked holds all the same.
    if "none" in request.POST and all(said == "no" for _question, said in told):
        told = ()
    elif not told:
        return None
    return searching.mark(person, found, trigger, searching.Marked(told, which), now)
