# SPDX-License-Identifier: Apache-2.0
"""One trial: how it goes today, its days, a pause and its end, and what it showed."""

from collections.abc import Callable
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

import numpy as np
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from supple.actions import plan_trial, run_trial
from supple.actions.record import Recorded
from supple.actions.run_trial import Judged
from supple.entries.measure import measure
from supple.errors import SuppleError
from supple.insight.plot import trial_svg
from supple.insight.trial import SURE, SURE_RUNNING
from supple.people.models import Person
from supple.report import tried
from supple.web import words
from supple.web.drawn_twice import drawn_twice
from supple.web.pages.door import of_person
from supple.web.pages.keep import tell
from supple.web.pages.later import may_wait, said_at
from supple.web.pages.trials import unit_of
from supple.web.pages.warnings import leads_to_warning

PAUSES = tuple((id, word) for id, word in words.PAUSES.items() if id != "paused")
"""Reasons that can be chosen."""
Doing = Callable[[HttpRequest, Person, UUID, datetime], Recorded]


@may_wait
@require_http_methods(["GET", "POST"])
@of_person
def trial(request: HttpRequest, person: Person, target: UUID) -> HttpResponse:
    """How it stands; one look before its end is asked for, not forced on anybody."""
    now = timezone.now()
    if request.method == "POST":
        return _did(request, person, target, said_at(request))
    try:
        found = run_trial.verdict(person, target, now)
    except SuppleError:
        raise Http404 from None
    day = plan_trial.today(person, now)
    running = found.course.running(day)
    context: dict[str, Any] = {
        "course": found.course,
        "running": running,
        "standing": run_trial.standing(person, now) if running else None,
        "outcome": words.outcome(found.course.started.outcome),
        "look": not running or "look" in request.GET,
        "blocks": _blocks(found),
        "pauses": PAUSES,
        "sure": round(100 * SURE),
        "sure_running": round(100 * SURE_RUNNING),
    }
    if context["look"]:
        context |= _shown(found)
    return render(request, "trial.html", context)


def _shown(found: Judged) -> dict[str, Any]:
    """The verdict, its sentences, and the picture with its table."""
    course, result = found.course, found.result
    known = measure(course.started.outcome)
    name = words.outcome(course.started.outcome)
    first = course.days[0].day if course.days else course.started.phases[0].starts
    labels = _("as usual"), _("with the change"), _("not counted")
    return {
        "legend": f"A ○ {labels[0]}, B ● {labels[1]}, × {labels[2]}",
        "verdict": _(tried.VERDICTS[result.verdict]),
        "told": [
            phrase.text(_) for phrase in tried.told(result, known.better, name, bool(course.ended and found.early))
        ],
        "unit": unit_of(course.started.outcome),
        "svg": drawn_twice(lambda frame: trial_svg(found.trial, first, labels, name, frame)),
        "days": _days(found),
    }


def _blocks(found: Judged) -> list[dict[str, Any]]:
    """Each stretch of one condition: from when, how many days, their mean, on how many it was done."""
    trial, out = found.trial, []
    numbered = enumerate(found.course.days)
    for (condition, paused), group in groupby(numbered, key=lambda pair: (pair[1].condition, pair[1].paused)):
        places = [nth for nth, _one in group]
        counts = [nth for nth in places if trial.counted[nth]]
        taken = [nth for nth in places if trial.taken is not None and trial.taken[nth] == 1]
        out.append(
            {
                "from": found.course.days[places[0]].day,
                "to": found.course.days[places[-1]].day,
                "condition": condition_words(condition, paused),
                "days": len(places),
                "counted": len(counts),
                "mean": float(np.mean(trial.outcome[counts])) if counts else None,
                "done": len(taken),
            }
        )
    return out


def condition_words(condition: str, paused: str) -> str:
    """What a stretch of days is, in words."""
    if paused:
        return _("paused: %(why)s") % {"why": words.named(words.PAUSES, paused)}
    return {"A": _("as usual"), "B": _("with the change"), "W": _("not counted")}.get(condition, _("no plan"))


def _days(found: Judged) -> list[dict[str, Any]]:
    """Day by day, the same as the picture."""
    trial = found.trial
    taken = trial.taken if trial.taken is not None else np.full(len(trial.outcome), np.nan)
    return [
        {
            "day": one.day,
            "condition": condition_words(one.condition, one.paused),
            "value": None if np.isnan(trial.outcome[nth]) else float(trial.outcome[nth]),
            "done": None if np.isnan(taken[nth]) else bool(taken[nth]),
            "counted": bool(trial.counted[nth]),
        }
        for nth, one in enumerate(found.course.days)
        if one.day <= found.until
    ]


def _did(request: HttpRequest, person: Person, target: UUID, now: datetime) -> HttpResponse:
    doing = DOES.get(request.POST.get("do", ""))
    if doing is None:
        raise Http404
    try:
        recorded = doing(request, person, target, now)
    except SuppleError as error:
        messages.error(request, words.why(error))
        return redirect("trials")
    tell(request, recorded.results[0].id, recorded)
    if leads_to_warning(request, person, recorded):
        return redirect("warning")
    return redirect("today") if request.POST.get("next") == "today" else redirect("trial", target)


def _pause(request: HttpRequest, person: Person, target: UUID, now: datetime) -> Recorded:
    why = request.POST.get("why", "")
    return run_trial.pause(person, target, why if why in words.PAUSES else "", now, _since(request))


def _since(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.POST.get("since", ""))
    except ValueError:
        return None


def _go_on(request: HttpRequest, person: Person, target: UUID, now: datetime) -> Recorded:
    why = request.POST.get("why", "")
    return run_trial.go_on(person, target, now, why if why in words.PAUSES else "")


DOES: dict[str, Doing] = {
    "pause": _pause,
    "go_on": _go_on,
    "end": lambda _request, person, target, now: run_trial.end(person, target, now),
    "done": lambda _request, person, target, now: run_trial.answer(person, target, True, now),
    "not_done": lambda _request, person, target, now: run_trial.answer(person, target, False, now),
}
"""What a button of this page, or of Today, does."""
