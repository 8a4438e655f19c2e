# SPDX-License-Identifier: Apache-2.0
"""The emergency card: one page to print and carry. What was marked private is not on it."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from supple.actions.habits import card as card_of
from supple.actions.record import record
from supple.people.models import Person
from supple.web import words
from supple.web.pages.door import day_of, of_person
from supple.web.pages.keep import tell
from supple.web.pages.later import may_wait, said_at


class ContactForm(forms.Form):
    """Someone to call."""

    role = forms.CharField(label=_("Who is it (pump clinic, MS nurse, daughter)"), max_length=100)
    name = forms.CharField(label=_("Name"), max_length=100)
    phone = forms.CharField(label=_("Telephone"), max_length=60, widget=forms.TextInput(attrs={"inputmode": "tel"}))


class AllergyForm(forms.Form):
    """Something not tolerated."""

    allergy = forms.CharField(label=_("I am allergic to"), max_length=100)


@may_wait
@require_http_methods(["GET", "POST"])
@of_person
def card(request: HttpRequest, person: Person) -> HttpResponse:
    """The card, and two forms for what is missing on it."""
    now = timezone.now()
    contact = ContactForm(request.POST if "phone" in request.POST else None)
    allergy = AllergyForm(request.POST if "allergy" in request.POST else None)
    if form := next((f for f in (contact, allergy) if f.is_bound and f.is_valid()), None):
        said = form.cleaned_data
        entry = {"kind": "contact", **said}
        if form is allergy:
            entry = {"kind": "fact", "topic": "allergy", "name": said["allergy"]}
        recorded = record(person, [{"id": uuid7(), "at": said_at(request), **entry}], now)
        tell(request, recorded.results[0].id, recorded)
        return redirect("card")
    found = card_of(person, now)
    context = {
        "card": found, "today": day_of(person, now), "contact": contact, "allergy": allergy,
        "conditions": [words.named(words.CONDITIONS, id) for id in found.conditions],
    }  # fmt: skip
    return render(request, "card.html", context)
