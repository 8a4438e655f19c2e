# SPDX-License-Identifier: Apache-2.0
"""How is it today? One question a screen, every answer kept at once, warning signs first."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from uuid_utils.compat import uuid7

from supple.actions import look_back, run_trial
from supple.actions.ask_signs import sign, sign_questions
from supple.actions.record import Recorded, record
from supple.entries.entry import Entry
from supple.entries.felt import CheckIn
from supple.people.models import Person
from supple.web.pages import buttons, check_in_steps
from supple.web.pages.check_in_steps import SCORES, STEPS
from supple.web.pages.door import day_of, of_person
from supple.web.pages.keep import tell
from supple.web.pages.warnings import leads_to_warning

LATELY = timedelta(days=60)
SKIPPED = "check_in_skipped"


@require_safe
@of_person
def begin(request: HttpRequest, person: Person) -> HttpResponse:
    """Go on where it was left."""
    now = timezone.now()
    done = check_in_steps.answered(_mine(person, now)) | _skipped(request, person, now)
    return redirect("check_in_step", check_in_steps.next_step(done, asked(person, now)) or STEPS[0])


@require_http_methods(["GET", "POST"])
@of_person
def check_in(request: HttpRequest, person: Person, step: str) -> HttpResponse:
    """One question, or its answer."""
    if step not in STEPS:
        raise Http404
    now = timezone.now()
    if request.method == "POST":
        return _answer(request, person, step, now)
    lately = look_back.timeline(person, since=now - LATELY)
    steps = asked(person, now)
    at_step = steps.index(step) + 1 if step in steps else len(steps)
    context = {"step": step, "at_step": at_step, "of_steps": len(steps), "id": uuid7(), "told_next": "check_in"}
    return render(request, f"check_in_{_page(step)}.html", {**context, **_choices(person, step, lately, now)})


def asked(person: Person, now: datetime) -> tuple[str, ...]:
    """What this person is asked today."""
    day = day_of(person, now)
    running = next((course for course in run_trial.every(person, now) if course.running(day)), None)
    return check_in_steps.asked_of(person.choices.ask, running.started.outcome if running else "")


def _page(step: str) -> str:
    return "score" if step in SCORES else step


def _choices(person: Person, step: str, lately: Any, now: datetime) -> dict[str, Any]:
    if step == "signs":
        return {"groups": sign_questions(person, now)}
    if step == "met":
        mine = [e for e in lately if lately.day_of(e) == day_of(person, now)]
        often, rest = buttons.exposures(lately, mine, "check_in", person.choices.own)
        return {"often": often, "rest": rest}
    return {"score": SCORES[step], "last": check_in_steps.last_time(lately, step)}


def _answer(request: HttpRequest, person: Person, step: str, now: datetime) -> HttpResponse:
    if "skip" in request.POST and not (step == "signs" and _raised(_marked(request, person, now))):
        _skip(request, person, step, now)
        return _onwards(request, person, step, now)
    raw = _said(request, person, step, now)
    if not raw:
        messages.error(request, _("Open a line and choose Yes or Not sure, or press None of these."))
        return redirect("check_in_step", step)
    recorded = record(person, raw, now)
    if any(kept.status == "refused" and kept.problems[0].place != "id" for kept in recorded.results):
        tell(request, None, recorded)
        return redirect("check_in_step", step)
    if leads_to_warning(request, person, recorded) or any(_raised(one.get("signs", ())) for one in raw):
        return redirect("warning")
    if len(raw) == 1:
        tell(request, recorded.results[0].id, recorded)
    return _onwards(request, person, step, now)


def _said(request: HttpRequest, person: Person, step: str, now: datetime) -> list[dict[str, Any]]:
    """The answer as entries; an empty list when nothing was chosen."""
    said = {"id": request.POST.get("id") or uuid7(), "at": now, "kind": "check_in"}
    if "nothing_today" in request.POST:
        return [{**said, "nothing_today": True}]
    if step in SCORES:
        return [{**said, SCORES[step].field: request.POST.get("answer", "")}]
    if step == "met":
        shown, met = request.POST.getlist("shown"), set(request.POST.getlist("met"))
        return [{"kind": "exposure", "id": uuid7(), "at": now, "what": w, "present": w in met}
                for w in dict.fromkeys([*shown, *sorted(met)])]  # fmt: skip
    marked = _marked(request, person, now)
    # Enter presses the first button of a form, which is "none of these": a sign that was marked holds all the same.
    if "none" in request.POST and not _raised(marked):
        return [{**said, "signs_asked": True}]
    return [{**said, "signs_asked": True, "signs": marked}] if marked else []


def _marked(request: HttpRequest, person: Person, now: datetime) -> list[dict[str, Any]]:
    asked = [q for _group, questions in sign_questions(person, now) for q in questions]
    given = [(q, request.POST.get(f"sign-{q.id}")) for q in asked]
    return [sign(q, answer) for q, answer in given if answer in ("yes", "not_sure", "no")]


def _raised(signs: Iterable[dict[str, Any]]) -> bool:
    """A sign that was raised just now is answered on the very next screen, also when no rule speaks of it alone."""
    return any(sign["present"] != "no" for sign in signs)


def _onwards(request: HttpRequest, person: Person, step: str, now: datetime) -> HttpResponse:
    done = check_in_steps.answered(_mine(person, now)) | _skipped(request, person, now)
    following = check_in_steps.next_step(done, asked(person, now), after=step)
    if following:
        return redirect("check_in_step", following)
    messages.success(request, _("That is all for today."))
    return redirect("today")


def goes_on(request: HttpRequest, person: Person, step: str, recorded: Recorded) -> str:
    """Where the check-in goes on after an answer to this step that came from a device's queue."""
    ids = [UUID(kept.id) for kept in recorded.results if kept.id]
    said = (look_back.one(person, id) for id in ids)
    raised = any(sign.present != "no" for one in said if isinstance(one, CheckIn) for sign in one.signs)
    if leads_to_warning(request, person, recorded) or raised:
        return reverse("warning")
    return str(_onwards(request, person, step, timezone.now())["Location"])


def _mine(person: Person, now: datetime) -> list[Entry]:
    lately = look_back.timeline(person, since=now - timedelta(days=2))
    return [e for e in lately if lately.day_of(e) == day_of(person, now)]


def _skipped(request: HttpRequest, person: Person, now: datetime) -> set[str]:
    day, steps = request.session.get(SKIPPED, ("", []))
    return set(steps) if day == str(day_of(person, now)) else set()


def _skip(request: HttpRequest, person: Person, step: str, now: datetime) -> None:
    request.session[SKIPPED] = (str(day_of(person, now)), sorted(_skipped(request, person, now) | {step}))
