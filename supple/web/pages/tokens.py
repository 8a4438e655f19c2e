# SPDX-License-Identifier: Apache-2.0
"""Buttons for a carer, a bedside or a phone: each may only say one thing, and can be taken back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from supple.actions import tokens
from supple.errors import SuppleError
from supple.people.models import Person
from supple.web import deeds, words
from supple.web.models import Deed
from supple.web.pages.door import of_person


def preset_choices() -> list[tuple[str, Any]]:
    """What a button may say."""
    events = [(f"episode:{id}", label) for id, label in words.EVENTS.items()]
    return [("episode", _("Something happened (details later)")), *events]


class TokenForm(forms.Form):
    """Who gets the button, and what a press means."""

    label = forms.CharField(label=_("For whom or where"), max_length=100, help_text=_("Such as: bedside, Bo's phone."))
    preset = forms.ChoiceField(label=_("What one press means"), choices=preset_choices)


@require_http_methods(["GET", "POST"])
@of_person
def make(request: HttpRequest, person: Person) -> HttpResponse:
    """The form; and once, the secret with how to use it."""
    form = TokenForm(request.POST or None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            secret = tokens.create(person, "write-only", said["preset"], said["label"], now=timezone.now())
            deeds.note(person.account, Deed.What.TOKEN_MADE, timezone.now(), said["label"])
        except SuppleError as error:
            form.add_error("preset", words.why(error))
    address = request.build_absolute_uri("/api/entries")
    context = {"form": form, "secret": secret, "address": address, "tokens": tokens.of(person)}
    return render(request, "tokens.html", context)


@require_POST
@of_person
def revoke(request: HttpRequest, person: Person, token_id: int) -> HttpResponse:
    """Take a button back."""
    if tokens.revoke(person, token_id, timezone.now()):
        deeds.note(person.account, Deed.What.TOKEN_REVOKED, timezone.now(), deeds.browser_of(request))
    messages.success(request, _("The button is taken back. It does nothing any more."))
    return redirect("tokens")
