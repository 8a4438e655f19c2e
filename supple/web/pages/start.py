# SPDX-License-Identifier: Apache-2.0
"""The first run: a name, a password and a time zone make the one person of this home."""

from functools import cache
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from uuid_utils.compat import uuid7

from supple.actions.begin import first_person, is_first_run
from supple.actions.record import record
from supple.errors import SuppleError
from supple.web import words
from supple.web.policy import for_everyone

_AREAS = ("Europe/", "America/", "Africa/", "Asia/", "Australia/", "Pacific/", "Atlantic/", "Indian/")
_AT = {"sign-in-refused": "password", "name-refused": "name", "name-missing": "name", "zone-unknown": "zone"}
"""The field that a refusal is about."""


@cache
def zone_choices() -> tuple[tuple[str, str], ...]:
    """Every zone a person may live in, plain names first; looked for on the disk once."""
    named = ((z, z.replace("_", " ")) for z in sorted(available_timezones()) if z.startswith(_AREAS))
    return (*named, ("UTC", "UTC"))


class StartForm(forms.Form):
    """What is needed to begin, and one thing that may be left out."""

    name = forms.CharField(label=_("Your name"), max_length=100, help_text=_("You sign in with it too."))
    password = forms.CharField(
        label=_("A password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
        help_text=_("At least 12 characters. A short sentence is easy to remember."),
    )
    zone = forms.ChoiceField(label=_("Your time zone"), choices=zone_choices)
    birth_year = forms.IntegerField(
        label=_("Year of birth (may be left out)"), required=False, min_value=1900, max_value=2200,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("Without it no stretches are suggested, because some depend on age."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_everyone
def start(request: HttpRequest) -> HttpResponse:
    """The one form; once somebody lives here, it leads on."""
    if not is_first_run():
        return redirect("today")
    form = StartForm(request.POST or None, initial={"zone": "Europe/London"})
    if request.method == "POST" and form.is_valid() and _begun(request, form):
        return redirect("today")
    return render(request, "start.html", {"form": form})


def _begun(request: HttpRequest, form: StartForm) -> bool:
    said = form.cleaned_data
    try:
        person = first_person(said["name"], said["name"], said["password"], said["zone"])
    except SuppleError as error:
        form.add_error(_AT.get(error.code), words.why(error))
        return False
    if said["birth_year"]:
        fact = {"id": uuid7(), "kind": "fact", "topic": "birth_year", "number": said["birth_year"]}
        record(person, [{**fact, "at": timezone.now()}], timezone.now())
    login(request, person.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return True
