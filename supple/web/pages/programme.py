# SPDX-License-Identifier: Apache-2.0
"""The exercises a physiotherapist set: read from a file, a paste or a picture, looked at, kept, done, told back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST
from uuid_utils.compat import uuid7

from supple.actions import programme as doing
from supple.actions.knowledge_at_hand import knowledge
from supple.actions.programme import Done
from supple.care.prescribed import KINDS, Weighed
from supple.entries.prescribed import Exercise, Programme
from supple.errors import SuppleError
from supple.interop.programme import LONGEST, Handed, read
from supple.people.models import Person
from supple.web import words
from supple.web.pages.door import of_person
from supple.web.pages.keep import keep_once, tell
from supple.web.pages.later import may_wait, said_at
from supple.web.pages.muscles import PLACES
from supple.web.pages.plan_lines import DONE_AS, RESPONSES
from supple.web.pages.warnings import leads_to_warning
from supple.web.scannable import scannable


class ReadForm(forms.Form):
    """Pasted, scanned, or as a file."""

    said = forms.CharField(
        label=_("Paste it here"), required=False, max_length=LONGEST, strip=True,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    file = forms.FileField(label=_("Or choose the file"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """Read it; what cannot be read is said in a sentence."""
        said = super().clean() or {}
        file = said.get("file")
        told = file.read(LONGEST + 1).decode("utf-8", "replace") if file else said.get("said", "")
        try:
            self.handed = read(told)
        except SuppleError as error:
            raise forms.ValidationError(words.why(error)) from None
        self.told = told.strip()
        return said


@require_http_methods(["GET", "POST"])
@of_person
def programme(request: HttpRequest, person: Person) -> HttpResponse:
    """What holds, with what may be done today; or what was just read, before it is kept."""
    form = ReadForm(request.POST if "said" in request.POST else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("do") == "keep":
            return _kept(request, person, form.handed)
        return render(request, "programme_read.html", _looked_at(person, form.handed, form.told))
    waits, kept = doing.waiting(person), doing.standing(person)
    if request.GET.get("look") == "waiting" and waits:
        return render(request, "programme_read.html", _looked_at(person, read(waits.words), waits.words))
    context = {"form": form, "waits": waits, "kept": kept, **(_today(person, kept) if kept else {})}
    answer = render(request, "programme.html", context)
    answer["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"
    return answer


def _kept(request: HttpRequest, person: Person, handed: Handed) -> HttpResponse:
    recorded = doing.keep(person, handed, timezone.now())
    doing.answered(person)
    tell(request, recorded.results[0].id, recorded)
    return redirect("programme")


def _looked_at(person: Person, handed: Handed, told: str) -> dict[str, Any]:
    """All of it as it would be kept, and whether it comes from the same key as the one that holds."""
    kept = doing.standing(person)
    same = bool(kept and kept.signed and kept.signed == handed.signed)
    shown = [shown_exercise(one) for one in handed.exercises]
    return {"handed": handed, "shown": shown, "told": told, "same_key": same, "replaces": kept}


def _today(person: Person, kept: Programme) -> dict[str, Any]:
    now = timezone.now()
    weighed = doing.for_today(person, kept, now)
    if weighed is None:
        return {"unchecked": True}
    done = {one.exercise.key: one for one in doing.done(person, kept, now)}
    line = doing.told_back(person, kept, now)
    lines = [_line(one, done[one.exercise.key]) for one in weighed.exercises]
    return {
        "weighed": weighed, "lines": lines, "told_back": line, "picture": scannable(line), "felt": RESPONSES.items(),
    }  # fmt: skip


def _line(weighed: Weighed, done: Done) -> dict[str, Any]:
    return {"weighed": weighed, "id": uuid7(), "done": done, **shown_exercise(weighed.exercise)}


@may_wait
@require_POST
@of_person
def did(request: HttpRequest, person: Person) -> HttpResponse:
    """One exercise was done, with how it felt; only one that may be done today."""
    kept, now = doing.standing(person), timezone.now()
    weighed = doing.for_today(person, kept, now) if kept else None
    asked = request.POST.get("exercise", "")
    one = next((w for w in (weighed.exercises if weighed else ()) if w.exercise.key == asked and not w.held), None)
    if one is None or request.POST.get("response") not in RESPONSES:
        return redirect("programme")
    exercise, kind = one.exercise, one.remedy.kind if one.remedy else "movement"
    said = {
        "kind": "session", "what": DONE_AS[kind], "remedy": exercise.key, "response": request.POST["response"],
        "id": request.POST.get("id") or uuid7(), "at": said_at(request), "reps": exercise.reps, "side": exercise.side,
    }  # fmt: skip
    entry_id, recorded = keep_once(person, {n: v for n, v in said.items() if v is not None}, now)
    tell(request, entry_id, recorded)
    if request.POST["response"] == "worse":
        messages.info(request, gettext("If it is sharp, sudden or does not go away, answer the warning signs."))
    return redirect("warning" if leads_to_warning(request, person, recorded) else "programme")


@may_wait
@require_POST
@of_person
def drop(request: HttpRequest, person: Person) -> HttpResponse:
    """Not this one: what lies ready goes, or what holds ends."""
    if request.POST.get("do") == "end" and (recorded := doing.end(person, timezone.now())):
        tell(request, recorded.results[0].id, recorded)
    else:
        doing.answered(person)
        messages.success(request, gettext("It is not kept."))
    return redirect("programme")


def shown_exercise(exercise: Exercise) -> dict[str, Any]:
    """Name, how much, and the way there is to do it, when supple knows it."""
    remedy = knowledge().remedies.get(exercise.item or "")
    remedy = remedy if remedy and remedy.kind in KINDS else None
    own = exercise.words or ("" if remedy else exercise.item)
    return {"exercise": exercise, "remedy": remedy, "own": own, "how_much": _how_much(exercise)}


def _how_much(exercise: Exercise) -> str:
    parts = [
        words.named(PLACES, exercise.position),
        words.named(words.SIDES, exercise.side),
        gettext("hold %(n)d s") % {"n": exercise.hold_s} if exercise.hold_s else "",
        gettext("%(n)d times in a row") % {"n": exercise.reps} if exercise.reps else "",
        gettext("%(n)d times a day") % {"n": exercise.times_a_day} if exercise.times_a_day else "",
    ]
    return ", ".join(part for part in parts if part)


def felt_words(done: Done) -> str:
    """How it felt, counted."""
    return ", ".join(f"{RESPONSES[name]} {done.felt[name]}" for name in RESPONSES if done.felt[name])
