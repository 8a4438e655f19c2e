# SPDX-License-Identifier: Apache-2.0
"""One change at a time: what is being tried, what was, what could be, and what a design can show before it starts."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from supple.actions import look_back, plan_trial, run_trial
from supple.actions.check_safety import unless_broken
from supple.care.tryable import Tryable
from supple.entries.measure import measure
from supple.errors import SuppleError
from supple.insight.design import Candidate
from supple.insight.result import NotEnough
from supple.insight.series import from_timeline
from supple.people.models import Person
from supple.web import words
from supple.web.pages.door import of_person
from supple.web.pages.warnings import leads_to_warning

ORDERS = {
    ("fixed", 1): gettext_lazy("as usual, then with it"),
    ("fixed", 2): gettext_lazy("taking turns, twice"),
}


@require_safe
@of_person
def trials(request: HttpRequest, person: Person) -> HttpResponse:
    """The running trial, those that are over, and what may be tried next."""
    now = timezone.now()
    day = plan_trial.today(person, now)
    every = run_trial.every(person, now)
    offered = unless_broken(lambda: plan_trial.choices(person, now))
    changes = offered.changes if offered else ()
    about = request.GET.get("about", "")
    context = {
        "running": [one for one in every if one.running(day)],
        "over": [one for one in every if not one.running(day)],
        "unchecked": offered is None,
        "stopped_by": offered.stopped_by if offered else None,
        "open": [_change(c) for c in _first(changes, about) if c.held is None],
        "held": [c for c in changes if c.held],
    }
    return render(request, "trials.html", context)


def _first(changes: Iterable[Tryable], about: str) -> list[Tryable]:
    """What answers to the trigger that was asked about comes first."""
    return sorted(changes, key=lambda change: about not in change.exposures)


def _change(change: Tryable) -> dict[str, Any]:
    return {
        "change": change,
        "grade": words.named(words.GRADES, str(change.grade)),
        "sources": words.sources(change.sources),
    }


@require_http_methods(["GET", "POST"])
@of_person
def new(request: HttpRequest, person: Person, item: str) -> HttpResponse:
    """What a trial of this change can and cannot show on this person's own days; then its start."""
    now = timezone.now()
    choice = unless_broken(lambda: plan_trial.choices(person, now))
    if choice is None:
        return render(request, "unchecked.html")
    change = choice.of(item)
    if change is None:
        raise Http404
    if request.method == "POST":
        return _begin(request, person, change)
    if choice.stopped_by:  # what comes first stands there, and how the change is done does not
        return redirect("trials")
    offered = plan_trial.outcomes(from_timeline(look_back.timeline(person)))
    outcome = next((one for one in offered if one == request.GET.get("outcome")), offered[0])
    ahead = plan_trial.ahead(person, change, outcome, now)
    noise = ahead.noise
    context = {
        **_change(change),
        "outcomes": [(one, _(measure(one).label)) for one in offered],
        "outcome": outcome,
        "ahead": ahead,
        "short": noise if isinstance(noise, NotEnough) else None,
        "unit": unit_of(outcome),
        "tries": plan_trial.MADE_UP,
        "designs": [_design(one, one is ahead.best) for one in ahead.designs],
    }
    return render(request, "trial_new.html", context)


def unit_of(outcome: str) -> str:
    """What one step of an outcome is called."""
    return _("times a day") if measure(outcome).unit == "times" else _("points")


def _design(one: Candidate, best: bool) -> dict[str, Any]:
    plan, seen = one.plan, one.outlook
    drawn = _("%(n)d pairs, each in an order that chance decides") % {"n": plan.pairs}
    return {
        "plan": plan,
        "best": best,
        "weeks": round(plan.days / 7),
        "order": ORDERS.get((plan.order, plan.pairs), drawn),
        "wrong": _of_100(seen.false_verdicts),
        "one": _of_100(seen.power_one),
        "two": _of_100(seen.power_two),
        "answers": seen.answers,
    }


def _of_100(share: float) -> int:
    return round(100 * min(share, 0.99))


def _begin(request: HttpRequest, person: Person, change: Tryable) -> HttpResponse:
    said = request.POST
    try:
        pairs, run_in = (int(said.get(name, "")) for name in ("pairs", "run_in"))
        plan = run_trial.planned(change, (pairs, int(said.get("block", ""))), said.get("order", ""), run_in)
        recorded = run_trial.begin(person, change.id, said.get("outcome", ""), plan, timezone.now())
    except ValueError:
        raise Http404 from None
    except SuppleError as error:
        messages.error(request, words.why(error))
        return redirect("trials")
    kept = recorded.results[0]
    messages.success(request, _("The trial begins tomorrow. Chance has drawn its order."), extra_tags=kept.id or "")
    return redirect("warning") if leads_to_warning(request, person, recorded) else redirect("trials")
