# SPDX-License-Identifier: Apache-2.0
"""The diary for a clinic's computer: what leaves is chosen and said first, then saved as a FHIR file."""

from datetime import date, timedelta
from itertools import chain
from typing import Any

from django import forms
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from supple.actions.take_out_fhir import Chosen, bundle_of
from supple.people.models import Person
from supple.web import deeds
from supple.web.models import Deed
from supple.web.pages.door import day_of, of_person
from supple.web.sign_in import asks_again

PERIODS = (("28", _("4 weeks")), ("84", _("12 weeks")), ("365", _("a year")), ("", _("the whole diary")))


class ClinicForm(forms.Form):
    """What leaves."""

    days = forms.ChoiceField(label=_("How far back"), choices=PERIODS, required=False, initial="28")
    report = forms.BooleanField(label=_("The report as a PDF in it"), required=False, initial=True)
    plan = forms.BooleanField(label=_("Today's routine in it"), required=False)
    snomed = forms.BooleanField(label=_("SNOMED CT codes too (the clinic needs a licence)"), required=False)
    whole = forms.BooleanField(label=_("For myself: with my name, contacts and what is private"), required=False)


@require_http_methods(["GET", "POST"])
@of_person
@asks_again
def clinic_file(request: HttpRequest, person: Person) -> HttpResponseBase:
    """The choice, then the file."""
    form = ClinicForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _saved(request, person, form.cleaned_data)
    return render(request, "clinic_file.html", {"form": form})


def _saved(request: HttpRequest, person: Person, said: dict[str, Any]) -> HttpResponseBase:
    now = timezone.now()
    since = _since(said, day_of(person, now))
    chosen = Chosen("collection", since, said["whole"], said["snomed"], said["plan"], said["report"])
    deeds.note(person.account, Deed.What.TAKEN_OUT, now, deeds.browser_of(request))
    lines = bundle_of(person, now, chosen)
    begun = next(lines)  # so that what cannot be written is said on a page, and not in the middle of a file
    answer = StreamingHttpResponse(chain([begun], lines), content_type="application/fhir+json")
    answer["Content-Disposition"] = 'attachment; filename="supple-diary.fhir.json"'
    return answer


def _since(said: dict[str, Any], today: date) -> date | None:
    return today - timedelta(days=int(said["days"]) - 1) if said["days"] else None
