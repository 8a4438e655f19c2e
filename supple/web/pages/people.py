# SPDX-License-Identifier: Apache-2.0
"""Who else may see or add to this diary: offer it, see who looked, take it back."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from supple.actions import grants
from supple.actions.grants import USUAL, Terms
from supple.errors import SuppleError
from supple.people.grants import Grant, Trace
from supple.people.models import Person
from supple.web import words
from supple.web.pages.door import of_person
from supple.web.scannable import scannable

HOW_LONG = ((1, _("one day")), (7, _("one week")), (28, _("4 weeks")), (84, _("12 weeks")), (365, _("one year")))
HOW_FAR = (("28", _("the last 4 weeks")), ("84", _("the last 12 weeks")), ("", _("the whole diary")))
ROLES: dict[str, Any] = {
    Grant.Role.CARER: _("Carer or helper: writes down what they see. Reads nothing else."),
    Grant.Role.PHYSIOTHERAPIST: _("Physiotherapist: grades muscles and sends exercises. Sees what was done of them."),
    Grant.Role.CLINICIAN: _("Doctor or nurse: reads the report."),
}
ALSO = [(s, Grant.Scope(s).label) for s in (Grant.Scope.REPORT, Grant.Scope.DIARY)]


class OfferForm(forms.Form):
    """To whom, as what, for how long."""

    name = forms.CharField(
        label=_("Who is it?"), max_length=100, help_text=_("Such as: Cleo. You see this name beside what they say.")
    )
    role = forms.ChoiceField(label=_("What are they to you?"), choices=list(ROLES.items()), widget=forms.RadioSelect)
    also = forms.MultipleChoiceField(
        label=_("May they also do this?"), choices=ALSO, required=False, widget=forms.CheckboxSelectMultiple
    )
    back_days = forms.TypedChoiceField(
        label=_("If they read: how far back?"), choices=HOW_FAR, coerce=int, empty_value=None, required=False
    )
    days = forms.TypedChoiceField(label=_("For how long?"), choices=HOW_LONG, coerce=int, initial=28)


@require_http_methods(["GET", "POST"])
@of_person
def people(request: HttpRequest, person: Person) -> HttpResponse:
    """The list and the form; and once, the code with how to use it."""
    now = timezone.now()
    form = OfferForm(request.POST or None, initial={"back_days": "28", "days": 28})
    made: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            grant, code = grants.offer(person, Terms(**form.cleaned_data), now)
            address = f"{request.build_absolute_uri(reverse('join'))}#{code}"
            made = {"made": grant, "code": code, "address": address, "picture": scannable(address)}
            form = OfferForm(initial={"back_days": "28", "days": 28})
        except SuppleError as error:
            form.add_error(None, words.why(error))
    listed = [(grant, grant.state(now)) for grant in grants.of(person)]
    context = {
        "form": form, "looks": [_told(look) for look in grants.looks(person, 8)],
        "standing": [one for one in listed if one[1] in ("open", "waiting")],
        "ended": [one for one in listed if one[1] not in ("open", "waiting")], **made,
    }  # fmt: skip
    return render(request, "people.html", context)


@require_POST
@of_person
def take_back(request: HttpRequest, person: Person, grant_id: UUID) -> HttpResponse:
    """End a grant at once."""
    if grants.revoke(person, grant_id, timezone.now()):
        messages.success(request, _("Taken back. It opens nothing any more."))
    return redirect("people")


@require_safe
@of_person
def looks(request: HttpRequest, person: Person) -> HttpResponse:
    """Who saw and changed what, the latest first."""
    found = grants.looks(person)
    return render(request, "looks.html", {"looks": [_told(one) for one in found], "many": len(found) >= 200})


def _told(look: Trace) -> dict[str, Any]:
    entry = None if look.what == Trace.What.UNSAID else look.entry
    return {"at": look.at, "who": look.who, "what": Trace.What(look.what).label, "entry": entry}


assert set(USUAL) == set(ROLES), "every role is explained"
