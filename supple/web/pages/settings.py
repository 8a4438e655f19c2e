# SPDX-License-Identifier: Apache-2.0
"""Settings that matter: how pages look and sound, what is asked and how often, own factors, place, emergency number."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from supple.actions import look_back
from supple.actions.arrange import choose
from supple.actions.record import record
from supple.actions.what_others_taught import taught
from supple.entries.known import Fact
from supple.people.models import Person
from supple.web.pages.calling import EMERGENCY, emergency_number
from supple.web.pages.door import of_person
from supple.web.pages.keep import tell
from supple.web.pages.settings_forms import AskForm, CountryForm, LookForm, NumberForm, OwnForm, PlaceForm, own_full
from supple.web.pages.warnings import leads_to_warning

FORMS: dict[str, type[forms.Form]] = {
    "look": LookForm, "ask": AskForm, "own": OwnForm, "place": PlaceForm, "country": CountryForm, "number": NumberForm,
}  # fmt: skip


@require_http_methods(["GET", "POST"])
@of_person
def settings(request: HttpRequest, person: Person) -> HttpResponse:
    """One form for each part; the one that was sent is kept."""
    now = timezone.now()
    sent = request.POST.get("form", "") if request.method == "POST" else ""
    if "drop" in request.POST:
        choose(person, own=tuple(word for word in person.choices.own if word != request.POST["drop"]))
        messages.success(request, _("Taken out. What your diary says of it stays."))
        return redirect("settings")
    shown = {name: form(request.POST if name == sent else None, initial=_known(person, now)) for name, form in
             FORMS.items()}  # fmt: skip
    form = shown.get(sent)
    if form is not None and form.is_valid() and (answer := _changed(request, person, sent, form)):
        return answer
    return render(request, "settings.html", {"forms": shown, "own": person.choices.own, "others": taught()})


def _known(person: Person, now: datetime) -> dict[str, Any]:
    chosen = person.choices
    facts = [f for f in look_back.timeline(person, since=now).of(Fact) if f.topic == "jurisdiction"]
    return {
        **chosen.kept(), "quiet_from": time.fromisoformat(chosen.quiet_from), "own": "",
        "quiet_to": time.fromisoformat(chosen.quiet_to), "ask": list(chosen.ask),
        "jurisdiction": facts[-1].word if facts else "", "emergency": emergency_number(person, now),
    }  # fmt: skip


def _changed(request: HttpRequest, person: Person, sent: str, form: forms.Form) -> HttpResponse | None:
    """Keep a form that is right; what was said of the person goes into the diary, the rest beside it."""
    if sent == "place" and form.cleaned_data["jurisdiction"]:
        return _said(request, person, topic="jurisdiction", word=form.cleaned_data["jurisdiction"], kind="fact")
    if sent == "number":
        name = _("the emergency number")
        return _said(request, person, kind="contact", role=EMERGENCY, name=name, phone=form.cleaned_data["emergency"])
    if sent == "own":
        if full := own_full(person.choices.own):
            form.add_error("own", full)
            return None
        choose(person, own=(*person.choices.own, form.cleaned_data["own"]))
    elif sent == "country":
        choose(person, country=form.cleaned_data["country"])
    elif isinstance(form, LookForm):
        choose(person, **form.chosen())
    elif isinstance(form, AskForm):
        choose(person, **{**form.cleaned_data, "ask": tuple(form.cleaned_data["ask"])})
    messages.success(request, _("Changed."))
    return redirect("settings")


def _said(request: HttpRequest, person: Person, **said: Any) -> HttpResponse:
    now = timezone.now()
    recorded = record(person, [{"id": uuid7(), "at": now, **said}], now)
    tell(request, recorded.results[0].id, recorded)
    asked = request.POST.get("next") == "warning"
    return redirect("warning" if asked or leads_to_warning(request, person, recorded) else "settings")
