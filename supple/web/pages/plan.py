# SPDX-License-Identifier: Apache-2.0
"""Today's plan: what, how, why and how sure; in three sizes; or the warning that comes before any plan."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from supple.actions import look_back, plan_day
from supple.actions.knowledge_at_hand import knowledge
from supple.care.doable import Energy, PlanLine
from supple.entries.did import Session
from supple.people.models import Person
from supple.web import words
from supple.web.pages.door import day_of, of_person
from supple.web.pages.press import Press

SIZES: Mapping[Energy, Any] = {
    "usual": _("Usual day"), "low": _("Low-energy day"), "five_minutes": _("Five minutes"),
}  # fmt: skip
DONE_AS = {"stretch": "stretching", "movement": "exercise", "drink": "water", "keep": "rest"}
TWO_DAYS = timedelta(days=2)
GRADES: Mapping[str, Any] = {
    "good": _("several sound trials agree"), "some": _("trials point this way, with limits"),
    "weak": _("small or mixed studies"), "none found": _("no study found"), "against": _("studies speak against it"),
    "guidance": _("health-service guidance"), "design": _("our own careful choice"),
}  # fmt: skip


@require_safe
@of_person
def plan(request: HttpRequest, person: Person) -> HttpResponse:
    """The plan in the size the day allows."""
    now = timezone.now()
    asked = request.GET.get("size")
    energy: Energy = next((size for size in SIZES if size == asked), "usual")
    made = plan_day.plan_if_checked(person, now, energy)
    if made is None:
        return render(request, "unchecked.html")
    lately = look_back.timeline(person, since=now - TWO_DAYS)
    mine = [e for e in lately.of(Session) if lately.day_of(e) == day_of(person, now)]
    done = {e.remedy: e.id for e in mine if e.remedy and e.done}
    context = {
        "plan": made,
        "sizes": SIZES.items(),
        "lines": [_shown(line, done) for line in made.lines],
        "kept": [_shown(line, done) for line in made.kept],
    }
    return render(request, "plan.html", context)


def _shown(line: PlanLine, done: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {"kind": "session", "what": DONE_AS.get(line.kind, "exercise"), "remedy": line.knowledge}
    said |= {n: v for n in ("minutes", "site", "side") if (v := getattr(line, n)) is not None}
    known = knowledge().sources
    return {
        "line": line,
        "where": words.place(line.site, line.side),
        "grade": GRADES.get(str(line.grade), line.grade),
        "sources": [known[key].what for key in line.sources if key in known],
        "press": Press(_("Done"), said, next="plan", toggle=True, undo=done.get(line.knowledge)),
    }
