# SPDX-License-Identifier: Apache-2.0
"""When it is heavy: what to do at once, whom to call, and a few calm words; a mood can be kept with one press."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from supple.actions.habits import card
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.record import record
from supple.knowledge.library import library
from supple.people.models import Person
from supple.web.pages.door import of_person
from supple.web.pages.keep import tell
from supple.web.pages.later import may_wait, said_at
from supple.web.pages.press import Press
from supple.web.pages.warnings import leads_to_warning

CRISIS, ASKED = "RF-25", "ask-self_harm_thoughts"
READ = ("LIV-07", "LIV-06", "LIV-08")
ANSWERS = ("yes", "not_sure")


@may_wait
@require_http_methods(["GET", "POST"])
@of_person
def support(request: HttpRequest, person: Person) -> HttpResponse:
    """The page; a yes or a not sure to the hardest question leads to its warning."""
    now = timezone.now()
    if request.method == "POST" and request.POST.get("answer") in ANSWERS:
        sign = knowledge().questions[ASKED].answered(request.POST["answer"])
        recorded = record(person, [{"id": uuid7(), "at": said_at(request), "kind": "check_in", "signs": [sign]}], now)
        tell(request, recorded.results[0].id, recorded)
        leads_to_warning(request, person, recorded)
        return redirect("warning")
    topics = library().topics
    context: dict[str, Any] = {
        "crisis": knowledge().red_flags[CRISIS], "question": knowledge().questions[ASKED],
        "contacts": card(person, now).contacts, "topics": [topics[id] for id in READ if id in topics],
        "moods": [Press(str(n), {"kind": "check_in", "mood": n}, next="support") for n in range(11)],
        "answers": (("yes", _("Yes")), ("not_sure", _("Not sure"))),
    }  # fmt: skip
    return render(request, "support.html", context)
