# SPDX-License-Identifier: Apache-2.0
"""supple on this phone: how to put it on the home screen, the night button while signed out, and what stays offline."""

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from supple.actions import push, tokens
from supple.people.models import Person, Token
from supple.web.mark import diary_mark
from supple.web.pages.door import of_person

PRESET = "episode"


class PhoneForm(forms.Form):
    """What the list of buttons calls this device."""

    label = forms.CharField(label=_("What is this device called?"), max_length=100, initial=_("My phone"))


@require_http_methods(["GET", "POST"])
@of_person
def phone(request: HttpRequest, person: Person) -> HttpResponse:
    """The page; its script asks for a button of this device, which it seals, or takes it back."""
    if request.method == "POST":
        return _take_back(request, person) if request.POST.get("do") == "take_back" else _allow(request, person)
    shown = {"form": PhoneForm(), "secure": request.is_secure(), "key": push.public_key()}
    return render(request, "phone.html", shown)


def _allow(request: HttpRequest, person: Person) -> HttpResponse:
    form = PhoneForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"problem": form.errors["label"][0]}, status=422)
    secret = tokens.create(person, Token.Scope.WRITE_ONLY, PRESET, form.cleaned_data["label"], now=timezone.now())
    made = tokens.find(secret)
    assert made is not None
    return JsonResponse({"secret": secret, "token": made.pk, "diary": diary_mark(person)})


def _take_back(request: HttpRequest, person: Person) -> HttpResponse:
    number = request.POST.get("token", "")
    done = number.isdecimal() and len(number) < 18 and tokens.revoke(person, int(number), timezone.now())
    return JsonResponse({"done": bool(done)})
