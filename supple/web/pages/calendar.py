# SPDX-License-Identifier: Apache-2.0
"""The days ahead: what is running, what comes, why, and three short forms for what sets a day."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from supple.actions import look_back
from supple.actions.days_ahead import days_ahead
from supple.actions.record import Recorded, record
from supple.care.calendar import Dated
from supple.people.models import Person
from supple.web import words
from supple.web.forms import Choice, Number, text
from supple.web.pages.about_me import current_medicines
from supple.web.pages.about_me_forms import EARLIEST, LATEST
from supple.web.pages.door import day_of, of_person, zone
from supple.web.pages.keep import tell
from supple.web.pages.later import may_wait, said_at
from supple.web.pages.warnings import leads_to_warning


def _day(label: Any, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the date like 2026-11-21.")},
    )  # fmt: skip


class SupplyForm(forms.Form):
    """What is left of a medicine."""

    medicine = forms.CharField(
        label=_("Medicine"), max_length=100, widget=forms.TextInput(attrs={"list": "mine", "autocomplete": "off"})
    )
    left = Number(label=_("How many are left, all packs together"))
    a_day = Number(label=_("How many you take on a day"))


class InjectionForm(forms.Form):
    """An injection that was given."""

    name = forms.CharField(label=_("Product, as it is called"), max_length=100)
    given = _day(_("Given on"))
    site = Choice(words.SITES, label=_("Where?"))
    side = Choice(words.SIDES, label=_("Side (your own left and right)"))
    next_due = _day(_("Next appointment, if you have one"), required=False)

    def clean_given(self) -> date:
        """A day that has been."""
        given: date = self.cleaned_data["given"]
        if not EARLIEST <= given <= timezone.localdate():
            raise forms.ValidationError(gettext("Give a day that has been already."))
        return given


class VisitForm(forms.Form):
    """An appointment."""

    with_whom = forms.CharField(label=_("With whom"), max_length=100)
    on = _day(_("On"))
    questions = text(_("What you want to ask (if you like)"), max_length=200)

    def clean_on(self) -> date:
        """A day within a diary's years."""
        on: date = self.cleaned_data["on"]
        if not EARLIEST <= on <= LATEST:
            raise forms.ValidationError(gettext("Check the year of this date."))
        return on


FORMS: dict[str, type[forms.Form]] = {"supply": SupplyForm, "injection": InjectionForm, "visit": VisitForm}


@may_wait
@require_http_methods(["GET", "POST"])
@of_person
def calendar(request: HttpRequest, person: Person) -> HttpResponse:
    """The list; what is entered is kept as said."""
    now, asked = timezone.now(), request.POST.get("form", "")
    filled = {name: form(request.POST if name == asked else None) for name, form in FORMS.items()}
    if asked in filled and filled[asked].is_valid():
        recorded = record(person, [_said(person, asked, filled[asked].cleaned_data, said_at(request))], now)
        if recorded.results[0].status != "refused":
            tell(request, recorded.results[0].id, recorded)
            return redirect("warning" if leads_to_warning(request, person, recorded) else "calendar")
        _put_beside(filled[asked], recorded)
    today = day_of(person, now)
    shown = [_shown(one, today) for one in days_ahead(person, now)]
    mine = current_medicines(look_back.timeline(person, since=now))
    context = {
        "running": [one for one in shown if one["now"]],
        "coming": [one for one in shown if not one["now"]],
        "forms": filled, "mine": [t.name for t in mine], "open": asked,
    }  # fmt: skip
    return render(request, "calendar.html", context)


def _put_beside(form: forms.Form, recorded: Recorded) -> None:
    """What the entry itself refused, at its field; what was typed stays."""
    for problem in recorded.results[0].problems:
        place = problem.place.split(".")[0]
        form.add_error(place if place in form.fields else None, words.spoken(problem.sentence))


def _shown(one: Dated, today: date) -> dict[str, Any]:
    places = ", ".join(words.place(site, side) for site, side in one.places)
    return {
        "one": one, "now": one.is_now(today) or one.is_overdue(today), "overdue": one.is_overdue(today),
        "about": ", ".join(w for w in (one.about, places) if w),
        "sources": words.sources(one.sources),
    }  # fmt: skip


def _said(person: Person, form: str, told: dict[str, Any], now: datetime) -> dict[str, Any]:
    """What was filled in, as an entry."""
    said: dict[str, Any] = {"id": uuid7(), "at": now, "kind": form}
    filled = {name: value for name, value in told.items() if value not in ("", None)}
    if form == "injection":
        given = datetime.combine(filled.pop("given"), person.day_starts, zone(person))
        return {
            **said,
            **filled,
            "kind": "treatment",
            "change": "injection",
            "route": "injection",
            "at": min(given, now),
        }
    if form == "visit" and "questions" in filled:
        filled["questions"] = (filled["questions"],)
    return {**said, **filled}
