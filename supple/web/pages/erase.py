# SPDX-License-Identifier: Apache-2.0
"""Erase everything, for good: only after a word was typed, because nothing brings it back."""

from django import forms
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from supple.actions.erase import erase as erase_all
from supple.actions.forget_in_backups import at_once
from supple.people.models import Person
from supple.web.pages.door import of_person
from supple.web.sign_in import asks_again

WORD = _("erase")


class EraseForm(forms.Form):
    """The word."""

    word = forms.CharField(label=_("Type the word erase"), widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def clean_word(self) -> str:
        """It has to be this word and no other."""
        typed: str = self.cleaned_data["word"].strip().lower()
        if typed != gettext(str(WORD)):
            raise forms.ValidationError(_("Nothing was erased. Type the word erase, or go back."))
        return typed


@require_http_methods(["GET", "POST"])
@of_person
@asks_again
def erase(request: HttpRequest, person: Person) -> HttpResponse:
    """Ask for the word, then remove it all."""
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        erase_all(person, timezone.now())
        logout(request)
        return render(request, "erased.html")
    return render(request, "erase.html", {"form": form, "at_once": at_once()})
