# SPDX-License-Identifier: Apache-2.0
"""Somebody was given a code: what it opens, and until when; then it is taken up with a sign-in, old or new."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from supple.actions import grants
from supple.actions.begin import add_sign_in
from supple.errors import SuppleError
from supple.people.grants import Grant
from supple.people.models import Account
from supple.web import words
from supple.web.policy import for_everyone

_AT = {"sign-in-refused": "password", "name-refused": "username", "name-missing": "username"}


NOTHING = _("This code opens nothing. It may be used, too old or mistyped: ask for a new one.")


class CodeForm(forms.Form):
    """The code alone."""

    code = forms.CharField(
        label=_("The code you were given"), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


class NewForm(forms.Form):
    """A sign-in for whoever has none here yet."""

    username = forms.CharField(
        label=_("A name to sign in with"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("A password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
        help_text=_("At least 12 characters. A short sentence is easy to remember."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_everyone
def join(request: HttpRequest) -> HttpResponse:
    """First the code, then what it opens; nothing is told of a diary before the code is right."""
    now, step = timezone.now(), request.POST.get("step", "")
    form = CodeForm(request.POST if step else None)
    if not step or not form.is_valid():
        return render(request, "join.html", {"form": form})
    found = grants.waiting_for(form.cleaned_data["code"], now)
    if found is None or _is_own(request, found):
        form.add_error("code", str(NOTHING))
        return render(request, "join.html", {"form": form})
    fresh = None if request.user.is_authenticated else NewForm(request.POST if step == "new" else None)
    if step == "take" and isinstance(request.user, Account):
        return _taken(request, request.user, form.cleaned_data["code"])
    if step == "new" and fresh is not None and fresh.is_valid() and (account := _added(fresh)):
        login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
        return _taken(request, account, form.cleaned_data["code"])
    context: dict[str, Any] = {"grant": found, "code": form.cleaned_data["code"], "form": fresh}
    return render(request, "join_offered.html", context)


def _is_own(request: HttpRequest, grant: Grant) -> bool:
    return grant.person.account_id is not None and grant.person.account_id == request.user.pk


def _added(form: NewForm) -> Account | None:
    said = form.cleaned_data
    try:
        return add_sign_in(said["username"], said["password"])
    except SuppleError as error:
        form.add_error(_AT.get(error.code), words.why(error))
        return None


def _taken(request: HttpRequest, account: Account, code: str) -> HttpResponse:
    grant = grants.join(account, code, timezone.now())
    if grant is None:
        messages.error(request, str(NOTHING))
        return redirect("join")
    return redirect("shared_open", grant.pk)
