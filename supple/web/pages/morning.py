# SPDX-License-Identifier: Apache-2.0
"""What happened in the night without a name: "same as usual" for all of them, or leave them as they are."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from supple.actions import look_back
from supple.actions.correct import change
from supple.entries.felt import Episode
from supple.entries.timeline import Timeline
from supple.people.models import Person
from supple.web.pages.door import of_person
from supple.web.pages.later import may_wait, said_at
from supple.web.pages.warnings import leads_to_warning

LEFT = "events_left"
USUAL_FROM = timedelta(days=60)
EVENING = timedelta(hours=36)
"""Far enough back to reach the evening before, whenever the question is answered."""
EVENING_HOUR, MORNING_HOUR = 20, 9


@may_wait
@require_POST
@of_person
def morning(request: HttpRequest, person: Person) -> HttpResponse:
    """One answer for one event, or for all that wait."""
    now = said_at(request)
    lately = look_back.timeline(person, since=now - USUAL_FROM)
    waiting = unnamed(lately, now, request.session.get(LEFT, []))
    chosen = [e for e in waiting if str(e.id) in request.POST.getlist("event")]
    if request.POST.get("do") == "leave":
        request.session[LEFT] = [*request.session.get(LEFT, [])[-50:], *(str(e.id) for e in chosen)]
        messages.success(request, _("Left as they are. They still count as events."))
        return redirect("today")
    return _same_as_usual(request, person, lately, chosen)


def _same_as_usual(request: HttpRequest, person: Person, lately: Timeline, chosen: list[Episode]) -> HttpResponse:
    same = usual(lately)
    recorded = None
    for event in chosen if same else ():
        assert same is not None
        named = {n: getattr(same, n) for n in ("what", "site", "side", "severity", "woke")}
        recorded = change(person, event.id, named, timezone.now())
    if recorded is None:
        return redirect("today")
    only = recorded.results[0].id if len(chosen) == 1 else ""
    messages.success(request, _("Kept, the same as usual."), extra_tags=only or "")
    return redirect("warning" if leads_to_warning(request, person, recorded) else "today")


def unnamed(timeline: Timeline, now: datetime, left: Iterable[str] = ()) -> list[Episode]:
    """Events since the evening before that still wait for a name."""
    passed = set(left)
    recent = (e for e in timeline.of(Episode) if e.what is None and now - EVENING <= e.at)
    return [e for e in recent if str(e.id) not in passed]


def all_at_night(waiting: Iterable[Episode], zone: ZoneInfo) -> bool:
    """Whether all of them were in the dark hours, so that the question may say "last night"."""
    hours = [e.at.astimezone(zone).hour for e in waiting]
    return all(hour >= EVENING_HOUR or hour < MORNING_HOUR for hour in hours)


def usual(timeline: Timeline) -> Episode | None:
    """The person's most common event, with its most common strength; nothing when none was ever named."""
    named = [e for e in timeline.of(Episode) if e.what]
    if not named:
        return None
    same: Counter[tuple[str | None, ...]] = Counter((e.what, e.site, e.side) for e in named)
    likely = same.most_common(1)[0][0]
    alike = [e for e in named if (e.what, e.site, e.side) == likely]
    strengths = Counter(e.severity for e in alike if e.severity is not None)
    severity = strengths.most_common(1)[0][0] if strengths else None
    return alike[-1].model_copy(update={"severity": severity})
