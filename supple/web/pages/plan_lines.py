# SPDX-License-Identifier: Apache-2.0
"""How is one line of the plan shown? With its reason, what was learnt about it, and what one can say of it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from supple.actions import look_back
from supple.actions.correct import change
from supple.care.doable import Held, PlanLine
from supple.care.learned import WORDS, Lesson
from supple.entries.did import Session
from supple.people.models import Person
from supple.web import words
from supple.web.pages.door import day_of, of_person
from supple.web.pages.guide_steps import guided
from supple.web.pages.keep import tell
from supple.web.pages.later import may_wait
from supple.web.pages.press import Press
from supple.web.pages.warnings import leads_to_warning

DONE_AS = {"stretch": "stretching", "movement": "exercise", "drink": "water", "keep": "rest", "day": "rest"}
TWO_DAYS = timedelta(days=2)
RESPONSES: Mapping[str, Any] = {"easier": _("Easier"), "same": _("The same"), "worse": _("Worse")}
CHANGED: Mapping[str, Any] = {
    "shorter": _("Shorter, because you skipped it on %(n)d of the last 7 days."),
    "shortest": _("As short as it gets, because you skipped it on %(n)d of the last 7 days."),
    "felt_worse": _("Shorter, because it felt worse the last time."),
    "rests": _("It felt worse the last two times, so it rests. Ask your physiotherapist about it."),
    "not_for_me": _("You said that it is not for you."),
    "back": _("Back to its full size, because you kept it more often this week than the week before."),
}
"""The words of `care.learned`, for translators; a test holds the two together."""
Said = Mapping[str, Session]
"""What was said of each line today, by its remedy."""


def shown_line(line: PlanLine, said: Said, back_to: str = "plan") -> dict[str, Any]:
    """A line with everything that its card shows."""
    session: dict[str, Any] = {"kind": "session", "what": DONE_AS.get(line.kind, "exercise"), "remedy": line.knowledge}
    told = said.get(line.knowledge)
    full = session | {n: v for n in ("minutes", "site", "side") if (v := getattr(line, n)) is not None}
    lesson = line.lesson or Lesson()
    return {
        "line": line,
        "where": words.place(line.site, line.side),
        "grade": words.named(words.GRADES, line.grade),
        "sources": words.sources(line.sources),
        "press": _press(_("Done"), full, told if told and told.done else None, back_to),
        "skip": _press(_("Not today"), {**session, "done": "false"}, None if not told or told.done else told, back_to),
        "done": told if told and told.done else None,
        "responses": RESPONSES.items(),
        "changed": str(CHANGED[lesson.change]) % {"n": lesson.n} if lesson.change else "",
        "clock": lesson.clock,
        "about": line.at if not lesson.clock else "",
        "habit": lesson.habit,
        "not_for_me": Press(_("Not for me"), _suits(line.knowledge, "false"), next=back_to),
        "back_to": back_to,
        "guided": guided(line),
    }


def _press(label: Any, said: dict[str, Any], told: Session | None, back_to: str) -> Press:
    return Press(label, said, next=back_to, toggle=True, undo=told.id if told else None)


def _suits(remedy: str, answer: str) -> dict[str, Any]:
    return {"kind": "preference", "remedy": remedy, "suits": answer}


def shown_held(held: Held) -> dict[str, Any]:
    """What was left out and why; what the person refused can be brought back."""
    refused = held.why == WORDS["not_for_me"]
    return {
        "held": held,
        "press": Press(_("Bring it back"), _suits(held.rule, "true"), next="plan") if refused else None,
    }


@may_wait
@require_POST
@of_person
def after(request: HttpRequest, person: Person) -> HttpResponse:
    """How it felt after a line that was done today; the plan learns from it."""
    found = next((e for e in said_today(person).values() if str(e.id) == request.POST.get("session")), None)
    response = request.POST.get("response")
    if found is None or response not in RESPONSES:
        raise Http404
    recorded = change(person, found.id, {"response": response}, timezone.now())
    tell(request, recorded.results[0].id, recorded)
    if response == "worse":
        messages.info(request, gettext("If it is sharp, sudden or does not go away, answer the warning signs."))
    return redirect("warning" if leads_to_warning(request, person, recorded) else "plan")


def said_today(person: Person) -> dict[str, Session]:
    """What was said of each line on this diary day; the last word counts."""
    now = timezone.now()
    lately = look_back.timeline(person, since=now - TWO_DAYS)
    today = day_of(person, now)
    return {e.remedy: e for e in lately.of(Session) if e.remedy and lately.day_of(e) == today}
